"""An outage of the bot breaks nobody's streak; what was written while it was there tells when it was away."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from tests.usecases.hall import ADA, NINE, ROOM, Hall, opened, said


@pytest.fixture
async def hall() -> AsyncIterator[Hall]:
    async with opened(scheduled=True) as made:
        yield made


async def pass_time(hall: Hall, hours: int) -> None:
    """The bot is there, and its heart beats."""
    end = hall.clock.now() + timedelta(hours=hours)
    while hall.clock.now() < end:
        await hall.move(min(hall.clock.now() + timedelta(minutes=2), end))


async def excused(hall: Hall) -> list[bool]:
    days = await hall.parts.house.store.read(lambda view: view.posted_days(ROOM, ADA, None))
    return [day.excused for day in days]


async def test_a_question_that_stood_open_while_the_bot_was_there_excuses_nobody(hall: Hall) -> None:
    await pass_time(hall, 24)
    assert (await excused(hall))[0] is False


async def test_a_night_away_excuses_who_missed_the_question(hall: Hall) -> None:
    await pass_time(hall, 10)
    await hall.move(NINE + timedelta(days=1))
    assert (await excused(hall))[0] is True


async def test_a_short_absence_in_the_last_hour_excuses(hall: Hall) -> None:
    await pass_time(hall, 23)
    await hall.move(hall.clock.now() + timedelta(minutes=30))
    await pass_time(hall, 1)
    assert (await excused(hall))[0] is True


async def test_an_outage_keeps_the_streak_of_who_answered_and_costs_the_others_no_freeze(hall: Hall) -> None:
    await hall.answer(ADA, "the moon")
    await hall.move(NINE + timedelta(days=1))
    await hall.move(NINE + timedelta(days=2))
    told = said(await hall.command(ADA, "streak"))
    assert "Streak: 1 question day" in told
    assert "longest 1 · 2 freezes held" in told


async def test_a_platform_that_does_not_reach_the_bot_is_an_outage_there(hall: Hall) -> None:
    await pass_time(hall, 2)
    hall.platform.present = False
    await pass_time(hall, 10)
    hall.platform.present = True
    await pass_time(hall, 12)
    assert (await excused(hall))[0] is True
