"""Signed links: they say which room and until when, and nobody without the secret can make one."""

import base64
import binascii
import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.core.model import Room, Team
from bot.core.secret import Secret

LONGEST = 2000  # characters of a link that is looked at
_WHAT = b"studybot board 1\0"  # a signature made for something else signs no board
_SIZE = 16  # bytes of a signature


@dataclass(frozen=True, slots=True)
class Links:
    """`address` is where this bot can be reached, as in https://study.example.org."""

    address: str
    secret: Secret

    def of(self, room: Room, until: datetime) -> str:
        """A link to the room's board that works until that instant."""
        return f"{self.address}/board/{sign(room, until, self.secret)}"

    def room(self, link: str, now: datetime) -> Room | None:
        """The room that a link's last part was signed for; None: it is none of ours, or its time is over."""
        return read(link, self.secret, now)


def sign(room: Room, until: datetime, secret: Secret) -> str:
    """A word for an address that stands for the room until that instant."""
    said = [room.team.platform, room.team.id, room.channel, room.thread, int(until.timestamp())]
    told = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return base64.urlsafe_b64encode(_signature(told, secret) + told).decode().rstrip("=")


def read(link: str, secret: Secret, now: datetime) -> Room | None:
    if not link.isascii() or len(link) > LONGEST:
        return None
    try:
        whole = base64.b64decode(link + "=" * (-len(link) % 4), altchars=b"-_", validate=True)
    except binascii.Error:
        return None
    signature, told = whole[:_SIZE], whole[_SIZE:]
    if not hmac.compare_digest(signature, _signature(told, secret)):
        return None
    platform, team, channel, thread, until = json.loads(told)
    if datetime.fromtimestamp(until, UTC) <= now:
        return None
    return Room(Team(platform, team), channel, thread)


def _signature(told: bytes, secret: Secret) -> bytes:
    return hmac.new(secret.reveal().encode(), _WHAT + told, hashlib.sha256).digest()[:_SIZE]
