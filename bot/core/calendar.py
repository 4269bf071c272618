"""The wall clock: when slots fall due and close, and which week, month and season a local date belongs to.

A local time becomes an instant by the rule of RFC 5545, which is `fold=0`: a time inside a gap is shifted
forward by the gap, one that happens twice is the first of the two. A date that a zone left out altogether
(30 December 2011 in Apia) has no slot: shifted by its gap of 24 hours it would fall together with the slot of
the date after it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.core.model import Schedule, Slot

A_DAY = timedelta(days=1)
ENOUGH = timedelta(hours=4)  # a late post with this much time left keeps its close
PUNCTUAL = timedelta(minutes=15)  # a post this soon after its due time is not late

# ZoneInfo's own cache keeps eight zones that nobody holds; reading one again costs more than all else here.
zone = lru_cache(maxsize=1024)(ZoneInfo)


def instant(day: date, at: time, where: tzinfo) -> datetime:
    """The one instant, in UTC, that a local time (with `fold` 0) of a date stands for."""
    return datetime.combine(day, at, tzinfo=where).astimezone(UTC)


def local_day(moment: datetime, where: str) -> date:
    """The date on the wall at an instant."""
    return moment.astimezone(zone(where)).date()


def exists(day: date, where: tzinfo) -> bool:
    """Whether the zone lived through any part of the date."""
    return instant(day, time.min, where) < instant(day + A_DAY, time.min, where)


# --- slots --------------------------------------------------------------------------------------------------


def due(schedule: Schedule, day: date) -> datetime:
    """When the slot of a date falls due, in UTC; whether the date has a slot is for `slots` to say."""
    return instant(day, schedule.at.replace(fold=0), zone(schedule.zone))


def next_slot(schedule: Schedule, after: datetime) -> Slot | None:
    """The first slot due later than an instant; None: none is planned."""
    return next(slots(schedule, after), None)


def slots(schedule: Schedule, after: datetime, until: datetime | None = None) -> Iterator[Slot]:
    """The slots due later than `after`, up to and including `until`, in order; without it they never end."""
    where, at = zone(schedule.zone), schedule.at.replace(fold=0)
    local = after.astimezone(where)
    # A gap can shift a time just before midnight into the next date: yesterday's slot may still be to come.
    first = local.date() - A_DAY if local.time() < at else local.date()
    for day in _days(schedule, first):
        moment = instant(day, at, where)
        if until is not None and moment > until:
            return
        if moment > after and (moment.astimezone(where).date() == day or exists(day, where)):
            yield Slot(schedule.id, day, moment)


def _days(schedule: Schedule, first: date) -> Iterator[date]:
    """The dates from `first` on for which the schedule wants a question."""
    if not schedule.weekdays or (schedule.paused and schedule.pauses_until is None):
        return
    start = max(first, schedule.starts)
    if schedule.paused and schedule.pauses_until is not None:
        start = max(start, schedule.pauses_until)
    for number in range(start.toordinal(), date.max.toordinal()):
        if (number + 6) % 7 in schedule.weekdays:  # the first of January of the year 1, number 1, is a Monday
            day = date.fromordinal(number)
            if day not in schedule.holidays:
                yield day


def rests(schedule: Schedule, day: date) -> bool:
    """Whether a pause covers this local date."""
    return schedule.paused and (schedule.pauses_until is None or day < schedule.pauses_until)


def is_late(slot: Slot, posted: datetime) -> bool:
    return posted - slot.due > PUNCTUAL


def closes(schedule: Schedule, slot: Slot, posted: datetime) -> datetime:
    """When a question closes: as planned, unless it was posted late and too little time would be left."""
    planned = slot.due + schedule.close if schedule.close is not None else _next_opens(schedule, slot)
    if not schedule.whole_day and is_late(slot, posted) and planned - posted < ENOUGH:
        return posted + A_DAY
    return planned


def _next_opens(schedule: Schedule, slot: Slot) -> datetime:
    """When the question of a later date opens; a day after this one where none will."""
    later = (other.due for other in slots(schedule, slot.due) if other.day > slot.day)
    return next(later, slot.due + A_DAY)


# --- weeks, months, seasons ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """What a board is about: the dates from `first` to `last`, both included; keys sort like them."""

    first: date
    last: date
    key: str


EVER = Period(date.min, date.max, "all")


@dataclass(frozen=True, slots=True)
class Seasons:
    """How long a season lasts and a date on which one begins; the others follow before and after it.

    `weeks` counts where it is set, else `months`. Months need a beginning that every month has.
    """

    start: date = date(2000, 1, 1)
    months: int = 3
    weeks: int = 0

    def __post_init__(self) -> None:
        if self.weeks < 0 or (self.weeks == 0 and (self.months < 1 or self.start.day > 28)):
            raise ValueError("a season is at least a week, or a month, and then begins by the 28th")


QUARTERS = Seasons()
_SEASONS = re.compile(r"(\d{4}-\d\d-\d\d) (\d{1,3})([mw])")


def told_seasons(seasons: Seasons) -> str:
    """The rule as a room keeps it, such as `2026-01-01 3m`."""
    length = f"{seasons.weeks}w" if seasons.weeks else f"{seasons.months}m"
    return f"{seasons.start} {length}"


@lru_cache(maxsize=256)
def seasons_of(told: str) -> Seasons:
    """The rule in what a room keeps; "": quarters. Raises ValueError where it is none."""
    if not told:
        return QUARTERS
    read = _SEASONS.fullmatch(told)
    if read is None:
        raise ValueError(f"no rule of seasons: {told}")
    start, length, unit = read.groups()
    lasts = {"w": "weeks", "m": "months"}[unit]
    return Seasons(date.fromisoformat(start), **{"months": 0, lasts: int(length)})


@lru_cache(maxsize=1024)  # asked for with every answer, and always of the same few days
def week(day: date) -> Period:
    """The ISO week, Monday to Sunday; its year is the one its Thursday is in."""
    year, number, weekday = day.isocalendar()
    first = day - timedelta(days=weekday - 1)
    return Period(first, first + timedelta(days=6), f"{year}-W{number:02}")


def month(day: date) -> Period:
    first = day.replace(day=1)
    return Period(first, _months_later(first, 1) - A_DAY, f"{day.year}-{day.month:02}")


def season(day: date, seasons: Seasons = QUARTERS) -> Period:
    """The season a date is in; it is called by its first day, so that a changed rule never reuses a key."""
    if seasons.weeks:
        length = timedelta(weeks=seasons.weeks)
        first = seasons.start + (day - seasons.start) // length * length
        last = first + length - A_DAY
    else:
        passed = (
            (day.year - seasons.start.year) * 12
            + day.month
            - seasons.start.month
            - (day.day < seasons.start.day)
        )
        first = _months_later(seasons.start, passed // seasons.months * seasons.months)
        last = _months_later(first, seasons.months) - A_DAY
    return Period(first, last, f"S{first}")


def periods(day: date, seasons: Seasons = QUARTERS) -> tuple[Period, ...]:
    """Week, month, season and all time of a date, in this order."""
    return week(day), month(day), season(day, seasons), EVER


def _months_later(day: date, months: int) -> date:
    years, month_before = divmod(day.month - 1 + months, 12)
    return day.replace(year=day.year + years, month=month_before + 1)
