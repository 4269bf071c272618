"""What becomes of guilds and channels, as changes that the house is told of."""

from datetime import UTC, datetime, timedelta

import discord

from bot.adapters.discord import places
from bot.adapters.discord.permissions import first_to_write_in
from bot.core.model import Member, Room
from bot.messages import Change, Happened
from bot.ports import Clock, Handle

LATELY = timedelta(days=1)  # a guild that took us in while we were away is greeted when we come back


class Life:
    def __init__(self, handle: Handle, clock: Clock) -> None:
        self._handle = handle
        self._clock = clock

    async def joined(self, guild: discord.Guild) -> None:
        """Greeted in the first channel that we may write in; where there is none, in silence."""
        channel = first_to_write_in(guild)
        if channel is not None:
            await self._tell(Happened.ADDED, Room(places.guild(guild.id), str(channel.id)), guild.name)

    async def seen(self, guild: discord.Guild) -> None:
        """After a connection: guilds that took us in meanwhile look like all others."""
        since = guild.me.joined_at
        if since is not None and datetime.now(UTC) - since < LATELY:
            await self.joined(guild)

    async def left(self, guild: discord.Guild) -> None:
        await self._tell(Happened.LOST, Room(places.guild(guild.id), ""))

    async def deleted(self, guild: int, channel: str, thread: str = "") -> None:
        await self._tell(Happened.LOST, Room(places.guild(guild), channel, thread))

    async def _tell(self, what: Happened, room: Room, name: str = "") -> None:
        now = self._clock.now()
        id = f"{what}-{room.team.id}-{room.channel}-{room.thread}-{now.timestamp():.3f}"
        nobody = Member(room.team, "")
        await self._handle(Change(id=id, arrived=now, member=nobody, room=room, name=name, what=what))
