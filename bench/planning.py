"""100,000 schedules due at 09:00 in 400 zones, found and planned anew through the database."""

import argparse
import asyncio
import os
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from datetime import time as clock_time
from pathlib import Path
from zoneinfo import available_timezones

from bot.core.calendar import next_slot
from bot.core.model import WORKDAYS, Room, Schedule, Team
from bot.ports import Tx
from bot.store import open_store
from bot.usecases import ask

TEAM = Team("bench", "bench")
BEFORE = datetime(2025, 6, 2, tzinfo=UTC)  # a Monday; all of Tuesday's slots are due a day and a half later
DUE = datetime(2025, 6, 3, 21, tzinfo=UTC)
TOGETHER = 200  # as the rhythm takes them up


def furnish(tx: Tx, first: int, count: int, zones: list[str]) -> None:
    for n in range(first, first + count):
        zone = zones[n % len(zones)]
        kept = tx.add_schedule(Schedule(0, Room(TEAM, f"room-{n}"), clock_time(9), zone, WORKDAYS))
        tx.plan(kept.id, next_slot(kept, BEFORE))


def plan_some(tx: Tx) -> int:
    """A handful of those that are due: each is planned for its next slot."""
    due = tx.due(DUE, TOGETHER)
    for schedule, _ in due:
        tx.plan(schedule.id, ask.following(tx, schedule, DUE))
    return len(due)


def batches(schedules: int, size: int = 10_000) -> Iterator[tuple[int, int]]:
    for first in range(0, schedules, size):
        yield first, min(size, schedules - first)


async def measure(folder: Path, schedules: int) -> None:
    zones = sorted(available_timezones() - {"Factory", "localtime"})[:400]
    async with open_store(folder / "planning.db") as store:
        for first, count in batches(schedules):
            await store.write(lambda tx, first=first, count=count: furnish(tx, first, count, zones))  # type: ignore[misc]
        began, used, planned = time.perf_counter(), time.process_time(), 0
        while done := await store.write(plan_some):
            planned += done
        took, cpu = time.perf_counter() - began, time.process_time() - used
        began = time.perf_counter()
        assert await store.read(lambda view: view.next_due())
        following = time.perf_counter() - began
    print(
        f"{planned:,} schedules in {len(zones)} zones found due and planned through the database, "
        f"{TOGETHER} a transaction, {os.cpu_count()} cores: {took:.2f} s, {cpu:.2f} s of processor "
        f"(goal 1.5 s where all are planned at once)"
    )
    print(f"when the next of them is due: {following * 1e3:.2f} ms")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--schedules", type=int, default=100_000)
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(measure(Path(folder), asked.schedules))


if __name__ == "__main__":
    main()
