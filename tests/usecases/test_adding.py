"""One card by a form: what is kept, what is sent back to be mended, and how a draft grades an answer."""

import pytest

from bot.core.model import Member
from bot.messages import Form, Invalid
from tests.usecases.hall import ADA, BEN, TEAM, Hall, said

SHEET = {
    "ask": "Which knot joins two ropes of one size?",
    "answer": "The reef knot.",
    "points": "Reef: reef | square knot",
    "why": "It lies flat.",
}
EVE = Member(TEAM, "eve")


async def added(hall: Hall, id: str = "", **changed: str) -> object:
    return await hall.submit(ADA, "card:knots", {**SHEET, **changed}, id=id)


async def test_a_card_is_kept_in_a_draft_and_asked_once_a_reviewer_approved_it(hall: Hall) -> None:
    await hall.command(EVE, "study reviewers", admin=True, who="<@ben>")
    assert "Write the card" in said(await hall.command(ADA, "study add", deck="knots"))
    assert isinstance(await hall.press(ADA, "card:knots"), Form)
    assert "knots has 1 card" in said(await added(hall))  # type: ignore[arg-type]
    assert "nothing called" in said(await hall.command(ADA, "quiz", scope="knots"))
    assert "Only reviewers" in said(await hall.press(ADA, "draft-approve:1"))
    assert "knots is in use" in said(await hall.press(BEN, "draft-approve:1"))
    assert "Which knot joins" in said(await hall.command(ADA, "quiz", scope="knots"))


async def test_cards_gather_in_one_draft_each_with_an_id_of_its_own(hall: Hall) -> None:
    await added(hall)
    assert "knots has 2 cards" in said(await added(hall))  # type: ignore[arg-type]
    drafts = await hall.parts.house.store.read(lambda view: view.drafts(TEAM))
    assert [card.id for card in drafts[0].deck.cards] == [
        "which-knot-joins-two-ropes-of",
        "which-knot-joins-two-ropes-of-2",
    ]


async def test_what_comes_twice_is_kept_once(hall: Hall) -> None:
    first = await added(hall, id="same")
    assert said(await added(hall, id="same")) == said(first)  # type: ignore[arg-type]


async def test_cards_join_a_deck_that_is_in_use(hall: Hall) -> None:
    await added(hall)
    await hall.press(EVE, "draft-approve:1", admin=True)
    assert "knots has 2 cards" in said(await added(hall))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changed", "field", "told"),
    [
        ({"ask": " "}, "ask", "one word"),
        ({"answer": "x" * 601}, "answer", "600"),
        ({"points": "reef |"}, "points", "Line 1, column"),
        ({"points": "reef\nflat |"}, "points", "Line 2, column"),
        ({"points": "Bowline: bowline"}, "points", "lacks: Bowline"),
        ({"points": "Knot: knot"}, "points", "Repeating the question"),
    ],
)
async def test_what_could_not_be_graded_is_sent_back_with_its_field(
    hall: Hall, changed: dict[str, str], field: str, told: str
) -> None:
    reply = await added(hall, **changed)
    assert isinstance(reply, Invalid)
    assert told in reply.fields[field]


async def test_a_card_of_no_points_is_graded_by_its_answer(hall: Hall) -> None:
    assert "1 card" in said(await added(hall, points=""))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["harbour", "Knots!", "x" * 61])
async def test_a_name_that_is_taken_or_none_is_refused(hall: Hall, name: str) -> None:
    assert "cannot be the deck's name" in said(await hall.command(ADA, "study add", deck=name))
    assert "cannot be the deck's name" in said(await hall.submit(ADA, f"card:{name}", SHEET))


async def test_a_draft_shows_how_it_would_grade_an_answer_and_records_nothing(hall: Hall) -> None:
    await added(hall)
    await hall.answer(BEN, "the moon")
    form = await hall.press(BEN, "draft-try:1")
    assert isinstance(form, Form)
    assert "Reef (you wrote “square knot”)" in said(
        await hall.submit(BEN, form.id, {"text": "a square knot"})
    )
    assert "Reef: missing" in said(await hall.submit(BEN, form.id, {"text": "a bowline", "card": "1"}))
    reply = await hall.submit(BEN, form.id, {"text": "a bowline", "card": "2"})
    assert isinstance(reply, Invalid)
    attempts = await hall.parts.house.store.read(lambda view: view.attempts(1, BEN))
    assert [attempt.text for attempt in attempts] == ["the moon"]


async def test_a_draft_of_another_team_cannot_be_tried(hall: Hall) -> None:
    assert "not there" in said(await hall.press(ADA, "draft-try:7"))
