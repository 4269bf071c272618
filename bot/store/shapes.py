"""How values stand in columns: instants as milliseconds, days as numbers, lists as JSON; and back."""

import json
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from bot.core.model import Member, Room, Round, Schedule, Slot, Team
from bot.store.engine import Row

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)
NEVER = datetime.max.replace(tzinfo=UTC)

encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
decode = json.JSONDecoder().decode


def ms(at: datetime) -> int:
    """Milliseconds after 1970-01-01 UTC; what is finer is cut."""
    return (at - EPOCH) // MILLISECOND


def instant(at: int) -> datetime:
    return EPOCH + at * MILLISECOND


def some_instant(at: int | None) -> datetime | None:
    return None if at is None else instant(at)


def some_ms(at: datetime | None) -> int | None:
    return None if at is None else ms(at)


def some_day(day: int | None) -> date | None:
    return None if day is None else date.fromordinal(day)


def room_of(platform: str, team: str, channel: str, thread: str) -> Room:
    return Room(Team(platform, team), channel, thread)


def member_of(platform: str, team: str, account: str) -> Member:
    return Member(Team(platform, team), account)


def schedule_columns(schedule: Schedule, owner: int | None) -> tuple[object, ...]:
    """Everything of a schedule but its id and room, in the order of the table."""
    at = schedule.at
    return (
        at.hour * 3600 + at.minute * 60 + at.second,
        schedule.zone,
        sum(1 << day for day in schedule.weekdays),
        encode(schedule.decks),
        None if schedule.close is None else schedule.close // MILLISECOND,
        schedule.window // MILLISECOND,
        schedule.starts.toordinal(),
        encode(sorted(day.toordinal() for day in schedule.holidays)),
        int(schedule.paused),
        schedule.pauses_until and schedule.pauses_until.toordinal(),
        owner,
        int(schedule.whole_day),
    )


@lru_cache(maxsize=4096)
def schedule_of(row: Row) -> Schedule:
    """The schedule in a row; many answers read the same one, and it is made once."""
    id, where, (seconds, zone, weekdays, decks, close, window) = row[0], row[1:5], row[5:11]
    (starts, holidays, paused, pauses_until), owner, whole_day = row[11:15], row[15:18], row[18]
    return Schedule(
        id=id,
        room=room_of(*where),
        at=(EPOCH + timedelta(seconds=seconds)).time(),
        zone=zone,
        weekdays=frozenset(day for day in range(7) if weekdays >> day & 1),
        decks=tuple(decode(decks)),
        close=None if close is None else close * MILLISECOND,
        window=window * MILLISECOND,
        starts=date.fromordinal(starts),
        holidays=frozenset(map(date.fromordinal, decode(holidays))),
        paused=bool(paused),
        pauses_until=some_day(pauses_until),
        owner=None if owner[0] is None else member_of(*owner),
        whole_day=bool(whole_day),
    )


def slot_of(schedule: int, day: int, due: int) -> Slot:
    return Slot(schedule, date.fromordinal(day), instant(due))


@lru_cache(maxsize=4096)
def round_of(row: Row) -> Round:
    """The round in a row; many answers read the same one, and it is made once."""
    id, where, (version, card, number, opened, closes, schedule, day) = row[0], row[1:5], row[5:12]
    owner, (session, posted, late) = row[12:15], row[15:]
    return Round(
        id=id,
        room=room_of(*where),
        version=version,
        card=card,
        number=number,
        opened=instant(opened),
        closes=some_instant(closes),
        schedule=schedule,
        day=some_day(day),
        member=None if owner[0] is None else member_of(*owner),
        session=session,
        posted=some_instant(posted),
        late=bool(late),
    )
