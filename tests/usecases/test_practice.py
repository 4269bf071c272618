"""Practice keeps what was answered, whatever happens to decks and runs around it."""

from dataclasses import replace
from datetime import timedelta

from bot.core.lookup import Library
from bot.core.lookup import library as make
from bot.core.model import Room
from bot.messages import Command
from tests.usecases.hall import ADA, BEN, NINE, TEAM, Hall, said


async def test_an_answer_is_kept_though_its_deck_has_gone(hall: Hall) -> None:
    await hall.command(ADA, "quiz", scope="ropes")
    hall.parts.house.catalogue._library = Library()  # type: ignore[attr-defined]
    told = said(await hall.answer(ADA, "a bowline", round_id=2))
    assert "End of this run" in told
    assert len(await hall.parts.house.store.read(lambda view: view.attempts(2, ADA))) == 1


async def test_todays_question_cannot_be_practised(hall: Hall) -> None:
    assert "open question of the day" in said(await hall.command(ADA, "quiz", scope="tide-causes"))


async def test_a_run_that_was_stopped_takes_no_answer(hall: Hall) -> None:
    await hall.command(ADA, "quiz", scope="ropes")
    await hall.press(ADA, "stop:1")
    assert "gone on or is over" in said(await hall.answer(ADA, "a bowline", round_id=2))


async def test_a_question_that_was_skipped_takes_no_answer(hall: Hall) -> None:
    await hall.command(ADA, "quiz", scope="ropes")
    await hall.press(ADA, "skip:2")
    assert "gone on or is over" in said(await hall.answer(ADA, "a bowline", round_id=2))


async def test_nobody_stops_somebody_elses_run(hall: Hall) -> None:
    await hall.command(ADA, "quiz", scope="ropes")
    assert "gone on or is over" in said(await hall.press(BEN, "stop:1"))


async def test_practice_counts_on_no_board_and_keeps_no_streak(hall: Hall) -> None:
    await hall.command(ADA, "quiz", scope="ropes")
    await hall.answer(ADA, "a bowline", round_id=2)
    await hall.answer(ADA, "a bowline", round_id=3)
    assert "Nobody has points" in said(await hall.command(ADA, "leaderboard"))
    assert "No streak" in said(await hall.command(ADA, "streak"))


async def test_weak_cards_come_first_and_new_ones_before_known_ones(hall: Hall) -> None:
    await hall.command(ADA, "quiz", scope="ropes", count="1")
    first = await hall.parts.house.store.read(lambda view: view.round(2))
    await hall.answer(ADA, "no idea", round_id=2)
    hall.clock.move(NINE + timedelta(hours=1))
    await hall.command(ADA, "quiz", scope="ropes", count="1")
    again = await hall.parts.house.store.read(lambda view: view.round(3))
    assert first is not None
    assert again is not None
    assert again.card == first.card


async def test_a_session_belongs_to_its_room(hall: Hall) -> None:
    await hall.command(ADA, "quiz", scope="ropes")
    who = hall.who(ADA) | {"room": Room(TEAM, "elsewhere")}
    told = said(await hall.handle(Command(**who, command="quiz", options={"scope": "tides"})))  # type: ignore[arg-type]
    assert "Practice: Tides" in told


async def test_a_run_asks_kin_last(hall: Hall) -> None:
    library = hall.parts.house.catalogue.snapshot()
    cards = [
        replace(card, kin=("cleat",)) if card.id == "bowline" else card for card in library.cards.values()
    ]
    deck = library.decks["harbour"]
    hall.parts.house.catalogue._library = make([replace(deck, cards=tuple(cards))])  # type: ignore[attr-defined]
    await hall.command(ADA, "quiz", scope="harbour", count="3")
    for round_id in (2, 3, 4):
        await hall.answer(ADA, "no idea", round_id=round_id)
    rounds = await hall.parts.house.store.read(lambda view: view.session_rounds(1))
    asked = [round_.card for round_ in rounds]
    assert {asked[-1], *asked[:2]} >= {"harbour/bowline", "harbour/cleat"}
    assert asked[-1] in ("harbour/bowline", "harbour/cleat")


async def test_what_to_draw_may_stand_behind_the_scope(hall: Hall) -> None:
    assert "Practice: Ropes, 2 questions" in said(await hall.command(ADA, "quiz", scope="ropes new"))
    assert "Nothing comes back here" in said(await hall.command(ADA, "quiz", scope="due"))
    assert "nothing to draw from" in said(await hall.command(ADA, "quiz", scope="ropes", draws="later"))


async def test_a_run_of_due_cards_ends_with_them(hall: Hall) -> None:
    await hall.command(ADA, "quiz", scope="ropes")
    for round_id in (2, 3):
        await hall.answer(ADA, "no idea", round_id=round_id)
    hall.clock.move(NINE + timedelta(days=1))
    assert "2 questions" in said(await hall.command(ADA, "quiz", draws="due"))
    await hall.answer(ADA, "no idea", round_id=4)
    assert "End of this run" in said(await hall.answer(ADA, "no idea", round_id=5))
