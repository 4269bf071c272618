"""What people type for a schedule, as values; what is unclear is refused with what may have been meant."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import date, time, timedelta
from functools import lru_cache, partial
from typing import TypeVar
from zoneinfo import available_timezones

from bot.core import timewords
from bot.core.holidays import holidays, is_calendar
from bot.core.lookup import Library
from bot.core.model import Schedule
from bot.errors import Refused

T = TypeVar("T")

SHORTEST_CLOSE = timedelta(hours=1)


def settings_in(words: Iterable[str], library: Library, schedule: Schedule) -> Schedule:
    """Each word says by its own look what it sets: decks, a time, weekdays, a zone, or `close=24h`."""
    found: dict[str, list[str]] = {}
    for word in words:
        found.setdefault(_kind(word, library), []).append(word)
    for kind, typed in found.items():
        if len(typed) > 1 and kind not in ("decks", "weekdays"):
            raise Refused("setup.twice", first=typed[0], second=typed[1])
        schedule = _SET[kind](schedule, typed)
    return schedule


def _kind(word: str, library: Library) -> str:
    if word in library.decks:
        return "decks"
    if word.startswith("close="):
        return "close"
    if word[0].isdigit() and not word.isdecimal():
        return "at"
    if "/" in word:
        return "zone"
    with suppress(timewords.Unclear):
        timewords.weekdays(word)
        return "weekdays"
    with suppress(timewords.Unclear):
        timewords.zone_name(word, zones())
        return "zone"
    raise Refused("setup.unclear", typed=word, known=", ".join(library.decks))


_SET: dict[str, Callable[[Schedule, list[str]], Schedule]] = {
    "decks": lambda schedule, typed: replace(schedule, decks=tuple(typed)),
    "close": lambda schedule, typed: replace(schedule, close=close_after(typed[0].removeprefix("close="))),
    "at": lambda schedule, typed: replace(schedule, at=time_of_day(typed[0])),
    "zone": lambda schedule, typed: replace(schedule, zone=zone(typed[0])),
    "weekdays": lambda schedule, typed: replace(schedule, weekdays=weekdays(",".join(typed))),
}


def time_of_day(typed: str) -> time:
    return _read(timewords.clock_time, typed)


def weekdays(typed: str) -> frozenset[int]:
    return _read(timewords.weekdays, typed)


def zone(typed: str) -> str:
    return _read(partial(timewords.zone_name, known=zones()), typed)


def close_after(typed: str) -> timedelta | None:
    """How long after its time a question closes; "next" or nothing: when the next one opens."""
    if typed.strip() in ("", "next"):
        return None
    span = _read(timewords.span, typed)
    if span < SHORTEST_CLOSE:
        raise Refused("setup.too_short", typed=typed)
    return span


def days_off(typed: str) -> frozenset[date]:
    """Dates as they are typed, or those of an .ics calendar."""
    return _read(holidays if is_calendar(typed) else timewords.dates, typed)


def day_off(typed: str) -> date:
    """One date; of several the first."""
    return min(_read(timewords.dates, typed))


@lru_cache(maxsize=1)
def zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _read(reading: Callable[[str], T], typed: str) -> T:
    try:
        return reading(typed)
    except timewords.Unclear as unclear:
        key = f"setup.{unclear.code.replace('.', '_')}"
        if unclear.near:
            raise Refused(f"{key}_near", typed=unclear.said, near=", ".join(unclear.near)) from None
        raise Refused(key, typed=unclear.said) from None
