"""Answers that nobody should pass with: the question again, ten answers at once, another card's answer."""

from collections.abc import Callable, Sequence

from bot.core.model import Card, Header, Verdict
from bot.core.rubric import Compiled

Grade = Callable[[Compiled, str], Verdict]


def echoes(cards: Sequence[Card]) -> list[tuple[Card, str]]:
    return [(card, card.ask) for card in cards]


def dumps(cards: Sequence[Card], size: int = 10) -> list[tuple[Card, str]]:
    """Each card's answer in the midst of its neighbours'."""
    found = []
    for n, card in enumerate(cards):
        others = [cards[(n + step) % len(cards)].answer for step in range(-(size // 2), size - size // 2)]
        found.append((card, " ".join(others)))
    return found


def others(cards: Sequence[Card]) -> list[tuple[Card, str]]:
    """Each card's answer for some of its neighbours, save those that say themselves they ask for the same."""
    return [
        (card, other.answer)
        for n, card in enumerate(cards)
        for other in (cards[(n + step) % len(cards)] for step in (1, 2, 7))
        if card.answer != other.answer and card.id not in other.kin and other.id not in card.kin
    ]


def one_line(cards: Sequence[tuple[Header, Card]]) -> list[tuple[Header, Card]]:
    """The same cards without their points."""
    return [(header, Card(card.id, card.deck, card.ask, card.answer, kin=card.kin)) for header, card in cards]
