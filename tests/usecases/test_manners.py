"""How a room wants its questions: threads, a call, a log channel; and the counter, and the greeting."""

from datetime import timedelta

import pytest

from bot.core.model import Room
from bot.messages import Change, Happened, Span, Style, Text, plain
from bot.usecases.counter import APART
from tests.usecases.hall import ADA, BEN, NINE, ROOM, TEAM, Hall, said


async def setup(hall: Hall, how: str) -> str:
    return said(await hall.command(ADA, "study setup", admin=True, how=how))


async def test_a_room_can_have_threads_and_call_a_role(hall: Hall) -> None:
    told = await setup(hall, "threads=on call=<@&77>")
    assert "each question has a thread of its own" in told and "calls 77" in told
    await hall.move(NINE + timedelta(days=1))
    reveal, question = [post.message for post in hall.platform.posts if post.to == ROOM][-2:]
    assert reveal.threaded and question.threaded
    assert Text((Span("77", Style.CALL),)) in question.parts
    await setup(hall, "threads=off call=off")
    await hall.move(NINE + timedelta(days=2))
    assert not hall.platform.posts[-1].message.threaded
    assert "77" not in str(hall.platform.posts[-1].message)


@pytest.mark.parametrize(
    ("how", "told"), [("threads=maybe", "neither on nor off"), ("log=#a b", "no channel")]
)
async def test_what_is_no_manner_is_refused(hall: Hall, how: str, told: str) -> None:
    assert told in await setup(hall, how)


async def test_what_went_wrong_is_also_told_in_the_log_channel(hall: Hall) -> None:
    await setup(hall, "log=<#log>")
    await hall.handle(Change(**hall.who(ADA), what=Happened.LOST))  # type: ignore[arg-type]
    await hall.daily.beat()
    (told,) = [post for post in hall.platform.posts if post.to == Room(TEAM, "log")]
    assert "I cannot post in quay" in told.message.brief


async def test_the_counter_is_redrawn_once_for_many_answers(hall: Hall) -> None:
    for member in (ADA, BEN):
        await hall.answer(member, "the moon")
    await hall.move(hall.clock.now() + APART)
    (redrawn,) = [message for _, message in hall.platform.edits]
    assert "2 answered" in " ".join(
        plain(line) for part in redrawn.parts for line in getattr(part, "lines", ())
    )
    await hall.move(hall.clock.now() + APART)
    assert len(hall.platform.edits) == 1


async def test_just_before_the_close_the_close_redraws_it(hall: Hall) -> None:
    await hall.move(NINE + timedelta(days=1) - timedelta(seconds=3))
    await hall.answer(ADA, "the moon")
    await hall.move(NINE + timedelta(days=1))
    assert len(hall.platform.edits) == 1


async def test_redrawings_that_piled_up_are_one(hall: Hall) -> None:
    for _ in range(3):
        await hall.answer(ADA, "the moon")
        hall.clock.move(hall.clock.now() + APART)
        await hall.answer(BEN, "the sun")
    await hall.daily.beat()
    assert len(hall.platform.edits) == 1


async def test_a_team_is_greeted_once_however_often_the_bot_comes(hall: Hall) -> None:
    for number in range(2):
        who = hall.who(ADA, id=f"added-{number}") | {"room": Room(TEAM, "lobby")}
        await hall.handle(Change(**who, what=Happened.ADDED))  # type: ignore[arg-type]
    await hall.daily.beat()
    (greeting,) = [post for post in hall.platform.posts if post.to == Room(TEAM, "lobby")]
    assert "/study setup" in greeting.message.brief
