"""The law of streaks: a fold over a room's required days as one member kept, missed or was excused them.

A required day is a local date with at least one delivered daily question. A day is kept by an answer
or an "I don't know yet" that arrived before its question closed, not by "show me" alone. What is not a
required day is not there, so nobody can lose on it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import takewhile
from operator import attrgetter

from bot.core.model import AttemptKind
from bot.core.records import PostedDay

EARNED_EVERY = 7
MOST_FREEZES = 2


@dataclass(frozen=True, slots=True)
class Streak:
    """Days kept in a row, freezes held, the longest run so far, the last day that was kept."""

    length: int = 0
    freezes: int = MOST_FREEZES
    best: int = 0
    last: date | None = None


START = Streak()


@dataclass(frozen=True, slots=True)
class Day:
    """A required day of one member. `open`: some question of it can still be answered."""

    day: date
    kept: bool
    open: bool = False
    excused: bool = False


class State(StrEnum):
    """What a required day was, for a calendar."""

    KEPT = "kept"
    FROZEN = "frozen"
    MISSED = "missed"
    EXCUSED = "excused"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Pause:
    """Dates on which a member asked to be left alone, both included; `last` None: until further notice."""

    first: date
    last: date | None = None

    def covers(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


# --- from rows to days --------------------------------------------------------------------------------------


def posted_day(
    day: date,
    closes: datetime,
    attempts: Iterable[tuple[AttemptKind, datetime]],
    voided: bool = False,
    outage: bool = False,
) -> PostedDay:
    """A delivered question as one member's streak sees it: an attempt is in time when it arrived in time."""
    answered = any(arrived < closes and kind is not AttemptKind.SHOWN for kind, arrived in attempts)
    return PostedDay(day, closes, answered, excused=voided or outage)


def days_of(posts: Iterable[PostedDay], now: datetime, pauses: Sequence[Pause] = ()) -> tuple[Day, ...]:
    """The required days behind the posts, in order, as they stand at `now`.

    One answered question keeps its date. A date is excused when all its questions are, or a pause covers it.
    """
    days: list[Day] = []
    for post in sorted(posts, key=attrgetter("day")):
        excused = post.excused or any(pause.covers(post.day) for pause in pauses)
        day = Day(post.day, post.answered, now < post.closes, excused)
        days.append(_together(days.pop(), day) if days and days[-1].day == day.day else day)
    return tuple(days)


def _together(one: Day, other: Day) -> Day:
    """What two questions of a date make of it."""
    return Day(one.day, one.kept or other.kept, one.open or other.open, one.excused and other.excused)


# --- the fold -----------------------------------------------------------------------------------------------


def step(streak: Streak, day: Day) -> tuple[Streak, State]:
    """The streak after one more required day, and what that day was."""
    length, freezes = streak.length, streak.freezes
    if day.kept:
        length += 1
        freezes = min(MOST_FREEZES, freezes + (length % EARNED_EVERY == 0))
        return Streak(length, freezes, max(streak.best, length), day.day), State.KEPT
    if day.open:
        return streak, State.OPEN
    if day.excused:
        return streak, State.EXCUSED
    if freezes and length:
        return Streak(length, freezes - 1, streak.best, streak.last), State.FROZEN
    return Streak(0, freezes, streak.best, streak.last), State.MISSED


def fold(streak: Streak, days: Iterable[Day]) -> Streak:
    """The streak after these days, in order. It can go on from any streak folded so far."""
    for day in days:
        streak, _ = step(streak, day)
    return streak


def states(streak: Streak, days: Iterable[Day]) -> Iterator[tuple[date, State]]:
    """Each day with what it was, for a calendar; `streak` is the fold over all days before them."""
    for day in days:
        streak, state = step(streak, day)
        yield day.day, state


def settled(days: Iterable[Day]) -> tuple[Day, ...]:
    """The days up to the first that is still open: the fold over these may be kept and gone on from."""
    return tuple(takewhile(lambda day: not day.open, days))
