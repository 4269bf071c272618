"""How a room's questions are posted: in a thread of their own, calling a role, with a channel for notices."""

import re
from collections.abc import Mapping, Sequence

from bot.core.choices import RoomChoice
from bot.errors import Refused

OFF = "off"
ON = "on"
MANNERS = {word.value: word for word in (RoomChoice.THREADS, RoomChoice.CALL, RoomChoice.LOG)}
# A channel or a group as people mention one on the platforms, or the platform's id alone.
_MENTION = re.compile(r"<[#@!&]*(?:subteam\^)?(\w+)(?:\|[^>]*)?>|(\w+)")

Chosen = Mapping[RoomChoice, str]


def manners_in(words: Sequence[str]) -> tuple[Chosen, list[str]]:
    """What words such as `threads=on`, `call=@role` and `log=#channel` choose, and the other words."""
    chosen: dict[RoomChoice, str] = {}
    others: list[str] = []
    for word in words:
        name, sign, typed = word.partition("=")
        if sign and name in MANNERS:
            chosen[MANNERS[name]] = _value(MANNERS[name], typed)
        else:
            others.append(word)
    return chosen, others


def _value(choice: RoomChoice, typed: str) -> str:
    """Raises Refused for what is no switch, channel or group."""
    if typed.lower() in (OFF, "none", ""):
        return ""
    if choice is RoomChoice.THREADS:
        if typed.lower() != ON:
            raise Refused("setup.no_switch", typed=typed)
        return ON
    found = _MENTION.fullmatch(typed)
    if found is None:
        raise Refused("setup.no_mention", typed=typed)
    return found[1] or found[2]
