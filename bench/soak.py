"""A year of many rooms and people on the virtual clock, as far as the minutes allow, then the check."""

import argparse
import asyncio
import os
import random
import resource
import tempfile
import time
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from bot.adapters.clock import VirtualClock
from bot.adapters.recorder import Recorder
from bot.app.parts import Parts, put_together
from bot.core.model import EVERY_DAY, Member, Room, Round, Schedule, Team
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
MOST = 64  # answers on their way at once


def room(n: int) -> Room:
    return Room(TEAM, f"room-{n}")


async def furnish(parts: Parts, rooms: int) -> None:
    for n in range(rooms):
        schedule = Schedule(0, room(n), FIRST.time().replace(hour=9), "UTC", EVERY_DAY)
        await parts.house.store.write(partial(settings.ensure, schedule=schedule, house=parts.house))


def open_now(view: View, rooms: int, now: datetime) -> list[Round]:
    return [round_ for n in range(rooms) for round_ in view.open_rounds(room(n), now)[:1]]


async def answer(
    handle: Handle, open_: list[Round], chance: random.Random, members: int, now: datetime
) -> int:
    """Each room's people answer, some of them; how many did."""
    given = [
        Submission(
            id=f"{round_.id}-{who}",
            arrived=now,
            member=Member(TEAM, f"{round_.room.channel}-{who}"),
            room=round_.room,
            name=f"Member {who}",
            form=f"answer:{round_.id}",
            fields={"text": chance.choice(("flips and jitters", "no idea", "it learns from data"))},
        )
        for round_ in open_
        for who in range(members)
        if chance.random() < 0.1
    ]
    for start in range(0, len(given), MOST):
        await asyncio.gather(*map(handle, given[start : start + MOST]))
    return len(given)


async def live(path: Path, rooms: int, members: int, minutes: float) -> tuple[int, int, int]:
    """Days lived, posts and answers."""
    clock, chance = VirtualClock(FIRST), random.Random(1)
    shelf = Catalogue([folders.shipped()], [], shipped())
    shelf.load()
    ends = time.monotonic() + 60 * minutes
    answers = posts = days = 0
    async with open_store(path) as store:
        parts = put_together(store, shelf, clock, "UTC")
        platform = Recorder(TEAM.platform, clock)
        daily, handle = parts.daily({TEAM.platform: platform}, "soak", timedelta.max), door(parts.house)
        await furnish(parts, rooms)
        while days < 365 and time.monotonic() < ends:
            clock.move(FIRST + days * DAY + timedelta(hours=1))
            await daily.beat()
            posts += len(platform.posts)
            platform.posts.clear()
            open_ = await store.read(partial(open_now, rooms=rooms, now=clock.now()))
            answers += await answer(handle, open_, chance, members, clock.now() + timedelta(minutes=5))
            days += 1
    return days, posts, answers


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--minutes", type=float, default=10)
    arguments.add_argument("--rooms", type=int, default=200)
    arguments.add_argument("--members", type=int, default=25, help="of each room")
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "soak.db"
        days, posts, answers = asyncio.run(live(path, asked.rooms, asked.members, asked.minutes))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        found = check(path)
    people = asked.rooms * asked.members
    print(f"{days} of 365 days, {asked.rooms} rooms, {people:,} members, {os.cpu_count()} cores")
    print(f"{posts:,} posts, {answers:,} answers, at most {peak:,.0f} MB; check: {found or 'clean'}")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
