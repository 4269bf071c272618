"""What daily practice until an exam would come to: how much would be known then, and how much work it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core.recall import DAY, Memory, Rating, Review, due_before, recall, step


@dataclass(frozen=True, slots=True)
class Plan:
    """`ready`: the share of the cards known at the exam; `daily`: cards to answer on a day until then."""

    ready: float
    daily: int


def plan(
    keys: Sequence[str], memories: Mapping[str, Memory], person: int, now: datetime, exam: datetime
) -> Plan:
    """Every card whenever it comes back, and the new ones spread evenly over the time that is left.

    A new card is taken to be missed at first. What comes back is known as often as it probably is, and asked
    once more where it is not.
    """
    new = [key for key in keys if key not in memories]
    first = {key: now + place * (exam - now) / len(new) for place, key in enumerate(new)}
    known, asked = 0.0, 0.0
    for key in keys:
        memory, work = memories.get(key), 0.0
        if memory is None:
            memory, work = step(None, Review(first[key], Rating.AGAIN), person, key), 1.0
        memory, more = _practised(memory, person, key, now, exam)
        known += recall(memory, exam)
        asked += work + more
    days = max(1, (exam - now) / DAY)
    return Plan(known / len(keys) if keys else 0.0, -int(-asked // days))


def _practised(memory: Memory, person: int, key: str, now: datetime, exam: datetime) -> tuple[Memory, float]:
    """The memory at the exam when the card is answered each time it comes back, and how often that is."""
    asked = 0.0
    while (at := max(now, due_before(memory, exam, person, key))) < exam:
        asked += 2 - recall(memory, at)
        memory = step(memory, Review(at, Rating.GOOD), person, key)
    return memory, asked
