"""A reminder comes when it is of use, by day; quiet hours end when they say."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.calendar import zone
from bot.core.nudges import awake, remind_at
from bot.core.quiet import Quiet, quiet_of, read

BERLIN = "Europe/Berlin"
instants = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
clocks = st.times().map(lambda t: t.replace(second=0, microsecond=0))


def berlin(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone(BERLIN)).astimezone(UTC)


@pytest.mark.parametrize(
    ("opened", "closes", "when"),
    [
        ("2026-03-05 09:00", "2026-03-06 09:00", "2026-03-05 18:00"),  # two hours before would be at seven
        ("2026-03-05 09:00", "2026-03-05 17:00", "2026-03-05 15:00"),
        (
            "2026-03-05 09:00",
            "2026-03-06 00:00",
            "2026-03-05 18:00",
        ),  # … at ten at night
        ("2026-03-05 17:30", "2026-03-06 09:00", "2026-03-06 07:00"),  # it has just been asked in the evening
        ("2026-03-06 09:00", "2026-03-09 09:00", "2026-03-08 18:00"),
    ],
)
def test_a_reminder_is_two_hours_before_the_close_or_the_evening_before(
    opened: str, closes: str, when: str
) -> None:
    assert remind_at(berlin(opened), berlin(closes), BERLIN) == berlin(when)


@given(instants)
def test_by_day_now_is_now_and_in_the_night_it_is_the_next_morning(at: datetime) -> None:
    woken = awake(at, BERLIN)
    assert at <= woken <= at + timedelta(hours=12)
    assert time(8) <= woken.astimezone(zone(BERLIN)).time() < time(21)
    assert awake(woken, BERLIN) == woken


@given(instants, clocks, clocks)
def test_quiet_hours_end_and_what_is_outside_them_is_not_put_off(
    at: datetime, begins: time, ends: time
) -> None:
    quiet = read(f"{begins:%H:%M}-{ends:%H:%M}", BERLIN)
    if quiet is None:
        assert begins == ends
        return
    assert quiet_of(quiet.told()) == quiet
    until = quiet.until(at)
    assert at <= until <= at + timedelta(hours=25)
    assert until == at or until.astimezone(zone(BERLIN)).time() == ends or until.utcoffset() is not None


@pytest.mark.parametrize("typed", ["", "22", "22-", "25-7", "7-7", "22:61-7", "from 22 to 7", "22-7-8"])
def test_what_is_no_span_of_hours(typed: str) -> None:
    assert read(typed, BERLIN) is None


@pytest.mark.parametrize(
    ("at", "until"),
    [
        ("2026-03-05 21:59", "2026-03-05 21:59"),
        ("2026-03-05 22:00", "2026-03-06 07:00"),
        ("2026-03-06 03:00", "2026-03-06 07:00"),
        ("2026-03-06 07:00", "2026-03-06 07:00"),
        ("2026-03-28 23:00", "2026-03-29 07:00"),  # the clocks go forward in this night
    ],
)
def test_quiet_hours_over_midnight(at: str, until: str) -> None:
    assert Quiet(time(22), time(7), BERLIN).until(berlin(at)) == berlin(until)
