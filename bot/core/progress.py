"""What someone's tries say of them: by topic, how sure they were and how right, how ready for an exam."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.core.model import Card, Confidence
from bot.core.recall import Memory, recall
from bot.core.records import Tried

STRONG, WEAK = 0.8, 0.5
MISLED = 3  # cards told of whose answer was certain and wrong


class Level(StrEnum):
    """How someone stands with a topic; of a new one nothing can be said."""

    WEAK = "weak"
    GROWING = "growing"
    STRONG = "strong"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic of the decks. `right`: the mean of each card's last first try; `known`: of the seen cards now.

    `ready`: of all its cards at the exam, unseen ones counting nothing, if nothing were practised until then.
    """

    title: str
    cards: int
    seen: int
    right: float | None
    known: float | None
    ready: float | None

    @property
    def level(self) -> Level:
        if self.right is None:
            return Level.NEW
        if self.right >= STRONG:
            return Level.STRONG
        return Level.WEAK if self.right < WEAK else Level.GROWING


@dataclass(frozen=True, slots=True)
class Sureness:
    """How often somebody said they were so sure, and how often they were right then."""

    confidence: Confidence
    said: int
    right: int


def by_topic(
    titled: Mapping[str, Sequence[Card]],
    tries: Iterable[Tried],
    memories: Mapping[str, Memory],
    now: datetime,
    exam: datetime | None,
) -> tuple[Topic, ...]:
    """The topics, least known first, new ones last; without an exam only those that something was seen of."""
    last = {tried.card: tried.score for tried in tries}
    told = [_topic(title, cards, last, memories, now, exam) for title, cards in titled.items()]
    return tuple(sorted((t for t in told if t.seen or exam is not None), key=_order))


def _topic(
    title: str,
    cards: Sequence[Card],
    last: Mapping[str, float],
    memories: Mapping[str, Memory],
    now: datetime,
    exam: datetime | None,
) -> Topic:
    scores = [last[card.key] for card in cards if card.key in last]
    known = [memories[card.key] for card in cards if card.key in memories]
    return Topic(
        title,
        len(cards),
        len(known),
        right=sum(scores) / len(scores) if scores else None,
        known=sum(recall(memory, now) for memory in known) / len(known) if known else None,
        ready=sum(recall(memory, exam) for memory in known) / len(cards) if exam and cards else None,
    )


def _order(topic: Topic) -> tuple[bool, float, float, str]:
    return (topic.right is None, topic.right or 0.0, topic.known or 0.0, topic.title)


def sureness(tries: Iterable[Tried]) -> tuple[Sureness, ...]:
    """For each way of being sure that was said: how often, and how often all was right at the first try."""
    said: dict[Confidence, list[bool]] = defaultdict(list)
    for tried in tries:
        said[tried.confidence].append(tried.score >= 1)
    order = (Confidence.CERTAIN, Confidence.FAIRLY, Confidence.GUESSING)
    return tuple(Sureness(one, len(said[one]), sum(said[one])) for one in order if said[one])


def misled(tries: Iterable[Tried]) -> tuple[str, ...]:
    """Cards whose last first try was certain and below half, the latest first."""
    last = {tried.card: tried for tried in tries}
    wrong = [one for one in last.values() if one.confidence is Confidence.CERTAIN and one.score < 0.5]
    return tuple(one.card for one in sorted(wrong, key=lambda one: one.at, reverse=True)[:MISLED])
