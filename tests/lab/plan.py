"""What a run is made of: how processes live and die, when questions are due; all of it from one seed."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.core.model import EVERY_DAY, Room, Schedule, Slot
from bot.ports import Tx
from tests.lab.client import TEAM

START = datetime(2026, 3, 2, 8, tzinfo=UTC)
FIRST = timedelta(seconds=30)
APART = timedelta(seconds=20)  # between two questions: three in two seconds, as the lab's time runs
CLOSE = timedelta(minutes=10)
WINDOW = timedelta(hours=23)  # processes that die young fall behind, and nothing is to be skipped for that
STEPS = ("opened", "claimed", "sent", "answered", "confirmed", "recorded", "told")
BY_CHANCE = "at random"
ROUND = (*STEPS, *STEPS, "")


@dataclass(frozen=True, slots=True)
class End:
    """How a process dies: the nth time at a step, or by chance so many seconds after it began to serve."""

    step: str
    nth: int
    after: float


def ends(chance: random.Random) -> Iterator[End]:
    """All steps come equally often: in rounds of two deaths of each and one by chance, shuffled."""
    while True:
        for step in chance.sample(ROUND, len(ROUND)):
            yield End(step, chance.randint(1, 3), chance.uniform(0.05, 2))


def furnish(tx: Tx, rooms: int) -> None:
    """Rooms whose questions are due one after the other."""
    for n in range(rooms):
        due = START + FIRST + n * APART
        room = Room(TEAM, f"room-{n}")
        schedule = Schedule(
            0, room, due.time(), "UTC", EVERY_DAY, ("deep-learning",), CLOSE, WINDOW, START.date()
        )
        kept = tx.add_schedule(schedule)
        tx.plan(kept.id, Slot(kept.id, due.date(), due))


def due_by(at: datetime) -> int:
    """How many rooms' questions are due by then."""
    return max(0, (at - START - FIRST) // APART + 1)
