"""An interaction as Discord tells it, as far as we read it.

The library would make a message, a channel and a member of each, which nothing here needs.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import discord

COMMAND, COMPONENT, COMPLETION, SUBMISSION = 2, 3, 4, 5
EPHEMERAL = 1 << 6
IN_GUILD = "0"  # who has the bot installed: the guild

Raw = Mapping[str, Any]
NOTHING: Raw = {}


@dataclass(frozen=True, slots=True)
class Asked:
    """`guild` "": elsewhere. `installed`: that guild has the bot, and not only the user.

    `roles` None: none are told, as in direct messages. `pressed`: it came from a message; `private`: from one
    that only the user sees.
    """

    id: str
    token: str = field(repr=False)
    application: str
    kind: int
    data: Raw = field(repr=False)
    user: str
    name: str
    locale: str
    guild: str
    installed: bool
    channel: Raw = field(repr=False)
    permissions: int
    roles: frozenset[str] | None
    pressed: bool
    private: bool

    @property
    def arrived(self) -> datetime:
        return discord.utils.snowflake_time(int(self.id))

    @property
    def completes(self) -> bool:
        """Whether it asks what a half-typed option may become."""
        return self.kind == COMPLETION

    @property
    def custom_id(self) -> str | None:
        """Of the pressed button or the submitted form; None: it is neither."""
        return self.data.get("custom_id")


def of(raw: Raw) -> Asked:
    """Raises KeyError and the like for what is no interaction."""
    member: Raw | None = raw.get("member")
    user: Raw = raw["user"] if member is None else member["user"]
    guild = str(raw.get("guild_id") or "")
    message: Raw | None = raw.get("message")
    nick = member.get("nick") if member is not None else None
    return Asked(
        id=str(int(raw["id"])),
        token=raw["token"],
        application=str(raw["application_id"]),
        kind=raw["type"],
        data=raw.get("data") or NOTHING,
        user=str(user["id"]),
        name=nick or user.get("global_name") or user["username"],
        locale=raw.get("locale", "en-US"),
        guild=guild,
        installed=raw.get("authorizing_integration_owners", NOTHING).get(IN_GUILD) == guild != "",
        channel=raw.get("channel") or NOTHING,
        permissions=int(member.get("permissions", 0)) if member is not None else 0,
        roles=frozenset(member["roles"]) if member is not None else None,
        pressed=message is not None,
        private=message is not None and bool(message.get("flags", 0) & EPHEMERAL),
    )
