"""How well a room will probably do with a card: by what its people remember, and how the card went so far."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import exp, log

from bot.core.model import Difficulty
from bot.core.recall import Memory, recall

BAND = (0.6, 0.85)  # hard enough to be worth asking, easy enough to be worth trying
PRIOR = {Difficulty.EASY: 0.8, Difficulty.MEDIUM: 0.65, Difficulty.HARD: 0.5}
WEIGHT = (
    4  # answers that what an author says of a card's difficulty, or nothing of a person's skill, stands for
)
USUAL = 0.65  # the score of somebody nobody knows
MOST = 1.5  # by how much skill can move a chance, in log odds: from 65 % to 89 % or 29 %
LEAST = 0.02


@dataclass(frozen=True, slots=True)
class Past:
    """How often something was answered, and the scores added up."""

    answers: int = 0
    scores: float = 0.0

    def mean(self, usual: float) -> float:
        """The mean score, as if there had been a few usual answers before."""
        return (self.scores + WEIGHT * usual) / (self.answers + WEIGHT)


@dataclass(frozen=True, slots=True)
class Active:
    """Somebody who answers here, by the number of the person, and how they did lately."""

    person: int
    past: Past


def success(
    card: Past, difficulty: Difficulty, people: Sequence[tuple[Active, Memory | None]], at: datetime
) -> float:
    """The mean score to expect, 0 to 1: what was learnt by the chance to know it still, the rest by skill."""
    new = card.mean(PRIOR[difficulty])
    if not people:
        return new
    return sum(_expected(new, who, memory, at) for who, memory in people) / len(people)


def gap(expected: float) -> int:
    """How far outside the band, in steps of five hundredths; 0: inside it."""
    low, high = BAND
    return round(max(low - expected, expected - high, 0) * 20)


def _expected(new: float, who: Active, memory: Memory | None, at: datetime) -> float:
    if memory is not None:
        return recall(memory, at)
    skill = _odds(who.past.mean(USUAL)) - _odds(USUAL)
    return 1 / (1 + exp(-(_odds(new) + max(-MOST, min(MOST, skill)))))


def _odds(chance: float) -> float:
    kept = max(LEAST, min(1 - LEAST, chance))
    return log(kept / (1 - kept))
