"""Who and what there is on the local Discord: people, guilds with their channels, and the ids of it all."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Any

from bot.core.model import Room, Team

EPOCH = datetime(2015, 1, 1, tzinfo=UTC)
ADMINISTRATOR, MANAGE_GUILD, VIEW, SEND, ATTACH, READ_BACK, OPEN_THREADS, SEND_IN_THREADS = (
    1 << 3,
    1 << 5,
    1 << 10,
    1 << 11,
    1 << 15,
    1 << 16,
    1 << 35,
    1 << 38,
)
USUAL = VIEW | SEND | ATTACH | READ_BACK | OPEN_THREADS | SEND_IN_THREADS
TEXT, DIRECT, THREAD = 0, 1, 11


class Ids:
    """Snowflakes: the time they were made at, and a number."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._numbers = count(1)

    def __call__(self, at: datetime | None = None) -> str:
        since = (at or self._now()) - EPOCH
        return str((int(since.total_seconds() * 1000) << 22) | (next(self._numbers) & 0x3FFFFF))


@dataclass(frozen=True, slots=True)
class User:
    id: str
    name: str
    permissions: int = USUAL | MANAGE_GUILD
    roles: tuple[str, ...] = ()
    locale: str = "en-US"

    def json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "username": self.name.lower()[:32],
            "discriminator": "0",
            "global_name": self.name,
            "avatar": None,
        }

    def member(self) -> dict[str, Any]:
        return {
            "user": self.json(),
            "nick": None,
            "roles": list(self.roles),
            "joined_at": "2024-01-01T00:00:00+00:00",
            "deaf": False,
            "mute": False,
            "flags": 0,
        }


@dataclass(frozen=True, slots=True)
class Place:
    """A channel; without a guild, direct messages with `user`."""

    id: str
    guild: str = ""
    name: str = "quay"
    kind: int = TEXT
    parent: str = ""
    owner: str = ""
    user: str = ""
    denied: int = 0  # permissions that everyone, and so the bot, lacks here

    def json(self) -> dict[str, Any]:
        told: dict[str, Any] = {"id": self.id, "type": self.kind}
        if self.kind == DIRECT:
            return told | {"last_message_id": None, "recipients": []}
        told |= {"name": self.name, "guild_id": self.guild, "position": 0, "permission_overwrites": []}
        if self.denied:
            told["permission_overwrites"] = [
                {"id": self.guild, "type": 0, "allow": "0", "deny": str(self.denied)}
            ]
        told |= {"parent_id": self.parent or None, "nsfw": False, "rate_limit_per_user": 0, "topic": None}
        if self.kind == THREAD:
            told["thread_metadata"] = {
                "archived": False,
                "auto_archive_duration": 1440,
                "archive_timestamp": "2024-01-01T00:00:00+00:00",
                "locked": False,
            }
            told |= {"owner_id": self.owner, "message_count": 0, "member_count": 1}
        return told


@dataclass(slots=True)
class Guild:
    id: str
    name: str = "Harbour"
    places: list[Place] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    shy: set[str] = field(default_factory=set)  # roles that not everybody may mention
    everyone: int = USUAL  # permissions of all its members
    invited: int = 0  # what the link gave that the bot came in by
    joined: str = "2024-01-01T00:00:00+00:00"  # when the bot came

    def room(self, place: Place) -> Room:
        return Room(Team("discord", self.id), place.id)

    @property
    def held(self) -> int:
        """What the bot may do, where no channel says otherwise."""
        return self.everyone | self.invited

    def bot_member(self, bot: User) -> dict[str, Any]:
        own = [bot.id] if self.invited else []  # a role that came with it
        return bot.member() | {"joined_at": self.joined, "roles": own}

    def json(self, bot: User) -> dict[str, Any]:
        return {
            **_PLAIN_GUILD,
            "id": self.id,
            "name": self.name,
            "owner_id": "1",
            "joined_at": self.joined,
            "roles": [
                self._role(self.id, "@everyone", self.everyone),
                *(self._role(r, "crew", 0) for r in self.roles),
                *([self._role(bot.id, bot.name, self.invited)] if self.invited else []),
            ],
            "channels": [_without_guild(place) for place in self.places if place.kind == TEXT],
            "threads": [place.json() for place in self.places if place.kind == THREAD],
            "members": [self.bot_member(bot)],
        }

    def _role(self, id: str, name: str, permissions: int) -> dict[str, Any]:
        return {
            "id": id,
            "name": name,
            "color": 0,
            "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
            "hoist": False,
            "position": 0,
            "permissions": str(permissions),
            "managed": False,
            "mentionable": id not in self.shy,
            "flags": 0,
        }


def _without_guild(place: Place) -> dict[str, Any]:
    told = place.json()
    del told["guild_id"]
    return told


_PLAIN_GUILD: dict[str, Any] = {
    "afk_channel_id": None,
    "afk_timeout": 300,
    "application_id": None,
    "banner": None,
    "default_message_notifications": 0,
    "description": None,
    "discovery_splash": None,
    "emojis": [],
    "explicit_content_filter": 0,
    "features": [],
    "guild_scheduled_events": [],
    "hub_type": None,
    "icon": None,
    "incidents_data": None,
    "large": False,
    "member_count": 2,
    "mfa_level": 0,
    "nsfw_level": 0,
    "preferred_locale": "en-US",
    "premium_progress_bar_enabled": False,
    "premium_tier": 0,
    "presences": [],
    "public_updates_channel_id": None,
    "rules_channel_id": None,
    "safety_alerts_channel_id": None,
    "soundboard_sounds": [],
    "splash": None,
    "stage_instances": [],
    "stickers": [],
    "system_channel_flags": 0,
    "system_channel_id": None,
    "vanity_url_code": None,
    "verification_level": 0,
    "voice_states": [],
}
