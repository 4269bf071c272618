"""What lies in the channels of the local Discord."""

from collections import defaultdict
from datetime import UTC, datetime
from typing import Any

from tests.adapters.discord.local.people import EPOCH, Ids, User

Message = dict[str, Any]
NONCES = 300.0  # seconds for which Discord knows a nonce again


class Channels:
    def __init__(self, ids: Ids, bot: User) -> None:
        self._ids = ids
        self._bot = bot
        self._nonces: dict[tuple[str, str], Message] = {}
        self.lie: dict[str, list[Message]] = defaultdict(list)  # by channel, oldest first
        self.edits: list[tuple[str, Message]] = []

    def add(self, channel: str, body: Message, author: User | None = None) -> Message:
        """A message, or with an enforced nonce that is known, the one that it stands for."""
        nonce = (channel, str(body.get("nonce")))
        if body.get("enforce_nonce") and nonce in self._nonces:
            return self._nonces[nonce]
        message = whole(self._ids(), channel, body, author or self._bot)
        self.lie[channel].append(message)
        if body.get("enforce_nonce"):
            self._nonces[nonce] = message
        return message

    def forget_nonces(self) -> None:
        """As after some minutes."""
        self._nonces.clear()

    def find(self, channel: str, id: str) -> Message | None:
        return next((message for message in self.lie[channel] if message["id"] == id), None)

    def edit(self, message: Message, body: Message) -> None:
        fresh = whole(message["id"], message["channel_id"], body, self._bot)
        for key in ("content", "components", "attachments", "flags"):
            if key in body:
                message[key] = fresh[key]
        self.edits.append((message["channel_id"], body))

    def page(self, channel: str, limit: int, after: int) -> list[Message]:
        """What follows an id directly, the newest of it first."""
        later = [m for m in self.lie[channel] if int(m["id"]) > after][:limit]
        return [without_nonce(message) for message in reversed(later)]


def without_nonce(message: Message) -> Message:
    return {key: value for key, value in message.items() if key != "nonce"}


def whole(id: str, channel: str, body: Message, author: User) -> Message:
    """A message as Discord gives it back."""
    at = datetime.fromtimestamp(EPOCH.timestamp() + (int(id) >> 22) / 1000, UTC)
    message: Message = {
        "id": id,
        "channel_id": channel,
        "author": author.json() | {"bot": True},
        "content": body.get("content") or "",
        "timestamp": at.isoformat(),
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": list(body.get("allowed_mentions", {}).get("roles", ())),
        "attachments": [_attachment(a) for a in body.get("attachments") or ()],
        "embeds": [],
        "pinned": False,
        "type": 19 if body.get("message_reference") else 0,
        "flags": body.get("flags") or 0,
        "components": _numbered(body.get("components") or []),
    }
    if "message_reference" in body:
        asked = body["message_reference"]["message_id"]
        message["message_reference"] = {"message_id": asked, "channel_id": channel, "type": 0}
    if "nonce" in body:
        message["nonce"] = body["nonce"]
    return message


def _attachment(told: Message) -> Message:
    address = f"https://cdn.example/{told['filename']}"
    return {**told, "id": str(told["id"]), "size": 1, "url": address, "proxy_url": address}


def _numbered(components: list[Message]) -> list[Message]:
    """Discord numbers the components, those inside others among them."""
    count = 0

    def number(component: Message) -> Message:
        nonlocal count
        count += 1
        made = {"id": count, **component}
        if "components" in component:
            made["components"] = [number(inner) for inner in component["components"]]
        return made

    return [number(component) for component in components]
