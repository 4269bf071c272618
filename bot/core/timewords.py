"""Reads what people type for times, weekdays, zones, dates and spans of time."""

import re
import unicodedata
from collections.abc import Collection, Iterator
from datetime import date, time, timedelta

from rapidfuzz import fuzz, process

from bot.core.model import EVERY_DAY, WORKDAYS

LONGEST_SPAN = timedelta(days=366)
NEAR = 70  # out of 100: how alike a spelling must be to be proposed


class Unclear(ValueError):
    """What was typed cannot be read; `code` is stable, `near` holds what may have been meant."""

    def __init__(self, code: str, said: str, near: tuple[str, ...] = ()) -> None:
        super().__init__(f"{code}: {said!r}")
        self.code = code
        self.said = said
        self.near = near


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


# --- times of day -------------------------------------------------------------------------------------------

_NAMED_TIMES = {"noon": time(12), "midday": time(12), "midnight": time(0)}
_TIME = re.compile(r"(\d{1,2}) ?(?:[:.h] ?(\d{2})?|(\d{2}))? ?(?:([ap])\.?m\.?)?", re.ASCII)


def clock_time(text: str) -> time:
    """`09:00`, `9`, `9am`, `9:30 pm`, `21.30`, `9h30`, `0900`, `noon`. Raises Unclear `time.unclear`."""
    plain = _plain(text)
    if plain in _NAMED_TIMES:
        return _NAMED_TIMES[plain]
    found = _TIME.fullmatch(plain)
    if not found:
        raise Unclear("time.unclear", text)
    hour, minute, half = int(found[1]), int(found[2] or found[3] or 0), found[4]
    if half:
        hour = hour % 12 + (12 if half == "p" else 0) if 1 <= hour <= 12 else 24
    if hour > 23 or minute > 59:
        raise Unclear("time.unclear", text)
    return time(hour, minute)


# --- weekdays -----------------------------------------------------------------------------------------------

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_GROUPS = {
    **dict.fromkeys(("weekday", "workday", "working day", "work day"), WORKDAYS),
    **dict.fromkeys(("weekend",), frozenset((5, 6))),
    **dict.fromkeys(("all", "daily", "everyday", "every day", "all day", "each day"), EVERY_DAY),
}
_RANGE = re.compile(r" ?(?:\.\.+|[-\u2010-\u2015]|\bto\b) ?")
_APART = re.compile(r" ?(?:[,;/&+]|\band\b) ?| ")


def weekdays(text: str) -> frozenset[int]:
    """`mon-fri`, `weekdays`, `all`, `mo,we,fr`, `sat to mon`. Raises Unclear `weekdays.unclear`."""
    plain = _plain(text)
    if group := _GROUPS.get(plain.removesuffix("s")):
        return group
    parts = [part for part in _APART.split(_RANGE.sub("-", plain)) if part]
    if not parts:
        raise Unclear("weekdays.unclear", text)
    return frozenset(day for part in parts for day in _weekday_range(part))


def _weekday_range(part: str) -> Iterator[int]:
    if group := _GROUPS.get(part.removesuffix("s")):
        yield from group
        return
    ends = [_weekday(word) for word in part.split("-")]
    if len(ends) > 2:
        raise Unclear("weekdays.unclear", part)
    day = ends[0]
    yield day
    while day != ends[-1]:
        day = (day + 1) % 7
        yield day


def _weekday(word: str) -> int:
    stem = word.removesuffix("s") if len(word) > 2 else word
    if len(stem) >= 2:
        for number, name in enumerate(_DAYS):
            if name.startswith(stem):
                return number
    near = process.extractOne(word, _DAYS, scorer=fuzz.ratio, score_cutoff=NEAR)
    raise Unclear("weekdays.unclear", word, (near[0],) if near else ())


# --- zones --------------------------------------------------------------------------------------------------

# Not to be found by their last part: what people call GMT+2 is ahead of UTC, Etc/GMT+2 is behind it.
_NO_PLACE = ("Etc/", "SystemV/", "posix/", "right/")


def zone_name(text: str, known: Collection[str]) -> str:
    """The IANA name among `known` that is meant: as written, in any case, or its city alone.

    Raises Unclear `zone.unknown` with near spellings, or `zone.ambiguous` with the names that would fit.
    """
    if text in known:
        return text
    plain = _plain(text).replace(" ", "_")
    for name in known:
        if name.casefold() == plain:
            return name
    places = sorted(name for name in known if "/" in name and not name.startswith(_NO_PLACE))
    fitting = tuple(name for name in places if _city(name) == plain)
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise Unclear("zone.ambiguous", text, fitting)
    raise Unclear("zone.unknown", text, _alike(plain, places))


def _city(name: str) -> str:
    return name.rpartition("/")[2].casefold()


def _alike(plain: str, places: list[str]) -> tuple[str, ...]:
    """Up to three names whose spelling, or whose city's, is near."""
    likeness = {n: max(fuzz.ratio(plain, n.casefold()), fuzz.ratio(plain, _city(n))) for n in places}
    near = (n for n in places if likeness[n] >= NEAR)
    return tuple(sorted(near, key=lambda n: -likeness[n])[:3])


# --- dates and spans ----------------------------------------------------------------------------------------

_DATE_RANGE = re.compile(r" ?(?:\.\.+|[\u2010-\u2015]|\bto\b) ?")
_SPAN = re.compile(r"(\d{1,5}) ?(minutes?|min|m|hours?|h|days?|d|weeks?|w) ?", re.ASCII)
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def dates(text: str) -> frozenset[date]:
    """`2025-12-24, 2025-12-29..2026-01-02`. Raises Unclear `date.unclear`, `date.range` (too long)."""
    parts = [part for part in re.split(r"[,; ]+", _DATE_RANGE.sub("..", _plain(text))) if part]
    return frozenset(day for part in parts for day in _date_range(part))


def _date_range(part: str) -> Iterator[date]:
    first, is_range, last = part.partition("..")
    try:
        start = date.fromisoformat(first)
        end = date.fromisoformat(last) if is_range else start
    except ValueError:
        raise Unclear("date.unclear", part) from None
    if not timedelta(0) <= end - start <= LONGEST_SPAN:
        raise Unclear("date.range", part)
    for number in range(start.toordinal(), end.toordinal() + 1):
        yield date.fromordinal(number)


def span(text: str) -> timedelta:
    """`24h`, `90 min`, `2 days`, `1d 12h`; a year at most. Raises Unclear `span.unclear`."""
    plain = _plain(text)
    parts = list(_SPAN.finditer(plain))
    if "".join(part[0] for part in parts) != plain:  # something between them was not read
        raise Unclear("span.unclear", text)
    total = sum((timedelta(**{_UNITS[part[2][0]]: int(part[1])}) for part in parts), timedelta(0))
    if not timedelta(0) < total <= LONGEST_SPAN:
        raise Unclear("span.unclear", text)
    return total
