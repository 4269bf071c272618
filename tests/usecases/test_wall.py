"""The wall shows what everybody may know, and nothing of a question that is still open."""

from datetime import timedelta

from bot.adapters.terminal import plain
from bot.core.links import Links
from bot.core.model import Member
from bot.core.secret import Secret
from bot.usecases import wall
from tests.talks.stage import ZONE
from tests.usecases.hall import ADA, NINE, ROOM, TEAM, Hall, said


async def panels(hall: Hall) -> list[str]:
    return [plain.draw(panel, ZONE) for panel in await wall.wall(hall.parts.house, ROOM, "en")]


async def test_the_wall_has_the_board_the_weeks_the_decks_and_what_comes_next(hall: Hall) -> None:
    await hall.answer(ADA, "the moon")
    board, following, weeks, hard, decks = await panels(hall)
    assert "1.    Ada" in board
    assert "Tue 3 Mar 09:00 · Wed 4 Mar 09:00" in following
    assert "2 Mar 1 answer" in weeks
    assert "No closed question" in hard
    assert "1 of 4" in decks


async def test_what_was_hard_is_told_after_the_close_and_of_three_people_or_more(hall: Hall) -> None:
    for name in ("ann", "ben"):
        await hall.answer(Member(TEAM, name), "no idea")
    await hall.move(NINE + timedelta(days=1))
    assert "No closed question" in (await panels(hall))[3]
    for name in ("ann", "ben", "cleo"):
        await hall.answer(Member(TEAM, name), "no idea", round_id=2)
    assert "No closed question" in (await panels(hall))[3]
    await hall.move(NINE + timedelta(days=2))
    assert "0 %" in (await panels(hall))[3]


async def test_a_room_without_questions_has_an_empty_wall(bare: Hall) -> None:
    _, following, weeks, _, _ = await panels(bare)
    assert "No question is planned." in following
    assert "No question yet." in weeks


async def test_who_has_left_or_opted_out_is_not_on_the_wall(hall: Hall) -> None:
    await hall.answer(ADA, "the moon")
    await hall.parts.house.store.write(lambda tx: tx.opt_out(ADA))
    assert "Ada" not in "".join(await panels(hall))


async def test_a_link_to_the_board_is_for_admins_and_needs_a_page(hall: Hall) -> None:
    assert "Only this room's admins" in said(await hall.command(ADA, "study board"))
    assert "STUDYBOT_URL" in said(await hall.command(ADA, "study board", admin=True))


async def test_a_link_to_the_board_leads_to_this_room() -> None:
    from dataclasses import replace

    from bot.usecases.door import door
    from tests.usecases.hall import opened

    links = Links("https://study.example.org", Secret("a secret that is long enough"))
    async with opened(scheduled=True) as hall:
        hall.handle = door(replace(hall.parts.house, links=links))
        told = said(await hall.command(ADA, "study board", admin=True))
        word = next(word for word in told.split() if word.startswith("https://")).rpartition("/")[2]
        assert links.room(word, hall.clock.now()) == ROOM
