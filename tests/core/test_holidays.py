"""Days off from .ics calendars, as people's programs write them and as nobody should."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.holidays import MOST, MOST_REPEATED, holidays, is_calendar
from bot.core.timewords import Unclear


def calendar(*events: str) -> str:
    """A calendar of events whose lines are parted by `|`."""
    lines = [line for event in events for line in ("BEGIN:VEVENT", *event.split("|"), "END:VEVENT")]
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//y//EN", *lines, "END:VCALENDAR", ""])


NEW_YEAR = "DTSTART;VALUE=DATE:20250101"

CALENDARS = [
    # events, days off up to 2028, why
    (["DTSTART;VALUE=DATE:20251225"], "2025-12-25", "one day"),
    (["DTSTART:20251225"], "2025-12-25", "a date that does not say it is one"),
    (
        ["DTSTART;VALUE=DATE:20251225|DTEND;VALUE=DATE:20251227"],
        "2025-12-25 2025-12-26",
        "the end is not in it",
    ),
    (["DTSTART;VALUE=DATE:20251225|DTEND;VALUE=DATE:20251225"], "2025-12-25", "an end that is the beginning"),
    (["DTSTART;VALUE=DATE:20251231|DURATION:P2D"], "2025-12-31 2026-01-01", "two days over the year's end"),
    (["DTSTART;VALUE=DATE:20250101", "DTSTART;VALUE=DATE:20250501"], "2025-01-01 2025-05-01", "two events"),
    (["DTSTART:20251225T000000|DTEND:20251226T000000"], "2025-12-25", "midnight to midnight"),
    (
        ["DTSTART;VALUE=DATE:20250101", "DTSTART:20250103T090000Z|DTEND:20250103T100000Z"],
        "2025-01-01",
        "a meeting",
    ),
    (
        ["DTSTART;VALUE=DATE:20250101", "DTSTART;VALUE=DATE:20250102|STATUS:CANCELLED"],
        "2025-01-01",
        "cancelled",
    ),
    (["DTSTART;VALUE=DATE:20261225|RRULE:FREQ=YEARLY"], "2026-12-25 2027-12-25 2028-12-25", "every year"),
    (["DTSTART;VALUE=DATE:20261225|RRULE:FREQ=YEARLY;COUNT=2"], "2026-12-25 2027-12-25", "twice"),
    (
        ["DTSTART;VALUE=DATE:20251225|RRULE:FREQ=YEARLY;UNTIL=20261225"],
        "2025-12-25 2026-12-25",
        "until a date",
    ),
    (
        ["DTSTART;VALUE=DATE:20251225|RRULE:FREQ=YEARLY;UNTIL=20261225T000000Z"],
        "2025-12-25 2026-12-25",
        "until a time, as some write it",
    ),
    (
        ["DTSTART;VALUE=DATE:20261126|RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH;WKST=SU"],
        "2026-11-26 2027-11-25 2028-11-23",
        "the fourth Thursday in November",
    ),
    (["DTSTART;VALUE=DATE:20240229|RRULE:FREQ=YEARLY"], "2024-02-29 2028-02-29", "every leap day"),
    (
        ["DTSTART;VALUE=DATE:20261231|DTEND;VALUE=DATE:20270102|RRULE:FREQ=YEARLY;INTERVAL=2"],
        "2026-12-31 2027-01-01 2028-12-31",
        "two days every other year, cut at the last date asked for",
    ),
    (
        ["DTSTART;VALUE=DATE:20261225|RRULE:FREQ=YEARLY|EXDATE;VALUE=DATE:20271225"],
        "2026-12-25 2028-12-25",
        "not in one year",
    ),
    (["DTSTART;VALUE=DATE:20261225|RDATE;VALUE=DATE:20270107"], "2026-12-25 2027-01-07", "one more date"),
    (
        [
            "UID:a|DTSTART;VALUE=DATE:20261225|RRULE:FREQ=YEARLY",
            "UID:a|DTSTART;VALUE=DATE:20271227|RECURRENCE-ID;VALUE=DATE:20271225",
        ],
        "2026-12-25 2027-12-27 2028-12-25",
        "moved in one year",
    ),
    (["SUMMARY:Jour de l'|  An|DTSTART;VALUE=| DATE:20250| 101"], "2025-01-01", "folded lines"),
    (['DTSTART;X="a;b:c";VALUE=DATE:20250101'], "2025-01-01", "a parameter in quotes"),
    ([f"{NEW_YEAR}|BEGIN:VALARM|DURATION:P9D|END:VALARM"], "2025-01-01", "an alarm inside"),
    ([f"{NEW_YEAR}|this is no property"], "2025-01-01", "a line of another kind"),
    ([f"{NEW_YEAR}|RRULE:FREQ=YEARLY;BYDAY=5SA;BYMONTH=2", NEW_YEAR], "2025-01-01", "no fifth Saturday"),
    ([f"{NEW_YEAR}|DURATION:P1W"], " ".join(f"2025-01-0{n}" for n in range(1, 8)), "a week"),
    (["DTSTART:20250101T000000|DURATION:P1D"], "2025-01-01", "a whole day from midnight"),
    ([NEW_YEAR, "DTSTART:20250102T000000"], "2025-01-01", "midnight for no time at all"),
    (
        [f"{NEW_YEAR}|RRULE:FREQ=YEARLY;BYMONTHDAY=-1;BYMONTH=2;COUNT=2"],
        "2025-02-28 2026-02-28",
        "last of a month",
    ),
    (
        [f"{NEW_YEAR}|RRULE:FREQ=YEARLY;BYDAY=-1MO;BYMONTH=5;COUNT=2"],
        "2025-05-26 2026-05-25",
        "its last Monday",
    ),
    (
        [f"{NEW_YEAR}|RRULE:FREQ=YEARLY;BYDAY=FR;BYMONTHDAY=13;COUNT=2"],
        "2025-06-13 2026-02-13",
        "Friday the 13th",
    ),
    (
        [f"{NEW_YEAR}|RRULE:FREQ=YEARLY;BYDAY=2TU;COUNT=2"],
        "2025-01-14 2026-01-13",
        "the year's second Tuesday",
    ),
]


@pytest.mark.parametrize(("events", "days", "why"), CALENDARS)
def test_all_day_events_are_days_off(events: list[str], days: str, why: str) -> None:
    found = holidays(calendar(*events), last=date(2028, 12, 31))
    assert " ".join(map(str, sorted(found))) == days, why


def test_line_ends_and_several_calendars_do_not_matter() -> None:
    twice = calendar("DTSTART;VALUE=DATE:20250101") + calendar("DTSTART;VALUE=DATE:20250501")
    assert holidays(twice.replace("\r\n", "\n")) == {date(2025, 1, 1), date(2025, 5, 1)}


FAULTY = [
    ("", "holidays.unreadable", ""),
    ("2025-12-25", "holidays.unreadable", "2025-12-25"),
    ("X" * (MOST + 1), "holidays.too_long", "X" * 40),
    (calendar(), "holidays.none", ""),
    (calendar("DTSTART:20250103T090000Z|DTEND:20250103T100000Z"), "holidays.none", ""),
    (calendar("DTSTART;VALUE=DATE:20250101", "SUMMARY:when?"), "holidays.event", "line 7: "),
    (calendar("DTSTART;VALUE=DATE:2025"), "holidays.event", "line 4: 2025"),
    (calendar("DTSTART;VALUE=DATE:20250229"), "holidays.event", "line 4: 20250229"),
    (
        calendar("DTSTART;VALUE=DATE:20250101|DTEND;VALUE=DATE:20290101"),
        "holidays.event",
        "line 4: 1461 days",
    ),
    (calendar(*[f"{NEW_YEAR}|RRULE:FREQ=YEARLY"] * (MOST_REPEATED + 1)), "holidays.too_many", ""),
    (calendar(*[f"{NEW_YEAR}|DURATION:P9D|RRULE:FREQ=YEARLY;BYDAY=MO,WE,FR"] * 9), "holidays.too_many", ""),
]

RULES = [
    "FREQ=WEEKLY",
    "FREQ=NEVER",
    "COUNT=3",
    "FREQ=YEARLY;INTERVAL=0",
    "FREQ=YEARLY;INTERVAL=often",
    "FREQ=YEARLY;COUNT=-1",
    "FREQ=YEARLY;UNTIL=never",
    "FREQ=YEARLY;BYMONTH=13",
    "FREQ=YEARLY;BYDAY=1XX",
    "FREQ=YEARLY;BYDAY=1MO;BYMONTHDAY=1",
    "FREQ=YEARLY;BYEASTER=0",
    "FREQ=YEARLY;BYMONTHDAY=" + "1," * 50,
    "",
]


@pytest.mark.parametrize(("text", "code", "said"), FAULTY)
def test_a_calendar_that_cannot_be_followed_says_where(text: str, code: str, said: str) -> None:
    with pytest.raises(Unclear) as refused:
        holidays(text)
    assert refused.value.code == code
    assert refused.value.said.startswith(said)


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_beyond_every_year_is_refused_rather_than_guessed_at(rule: str) -> None:
    with pytest.raises(Unclear) as refused:
        holidays(calendar(f"{NEW_YEAR}|RRULE:{rule}"))
    assert (refused.value.code, refused.value.said) == ("holidays.event", f"line 4: {rule[:100]}")


def test_a_rule_cannot_begin_before_there_were_clocks_to_stop() -> None:
    with pytest.raises(Unclear):
        holidays(calendar("DTSTART;VALUE=DATE:00010101|RRULE:FREQ=YEARLY"))


def test_a_calendar_is_known_by_its_beginning() -> None:
    assert is_calendar("\ufeff\r\nbegin:vcalendar\r\n")
    assert not is_calendar("2025-12-25")


pieces = st.sampled_from(
    [
        *(
            "DTSTART",
            "DTEND",
            "RRULE",
            "EXDATE",
            "RDATE",
            "RECURRENCE-ID",
            "DURATION",
            ";VALUE=DATE",
            ":",
            ",",
            "|",
        ),
        *(
            "20250101",
            "20250101T000000Z",
            "99991231",
            "P1D",
            "-P1D",
            "FREQ=YEARLY",
            ";COUNT=",
            ";UNTIL=",
            ";BYDAY=",
        ),
        *("1MO", ";BYMONTH=", ";BYMONTHDAY=", "31", "0", "-1", "BEGIN:VEVENT", "END:VEVENT", "é", " ", '"'),
    ]
)


@given(st.lists(pieces, max_size=30))
def test_whatever_stands_in_an_event_is_read_or_refused(parts: list[str]) -> None:
    with suppress(Unclear):
        found = holidays(calendar(f"{NEW_YEAR}|" + "".join(parts)), last=date(2030, 12, 31))
        assert max(found) <= date(2030, 12, 31)
