"""One's own figures hold for everybody: nothing answered, an exam far or near, linked selves."""

from datetime import timedelta

import pytest

from bot.messages import Picture, Said
from tests.usecases.hall import ADA, BEN, Hall, said


@pytest.mark.parametrize("days", [1, 2, 15, 16, 1000])
async def test_there_is_a_plan_for_every_exam(hall: Hall, days: int) -> None:
    day = (hall.clock.now() + timedelta(days=days)).date()
    await hall.command(ADA, "study exam", admin=True, day=day.isoformat())
    assert "Exam" in said(await hall.command(ADA, "stats"))
    await hall.answer(ADA, "the moon and the sun")
    told = said(await hall.command(ADA, "stats"))
    assert "you would know" in told and "as they come back" in told


async def test_after_the_exam_nothing_is_told_of_it(hall: Hall) -> None:
    day = (hall.clock.now() + timedelta(days=3)).date()
    await hall.command(ADA, "study exam", admin=True, day=day.isoformat())
    await hall.answer(ADA, "the moon and the sun")
    hall.clock.move(hall.clock.now() + timedelta(days=4))
    assert "Exam" not in said(await hall.command(ADA, "stats"))


async def test_pictures_carry_all_of_it_in_words(hall: Hall) -> None:
    await hall.answer(ADA, "the moon and the sun")
    reply = await hall.command(ADA, "stats")
    assert isinstance(reply, Said)
    pictures = {part.name: part for part in reply.message.parts if isinstance(part, Picture)}
    assert pictures.keys() == {"streak", "topics"}
    assert "Week of 2 Mar: answered Mon" in pictures["streak"].alt
    assert "Tides (strong · 1 of 2 seen): at the first try 100 %" in pictures["topics"].alt


async def test_linked_selves_share_their_figures(hall: Hall) -> None:
    await hall.answer(ADA, "the moon and the sun")
    assert "Nothing answered yet" in said(await hall.command(BEN, "stats"))
    await hall.parts.house.store.write(lambda tx: tx.link(ADA, BEN))
    assert "1 daily question" in said(await hall.command(BEN, "stats"))


async def test_figures_are_for_their_own_eyes(hall: Hall) -> None:
    reply = await hall.command(ADA, "stats")
    assert isinstance(reply, Said) and reply.private
