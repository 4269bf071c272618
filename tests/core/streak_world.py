"""A room with one member as a raw log, and an oracle that reads the streak off it by the definition."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from bot.core.model import AttemptKind

A_DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
FIRST = datetime.combine(date(2025, 1, 1), time(9), tzinfo=UTC)


@dataclass(slots=True)
class Post:
    """A delivered question and every attempt at it: its kind, when it arrived, when it was recorded."""

    day: date
    opened: datetime
    closes: datetime
    voided: bool = False
    outage: bool = False
    attempts: list[tuple[AttemptKind, datetime, datetime]] = field(default_factory=list)


@dataclass(slots=True)
class Log:
    now: datetime = FIRST
    posts: list[Post] = field(default_factory=list)
    pauses: list[tuple[date, date | None]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Told:
    """What the oracle says: streak, freezes, longest, last kept day, and a letter for each required day."""

    length: int
    freezes: int
    best: int
    last: date | None
    letters: str


def oracle(log: Log) -> Told:
    """Written line by line from the definition: first the log as a word of letters, then the count over it.

    k kept, o still open, e excused, m missed; f is a missed day for which a freeze was spent.
    """
    required = sorted({post.day for post in log.posts})
    word = [_letter(log, day) for day in required]
    length = best = spent = earned = 0
    last = None
    for place, letter in enumerate(word):
        if letter == "k":
            length, last = length + 1, required[place]
            earned += length in range(7, 10_000, 7) and 2 - spent + earned < 2
            best = max(best, length)
        elif letter == "m" and length > 0 and 2 - spent + earned > 0:
            spent += 1
            word[place] = "f"
        elif letter == "m":
            length = 0
    return Told(length, 2 - spent + earned, best, last, "".join(word))


def _letter(log: Log, day: date) -> str:
    posts = [post for post in log.posts if post.day == day]
    honest = ("answer", "unknown")
    if [post for post in posts for kind, at, _ in post.attempts if kind in honest and at < post.closes]:
        return "k"
    if max(post.closes for post in posts) > log.now:
        return "o"
    if not [post for post in posts if not post.voided and not post.outage]:
        return "e"
    return "e" if day in set(_away(log)) else "m"


def _away(log: Log) -> Iterator[date]:
    """Every date of every pause, as far as there are posts."""
    for first, last in log.pauses:
        day = first
        while day <= (last or max(post.day for post in log.posts)):
            yield day
            day += A_DAY
