"""How a post of ours is known again: Discord keeps no nonce with a message, so the message bears a mark.

Where there are buttons, it stands in their ids; what is made of components bears it as the number of its
container; plain words without buttons bear it at their end, in letters that nobody sees.
"""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import Any

from bot.adapters.discord import custom_ids
from bot.adapters.discord.custom_ids import Head

CONTAINER = 17
UNSEEN = "\u200b\u200c\u200d\u2060"  # letters without a width, two bits each
LENGTH = 20  # of a mark in such letters

Found = Mapping[str, Any]


def tag_of(key: str) -> str:
    """The tag of the post with this key."""
    return blake2b(key.encode(), digest_size=5).hexdigest()


def marked(body: dict[str, Any], tag: str) -> dict[str, Any]:
    """The same message with the mark that its buttons do not bear for it."""
    components: Sequence[Found] = body.get("components") or ()
    if components and components[0]["type"] == CONTAINER:
        return body | {"components": [{**components[0], "id": _number(tag)}, *components[1:]]}
    return body if components else body | {"content": body["content"] + _unseen(tag)}


def bears(message: Found, tag: str) -> bool:
    if str(message.get("content") or "").endswith(_unseen(tag)):
        return True
    components: Sequence[Found] = message.get("components") or ()
    holds = any(c.get("type") == CONTAINER and c.get("id") == _number(tag) for c in components)
    return holds or any(head.tag == tag for head in heads(components))


def heads(components: Sequence[Found]) -> Iterator[Head]:
    """What stands before the ids of a message's buttons."""
    for component in components:
        if "custom_id" in component:
            yield custom_ids.read(str(component["custom_id"]))[1]
        yield from heads(component.get("components", ()))


def _number(tag: str) -> int:
    """Discord takes 32 bits for a component's number; above those that it gives out itself."""
    return int(tag, 16) & 0x3FFFFFFF | 0x40000000


def _unseen(tag: str) -> str:
    bits = int(tag, 16)
    return "".join(UNSEEN[bits >> 2 * place & 3] for place in range(LENGTH))
