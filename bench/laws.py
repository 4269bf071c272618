"""Times the pure laws and sweeps every clock change of every zone: `python -m bench.laws [FIRST LAST]`."""

import sys
import time as stopwatch
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from zoneinfo import available_timezones

from bot.core.calendar import next_slot, slots
from bot.core.model import EVERY_DAY, WORKDAYS, Room, Schedule, Team
from bot.core.records import PostedDay
from bot.core.streak import START, days_of, fold
from tests.core.wall import A_DAY, Change, around, changes

ROOM = Room(Team("bench", "bench"), "main")
SECOND = timedelta(seconds=1)
OFTEN = 20_000
ZONES = sorted(available_timezones() - {"Factory", "localtime"})
FIXED = (time(0), time(0, 1), time(2, 30), time(9), time(23, 59))


def best_of(times: int, work: Callable[[], object]) -> float:
    """The shortest of some runs, in seconds."""
    taken = []
    for _ in range(times):
        began = stopwatch.perf_counter()
        work()
        taken.append(stopwatch.perf_counter() - began)
    return min(taken)


def one_slot() -> None:
    plan = Schedule(1, ROOM, time(9), "Europe/Berlin", WORKDAYS)
    for name, moment in (
        ("Tuesday", datetime(2025, 6, 3, 7, tzinfo=UTC)),
        ("Friday", datetime(2025, 6, 6, 7, tzinfo=UTC)),
    ):
        took = best_of(5, partial(plan_often, plan, moment)) / OFTEN
        print(f"next slot after {name}'s, warm: {took * 1e6:.1f} us (goal 6)")


def plan_often(plan: Schedule, moment: datetime) -> None:
    for _ in range(OFTEN):
        next_slot(plan, moment)


def all_at_once() -> None:
    zones = ZONES[:400]
    plans = [Schedule(n, ROOM, time(9), zones[n % len(zones)], WORKDAYS) for n in range(100_000)]
    now = datetime(2025, 6, 3, 7, tzinfo=UTC)
    took = best_of(3, lambda: [next_slot(plan, now) for plan in plans])
    print(f"100,000 schedules in {len(zones)} zones planned: {took:.2f} s (goal 1.5)")


def a_streak() -> None:
    first, now = date(2022, 1, 1), datetime(2025, 1, 1, tzinfo=UTC)
    closed = datetime(2024, 1, 1, tzinfo=UTC)
    rows = [PostedDay(first + n * A_DAY, closed, n % 11 != 0, False) for n in range(1000)]
    kept = fold(START, days_of(rows[:-2], now))
    warm = best_of(5, lambda: [fold(kept, days_of(rows[-2:], now)) for _ in range(1000)]) / 1000
    cold = best_of(5, lambda: fold(START, days_of(rows, now)))
    print(f"streak, two days after a kept fold: {warm * 1e6:.1f} us (goal 13)")
    print(f"streak, 1,000 days from the start: {cold * 1e3:.2f} ms (goal 6)")


def times_to_try(change: Change) -> Iterator[time]:
    """Fixed times, and those at the edges and in the middle of the gap or the overlap."""
    yield from FIXED
    low, high = sorted((change.at + change.before, change.at + change.after))
    for local in (low - SECOND, low, low + (high - low) / 2, high - SECOND, high):
        yield local.time().replace(microsecond=0)


def every_change(first_year: int, last_year: int) -> None:
    began = stopwatch.perf_counter()
    known = [change for zone in ZONES for change in changes(zone, first_year, last_year)]
    wanted = lost = doubled = 0
    for change in known:
        for at in times_to_try(change):
            plan = Schedule(1, ROOM, at, change.zone, EVERY_DAY)
            right = list(around(change, at).items())
            window = (change.at - 2.5 * A_DAY - SECOND, change.at + 2.5 * A_DAY)
            found = [(slot.day, slot.due) for slot in slots(plan, *window)]
            wanted += len(right)
            lost += sum(pair not in found for pair in right)
            doubled += len(found) - len(set(found)) + sum(pair not in right for pair in found)
    took = stopwatch.perf_counter() - began
    print(f"{len(known)} clock changes in {len(ZONES)} zones, {first_year} to {last_year}, in {took:.0f} s:")
    print(f"{wanted} slots, lost {lost}, doubled {doubled} (goal 0 and 0; at a wrong instant is both)")


if __name__ == "__main__":
    one_slot()
    all_at_once()
    a_streak()
    every_change(*(int(year) for year in sys.argv[1:3] or ("1970", "2037")))
