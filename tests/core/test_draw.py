"""The next card of a run: what is due, then weak, then new, mixed over topics."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.core.draw import Desk, Stand, among, next_card
from bot.core.model import Card
from bot.core.recall import Memory, Rating, Review, fold
from bot.core.records import Draws

NOW = datetime(2026, 3, 20, 9, tzinfo=UTC)
DAY = timedelta(days=1)


def card(id: str, topic: str = "tides", kin: tuple[str, ...] = ()) -> Card:
    return Card(id, "harbour", "?", "!", topic=topic, kin=kin)


def seen(days_ago: int, rating: Rating = Rating.GOOD, *, misled: bool = False) -> Memory:
    memory = fold((Review(NOW - days_ago * DAY, rating, misled),), 1, "harbour/x")
    assert memory is not None
    return memory


def desk(exam: datetime | None = None, **memories: Memory) -> Desk:
    return Desk(1, NOW, NOW + DAY / 2, {f"harbour/{id}": memory for id, memory in memories.items()}, exam)


def order(cards: list[Card], at: Desk) -> list[str]:
    """The ids in the order in which a run asks them."""
    asked: list[Card] = []
    while len(asked) < len(cards):
        asked.append(next_card([one for one in cards if one not in asked], at, asked))
    return [one.id for one in asked]


@pytest.mark.parametrize(
    ("memory", "stand"),
    [
        (None, Stand.NEW),
        (seen(30), Stand.DUE),
        (seen(2), Stand.DUE),  # comes back today, later
        (seen(0), Stand.KNOWN),
        (seen(0, Rating.HARD), Stand.WEAK),
        (seen(0, Rating.AGAIN), Stand.WEAK),
        (seen(1, Rating.AGAIN), Stand.DUE),
    ],
)
def test_how_a_card_stands(memory: Memory | None, stand: Stand) -> None:
    at = desk(x=memory) if memory else desk()
    assert at.stand("harbour/x") is stand


def test_due_comes_before_weak_before_new_before_known() -> None:
    at = desk(known=seen(0), weak=seen(0, Rating.HARD), due=seen(9))
    cards = [card(id, topic=id) for id in ("known", "new", "weak", "due")]
    assert order(cards, at) == ["due", "weak", "new", "known"]


def test_who_was_certain_and_wrong_is_asked_that_first() -> None:
    at = desk(long=seen(60), misled=seen(1, Rating.AGAIN, misled=True))
    assert order([card("long", "ropes"), card("misled")], at) == ["misled", "long"]


def test_what_is_least_likely_known_comes_first_among_what_is_due() -> None:
    at = desk(a=seen(5), b=seen(40), c=seen(10))
    assert order([card(id, topic=id) for id in "abc"], at) == ["b", "c", "a"]


def test_topics_take_turns() -> None:
    cards = [card(f"t{n}", "tides") for n in range(3)] + [card(f"r{n}", "ropes") for n in range(3)]
    topics = [id[0] for id in order(cards, desk())]
    assert topics in (list("trtrtr"), list("rtrtrt"))


def test_kin_come_when_nothing_else_is_left() -> None:
    cards = [card("a", "x", kin=("b",)), card("b", "y"), card("c", "x"), card("d", "y")]
    assert order(cards, desk())[-1] in ("a", "b")


def test_new_cards_come_in_an_order_of_each_persons_own() -> None:
    cards = [card(f"c{n}", topic=str(n)) for n in range(30)]
    mine, again = order(cards, desk()), order(cards, desk())
    theirs = order(cards, Desk(2, NOW, NOW, {}))
    assert mine == again != theirs


def test_a_run_can_take_due_weak_or_new_alone() -> None:
    at = desk(known=seen(0), weak=seen(0, Rating.HARD), due=seen(9), both=seen(9, Rating.AGAIN))
    cards = [card(id) for id in ("known", "weak", "due", "both", "new")]
    drawn = {draws: [one.id for one in among(cards, at, draws)] for draws in Draws}
    assert drawn == {
        Draws.ALL: ["known", "weak", "due", "both", "new"],
        Draws.DUE: ["due", "both"],
        Draws.WEAK: ["weak", "both"],
        Draws.NEW: ["new"],
    }


def test_before_an_exam_what_is_known_for_long_comes_back_too() -> None:
    memory = fold((Review(NOW - n * DAY, Rating.EASY) for n in (90, 70, 30)), 1, "harbour/x")
    assert memory is not None
    assert desk(x=memory).stand("harbour/x") is Stand.KNOWN
    assert desk(NOW + DAY, x=memory).stand("harbour/x") is Stand.DUE
    assert desk(NOW + 40 * DAY, x=memory).stand("harbour/x") is Stand.KNOWN
