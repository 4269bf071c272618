"""What a try is worth, which try counts, and who is where on a board."""

from collections.abc import Collection, Iterable, Sequence
from fractions import Fraction
from functools import lru_cache
from math import floor
from typing import TypeVar

from bot.core.model import Attempt, AttemptKind, Grade, Verdict

FULL = 10  # points for a full score
FIRST = 2  # more for full marks at the first try
NOTHING = Fraction(0)
HINT = Fraction(1, 5)  # what a hint takes off its point's share
TRIES = 2  # before the close
FINEST = 1_000_000  # scores are ratios of small whole numbers: a float stands for the nearest such ratio

M = TypeVar("M")


def points(
    grade: Grade, *, first_try: bool, hinted: Collection[int] = (), weights: Sequence[int] = ()
) -> int:
    """Ten times the score, less a fifth of each hinted point's share, half up; two more for a full first try.

    `hinted` are 0-based places among the card's points, `weights` theirs; a card without points is one share.
    A hint costs its fifth and nothing else: full marks at the first try earn their two points with it, too.
    """
    if not 0 <= grade.score <= 1:
        raise ValueError(f"a score lies between 0 and 1: {grade.score}")
    won = _worth(grade.score, _helped(grade, hinted, weights)) if hinted else _unaided(grade.score)
    return won + FIRST if first_try and _exact(grade.score) == 1 else won


def worth(
    grades: Iterable[Grade], *, first_try: bool, hinted: Collection[int] = (), weights: Sequence[int] = ()
) -> tuple[Grade, int]:
    """Of the grades that one answer can have, the one worth most and its points; of equals the first."""
    best: tuple[Grade, int] | None = None
    for grade in grades:
        won = points(grade, first_try=first_try, hinted=hinted, weights=weights)
        if best is None or (won, grade.score) > (best[1], best[0].score):
            best = grade, won
        if grade.score == 1 and not hinted:
            break
    if best is None:
        raise ValueError("an answer has a grade")
    return best


@lru_cache(maxsize=4096)  # fractions are exact and slow, and few scores ever occur
def _exact(score: float) -> Fraction:
    return Fraction(score).limit_denominator(FINEST)


def _worth(score: float, helped: Fraction) -> int:
    return floor(FULL * _exact(score) * (1 - HINT * helped) + Fraction(1, 2))


@lru_cache(maxsize=4096)
def _unaided(score: float) -> int:
    return _worth(score, NOTHING)


def _helped(grade: Grade, hinted: Collection[int], weights: Sequence[int]) -> Fraction:
    """The part of what was hit, by weight, that had a hint; a hint for a missed point costs nothing."""
    if not weights:
        return Fraction(bool(hinted))
    hit = {evidence.point for evidence in grade.hit}
    total = sum(weights[point] for point in hit)
    return (
        Fraction(sum(weights[point] for point in hit.intersection(hinted)), total) if total else Fraction(0)
    )


def self_rated(known: int) -> Grade:
    """What someone says of themselves, 1 (not at all) to 5 (perfectly), as a grade: right from 4 on."""
    if not 1 <= known <= 5:
        raise ValueError(f"a rating lies between 1 and 5: {known}")
    verdict = Verdict.CORRECT if known >= 4 else Verdict.PARTIAL if known == 3 else Verdict.WRONG
    return Grade((known - 1) / 4, verdict, reasons=("self-rated",))


def best(attempts: Iterable[Attempt]) -> Attempt | None:
    """The attempt that counts: most points, then the higher score, then the earlier; None: no attempt."""
    return max(attempts, key=lambda a: (a.points, a.grade.score, -a.id), default=None)


def tries_left(attempts: Sequence[Attempt], tries: int = TRIES) -> int:
    """How many tries remain: none after a correct one, "I don't know yet", or the answer shown."""
    if not attempts:
        return tries
    over = any(a.kind is not AttemptKind.ANSWER or a.grade.verdict is Verdict.CORRECT for a in attempts)
    return 0 if over else max(0, tries - len(attempts))


def ranks(scored: Iterable[tuple[M, int]]) -> list[tuple[int, M, int]]:
    """(rank, member, points), most points first; equal points share a rank and the next leaves room: 1-2-2-4.

    Those who share a rank stay in the order given.
    """
    ranked: list[tuple[int, M, int]] = []
    for place, (member, won) in enumerate(sorted(scored, key=lambda pair: -pair[1]), start=1):
        rank = ranked[-1][0] if ranked and ranked[-1][2] == won else place
        ranked.append((rank, member, won))
    return ranked


def own_rank(scored: Iterable[tuple[M, int]], member: M) -> int | None:
    """The rank `ranks` gives a member, without sorting; None: not among them."""
    pairs = list(scored)
    own = next((won for who, won in pairs if who == member), None)
    return None if own is None else 1 + sum(won > own for _, won in pairs)
