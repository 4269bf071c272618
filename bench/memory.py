"""What the process holds while questions are opened, answered, closed and revealed by the thousand."""

import argparse
import asyncio
import os
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from bench.rooms import DAY, FIRST, Rooms, furnished
from bench.rooms import answer as answer_of
from bot.core.model import EVERY_DAY, Round, Team
from bot.messages import Said
from bot.store import check

PAGE = os.sysconf("SC_PAGE_SIZE")
TEAM = Team("bench", "bench")
ROOMS, EACH = 200, 10  # answers a question
TOLD = 5  # lines


def held() -> float:
    """Megabytes of memory that the process holds now."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * PAGE / 1e6


async def answer(rooms: Rooms, open_: list[Round], at: datetime) -> None:
    for round_ in open_:
        texts = (f"it is what number {n} says of the pictures, flipped and jittered" for n in range(EACH))
        given = [answer_of(round_, who, at, text) for who, text in enumerate(texts)]
        told = await asyncio.gather(*map(rooms.handle, given))
        assert all(isinstance(one, Said) for one in told)


async def live(folder: Path, questions: int) -> None:
    path = folder / "memory.db"
    async with furnished(path, TEAM, ROOMS, EVERY_DAY) as rooms:
        clock, daily = rooms.clock, rooms.parts.daily({TEAM.platform: rooms.platform}, "bench")
        days = max(TOLD, questions // ROOMS)
        for day in range(days):
            if day % (days // TOLD) == 0:
                print(f"{day * ROOMS:>7,} questions, {day * ROOMS * EACH:>8,} answers: {held():6.1f} MB")
            clock.move(FIRST + day * DAY + timedelta(hours=1))
            await daily.beat()
            await answer(rooms, await rooms.open_now(), clock.now() + timedelta(minutes=5))
            clock.move(clock.now() + timedelta(minutes=10))
            await daily.beat()
            rooms.forget()
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
