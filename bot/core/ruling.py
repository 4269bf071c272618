"""How rulings over appeals change what an answer is worth.

An answer is worth the most that it was ever worth under the rulings that stand for it, in their order: a
new way of saying a point can only lift an answer, and taking the ruling back restores what was. What a
reviewer refused stays, in exactly these words, at what it was worth then.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import blake2b

from bot.core.appeals import Ruled, Ruling
from bot.core.model import Card, Evidence, Grade, KeyPoint, Verdict
from bot.core.rubric.reasons import Reason
from bot.core.rubric.syntax import folded
from bot.core.rubric.values import Compiled

QUOTED = 80  # characters of an answer that is taken for right as a whole


def digest(text: str) -> str:
    """The same for answers that differ in case and punctuation alone; it tells nothing of the words."""
    return blake2b(folded(text).encode(), digest_size=16).hexdigest()


def label(point: KeyPoint) -> str:
    """A point as people see it."""
    return point.label or point.pattern.split("|")[0].strip()


def counting(rulings: Sequence[Ruling], attempt: int | None, of: str) -> tuple[Ruling, ...]:
    """The rulings that count for an answer, by its number (None: not recorded yet) and its digest."""
    about = [n for n, ruling in enumerate(rulings) if ruling.digest == of]
    if about and rulings[about[-1]].verdict is Ruled.REJECTED:
        rulings = rulings[: about[-1]]
    return tuple(
        ruling
        for ruling in rulings
        if ruling.verdict is Ruled.ALTERNATIVE or (ruling.verdict is Ruled.ONCE and ruling.attempt == attempt)
    )


def stages(rulings: Sequence[Ruling]) -> Iterator[tuple[Ruling, ...]]:
    """The rulings as they came to stand, all of them first and none of them last."""
    for count in range(len(rulings), -1, -1):
        yield tuple(rulings[:count])


def place(card: Card, ruling: Ruling) -> int | None:
    """Which point of a version of the card a ruling is about; None: it has no such point."""
    labels = [label(point) for point in card.rubric.points]
    if ruling.point is not None and labels[ruling.point : ruling.point + 1] == [ruling.label]:
        return ruling.point
    return labels.index(ruling.label) if labels.count(ruling.label) == 1 else None


def widened(card: Card, rulings: Iterable[Ruling]) -> Card:
    """The card with the alternatives that were accepted for everyone."""
    for ruling in rulings:
        if ruling.verdict is not Ruled.ALTERNATIVE:
            continue
        at = place(card, ruling) if ruling.point is not None else None
        if knows(card, at, ruling.words):
            continue
        if ruling.point is None:
            accept = (*card.rubric.accept, ruling.words)
            card = replace(card, rubric=replace(card.rubric, accept=accept))
        elif at is not None:
            card = with_alternative(card, at, ruling.words)
    return card


def knows(card: Card, at: int | None, words: str) -> bool:
    """Whether a card has this alternative of a point, or for None this whole answer."""
    if at is None:
        return folded(words) in {folded(text) for text in (card.answer, *card.rubric.accept)}
    return words in {part.strip() for part in card.rubric.points[at].pattern.split("|")}


def with_alternative(card: Card, at: int, pattern: str) -> Card:
    """The card with one more way of saying a point."""
    points = list(card.rubric.points)
    points[at] = replace(points[at], pattern=f"{points[at].pattern} | {pattern}")
    return replace(card, rubric=replace(card.rubric, points=tuple(points)))


def credited(card: Card, rulings: Iterable[Ruling]) -> tuple[frozenset[int], bool]:
    """The points that were accepted in one answer alone, and whether all of it was."""
    once = [ruling for ruling in rulings if ruling.verdict is Ruled.ONCE]
    at = frozenset(found for r in once if r.point is not None and (found := place(card, r)) is not None)
    return at, any(ruling.point is None for ruling in once)


def whole(compiled: Compiled, text: str) -> Grade:
    """The grade of an answer that a reviewer took for right as a whole: every point is in it."""
    said = " ".join(text.split())[:QUOTED]
    hit = tuple(Evidence(n, point.label, said) for n, point in enumerate(compiled.points))
    return Grade(1.0, Verdict.CORRECT, hit=hit, reasons=(Reason.ACCEPTED,))
