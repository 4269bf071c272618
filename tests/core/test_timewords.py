"""What people type for times, weekdays, zones, dates and spans."""

from contextlib import suppress
from datetime import time, timedelta
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.timewords import Unclear, clock_time, dates, span, weekdays, zone_name

KNOWN = available_timezones()

CLOCK_TIMES = [
    ("09:00", "09:00"),
    ("9", "09:00"),
    ("9am", "09:00"),
    ("9 AM", "09:00"),
    ("9:30 pm", "21:30"),
    ("9.30p.m.", "21:30"),
    ("12am", "00:00"),
    ("12 pm", "12:00"),
    ("12:05am", "00:05"),
    ("21.30", "21:30"),
    ("9h", "09:00"),
    ("9h30", "09:30"),
    ("0900", "09:00"),
    ("930", "09:30"),
    ("2359", "23:59"),
    ("0:00", "00:00"),
    ("noon", "12:00"),
    ("Midnight", "00:00"),
    (" ０９：００ ", "09:00"),
]


@pytest.mark.parametrize(("said", "meant"), CLOCK_TIMES)
def test_a_time_of_day_is_read(said: str, meant: str) -> None:
    assert clock_time(said) == time.fromisoformat(meant)


@pytest.mark.parametrize(
    "said", ["24:00", "9:60", "13pm", "0am", "nine", "9:5", "-9", "9:00:00", "9 UTC", "99", "12345", "٩", ""]
)
def test_what_is_no_time_of_day_is_refused(said: str) -> None:
    with pytest.raises(Unclear) as refused:
        clock_time(said)
    assert (refused.value.code, refused.value.said) == ("time.unclear", said)


@given(st.times())
def test_a_time_written_out_is_read_back(at: time) -> None:
    at = at.replace(second=0, microsecond=0)
    assert clock_time(f"{at:%H:%M}") == clock_time(f"{at:%I:%M %p}") == at


WEEKDAYS = [
    ("mon-fri", "01234"),
    ("Mon – Fri", "01234"),
    ("monday to friday", "01234"),
    ("weekdays", "01234"),
    ("working days", "01234"),
    ("all", "0123456"),
    ("every day", "0123456"),
    ("daily", "0123456"),
    ("weekends", "56"),
    ("mo,we,fr", "024"),
    ("Mondays and Thursdays", "03"),
    ("tue thu", "13"),
    ("tues, weds; thurs", "123"),
    ("fri-mon", "0456"),
    ("sat..sun", "56"),
    ("su", "6"),
    ("mon-wed, sat", "0125"),
    ("weekdays, sat", "012345"),
    ("mon-mon", "0"),
]


@pytest.mark.parametrize(("said", "meant"), WEEKDAYS)
def test_weekdays_are_read(said: str, meant: str) -> None:
    assert weekdays(said) == frozenset(map(int, meant))


@pytest.mark.parametrize(
    ("said", "near"),
    [
        *((said, ()) for said in ("", "m", "s", "t,f", "1-5", "mon-wed-fri", "-", "mon-", "xyz")),
        ("wendesday", ("wednesday",)),
        ("mon, firday", ("friday",)),
    ],
)
def test_what_is_no_weekday_is_refused_with_the_nearest(said: str, near: tuple[str, ...]) -> None:
    with pytest.raises(Unclear) as refused:
        weekdays(said)
    assert (refused.value.code, refused.value.near) == ("weekdays.unclear", near)


ZONE_NAMES = [
    ("Europe/Berlin", "Europe/Berlin"),
    ("europe/berlin", "Europe/Berlin"),
    ("Berlin", "Europe/Berlin"),
    ("new york", "America/New_York"),
    ("America/New York", "America/New_York"),
    ("lord howe", "Australia/Lord_Howe"),
    ("utc", "UTC"),
    ("Etc/GMT+2", "Etc/GMT+2"),
]


@pytest.mark.parametrize(("said", "meant"), ZONE_NAMES)
def test_a_zone_is_read(said: str, meant: str) -> None:
    assert zone_name(said, KNOWN) == meant


@pytest.mark.parametrize(
    ("said", "code", "near"),
    [
        ("Europe/Berln", "zone.unknown", "Europe/Berlin"),
        ("new yrok", "zone.unknown", "America/New_York"),
        ("Europa/Berlin", "zone.unknown", "Europe/Berlin"),
        ("Buenos Aires", "zone.ambiguous", "America/Argentina/Buenos_Aires"),
    ],
)
def test_a_zone_that_is_not_there_comes_back_with_near_ones(said: str, code: str, near: str) -> None:
    with pytest.raises(Unclear) as refused:
        zone_name(said, KNOWN)
    assert refused.value.code == code
    assert near in refused.value.near
    assert len(refused.value.near) <= 3


@pytest.mark.parametrize("said", ["", "GMT+2", "../../etc/passwd", "Europe", "\x00", "xqzt"])
def test_nonsense_is_no_zone_and_no_path(said: str) -> None:
    with pytest.raises(Unclear) as refused:
        zone_name(said, KNOWN)
    assert refused.value.code == "zone.unknown"


def test_every_known_zone_is_read_as_itself() -> None:
    assert all(zone_name(name, KNOWN) == name for name in KNOWN)


DATES = [
    ("2025-12-24", ["2025-12-24"]),
    ("2025-12-24, 2025-12-24; 2025-05-01", ["2025-05-01", "2025-12-24"]),
    ("2025-12-30..2026-01-01", ["2025-12-30", "2025-12-31", "2026-01-01"]),
    ("2025-12-30 to 2025-12-31", ["2025-12-30", "2025-12-31"]),
    ("2025-12-30 – 2025-12-31", ["2025-12-30", "2025-12-31"]),
    ("", []),
]


@pytest.mark.parametrize(("said", "meant"), DATES)
def test_dates_are_read(said: str, meant: list[str]) -> None:
    assert sorted(map(str, dates(said))) == meant


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("24.12.2025", "date.unclear"),
        ("2025-02-29", "date.unclear"),
        ("2025-01-01..", "date.unclear"),
        ("2025-01-02..2025-01-01", "date.range"),
        ("0001-01-01..9999-12-31", "date.range"),
    ],
)
def test_what_is_no_date_is_refused(said: str, code: str) -> None:
    with pytest.raises(Unclear) as refused:
        dates(said)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("said", "hours"),
    [
        ("24h", 24),
        ("24 hours", 24),
        ("90 min", 1.5),
        ("2 days", 48),
        ("1d 12h", 36),
        ("1d12h", 36),
        ("1w", 168),
    ],
)
def test_a_span_is_read(said: str, hours: float) -> None:
    assert span(said) == timedelta(hours=hours)


@pytest.mark.parametrize(
    "said", ["", "0h", "h", "24", "24x", "-3h", "400 days", "99999w", "1d,2h", "1 month"]
)
def test_what_is_no_span_is_refused(said: str) -> None:
    with pytest.raises(Unclear) as refused:
        span(said)
    assert refused.value.code == "span.unclear"


@given(st.text(max_size=40))
def test_whatever_is_typed_is_read_or_refused(said: str) -> None:
    for read in (clock_time, weekdays, dates, span, lambda text: zone_name(text, ("Europe/Berlin", "UTC"))):
        with suppress(Unclear):
            read(said)
