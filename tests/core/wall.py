"""Two oracles for slots, apart from the calendar: one walks the minutes, one knows a single clock change."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Change:
    """The instant from which a zone's clocks go by another offset."""

    zone: str
    at: datetime
    before: timedelta
    after: timedelta


def changes(zone: str, first_year: int, last_year: int) -> Iterator[Change]:
    """The clock changes of a zone, found by looking at the offset every four days."""
    where = ZoneInfo(zone)
    moment, end = datetime(first_year, 1, 1, tzinfo=UTC), datetime(last_year + 1, 1, 1, tzinfo=UTC)
    while moment < end:
        yield from _between(zone, where, moment, moment + 4 * A_DAY)
        moment += 4 * A_DAY


def _between(zone: str, where: ZoneInfo, low: datetime, high: datetime) -> Iterator[Change]:
    before, after = _offset(low, where), _offset(high, where)
    if before == after:
        return
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) // 2
        low, high = (middle, high) if _offset(middle, where) == before else (low, middle)
    yield Change(zone, (low + timedelta(seconds=1)).replace(microsecond=0), before, after)


def _offset(moment: datetime, where: ZoneInfo) -> timedelta:
    return moment.astimezone(where).utcoffset() or timedelta(0)


def around(change: Change, at: time) -> dict[date, datetime]:
    """What falls due within two and a half days of a change, by adding and taking away its two offsets."""
    found = {}
    for number in range(-4, 5):
        day = (change.at + number * A_DAY).date()
        wanted = datetime.combine(day, at, tzinfo=UTC)
        early, later = wanted - change.before, wanted - change.after
        if early < change.at:
            moment = early
        elif later >= change.at:
            moment = later
        elif _is_left_out(change, day):
            continue
        else:
            moment = early  # in the gap: as long after the change as the time is after the gap's beginning
        if abs(moment - change.at) <= 2.5 * A_DAY:
            found[day] = moment
    return found


def _is_left_out(change: Change, day: date) -> bool:
    midnight = datetime.combine(day, time(), tzinfo=UTC)
    return change.at + change.before <= midnight and midnight + A_DAY <= change.at + change.after


def seen(zone: str, first: date, last: date) -> dict[datetime, datetime]:
    """What the wall showed around the dates, minute by minute: local time -> the first such instant."""
    where = ZoneInfo(zone)
    moment = datetime.combine(first, time(), tzinfo=UTC) - 2 * A_DAY
    wall: dict[datetime, datetime] = {}
    while moment < datetime.combine(last, time(), tzinfo=UTC) + 3 * A_DAY:
        wall.setdefault(moment.astimezone(where).replace(tzinfo=None), moment)
        moment += MINUTE
    return wall


def walked(wall: dict[datetime, datetime], day: date, at: time) -> datetime | None:
    """When a time comes: as shown, or as long after the last time shown before it as it would have been."""
    midnight = datetime.combine(day, time())
    if not any(midnight + minutes * MINUTE in wall for minutes in range(24 * 60)):
        return None
    wanted = shown = datetime.combine(day, at)
    while shown not in wall:
        shown -= MINUTE
    return wall[shown] + (wanted - shown)
