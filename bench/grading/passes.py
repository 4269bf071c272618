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
    return [
        (card, cards[(n + step) % len(cards)].answer) for n, card in enumerate(cards) for step in (1, 2, 7)
    ]


def one_line(cards: Sequence[tuple[Header, Card]]) -> list[tuple[Header, Card]]:
    """The same cards without their points."""
    return [(header, Card(card.id, card.deck, card.ask, card.answer)) for header, card in cards]
