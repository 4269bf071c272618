"""A year of many rooms and people on the virtual clock, as far as the minutes allow, then the check."""

import argparse
import asyncio
import os
import random
import resource
import tempfile
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from bot.adapters.clock import VirtualClock
from bot.adapters.recorder import Recorder
from bot.app.parts import Parts, put_together
from bot.core.model import Member, Room, Round, Schedule, Team
from bot.library import folders
from bot.library.catalogue import Catalogue
from bot.library.lexicon import shipped
from bot.messages import Submission
from bot.ports import Handle, View
from bot.store import check, open_store
from bot.usecases import settings
from bot.usecases.door import door

TEAM = Team("soak", "world")
FIRST = datetime(2026, 1, 1, 8, tzinfo=UTC)
DAY = timedelta(days=1)
WEEKDAYS = frozenset(range(5))
MOST = 256  # answers on their way at once
ANSWER = 0.05  # of a room's people, on a day: each of them every three weeks
YEAR = 365


def room(n: int) -> Room:
    return Room(TEAM, f"room-{n}")


async def furnish(parts: Parts, rooms: int) -> None:
    for n in range(rooms):
        schedule = Schedule(0, room(n), FIRST.time().replace(hour=9), "UTC", WEEKDAYS)
        await parts.house.store.write(partial(settings.ensure, schedule=schedule, house=parts.house))


def open_now(view: View, rooms: int, now: datetime) -> list[Round]:
    return [round_ for n in range(rooms) for round_ in view.open_rounds(room(n), now)[:1]]


def typed(answer: str, chance: random.Random) -> str:
    """What somebody says to a card: mostly what it wants to hear, or the half of it, or nothing much."""
    words = answer.split()
    return chance.choices((answer, " ".join(words[: len(words) // 2]), "no idea"), (6, 3, 1))[0]


async def answer(
    parts: Parts, handle: Handle, open_: list[Round], chance: random.Random, members: int
) -> int:
    """Each room's people answer, some of them; how many did."""
    now = parts.house.clock.now() + timedelta(minutes=5)
    cards = parts.house.catalogue.snapshot().cards
    given = [
        Submission(
            id=f"{round_.id}-{who}",
            arrived=now,
            member=Member(TEAM, f"{round_.room.channel}-{who}"),
            room=round_.room,
            name=f"Member {who}",
            form=f"answer:{round_.id}",
            fields={"text": typed(cards[round_.card].answer, chance)},
        )
        for round_ in open_
        for who in range(members)
        if chance.random() < ANSWER
    ]
    for start in range(0, len(given), MOST):
        await asyncio.gather(*map(handle, given[start : start + MOST]))
    return len(given)


@dataclass(slots=True)
class Lived:
    days: int = 0
    posts: int = 0
    answers: int = 0
    memory: list[float] = field(default_factory=list)  # MB at most by the end of each month

    def tell(self) -> None:
        print(
            f"day {self.days}: {self.posts:,} posts, {self.answers:,} answers,"
            f" {time.process_time():,.0f} s of the processor, at most {self.memory[-1]:,.0f} MB",
            flush=True,
        )


async def live(path: Path, rooms: int, members: int, minutes: float) -> Lived:
    clock, chance = VirtualClock(FIRST), random.Random(1)
    shelf = Catalogue([folders.shipped()], [], shipped())
    shelf.load()
    ends = time.monotonic() + 60 * minutes
    lived = Lived()
    async with open_store(path) as store:
        parts = put_together(store, shelf, clock, "UTC")
        platform = Recorder(TEAM.platform, clock)
        daily, handle = parts.daily({TEAM.platform: platform}, "soak", timedelta.max), door(parts.house)
        await furnish(parts, rooms)
        while lived.days < YEAR and time.monotonic() < ends:
            clock.move(FIRST + lived.days * DAY + timedelta(hours=1))
            await daily.beat()
            lived.posts += len(platform.posts)
            platform.posts.clear()
            platform.edits.clear()
            open_ = await store.read(partial(open_now, rooms=rooms, now=clock.now()))
            lived.answers += await answer(parts, handle, open_, chance, members)
            lived.days += 1
            if lived.days % 30 == 0:
                lived.memory.append(peak())
                lived.tell()
    return lived


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--minutes", type=float, default=10)
    arguments.add_argument("--rooms", type=int, default=200)
    arguments.add_argument("--members", type=int, default=25, help="of each room")
    asked = arguments.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "soak.db"
        lived = asyncio.run(live(path, asked.rooms, asked.members, asked.minutes))
        took, memory = time.monotonic() - began, peak()
        found = check(path)
        size = path.stat().st_size / 2**20
    people = asked.rooms * asked.members
    print(f"{lived.days} of {YEAR} days, {asked.rooms} rooms, {people:,} members, {os.cpu_count()} cores")
    print(f"{lived.posts:,} posts, {lived.answers:,} answers, {took:,.0f} s, at most {memory:,.0f} MB")
    print(f"{size:,.0f} MB on disk; check: {found or 'clean'}")
    return 1 if found or lived.days < YEAR else 0


if __name__ == "__main__":
    raise SystemExit(main())
