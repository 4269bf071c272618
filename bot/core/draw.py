"""Which card comes next in practice: what is due, then what is weak, then what is new, mixed over topics."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from hashlib import blake2b

from bot.core.model import Card
from bot.core.recall import Memory, Rating, due_before, recall
from bot.core.records import Draws


class Stand(IntEnum):
    """How someone stands with a card, the first to be asked first."""

    DUE = 0
    WEAK = 1
    NEW = 2
    KNOWN = 3


@dataclass(frozen=True, slots=True)
class Desk:
    """Who practises, when, and what they remember. `until`: what comes back before it is due today."""

    person: int
    now: datetime
    until: datetime
    memories: Mapping[str, Memory]
    exam: datetime | None = None

    def due(self, key: str) -> datetime | None:
        """When a card comes back; None: it is new."""
        memory = self.memories.get(key)
        return due_before(memory, self.exam, self.person, key) if memory else None

    def stand(self, key: str) -> Stand:
        due = self.due(key)
        if due is None:
            return Stand.NEW
        if due < self.until:
            return Stand.DUE
        return Stand.WEAK if self.weak(key) else Stand.KNOWN

    def weak(self, key: str) -> bool:
        """Whether the last review went wrong, at least in part."""
        memory = self.memories.get(key)
        return memory is not None and memory.rating <= Rating.HARD


def among(cards: Sequence[Card], desk: Desk, draws: Draws) -> list[Card]:
    """Those of the cards that a run takes its questions from."""
    match draws:
        case Draws.ALL:
            return list(cards)
        case Draws.DUE:
            return [card for card in cards if desk.stand(card.key) is Stand.DUE]
        case Draws.WEAK:
            return [card for card in cards if desk.weak(card.key)]
        case Draws.NEW:
            return [card for card in cards if desk.stand(card.key) is Stand.NEW]


def next_card(cards: Sequence[Card], desk: Desk, asked: Sequence[Card]) -> Card:
    """The next of these cards. `asked` came before it in the run; their kin come when nothing else is left.

    Who was certain and wrong is asked that first. Among equals another topic than the last comes first, then
    the card that is least likely known; new cards come in an order of each person's own.
    """
    apart = [card for card in cards if not any(card.akin(other) for other in asked)]
    last = asked[-1] if asked else None
    return min(apart or cards, key=lambda card: _place(card, desk, last))


def _place(card: Card, desk: Desk, last: Card | None) -> tuple[int, bool, bool, float, bytes]:
    stand, memory = desk.stand(card.key), desk.memories.get(card.key)
    calm = stand is not Stand.DUE or memory is None or not memory.misled
    same = last is not None and (last.deck, last.topic) == (card.deck, card.topic)
    likely = recall(memory, desk.now) if memory else 0.0
    return (stand, calm, same, likely, _mix(desk.person, card.key))


def _mix(person: int, key: str) -> bytes:
    return blake2b(f"{person}\0{key}".encode(), digest_size=8).digest()
