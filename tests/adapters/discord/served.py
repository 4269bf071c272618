"""The adapter served against a local Discord, with one guild, one channel and any handle behind it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.adapters.clock import SystemClock
from bot.adapters.discord import Discord
from bot.adapters.discord.gateway import SILENCE
from bot.app.serve import keep_serving
from bot.core.model import Room
from bot.core.secret import Secret
from bot.messages import Message, Reply, Request, Said, Span, Text
from bot.ports import Handle
from tests.adapters.discord.local import Guild, LocalDiscord, Place, User
from tests.adapters.discord.local.events import COMMAND, Where, command
from tests.adapters.discord.local.server import TOKEN
from tests.adapters.discord.local.waiting import Waiting, until


@dataclass(slots=True)
class Served:
    local: LocalDiscord
    platform: Discord
    guild: Guild
    place: Place
    ada: User

    @property
    def room(self) -> Room:
        return self.guild.room(self.place)

    @property
    def where(self) -> Where:
        return Where(self.place, self.guild)

    def posts(self) -> list[dict[str, Any]]:
        """What lies in the channel."""
        return self.local.channels.lie[self.place.id]

    async def send(
        self, kind: int, data: dict[str, Any], where: Where | None = None, times: int = 1
    ) -> Waiting:
        event = self.local.event(kind, data, self.ada, where or self.where)
        return await self.local.interact(event, times)

    async def ask(self, name: str = "study help", /, **options: str | int) -> Waiting:
        return await (await self.send(COMMAND, command(name, options))).done()


def say(text: str) -> Message:
    return Message((Text((Span(text),)),), text)


async def hello(request: Request) -> Reply:
    del request
    return Said(say("hello"))


def prepared() -> tuple[LocalDiscord, Guild]:
    local = LocalDiscord(lambda: datetime.now(UTC))
    return local, local.guild("Harbour", "quay")


@asynccontextmanager
async def served(
    handle: Handle = hello, local: LocalDiscord | None = None, silence: float = SILENCE
) -> AsyncIterator[Served]:
    """Served as the whole bot serves it: whatever ends it, it is begun anew."""
    made = local or prepared()[0]
    guild = next(iter(made.guilds.values()))
    async with made.running() if not made.address else _running(made):
        clock = SystemClock()
        platform = Discord(Secret(TOKEN), clock, made.api, made.socket, silence=silence)
        task = asyncio.get_running_loop().create_task(keep_serving(platform, handle, clock))
        try:
            await until(lambda: platform.present)
            yield Served(made, platform, guild, guild.places[0], made.user("Ada"))
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
    assert made.errors == [], "\n".join(made.errors)


@asynccontextmanager
async def _running(local: LocalDiscord) -> AsyncIterator[LocalDiscord]:
    """It runs already."""
    yield local
