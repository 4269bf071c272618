"""Which boards an answer counts for: a period, and in it the whole room, a deck, a topic or practice."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from bot.core.calendar import QUARTERS, Period, Seasons, periods

ENOUGH = 3  # answers in both periods before somebody's improvement says anything


class Span(StrEnum):
    """How long a board looks back; in the order in which people are offered them."""

    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    ALL = "all"


class Kind(StrEnum):
    """What a board ranks by, or whom."""

    ROOM = "room"
    TEAM = "team"  # all rooms of the team together
    DECK = "deck"
    TOPIC = "topic"
    SQUADS = "squads"
    IMPROVEMENT = "improvement"
    PARTICIPATION = "participation"
    PRACTICE = "practice"
    JOINED = "joined"  # rooms that admins joined, across platforms, by person


LONG = (Span.SEASON, Span.ALL)  # a deck or topic comes up too seldom for a board of a week


@dataclass(frozen=True, slots=True)
class Wanted:
    """A board as somebody asks for it; `about` is the deck, or `deck/topic`.

    `instead`: the span that was asked for, where there is no board of that.
    """

    span: Span
    kind: Kind = Kind.ROOM
    about: str = ""
    instead: Span | None = None


def period(span: Span, day: date, seasons: Seasons = QUARTERS) -> Period:
    """The period of a kind that a day is in."""
    return dict(zip(Span, periods(day, seasons), strict=True))[span]


def before(span: Span, day: date, seasons: Seasons = QUARTERS) -> Period | None:
    """The period before the one a day is in; None: all time has none."""
    now = period(span, day, seasons)
    return None if span is Span.ALL else period(span, now.first - timedelta(days=1), seasons)


def key(period: Period, kind: Kind = Kind.ROOM, about: str = "") -> str:
    """What a board is called in the store: the period's key, and behind it what the board is about."""
    match kind:
        case Kind.DECK | Kind.TOPIC:
            return f"{period.key} {kind}:{about}"
        case Kind.PRACTICE:
            return f"{period.key} {kind}"
        case _:
            return period.key


@lru_cache(maxsize=1024)  # asked for with every answer, and always of the same few days and cards
def daily_keys(day: date, deck: str, topic: str, seasons: Seasons = QUARTERS) -> tuple[str, ...]:
    """The boards that answers to a daily question of that day count for; `topic` "": the card has none."""
    keys = [key(period(span, day, seasons)) for span in Span]
    for span in LONG:
        long = period(span, day, seasons)
        keys.append(key(long, Kind.DECK, deck))
        if topic:
            keys.append(key(long, Kind.TOPIC, f"{deck}/{topic}"))
    return tuple(keys)


@lru_cache(maxsize=256)
def practice_keys(day: date, seasons: Seasons = QUARTERS) -> tuple[str, ...]:
    """The boards that an answer in practice counts for: those of practice alone."""
    return tuple(key(period(span, day, seasons), Kind.PRACTICE) for span in Span)
