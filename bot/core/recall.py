"""The law of memory: FSRS folded over reviews of a card; when it comes back, and how likely it is known.

FSRS is asked for stability and difficulty alone. What a day is and how what comes back is spread are ours, so
that the same log leads to the same memory wherever and whenever it is read.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import IntEnum
from functools import lru_cache
from hashlib import blake2b

from fsrs import Card as Kept
from fsrs import Rating as Given
from fsrs import Scheduler, State

from bot.core.model import AttemptKind, Confidence

RETENTION = 0.9
HALF_A_DAY, DAY = timedelta(hours=12), timedelta(days=1)
LONGEST = 3650  # days between two reviews
SPREAD = 0.08  # of an interval, either way: what was learnt in one sitting comes back over several days
LAST = 14  # days before an exam in which everything is reviewed once more
SPREAD_FROM = 3  # days; shorter intervals stay as they are
FINE = 4  # decimals kept: a fold on another machine ends at the same number

_SCHEDULER = Scheduler(
    desired_retention=RETENTION,
    learning_steps=(),
    relearning_steps=(),
    maximum_interval=LONGEST,
    enable_fuzzing=False,
)
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)  # any instant: FSRS looks at differences only


class Rating(IntEnum):
    """How well a card was known at a review."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


@dataclass(frozen=True, slots=True)
class Review:
    """A round's first try as memory sees it. `misled`: they were certain, and wrong."""

    at: datetime
    rating: Rating
    misled: bool = False


@dataclass(frozen=True, slots=True)
class Memory:
    """How one person stands with one card: FSRS's two numbers, the last review, and when it comes back."""

    stability: float  # days until the chance to know it has fallen to nine in ten
    difficulty: float  # 1 to 10
    reviewed: datetime
    due: datetime
    rating: Rating
    reviews: int
    lapses: int  # reviews after the first that went wrong
    misled: bool = False


def review(at: datetime, kind: AttemptKind, score: float, confidence: Confidence, hints: int) -> Review:
    """A first try as a review: below half it is learnt again; in part, hard; certain without help, easy."""
    certain = confidence is Confidence.CERTAIN
    if kind in (AttemptKind.UNKNOWN, AttemptKind.SHOWN):
        return Review(at, Rating.AGAIN)
    if kind is AttemptKind.RATED:
        return Review(at, _self_rated(score))
    if score < 0.5:
        return Review(at, Rating.AGAIN, misled=certain)
    if score < 1:
        return Review(at, Rating.HARD)
    return Review(at, Rating.EASY if certain and not hints else Rating.GOOD)


def _self_rated(score: float) -> Rating:
    """What people say of themselves, 1 to 5 as 0 to 1: "partly" is hard, "well" good, "perfectly" easy."""
    if score < 0.5:
        return Rating.AGAIN
    return Rating.HARD if score < 0.75 else Rating.GOOD if score < 1 else Rating.EASY


def step(memory: Memory | None, done: Review, person: int, card: str) -> Memory:
    """The memory after one more review. `person` and `card` only spread what comes back."""
    if memory is None:
        stability, difficulty, days = _after(None, None, 0, done.rating)
        number = lapses = 0
    else:
        nights = _nights(memory.reviewed, done.at)
        stability, difficulty, days = _after(memory.stability, memory.difficulty, nights, done.rating)
        number, lapses = memory.reviews, memory.lapses + (done.rating is Rating.AGAIN)
    interval = 1 if done.misled else _spread(days, person, card, number + 1)
    due = done.at + interval * DAY
    return Memory(stability, difficulty, done.at, due, done.rating, number + 1, lapses, done.misled)


@lru_cache(maxsize=16_384)  # few ratings and pauses ever meet: most of what is asked was asked before
def _after(
    stability: float | None, difficulty: float | None, nights: int, rating: Rating
) -> tuple[float, float, int]:
    """Stability, difficulty and the days to wait, by FSRS; without the first two, of a first review."""
    before = Kept(
        card_id=1,
        state=State.Learning if stability is None else State.Review,
        stability=stability,
        difficulty=difficulty,
        due=_EPOCH,
        last_review=None if stability is None else _EPOCH,
    )
    now = _EPOCH + nights * DAY
    after, _ = _SCHEDULER.review_card(before, Given(rating.value), now)
    assert after.stability is not None and after.difficulty is not None
    return round(after.stability, FINE), round(after.difficulty, FINE), (after.due - now).days


def fold(reviews: Iterable[Review], person: int, card: str) -> Memory | None:
    """The memory after all of someone's reviews of a card, in order of their time; None: there are none."""
    memory: Memory | None = None
    for done in reviews:
        memory = step(memory, done, person, card)
    return memory


def recall(memory: Memory, at: datetime) -> float:
    """How likely the card is known at an instant, 0 to 1."""
    return recall_after(memory.stability, _nights(memory.reviewed, at))


def recall_after(stability: float, days: float) -> float:
    """How likely a card of this stability is known so many days after its last review."""
    decay = -_SCHEDULER.parameters[20]
    factor = RETENTION ** (1 / decay) - 1
    return float((1 + factor * max(0, days) / stability) ** decay)


def due_before(memory: Memory, exam: datetime | None, person: int, card: str) -> datetime:
    """When the card comes back where an exam is set: once more in the last days before it, spread over them.

    What was reviewed in these days, or is due before the exam anyway, stays as it is.
    """
    if exam is None or memory.due < exam or memory.reviewed >= exam - (LAST + 1) * DAY:
        return memory.due
    return exam - (1 + _mix(person, card, memory.reviews) % LAST) * DAY


def _nights(since: datetime, until: datetime) -> int:
    """Days between two reviews, by nights: an evening and the next morning are one day apart."""
    return max(0, (until - since + HALF_A_DAY) // DAY)


def _spread(interval: int, person: int, card: str, number: int) -> int:
    if interval < SPREAD_FROM:
        return max(1, interval)
    most = max(1, round(interval * SPREAD))
    return min(LONGEST, interval - most + _mix(person, card, number) % (2 * most + 1))


def _mix(person: int, card: str, number: int) -> int:
    """Chance that is the same each time: a number from who, what and which review."""
    return int.from_bytes(blake2b(f"{person}\0{card}\0{number}".encode(), digest_size=4).digest())
