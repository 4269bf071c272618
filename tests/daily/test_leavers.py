"""Who left without a word from the platform goes off the boards, and is back when they write again."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from bot.core.model import Member
from bot.daily.leavers import AT_MOST, Leavers
from bot.errors import Unavailable
from bot.messages import Change, Happened
from bot.usecases.door import door
from tests.usecases.hall import ADA, BEN, NINE, Hall, said
from tests.usecases.hall import opened as hall_opened

A_WEEK = timedelta(days=7)


@dataclass(slots=True)
class Doorman:
    """Knows who left, and can be away."""

    left: set[Member] = field(default_factory=set)
    asked: list[Member] = field(default_factory=list)
    away: bool = False
    patience: int = 1000  # so many are told about before it is away
    present: bool = True

    async def gone(self, members: Sequence[Member]) -> frozenset[Member]:
        if self.away or len(self.asked) >= self.patience:
            raise Unavailable("not now")
        self.asked += members
        return frozenset(self.left.intersection(members))


@pytest.fixture
async def hall():  # type: ignore[no-untyped-def]
    async with hall_opened(scheduled=True) as made:
        yield made


def leavers(hall: Hall, doorman: Doorman) -> Leavers:
    return Leavers(hall.parts.house, {"stage": doorman})  # type: ignore[dict-item]


async def board(hall: Hall) -> str:
    return said(await hall.command(BEN, "leaderboard", period="all"))


async def test_who_left_goes_off_the_boards_within_a_week(hall: Hall) -> None:
    await hall.answer(ADA, "the moon and the sun")
    doorman = Doorman(left={ADA})
    look = leavers(hall, doorman).look
    await look()
    assert doorman.asked == []
    hall.clock.move(NINE + A_WEEK + timedelta(hours=1))
    await look()
    assert doorman.asked == [ADA]
    assert "Ada" not in await board(hall)


async def test_who_is_there_is_asked_about_once_a_week(hall: Hall) -> None:
    await hall.answer(ADA, "the moon and the sun")
    doorman = Doorman()
    look = leavers(hall, doorman).look
    for hour in range(24 * 15):
        hall.clock.move(NINE + timedelta(hours=hour))
        await look()
    assert doorman.asked == [ADA, ADA]
    assert "Ada" in await board(hall)


async def test_a_platform_that_cannot_tell_now_is_asked_again(hall: Hall) -> None:
    await hall.answer(ADA, "the moon and the sun")
    doorman = Doorman(left={ADA}, away=True)
    look = leavers(hall, doorman).look
    hall.clock.move(NINE + A_WEEK + timedelta(hours=1))
    await look()
    assert "Ada" in await board(hall)
    doorman.away = False
    hall.clock.move(NINE + A_WEEK + timedelta(hours=2))
    await look()
    assert "Ada" not in await board(hall)


async def test_who_was_not_asked_about_before_it_went_away_is_asked_about_the_next_time(hall: Hall) -> None:
    await hall.answer(ADA, "the moon and the sun")
    await hall.answer(BEN, "the moon and the sun")
    doorman = Doorman(left={ADA, BEN}, patience=1)
    look = leavers(hall, doorman).look
    hall.clock.move(NINE + A_WEEK + timedelta(hours=1))
    await look()
    first = list(doorman.asked)
    doorman.patience = 1000
    hall.clock.move(NINE + A_WEEK + timedelta(hours=2))
    await look()
    assert len(first) == 1
    assert sorted(m.user for m in doorman.asked) == sorted((ADA.user, BEN.user))


async def test_who_writes_again_is_back(hall: Hall) -> None:
    await hall.answer(ADA, "the moon and the sun")
    await hall.handle(Change(**hall.who(ADA), what=Happened.LEFT))  # type: ignore[arg-type]
    assert "Ada" not in await board(hall)
    await hall.command(ADA, "study privacy", how="reminders on")
    assert "Ada" in await board(hall)


async def test_a_crowd_is_asked_about_a_few_at_a_time(hall: Hall) -> None:
    crowd = [Member(ADA.team, f"m{n}") for n in range(AT_MOST + 10)]
    for one in crowd:
        await hall.answer(one, "the moon")
    doorman = Doorman()
    look = leavers(hall, doorman).look
    for hour in (1, 2, 3):
        hall.clock.move(NINE + A_WEEK + timedelta(hours=hour))
        await look()
    assert sorted(m.user for m in doorman.asked) == sorted(m.user for m in crowd)


# --- before a board is shown --------------------------------------------------------------------------------


async def test_a_board_is_shown_without_those_who_left_and_who_lately_answered_is_not_asked_about(
    hall: Hall,
) -> None:
    doorman = Doorman(left={ADA})
    hall.handle = door(replace(hall.parts.house, gone=doorman.gone))
    await hall.answer(ADA, "the moon and the sun")
    assert "Ada" in await board(hall) and doorman.asked == []
    hall.clock.move(NINE + A_WEEK + timedelta(hours=1))
    assert "Ada" not in await board(hall)
    assert doorman.asked == [ADA]


async def test_a_platform_that_is_away_holds_up_no_board(hall: Hall) -> None:
    hall.handle = door(replace(hall.parts.house, gone=Doorman(away=True).gone))
    await hall.answer(ADA, "the moon and the sun")
    hall.clock.move(NINE + A_WEEK + timedelta(hours=1))
    assert "Ada" in await board(hall)
