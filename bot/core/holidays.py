"""Reads days off from the text of an .ics calendar: its all-day events, with those repeated every year.

Calendars of holidays are made of this much of RFC 5545; an event that says more is refused, never guessed at.
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import chain, islice

from bot.core.timewords import Unclear

MOST = 1_000_000  # characters
MOST_REPEATED = 200  # events
MOST_DAYS = 100_000
MOST_RULE = 120  # characters
LAST = date(2100, 12, 31)
LONGEST = 370  # days of one event
EARLIEST = 1900  # year of a repeated event
A_DAY = timedelta(days=1)

_LINE = re.compile(r'([A-Z0-9-]+)((?:;[A-Z0-9-]+=(?:"[^"]*"|[^";:])*)*):(.*)', re.IGNORECASE | re.DOTALL)
_WHEN = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d{6})Z?)?", re.ASCII)
_LENGTH = re.compile(r"P(?:(\d{1,3})W|(\d{1,3})D(?:T0H)?(?:0M)?(?:0S)?)", re.ASCII)
_WEEKDAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)", re.ASCII)
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_KNOWN = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYMONTH", "BYMONTHDAY", "BYDAY", "WKST"}


@dataclass(frozen=True, slots=True)
class _Event:
    """The properties of an event by name, as often as each stands there, and the line it begins on."""

    line: int
    said: dict[str, list[str]] = field(default_factory=dict)

    def one(self, name: str) -> str:
        return self.said.get(name, [""])[0].strip()

    def unclear(self, code: str, what: str) -> Unclear:
        return Unclear(code, f"line {self.line}: {what[:100]}")


@dataclass(frozen=True, slots=True)
class _Rule:
    """When an event comes again: every so many years, so often, until a date, on which days."""

    every: int
    count: int | None
    until: date
    months: tuple[int, ...]
    days: tuple[int, ...]
    weekdays: tuple[tuple[int, int], ...]  # (which one, 0 = each; weekday, 0 = Monday)


def is_calendar(text: str) -> bool:
    return text.lstrip("\ufeff \t\r\n")[:15].upper() == "BEGIN:VCALENDAR"


def holidays(text: str, last: date = LAST) -> frozenset[date]:
    """The dates, up to `last`, of all-day events; meetings and what was cancelled are passed over.

    Raises Unclear: `holidays.unreadable`, `.too_long`, `.too_many`, `.none`, `.event` (cannot be followed).
    """
    if len(text) > MOST:
        raise Unclear("holidays.too_long", text[:40])
    if not is_calendar(text):
        raise Unclear("holidays.unreadable", text[:40])
    events = [event for event in _events(text) if event.one("STATUS").upper() != "CANCELLED"]
    if sum("RRULE" in event.said for event in events) > MOST_REPEATED:
        raise Unclear("holidays.too_many", f"more than {MOST_REPEATED} repeated events")
    moved = {(event.one("UID"), day) for event in events for day in _dates(event, "RECURRENCE-ID")}
    found = list(islice((day for event in events for day in _days_off(event, moved, last)), MOST_DAYS))
    if len(found) == MOST_DAYS:
        raise Unclear("holidays.too_many", f"{MOST_DAYS} days or more")
    if not found:
        raise Unclear("holidays.none", text[:40])
    return frozenset(found)


# --- reading ------------------------------------------------------------------------------------------------


def _events(text: str) -> Iterator[_Event]:
    """The events of all calendars in the text, without what stands inside them (alarms)."""
    event, inside = None, 0
    for number, line in _unfolded(text):
        found = _LINE.fullmatch(line)
        if not found:
            continue
        match found[1].upper(), found[3].strip().upper():
            case "BEGIN", "VEVENT":
                event, inside = _Event(number), 0
            case "END", "VEVENT" if event:
                yield event
                event = None
            case "BEGIN", _:
                inside += 1
            case "END", _:
                inside -= 1
            case name, _ if event and inside == 0:
                event.said.setdefault(name, []).append(found[3])


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Whole lines with the number each begins on: one that begins with a space continues another."""
    parts: list[str] = []
    began = 1
    for number, line in enumerate(text.lstrip("\ufeff").replace("\r\n", "\n").split("\n"), start=1):
        if line[:1] in (" ", "\t"):
            parts.append(line[1:])
            continue
        yield began, "".join(parts)
        parts, began = [line], number
    yield began, "".join(parts)


def _when(event: _Event, value: str) -> tuple[date, str]:
    """A date, and the time of day that stands behind it; "" where none does."""
    found = _WHEN.fullmatch(value.strip())
    try:
        if found:
            return date(int(found[1]), int(found[2]), int(found[3])), found[4] or ""
    except ValueError:
        pass
    raise event.unclear("holidays.event", value or "an event without a beginning")


def _dates(event: _Event, name: str) -> Iterator[date]:
    for values in event.said.get(name, ()):
        for value in values.split(","):
            yield _when(event, value)[0]


# --- days ---------------------------------------------------------------------------------------------------


def _days_off(event: _Event, moved: set[tuple[str, date]], last: date) -> Iterator[date]:
    """Every day of an event and its repetitions, but for those that another event (`moved`) stands in for."""
    first, length = _whole_days(event)
    if length == 0:
        return
    starts: Iterable[date] = (first,)
    skipped = set(_dates(event, "EXDATE"))
    if "RRULE" in event.said:
        starts = _repeated(event, first, last)
        skipped |= {day for uid, day in moved if uid == event.one("UID")}
    for start in chain(starts, _dates(event, "RDATE")):
        if start <= last and start not in skipped:
            yield from (day for n in range(length) if (day := start + n * A_DAY) <= last)


def _whole_days(event: _Event) -> tuple[date, int]:
    """First day and how many; 0: a meeting. Some programs write midnight to midnight for an all-day event."""
    first, begins = _when(event, event.one("DTSTART"))
    length, ends = 0 if begins else 1, ""
    if "DTEND" in event.said:
        end, ends = _when(event, event.one("DTEND"))
        length = max(length, (end - first).days)
    elif found := _LENGTH.fullmatch(event.one("DURATION")):
        length = int(found[1] or 0) * 7 + int(found[2] or 0)
    if length > LONGEST:
        raise event.unclear("holidays.event", f"{length} days")
    return first, length if all(at in ("", "000000") for at in (begins, ends)) else 0


# --- repeated every year ------------------------------------------------------------------------------------


def _repeated(event: _Event, first: date, last: date) -> Iterator[date]:
    rule = _rule(event, first, last)
    years = range(first.year, rule.until.year + 1, rule.every)
    days = (day for year in years for day in sorted(set(_in_year(rule, first, year))))
    return islice((day for day in days if first <= day <= rule.until), rule.count)


def _rule(event: _Event, first: date, last: date) -> _Rule:
    if len(event.one("RRULE")) > MOST_RULE:
        raise event.unclear("holidays.event", event.one("RRULE"))
    pairs = (part.partition("=") for part in event.one("RRULE").upper().rstrip(";").split(";"))
    said = {name: value for name, _, value in pairs}
    try:
        rule = _Rule(
            every=int(said.get("INTERVAL", 1)),
            count=int(said["COUNT"]) if "COUNT" in said else None,
            until=min(last, _when(event, said["UNTIL"])[0]) if "UNTIL" in said else last,
            months=_numbers(said.get("BYMONTH", "")),
            days=_numbers(said.get("BYMONTHDAY", "")),
            weekdays=tuple(_nth(value) for value in said.get("BYDAY", "").split(",") if value),
        )
    except ValueError:
        raise event.unclear("holidays.event", event.one("RRULE")) from None
    yearly = said.get("FREQ") == "YEARLY" and said.keys() <= _KNOWN and first.year >= EARLIEST
    in_bounds = rule.every >= 1 and (rule.count or 0) >= 0 and all(1 <= month <= 12 for month in rule.months)
    if not (yearly and in_bounds) or (rule.days and any(which for which, _ in rule.weekdays)):
        raise event.unclear("holidays.event", event.one("RRULE"))
    return rule


def _numbers(values: str) -> tuple[int, ...]:
    return tuple(int(value) for value in values.split(",") if value)


def _nth(value: str) -> tuple[int, int]:
    found = _WEEKDAY.fullmatch(value)
    if not found:
        raise ValueError(value)
    return int(found[1] or 0), _WEEKDAYS.index(found[2])


def _in_year(rule: _Rule, first: date, year: int) -> Iterator[date]:
    """The days of a year that a rule names; what it leaves open is as in the first event."""
    if rule.weekdays and not rule.days:
        spans = [_month(year, month) for month in rule.months] or [(date(year, 1, 1), date(year, 12, 31))]
        for span in spans:
            for which, weekday in rule.weekdays:
                yield from _which(_on(weekday, *span), which)
        return
    wanted = {weekday for _, weekday in rule.weekdays} or range(7)
    for month in rule.months or (range(1, 13) if rule.days else (first.month,)):
        begins, ends = _month(year, month)
        days = _every(begins, ends, 1)
        for number in rule.days or (first.day,):
            yield from (day for day in _which(days, number) if number and day.weekday() in wanted)


def _month(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _on(weekday: int, first: date, last: date) -> list[date]:
    return _every(first + (weekday - first.weekday()) % 7 * A_DAY, last, 7)


def _every(first: date, last: date, step: int) -> list[date]:
    return [date.fromordinal(number) for number in range(first.toordinal(), last.toordinal() + 1, step)]


def _which(days: list[date], which: int) -> list[date]:
    """All of them, or one counted from the beginning or, below zero, from the end."""
    if which == 0:
        return days
    place = which - 1 if which > 0 else len(days) + which
    return [days[place]] if 0 <= place < len(days) else []
