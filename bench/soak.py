"""A year of many rooms and people on the virtual clock, as far as the minutes allow, then the check."""

import argparse
import asyncio
import os
import random
import resource
import tempfile
import time
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from bench.rooms import DAY, FIRST, Rooms, furnished
from bench.rooms import answer as answer_of
from bot.core.model import Round, Team
from bot.store import check

TEAM = Team("soak", "world")
WEEKDAYS = range(5)
MOST = 256  # answers on their way at once
ANSWER = 0.05  # of a room's people, on a day: each of them every three weeks
YEAR = 365


def typed(answer: str, chance: random.Random) -> str:
    """What somebody says to a card: mostly what it wants to hear, or the half of it, or nothing much."""
    words = answer.split()
    return chance.choices((answer, " ".join(words[: len(words) // 2]), "no idea"), (6, 3, 1))[0]


async def answer(rooms: Rooms, open_: list[Round], chance: random.Random, members: int) -> int:
    """Each room's people answer, some of them; how many did."""
    at = rooms.clock.now() + timedelta(minutes=5)
    cards = rooms.parts.house.catalogue.snapshot().cards
    given = [
        answer_of(round_, who, at, typed(cards[round_.card].answer, chance))
        for round_ in open_
        for who in range(members)
        if chance.random() < ANSWER
    ]
    for start in range(0, len(given), MOST):
        await asyncio.gather(*map(rooms.handle, given[start : start + MOST]))
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


async def live(path: Path, count: int, members: int, minutes: float) -> Lived:
    chance, lived = random.Random(1), Lived()
    ends = time.monotonic() + 60 * minutes
    async with furnished(path, TEAM, count, WEEKDAYS) as rooms:
        daily = rooms.parts.daily({TEAM.platform: rooms.platform}, "soak", timedelta.max)
        while lived.days < YEAR and time.monotonic() < ends:
            rooms.clock.move(FIRST + lived.days * DAY + timedelta(hours=1))
            await daily.beat()
            lived.posts += len(rooms.platform.posts)
            rooms.forget()
            lived.answers += await answer(rooms, await rooms.open_now(), chance, members)
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
