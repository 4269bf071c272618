"""Cards that cannot be graded: people say how well they knew them, in practice only."""

from dataclasses import replace

import pytest

from bot.core.lookup import library as make
from bot.core.recall import Memory, Rating
from bot.messages import Buttons, Said
from bot.ports import View
from tests.usecases.hall import ADA, BEN, Hall, said

PROOF = "harbour/bowline"


@pytest.fixture
async def proofs(hall: Hall) -> Hall:
    """The hall with a card that asks for what no grader can read."""
    library = hall.parts.house.catalogue.snapshot()
    deck = library.decks["harbour"]
    cards = [
        replace(card, self_rated=True, ask="Tie a bowline.") if card.key == PROOF else card
        for card in deck.cards
    ]
    hall.parts.house.catalogue._library = make([replace(deck, cards=tuple(cards))])  # type: ignore[attr-defined]
    return hall


async def memory(hall: Hall) -> Memory | None:
    def look(view: View) -> Memory | None:
        return view.memory(ADA, PROOF)

    return await hall.parts.house.store.read(look)


async def test_the_answer_is_shown_before_it_is_rated(proofs: Hall) -> None:
    asked = said(await proofs.command(ADA, "quiz", scope="bowline"))
    assert "Tie a bowline." in asked and "The bowline." not in asked
    looked = await proofs.press(ADA, "look:2")
    assert "The bowline." in said(looked) and "How well did you know this?" in said(looked)
    assert isinstance(looked, Said) and looked.kept
    rows = [part for part in looked.message.parts if isinstance(part, Buttons)]
    assert [button.id for button in rows[0].buttons] == [f"rate:2-{n}" for n in range(1, 6)]
    assert await memory(proofs) is None


@pytest.mark.parametrize(
    ("known", "rating", "right"),
    [
        (1, Rating.AGAIN, 0),
        (2, Rating.AGAIN, 0),
        (3, Rating.HARD, 0),
        (4, Rating.GOOD, 1),
        (5, Rating.EASY, 1),
    ],
)
async def test_what_they_say_is_their_review(proofs: Hall, known: int, rating: Rating, right: int) -> None:
    await proofs.command(ADA, "quiz", scope="bowline")
    told = said(await proofs.press(ADA, f"rate:2-{known}"))
    assert "Noted" in told and f"{right} of 1 right" in told
    kept = await memory(proofs)
    assert kept is not None and kept.rating is rating


async def test_a_rating_counts_once(proofs: Hall) -> None:
    await proofs.command(ADA, "quiz", scope="bowline")
    first = said(await proofs.press(ADA, "rate:2-5", id="one"))
    assert said(await proofs.press(ADA, "rate:2-5", id="one")) == first
    assert "Noted" not in said(await proofs.press(ADA, "rate:2-1"))


@pytest.mark.parametrize("button", ["rate:1-5", "look:1"])
async def test_nobody_rates_what_can_be_graded(proofs: Hall, button: str) -> None:
    assert "does not do anything" in said(await proofs.press(ADA, button))
    assert await proofs.parts.house.store.read(lambda view: view.attempts(1, ADA)) == ()


@pytest.mark.parametrize(
    "button",
    ["rate:2-0", "rate:2-6", "rate:2", "rate:x-3", "rate:", "look:x", "rate:2-33", f"rate:{10**30}-3"],
)
async def test_a_rating_that_is_none_does_nothing(proofs: Hall, button: str) -> None:
    await proofs.command(ADA, "quiz", scope="bowline")
    assert "does not do anything" in said(await proofs.press(ADA, button))


async def test_nobody_rates_somebody_elses_card(proofs: Hall) -> None:
    await proofs.command(ADA, "quiz", scope="bowline")
    assert "somebody else's practice" in said(await proofs.press(BEN, "rate:2-5"))
    assert "somebody else's practice" in said(await proofs.press(BEN, "look:2"))


async def test_it_is_no_question_of_the_day(proofs: Hall) -> None:
    for day in range(1, 8):
        await proofs.move(proofs.clock.now().replace(day=2 + day))
    drawn = await proofs.parts.house.store.read(lambda view: view.drawn(proofs.platform.posts[0].to))  # type: ignore[arg-type]
    assert len(drawn) == 3 and PROOF not in drawn
