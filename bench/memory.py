"""What the process holds while questions are opened, answered, closed and revealed by the thousand."""

import argparse
import asyncio
import os
import tempfile
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from bot.adapters.clock import VirtualClock
from bot.adapters.recorder import Recorder
from bot.app.parts import put_together
from bot.core.model import EVERY_DAY, Member, Room, Round, Schedule, Team
from bot.library import folders
from bot.library.catalogue import Catalogue
from bot.library.lexicon import shipped
from bot.messages import Said, Submission
from bot.ports import Handle, View
from bot.store import check, open_store
from bot.usecases import settings
from bot.usecases.door import door

PAGE = os.sysconf("SC_PAGE_SIZE")
TEAM = Team("bench", "bench")
FIRST = datetime(2026, 1, 1, 8, tzinfo=UTC)
DAY = timedelta(days=1)
ROOMS, EACH = 200, 10  # answers a question
TOLD = 5  # lines


def held() -> float:
    """Megabytes of memory that the process holds now."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * PAGE / 1e6


def open_now(view: View, now: datetime) -> list[Round]:
    return [one for n in range(ROOMS) for one in view.open_rounds(Room(TEAM, f"room-{n}"), now)[:1]]


async def answer(handle: Handle, rounds: list[Round], now: datetime) -> None:
    for round_ in rounds:
        given = [
            Submission(
                id=f"{round_.id}-{who}",
                arrived=now,
                member=Member(TEAM, f"{round_.room.channel}-{who}"),
                room=round_.room,
                name=f"Member {who}",
                form=f"answer:{round_.id}",
                fields={"text": f"it is what number {who} says of the pictures, flipped and jittered"},
            )
            for who in range(EACH)
        ]
        told = await asyncio.gather(*map(handle, given))
        assert all(isinstance(one, Said) for one in told)


async def live(folder: Path, questions: int) -> None:
    clock, path = VirtualClock(FIRST), folder / "memory.db"
    shelf = Catalogue([folders.shipped()], [], shipped())
    shelf.load()
    async with open_store(path) as store:
        parts = put_together(store, shelf, clock, "UTC")
        platform, handle = Recorder(TEAM.platform, clock), door(parts.house)
        for n in range(ROOMS):
            nine = Schedule(0, Room(TEAM, f"room-{n}"), FIRST.time().replace(hour=9), "UTC", EVERY_DAY)
            await store.write(partial(settings.ensure, schedule=nine, house=parts.house))
        daily = parts.daily({TEAM.platform: platform}, "bench")
        days = max(TOLD, questions // ROOMS)
        for day in range(days):
            if day % (days // TOLD) == 0:
                print(f"{day * ROOMS:>7,} questions, {day * ROOMS * EACH:>8,} answers: {held():6.1f} MB")
            clock.move(FIRST + day * DAY + timedelta(hours=1))
            await daily.beat()
            rounds = await store.read(partial(open_now, now=clock.now()))
            await answer(handle, rounds, clock.now() + timedelta(minutes=5))
            clock.move(clock.now() + timedelta(minutes=10))
            await daily.beat()
            platform.posts.clear()
            platform.edits.clear()
    print(
        f"{days * ROOMS:>7,} questions, {days * ROOMS * EACH:>8,} answers: {held():6.1f} MB "
        f"(goal: flat, under 150), a file of {path.stat().st_size / 1e6:.0f} MB"
    )
    assert not check(path)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--questions", type=int, default=2_000, help="20,000 are the goal's: some minutes")
    asked = arguments.parse_args()
    quick = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - the disk is not what is measured
    with tempfile.TemporaryDirectory(dir=quick) as folder:
        asyncio.run(live(Path(folder), asked.questions))


if __name__ == "__main__":
    main()
