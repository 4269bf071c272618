"""Slots over every clock change, planning, closing and periods."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core import calendar
from bot.core.calendar import (
    A_DAY,
    Period,
    Seasons,
    closes,
    due,
    exists,
    is_late,
    local_day,
    next_slot,
    slots,
)
from bot.core.model import EVERY_DAY, WORKDAYS, Room, Schedule, Slot, Team
from tests.core.wall import around, changes, seen, walked

ROOM = Room(Team("terminal", "home"), "main")
SECOND = timedelta(seconds=1)
ZONES = sorted(available_timezones() - {"Factory", "localtime"})


def schedule(
    zone: str = "Europe/Berlin", at: str = "09:00", weekdays: frozenset[int] = EVERY_DAY
) -> Schedule:
    return Schedule(7, ROOM, time.fromisoformat(at), zone, weekdays)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def day(text: str) -> date:
    return date.fromisoformat(text)


# --- one date -----------------------------------------------------------------------------------------------

DUE = [
    # zone, date, at, due in UTC, why
    ("Europe/Berlin", "2025-03-30", "02:30", "2025-03-30T01:30", "gap: becomes 03:30 summer time"),
    ("Europe/Berlin", "2025-10-26", "02:30", "2025-10-26T00:30", "twice: the first"),
    ("America/New_York", "2025-03-09", "02:30", "2025-03-09T07:30", "gap"),
    ("America/New_York", "2025-11-02", "01:30", "2025-11-02T05:30", "twice: the first"),
    ("Australia/Lord_Howe", "2025-10-05", "02:15", "2025-10-04T15:45", "a gap of half an hour: 02:45"),
    ("Australia/Lord_Howe", "2025-04-06", "01:45", "2025-04-05T14:45", "half an hour twice: the first"),
    ("America/Sao_Paulo", "2018-11-04", "00:00", "2018-11-04T03:00", "a day that began at 01:00"),
    ("America/Sao_Paulo", "2018-11-04", "00:30", "2018-11-04T03:30", "a day that began at 01:00"),
    ("Asia/Beirut", "2024-03-31", "00:00", "2024-03-30T22:00", "a day that began at 01:00"),
    ("America/Havana", "2024-11-03", "00:30", "2024-11-03T04:30", "midnight hour twice: the first"),
    ("America/St_Johns", "2006-10-29", "00:00", "2006-10-29T02:30", "midnight twice: the first"),
    ("America/Toronto", "1919-03-30", "23:45", "1919-03-31T04:45", "a gap over midnight"),
    ("Asia/Kathmandu", "2025-06-01", "09:00", "2025-06-01T03:15", "an offset of 5:45"),
    ("Pacific/Kiritimati", "2025-01-01", "00:00", "2024-12-31T10:00", "the first to see the year"),
    ("Pacific/Apia", "2011-12-31", "09:00", "2011-12-30T19:00", "after the lost day"),
    ("America/Juneau", "1867-10-18", "09:00", "1867-10-17T17:57:41", "a day lived twice: the first"),
    ("UTC", "2024-02-29", "09:00", "2024-02-29T09:00", "leap day"),
]


@pytest.mark.parametrize(("zone", "on", "at", "instant", "why"), DUE)
def test_a_local_time_is_one_instant(zone: str, on: str, at: str, instant: str, why: str) -> None:
    assert due(schedule(zone, at), day(on)) == utc(instant), why


def test_a_time_that_says_it_is_the_second_is_still_the_first() -> None:
    second = replace(schedule(), at=time(2, 30, fold=1))
    assert due(second, day("2025-10-26")) == utc("2025-10-26T00:30")
    assert due(second, day("2025-03-30")) == utc("2025-03-30T01:30")
    assert next_slot(second, utc("2025-10-25T12:00")) == Slot(7, day("2025-10-26"), utc("2025-10-26T00:30"))


LOST_DAYS = [
    ("Pacific/Apia", "2011-12-30"),
    ("Pacific/Fakaofo", "2011-12-30"),
    ("Pacific/Kwajalein", "1993-08-21"),
    ("Pacific/Kiritimati", "1994-12-31"),
    ("Pacific/Kanton", "1994-12-31"),
    ("Asia/Manila", "1844-12-31"),
]


@pytest.mark.parametrize(("zone", "lost"), LOST_DAYS)
@pytest.mark.parametrize("at", ["00:00", "09:00", "23:59"])
def test_a_date_that_a_zone_left_out_has_no_slot_and_doubles_none(zone: str, lost: str, at: str) -> None:
    gone = day(lost)
    assert not exists(gone, ZoneInfo(zone))
    before = due(schedule(zone, at), gone - 2 * A_DAY)
    found = list(slots(schedule(zone, at), before, before + 3 * A_DAY))
    assert [slot.day for slot in found] == [gone - A_DAY, gone + A_DAY, gone + 2 * A_DAY]
    assert found[1].due - found[0].due == A_DAY


# --- every zone, every change -------------------------------------------------------------------------------


def assert_slots_are(plan: Schedule, wanted: dict[date, datetime], after: datetime, until: datetime) -> None:
    found = [(slot.day, slot.due) for slot in slots(plan, after, until)]
    assert found == sorted(wanted.items()), (plan.zone, plan.at)


@pytest.mark.parametrize("part", range(6))
def test_no_zone_loses_or_doubles_a_slot_when_its_clocks_change(part: int) -> None:
    checked = 0
    for zone in ZONES[part::6]:
        for change in changes(zone, 2025, 2025):
            gap_or_overlap = (change.at + min(change.before, change.after) + timedelta(minutes=15)).time()
            for at in (gap_or_overlap, time(9)):
                window = (change.at - 2.5 * A_DAY - SECOND, change.at + 2.5 * A_DAY)
                assert_slots_are(schedule(zone, at.isoformat()), around(change, at), *window)
                checked += 1
    assert checked > 50


ODD = [
    ("Europe/Berlin", "2025-03-30"),
    ("Europe/Berlin", "2025-10-26"),
    ("Australia/Lord_Howe", "2025-10-05"),
    ("Australia/Lord_Howe", "2025-04-06"),
    ("America/Sao_Paulo", "2018-11-04"),
    ("Asia/Beirut", "2024-03-31"),
    ("America/Havana", "2024-11-03"),
    ("America/St_Johns", "2006-10-29"),
    ("Africa/Casablanca", "2025-02-23"),
    ("Asia/Pyongyang", "2018-05-04"),
    ("America/Caracas", "2007-12-09"),
    ("Antarctica/Troll", "2025-03-30"),
    ("Pacific/Apia", "2011-12-30"),
    ("Pacific/Kwajalein", "1993-08-21"),
    ("America/Toronto", "1919-03-30"),
    ("Asia/Tehran", "2021-12-31"),
]


@pytest.mark.parametrize(("zone", "on"), ODD)
def test_slots_are_where_a_walk_through_the_minutes_finds_them(zone: str, on: str) -> None:
    days = [day(on) + number * A_DAY for number in range(-1, 2)]
    wall = seen(zone, days[0], days[-1])
    for at in (time(hour, minute) for hour in (0, 1, 2, 3, 12, 23) for minute in (0, 1, 15, 30, 59)):
        wanted = {d: moment for d in days if (moment := walked(wall, d, at))}
        first, last = min(wanted.values()), max(wanted.values())
        assert_slots_are(schedule(zone, at.isoformat()), wanted, first - SECOND, last)


def test_a_slot_that_a_gap_shifted_over_midnight_is_still_to_come() -> None:
    plan = schedule("America/Toronto", "23:45")
    shifted = Slot(7, day("1919-03-30"), utc("1919-03-31T04:45"))
    assert next_slot(plan, utc("1919-03-31T04:40")) == shifted
    assert next_slot(plan, shifted.due) == Slot(7, day("1919-03-31"), utc("1919-04-01T03:45"))


# --- planning -----------------------------------------------------------------------------------------------

zones = st.sampled_from(ZONES)
moments = st.integers(0, 3_000_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
schedules = st.builds(
    Schedule,
    id=st.just(7),
    room=st.just(ROOM),
    at=st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    zone=zones,
    weekdays=st.frozensets(st.integers(0, 6), min_size=1),
    holidays=st.frozensets(st.dates(date(1975, 1, 1), date(2060, 1, 1)), max_size=5),
)


@given(schedules, moments)
@settings(max_examples=300, deadline=None)
def test_the_next_slot_is_the_earliest_later_one_of_an_allowed_date(plan: Schedule, after: datetime) -> None:
    slot = next_slot(plan, after)
    assert slot is not None and slot.due > after
    assert slot.due == due(plan, slot.day)
    assert slot.day.weekday() in plan.weekdays and slot.day not in plan.holidays
    skipped = slot.day - 3 * A_DAY
    while skipped < slot.day:
        allowed = skipped.weekday() in plan.weekdays and skipped not in plan.holidays
        assert not allowed or due(plan, skipped) <= after or not exists(skipped, ZoneInfo(plan.zone))
        skipped += A_DAY


@given(schedules, moments, st.integers(0, 60))
@settings(max_examples=100, deadline=None)
def test_stepping_from_slot_to_slot_finds_what_a_list_has(plan: Schedule, after: datetime, days: int) -> None:
    until = after + days * A_DAY
    stepped = []
    slot = next_slot(plan, after)
    while slot is not None and slot.due <= until:
        stepped.append(slot)
        slot = next_slot(plan, slot.due)
    assert stepped == list(slots(plan, after, until))


def days_of(plan: Schedule, after: str, until: str) -> list[str]:
    return [str(slot.day) for slot in slots(plan, utc(after), utc(until))]


def test_weekends_and_holidays_have_no_slot() -> None:
    plan = replace(schedule(weekdays=WORKDAYS), holidays=frozenset({day("2025-12-25"), day("2025-12-26")}))
    assert days_of(plan, "2025-12-24T00:00", "2025-12-30T00:00") == ["2025-12-24", "2025-12-29"]


def test_a_year_ends_and_a_leap_day_comes() -> None:
    assert days_of(schedule(), "2023-12-30T12:00", "2024-01-01T12:00") == ["2023-12-31", "2024-01-01"]
    assert days_of(schedule(), "2024-02-28T12:00", "2024-03-01T12:00") == ["2024-02-29", "2024-03-01"]


@pytest.mark.parametrize(
    ("zone", "at"),
    [("Europe/Berlin", "02:30"), ("America/New_York", "02:30"), ("Australia/Lord_Howe", "02:15")],
)
def test_a_year_of_days_is_a_year_of_slots(zone: str, at: str) -> None:
    plan = schedule(zone, at)
    start = due(plan, day("2024-12-31"))
    found = [slot.day for slot in slots(plan, start, due(plan, day("2025-12-31")))]
    assert found == [day("2025-01-01") + number * A_DAY for number in range(365)]


def test_a_schedule_does_not_start_early() -> None:
    plan = replace(schedule(), starts=day("2025-06-02"))
    assert days_of(plan, "2025-05-01T00:00", "2025-06-03T12:00") == ["2025-06-02", "2025-06-03"]


def test_a_paused_schedule_plans_nothing_until_it_resumes() -> None:
    assert next_slot(replace(schedule(), paused=True), utc("2025-06-01T00:00")) is None
    away = replace(schedule(), paused=True, pauses_until=day("2025-06-10"))
    assert days_of(away, "2025-06-01T00:00", "2025-06-11T12:00") == ["2025-06-10", "2025-06-11"]


def test_a_date_left_over_from_an_ended_pause_holds_nothing_up() -> None:
    back = replace(schedule(), pauses_until=day("2025-06-10"))
    assert days_of(back, "2025-06-01T00:00", "2025-06-02T12:00") == ["2025-06-01", "2025-06-02"]


def test_no_weekday_means_no_slot() -> None:
    assert next_slot(schedule(weekdays=frozenset()), utc("2025-06-01T00:00")) is None


def test_a_due_slot_is_not_its_own_next() -> None:
    plan = schedule()
    moment = due(plan, day("2025-06-02"))
    assert next_slot(plan, moment) == Slot(7, day("2025-06-03"), moment + A_DAY)
    assert next_slot(plan, moment - SECOND) == Slot(7, day("2025-06-02"), moment)


def test_the_end_of_time_has_no_next_slot() -> None:
    assert next_slot(schedule(), utc("9999-12-30T23:00")) is None


def test_an_unknown_zone_is_an_error() -> None:
    with pytest.raises(ZoneInfoNotFoundError):
        calendar.zone("Europe/Atlantis")


# --- closing ------------------------------------------------------------------------------------------------

FRIDAY = "2025-06-06"
CLOSES = [
    # close after, posted, closes, why
    (None, "2025-06-06T07:00", "2025-06-09T07:00", "Friday's closes on Monday"),
    (None, "2025-06-06T07:14", "2025-06-09T07:00", "a few minutes are not late"),
    (None, "2025-06-09T03:00", "2025-06-09T07:00", "late, and exactly four hours remain"),
    (None, "2025-06-09T03:01", "2025-06-10T03:01", "late, and less than four hours remain"),
    (timedelta(hours=8), "2025-06-06T07:00", "2025-06-06T15:00", "a fixed close"),
    (timedelta(hours=8), "2025-06-06T11:00", "2025-06-06T15:00", "a fixed close, late, four hours remain"),
    (timedelta(hours=8), "2025-06-06T11:01", "2025-06-07T11:01", "a fixed close, late, less remains"),
    (timedelta(hours=2), "2025-06-06T07:00", "2025-06-06T09:00", "a short window, in time"),
    (timedelta(hours=2), "2025-06-06T07:16", "2025-06-07T07:16", "a short window, late"),
]


@pytest.mark.parametrize(("close", "posted", "wanted", "why"), CLOSES)
def test_a_question_closes(close: timedelta | None, posted: str, wanted: str, why: str) -> None:
    plan = replace(schedule(weekdays=WORKDAYS), close=close)
    slot = Slot(7, day(FRIDAY), due(plan, day(FRIDAY)))
    assert closes(plan, slot, utc(posted)) == utc(wanted), why


def test_the_clock_change_does_not_move_a_close_off_the_next_opening() -> None:
    plan = schedule(weekdays=WORKDAYS)
    friday = Slot(7, day("2025-03-28"), due(plan, day("2025-03-28")))
    assert closes(plan, friday, friday.due) == utc("2025-03-31T07:00") == due(plan, day("2025-03-31"))


def test_where_nothing_follows_a_question_closes_a_day_after_it_was_due() -> None:
    plan = replace(schedule(), paused=True)
    slot = Slot(7, day(FRIDAY), due(plan, day(FRIDAY)))
    assert closes(plan, slot, slot.due) == slot.due + A_DAY


@given(schedules, moments, st.timedeltas(timedelta(0), timedelta(days=2)))
@settings(max_examples=200, deadline=None)
def test_a_late_question_stays_open_for_four_hours(plan: Schedule, after: datetime, by: timedelta) -> None:
    slot = next_slot(plan, after)
    assert slot is not None
    posted = slot.due + by
    if is_late(slot, posted):
        assert closes(plan, slot, posted) - posted >= timedelta(hours=4)


# --- local dates and periods --------------------------------------------------------------------------------


def test_an_instant_has_another_date_in_another_zone() -> None:
    moment = utc("2025-06-01T23:30")
    assert [str(local_day(moment, zone)) for zone in ("UTC", "Asia/Tokyo", "America/New_York")] == [
        "2025-06-01",
        "2025-06-02",
        "2025-06-01",
    ]


PERIODS = [
    # date, week, month, season
    ("2025-01-01", "2025-W01", "2025-01", "S2025-01-01"),
    ("2024-12-30", "2025-W01", "2024-12", "S2024-10-01"),
    ("2021-01-03", "2020-W53", "2021-01", "S2021-01-01"),
    ("2024-02-29", "2024-W09", "2024-02", "S2024-01-01"),
    ("2025-06-30", "2025-W27", "2025-06", "S2025-04-01"),
    ("2025-07-01", "2025-W27", "2025-07", "S2025-07-01"),
]


@pytest.mark.parametrize(("on", "week", "month", "season"), PERIODS)
def test_a_date_counts_for_four_periods(on: str, week: str, month: str, season: str) -> None:
    assert [period.key for period in calendar.periods(day(on))] == [week, month, season, "all"]


SEASONS = [
    # rule, date, first, last
    (Seasons(weeks=8, start=date(2025, 1, 6)), "2025-01-06", "2025-01-06", "2025-03-02"),
    (Seasons(weeks=8, start=date(2025, 1, 6)), "2025-03-03", "2025-03-03", "2025-04-27"),
    (Seasons(weeks=8, start=date(2025, 1, 6)), "2025-01-05", "2024-11-11", "2025-01-05"),
    (Seasons(months=4, start=date(2025, 9, 15)), "2025-09-14", "2025-05-15", "2025-09-14"),
    (Seasons(months=4, start=date(2025, 9, 15)), "2026-01-14", "2025-09-15", "2026-01-14"),
    (Seasons(months=12, start=date(2025, 4, 1)), "2024-02-29", "2023-04-01", "2024-03-31"),
]


@pytest.mark.parametrize(("rule", "on", "first", "last"), SEASONS)
def test_a_season_is_as_long_as_it_was_set_to_be(rule: Seasons, on: str, first: str, last: str) -> None:
    assert calendar.season(day(on), rule) == Period(day(first), day(last), f"S{first}")


@pytest.mark.parametrize("wrong", [{"weeks": -1}, {"months": 0}, {"start": date(2025, 1, 31)}])
def test_a_season_that_cannot_be_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="season"):
        Seasons(**wrong)


rules = st.one_of(
    st.builds(Seasons, weeks=st.integers(1, 60), start=st.dates(date(1990, 1, 1), date(2050, 1, 1))),
    st.builds(
        Seasons,
        months=st.integers(1, 30),
        start=st.dates(date(1990, 1, 1), date(2050, 1, 1)).filter(lambda d: d.day <= 28),
    ),
)


@given(st.dates(date(1980, 1, 1), date(2080, 1, 1)), rules)
def test_periods_cover_every_date_once_and_sort_like_their_keys(on: date, rule: Seasons) -> None:
    for period, after in zip(calendar.periods(on, rule), calendar.periods(on + A_DAY, rule), strict=True):
        assert period.first <= on <= period.last
        assert after == period or (period.last == on == after.first - A_DAY and after.key > period.key)
