"""Answers a second through the whole use case beside raw sqlite3 doing the same statements, in one run."""

import argparse
import asyncio
import os
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median

from bench.store import Recorder, Script, raw
from bot.adapters.clock import VirtualClock
from bot.adapters.recorder import Recorder as Platform
from bot.app.collector import settled
from bot.app.parts import put_together
from bot.core.model import EVERY_DAY, AttemptKind, Member, Room, Schedule, Team
from bot.library import folders
from bot.library.catalogue import Catalogue
from bot.library.lexicon import shipped
from bot.messages import Said, Submission
from bot.store import check, open_store
from bot.store.connection import PATIENCE, writing
from bot.store.tx import StoreTx
from bot.usecases import settings
from bot.usecases.answer import Try, enter
from bot.usecases.door import door
from bot.usecases.house import House

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
TEAM = Team("discord", "1029384756")
ROOMS, MEMBERS = 20, 200
CLIENTS = 64
TICK = 0.002  # seconds
TEXT = "it flips the images to mirror them and also jitters them, but I forgot the third one"


def submissions() -> list[Submission]:
    """Each member of each room answers its question once, half a minute apart."""
    return [
        Submission(
            id=f"{round_:08}{who:012}",
            arrived=NOON + timedelta(seconds=who),
            member=Member(TEAM, f"80351110224678{who:04}"),
            room=Room(TEAM, f"room-{round_ - 1}"),
            name=f"Member {who}",
            form=f"answer:{round_}",
            fields={"text": TEXT, "sure": "fairly"},
        )
        for who in range(MEMBERS)
        for round_ in range(1, ROOMS + 1)
    ]


@asynccontextmanager
async def furnished(path: Path, shelf: Catalogue) -> AsyncIterator[House]:
    """The bot over a database in which every room's question is open."""
    clock = VirtualClock(NOON - timedelta(hours=1))
    async with open_store(path) as store:
        parts = put_together(store, shelf, clock, "UTC")
        for n in range(ROOMS):
            schedule = Schedule(0, Room(TEAM, f"room-{n}"), NOON.time(), "UTC", EVERY_DAY, ("deep-learning",))
            await store.write(partial(settings.ensure, schedule=schedule, house=parts.house))
        clock.move(NOON)
        await parts.daily({TEAM.platform: Platform(TEAM.platform, clock)}, "bench").beat()
        yield parts.house


async def recorded(folder: Path, shelf: Catalogue, todo: Sequence[Submission]) -> Script:
    """The statements that each answer makes, written down in a transaction that is taken back."""
    path = folder / "recorded.db"
    async with furnished(path, shelf) as house:
        pass
    script: Script = []
    with closing(writing(str(path), PATIENCE)) as connection:
        recorder = Recorder(connection)
        tx = StoreTx(recorder)
        connection.execute("BEGIN")
        for place, request in enumerate(todo):
            if place % CLIENTS == 0:
                tx.forget()  # as each transaction does
            round_ = int(request.form.removeprefix("answer:"))
            _, _, window = enter(tx, house, request, Try(round_, AttemptKind.ANSWER, TEXT))
            if window is not None:
                house.windows.keep(round_, window)
            script.append(recorder.kept)
            recorder.kept = []
        connection.execute("ROLLBACK")
    return script


Took = tuple[
    float, float, list[float]
]  # seconds of the clock, of the processor, and by how much the loop was late


async def lags(seen: list[float]) -> None:
    """By how much the loop is late to whoever asks it every few milliseconds, until cancelled."""
    loop = asyncio.get_running_loop()
    while True:
        wanted = loop.time() + TICK
        await asyncio.sleep(TICK)
        seen.append(loop.time() - wanted)


async def through_the_door(path: Path, shelf: Catalogue, todo: Sequence[Submission], clients: int) -> Took:
    """Each client waits for its own answer before the next."""
    async with furnished(path, shelf) as house:
        handle = door(house)
        left = iter(todo)

        async def client() -> None:
            for request in left:
                assert isinstance(await handle(request), Said)

        late: list[float] = []
        looking = asyncio.create_task(lags(late))
        began, used = time.perf_counter(), time.process_time()
        async with asyncio.TaskGroup() as group:
            for _ in range(clients):
                group.create_task(client())
        took = time.perf_counter() - began, time.process_time() - used, late
        looking.cancel()
    assert not check(path)
    return took


async def limit(path: Path, shelf: Catalogue, script: Script) -> float:
    async with furnished(path, shelf):
        pass
    return raw(path, script, 512)


async def measure(folder: Path, repeat: int) -> None:
    shelf = Catalogue([folders.shipped()], [], shipped())
    shelf.load()
    todo = submissions()
    settled()
    script = await recorded(folder, shelf, todo)
    shares, rates, limits, processor, late = [], [], [], [], list[float]()
    for run in range(repeat):
        limits.append(len(todo) / await limit(folder / f"raw-{run}.db", shelf, script))
        took, used, lag = await through_the_door(folder / f"door-{run}.db", shelf, todo, CLIENTS)
        late += lag
        rates.append(len(todo) / took)
        processor.append(used / len(todo))
        shares.append(rates[-1] / limits[-1])
    print(
        f"{len(todo):,} answers of {sum(map(len, script)) / len(script):.1f} statements, "
        f"synchronous = FULL, {os.cpu_count()} cores"
    )
    print(f"limit: sqlite3, 512 answers a transaction   {median(limits):>9,.0f} answers/s")
    print(
        f"through the whole use case, 64 waiting      {median(rates):>9,.0f} answers/s   "
        f"{median(shares):.2f} of the limit (goal 0.25)"
    )
    print(f"processor for an answer, all of it          {median(processor) * 1e6:>9,.0f} us (goal 250)")
    late.sort()
    nearly, most = late[int(len(late) * 0.99)] * 1e3, late[-1] * 1e3
    print(f"the loop was late by, at p99 (goal 5)       {nearly:>9.1f} ms, {most:.1f} ms at most (goal 20)")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--repeat", type=int, default=3)
    arguments.add_argument("--folder", help="where the files are made; the disk there is what is measured")
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
        asyncio.run(measure(Path(folder), asked.repeat))


if __name__ == "__main__":
    main()
