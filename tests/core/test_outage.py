"""When missing a question is the bot's fault."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.core.outage import is_outage

OPENED = datetime(2025, 6, 2, 9, tzinfo=UTC)
CLOSES = OPENED + timedelta(hours=24)

SILENT = [
    # silences in minutes after opening, outage, why
    ([], False, "always there"),
    ([(0, 360)], False, "a quarter and no more"),
    ([(0, 361)], True, "over a quarter"),
    ([(60, 240), (600, 781)], True, "over a quarter in two pieces"),
    ([(1370, 1380)], False, "just before the last hour"),
    ([(1370, 1381)], True, "into the last hour"),
    ([(1430, 1440)], True, "gone at the close"),
    ([(n, n + 3) for n in range(0, 1440, 4)], False, "heartbeats that come a little late"),
    ([(0, 1440)], True, "never there"),
]


def beats(silences: list[tuple[int, int]]) -> list[tuple[datetime, datetime]]:
    """A heartbeat a minute, but none inside the silences."""
    minutes = (m for m in range(1441) if not any(since < m < until for since, until in silences))
    return [(OPENED + timedelta(minutes=m),) * 2 for m in minutes]


@pytest.mark.parametrize(("silences", "outage", "why"), SILENT)
def test_an_outage_is(silences: list[tuple[int, int]], outage: bool, why: str) -> None:
    assert is_outage(OPENED, CLOSES, beats(silences)) is outage, why


def test_heartbeats_outside_the_window_say_nothing_about_it() -> None:
    before, after = OPENED - timedelta(hours=1), CLOSES + timedelta(hours=1)
    assert is_outage(OPENED, CLOSES, [(before, before), (after, after)])


def test_a_time_without_a_longer_silence_counts_as_one_piece() -> None:
    hour = timedelta(hours=1)
    assert not is_outage(OPENED, CLOSES, [(OPENED - hour, CLOSES + hour)])
    assert not is_outage(OPENED, CLOSES, [(OPENED + 6 * hour, CLOSES + hour), (OPENED + hour, OPENED + hour)])
    assert is_outage(OPENED, CLOSES, [(OPENED + 7 * hour, CLOSES)])
    assert is_outage(OPENED, CLOSES, [(OPENED, CLOSES - timedelta(minutes=4))])


def test_heartbeats_may_come_in_any_order() -> None:
    assert not is_outage(OPENED, CLOSES, reversed(beats([])))
