"""What an answer costs on Discord: processor time of the library, the adapter and the bot, waits, memory.

The gateway and the API are our own on loopback, in a process of their own: only the bot's time is counted.
"""

import argparse
import asyncio
import gc
import json
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from statistics import median, quantiles

import discord

from bot.adapters.clock import SystemClock
from bot.adapters.discord import Discord, gateway
from bot.app.parts import put_together
from bot.core.model import EVERY_DAY, Room, Schedule, Team
from bot.core.secret import Secret
from bot.library import folders
from bot.library.catalogue import Catalogue
from bot.library.lexicon import shipped
from bot.messages import Nothing, Reply, Request
from bot.ports import Handle
from bot.store import open_store
from bot.usecases import settings
from bot.usecases.commands import SPECS
from bot.usecases.door import door

GUILD, CHANNEL, TOKEN = "1001", "2001", "local-token"
PAGE = os.sysconf("SC_PAGE_SIZE")

Drive = Callable[[int, int], Awaitable[list[float]]]


class Driver:
    """The process that plays Discord and the people."""

    def __init__(self, process: asyncio.subprocess.Process, address: str) -> None:
        self._process = process
        self.address = address

    async def drive(self, answers: int, at_once: int) -> list[float]:
        """Have so many answers sent; how long each waited for its acknowledgement, in seconds."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(f"{answers} {at_once}\n".encode())
        told: list[float] = json.loads(await self._process.stdout.readline())
        return told


@asynccontextmanager
async def driver() -> AsyncIterator[Driver]:
    """Without the contract: holding each request to the description is for tests."""
    said = {**os.environ, "STUDYBOT_SHARED": "/nowhere"}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-W", "ignore", "-m", "bench.crowd",
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, env=said, limit=1 << 24,
    )  # fmt: skip
    assert process.stdout is not None and process.stdin is not None
    try:
        yield Driver(process, (await process.stdout.readline()).decode().strip())
    finally:
        process.stdin.close()
        await process.wait()


class Bare(discord.AutoShardedClient):
    """The library alone: each interaction is answered with a word."""

    async def on_interaction(self, asked: discord.Interaction) -> None:
        await asked.response.send_message("ok", ephemeral=True)


@asynccontextmanager
async def library_alone(address: str) -> AsyncIterator[Callable[[], bool]]:
    gateway.use(f"{address}/api/v10")
    client = Bare(intents=discord.Intents(guilds=True), max_messages=None)
    client.shard_count = 1
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = type(discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY)(
        f"{address.replace('http', 'ws')}/gateway"
    )
    async with client:
        await client.login(TOKEN)
        task = asyncio.create_task(client.connect())
        yield lambda: bool(client.guilds)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@asynccontextmanager
async def adapter(address: str, handle: Handle) -> AsyncIterator[Callable[[], bool]]:
    socket = f"{address.replace('http', 'ws')}/gateway"
    platform = Discord(Secret(TOKEN), SystemClock(), f"{address}/api/v10", socket)
    task = asyncio.create_task(platform.serve(SPECS, handle))
    yield lambda: platform.present
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


@asynccontextmanager
async def whole_bot(address: str, folder: Path) -> AsyncIterator["Told"]:
    """With the store on disk, grading, streaks and boards."""
    shelf = Catalogue([folders.shipped()], [], shipped())
    shelf.load()
    clock = SystemClock()
    async with open_store(folder / "bot.db") as store:
        parts = put_together(store, shelf, clock, "UTC")
        at = (clock.now() - timedelta(minutes=1)).time().replace(microsecond=0)
        room = Room(Team("discord", GUILD), CHANNEL)
        schedule = Schedule(0, room, at, "UTC", EVERY_DAY, ("sagemaker",))
        await store.write(lambda tx: settings.ensure(tx, schedule, parts.house))
        socket = f"{address.replace('http', 'ws')}/gateway"
        platform = Discord(Secret(TOKEN), clock, f"{address}/api/v10", socket)
        told = Told(door(parts.house))
        task = asyncio.create_task(platform.serve(SPECS, told.hear))
        await until(lambda: platform.present)
        beats = asyncio.create_task(parts.daily({"discord": platform}, "bench").run(parts.woken))
        while not await store.read(lambda view: view.open_rounds(room, clock.now())):
            await clock.sleep(timedelta(milliseconds=50))
        yield told
        for running in (beats, task):
            running.cancel()
        await asyncio.gather(beats, task, return_exceptions=True)


class Told:
    """The bot's own door, and the last feedback that came out of it."""

    def __init__(self, handle: Handle) -> None:
        self._handle = handle
        self.last: Reply = Nothing()

    async def hear(self, request: Request) -> Reply:
        self.last = await self._handle(request)
        return self.last

    async def again(self, request: Request) -> Reply:
        """The same feedback without any of the work behind it: what is left is the adapter."""
        del request
        return self.last


async def until(known: Callable[[], bool]) -> None:
    while not known():  # noqa: ASYNC110 - the library tells nobody
        await asyncio.sleep(0.05)


def held() -> tuple[float, int]:
    """Megabytes that this process holds, and blocks that Python does."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text("utf-8").split()[1])
    return pages * PAGE / 1e6, sys.getallocatedblocks()


@dataclass(slots=True)
class Measured:
    """Of each round the microseconds of this process's processor an answer, all threads; of all the waits."""

    name: str
    costs: list[float] = field(default_factory=list)
    waits: dict[int, list[float]] = field(default_factory=lambda: {1: [], 32: []})

    async def take(self, drive: Drive, answers: int) -> None:
        await drive(answers // 10, 8)  # warm
        self.waits[1] += await drive(answers // 4, 1)
        used = time.process_time()
        self.waits[32] += await drive(answers, 32)
        self.costs.append((time.process_time() - used) / answers * 1e6)

    @property
    def cost(self) -> float:
        return median(self.costs)

    def tell(self) -> None:
        spread = {at: quantiles(took, n=100) for at, took in self.waits.items()}
        told = "   ".join(
            f"{at:>2} in flight: p50 {cuts[49] * 1e3:5.1f} ms, p99 {cuts[98] * 1e3:6.1f} ms"
            for at, cuts in spread.items()
        )
        print(f"{self.name:<44} {self.cost:6.0f} us of processor an answer   {told}")


async def measure(answers: int, questions: int, rounds: int) -> None:
    library = Measured("the library alone, a word in return")
    ours = Measured("with our adapter, a feedback in return")
    whole = Measured("the whole bot: graded, written, told")
    for _ in range(rounds):  # in turns, so that a busy moment of the machine is nobody's alone
        async with driver() as other, library_alone(other.address) as ready:
            await until(ready)
            await library.take(other.drive, answers)
        with tempfile.TemporaryDirectory() as folder:
            async with driver() as other, whole_bot(other.address, Path(folder)) as told:
                await whole.take(other.drive, answers)
        async with driver() as other, adapter(other.address, told.again) as ready:
            await until(ready)
            await ours.take(other.drive, answers)
    for one in (library, ours, whole):
        one.tell()
    adapts, works = ours.cost - library.cost, whole.cost - ours.cost
    print(
        f"our own share of an answered question: {adapts + works:,.0f} us (goal 250):"
        f" the adapter {adapts:,.0f}, the use case with its store {works:,.0f}"
    )
    await remember(questions)
    print(f"load of the machine: {' '.join(f'{load:.1f}' for load in os.getloadavg())}")


async def remember(questions: int) -> None:
    """What is held before and after so many answers: by the whole bot, then by the adapter alone.

    The whole bot has SQLite's cache of pages, which grows with the database up to its bound, and no further;
    the blocks that Python holds say what is kept beside it.
    """
    with tempfile.TemporaryDirectory() as folder:
        async with driver() as other, whole_bot(other.address, Path(folder)) as told:
            await other.drive(questions // 20, 32)
            before = held()
            await other.drive(questions, 32)
            tell_memory("the whole bot", questions, before)
    async with driver() as other, adapter(other.address, told.again) as ready:
        await until(ready)
        await other.drive(questions // 20, 32)
        before = held()
        await other.drive(questions, 32)
        tell_memory("the adapter", questions, before)


def tell_memory(name: str, questions: int, before: tuple[float, int]) -> None:
    after = held()
    print(
        f"memory of {name}: {before[0]:.1f} MB and {before[1]:,} blocks before,"
        f" {after[0]:.1f} MB and {after[1]:,} blocks after {questions:,} questions answered"
    )


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--answers", type=int, default=4000)
    arguments.add_argument("--questions", type=int, default=20_000)
    arguments.add_argument("--rounds", type=int, default=3)
    asked = arguments.parse_args()
    asyncio.run(measure(asked.answers, asked.questions, asked.rounds))


if __name__ == "__main__":
    main()
