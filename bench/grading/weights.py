"""What the weights of one-line cards are worth: fitted on four folds of the questions, tried on the fifth."""

from collections.abc import Sequence
from math import exp
from typing import NamedTuple

from bench.grading.labelled import Labelled
from bench.grading.sets import FOLDS, Grader, fold, two_way
from bot.core.grade.cover import cover
from bot.core.grade.guards import guard
from bot.core.grade.likeness import ENOUGH, ONE, SEVERAL, Signals, signals, words_of
from bot.core.model import Verdict
from bot.core.rubric.reading import Reading

Row = list[float]
STEPS = 6
CHOICES = 2  # how often the best accepted answer is chosen anew
RIDGE = 1.0
EQUAL = 2000  # what a whole set of answers weighs, however many they are
_USED = [(weights, n) for weights in (ONE, SEVERAL) for n, w in enumerate(weights.signals) if w]


class _Seen(NamedTuple):
    """An answer as rows of signals, one for each accepted answer that nothing contradicts."""

    rows: list[Row]
    right: bool
    fold: int
    weight: float


def by_folds(grader: Grader, sets: Sequence[Sequence[Labelled]]) -> list[str]:
    """For each set the agreement with people of weights that never saw the question."""
    seen = [_seen(grader, answers) for answers in sets]
    said: list[list[bool]] = [[False] * len(answers) for answers in sets]
    for n in range(FOLDS):
        weights = _fitted([each for part in seen for each in part if each.fold != n and each.rows])
        for part, verdicts in zip(seen, said, strict=True):
            for i, each in enumerate(part):
                if each.fold == n:
                    verdicts[i] = any(_sum(row, weights) > 0 for row in each.rows)
    return [two_way(answers, verdicts) for answers, verdicts in zip(sets, said, strict=True)]


def _seen(grader: Grader, answers: Sequence[Labelled]) -> list[_Seen]:
    right = sum(a.label == "correct" for a in answers)
    half = {True: EQUAL / 2 / max(1, right), False: EQUAL / 2 / max(1, len(answers) - right)}
    found = []
    for a in answers:
        is_right = a.label == "correct"
        found.append(_Seen(_rows(grader, a), is_right, fold(a), half[is_right]))
    return found


def _rows(grader: Grader, answer: Labelled) -> list[Row]:
    card = grader.compiled(answer.card, answer.header)
    reading = Reading(card, answer.text)
    settled = guard(reading)
    if settled is not None and settled.verdict is not Verdict.CORRECT:
        return []
    words = words_of(reading)
    blend = min(1.0, (len(card.lines) - 1) / (ENOUGH - 1))
    rows = []
    for line in card.lines:
        found = cover(line, reading)
        if found.turned is None:
            rows.append(_row(signals(line, found, words, card.asks_several), blend))
    return rows


def _row(found: Signals, blend: float) -> Row:
    share = {id(ONE): 1 - blend, id(SEVERAL): blend}
    return [share[id(weights)] * found[n] for weights, n in _USED] + [1 - blend, blend]


def _sum(row: Row, weights: Row) -> float:
    return sum(a * b for a, b in zip(row, weights, strict=True))


def _fitted(seen: Sequence[_Seen]) -> Row:
    """Logistic regression by Newton's steps, each answer beside the accepted one that speaks most for it."""
    weights = [w.signals[n] for w, n in _USED] + [ONE.start, SEVERAL.start]
    for _ in range(CHOICES):
        chosen = [max(each.rows, key=lambda row: _sum(row, weights)) for each in seen]
        for _ in range(STEPS):
            weights = _step(weights, chosen, seen)
    return weights


def _step(weights: Row, rows: Sequence[Row], seen: Sequence[_Seen]) -> Row:
    size = len(weights)
    slope = [RIDGE * w for w in weights]
    curve = [[RIDGE * (i == j) for j in range(size)] for i in range(size)]
    for row, each in zip(rows, seen, strict=True):
        likely = 1 / (1 + exp(-_sum(row, weights)))
        off, bend = each.weight * (likely - each.right), each.weight * likely * (1 - likely)
        some = [i for i in range(size) if row[i]]
        for i in some:
            slope[i] += off * row[i]
            for j in some:
                curve[i][j] += bend * row[i] * row[j]
    return [w - d for w, d in zip(weights, _solved(curve, slope), strict=True)]


def _solved(matrix: list[Row], right: Row) -> Row:
    """The solution of as many linear equations as unknowns, by elimination."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for i in range(len(rows)):
        pivot = rows[i] = [value / rows[i][i] for value in rows[i]]
        for j, other in enumerate(rows):
            if j != i and other[i]:
                rows[j] = [a - other[i] * b for a, b in zip(other, pivot, strict=True)]
    return [row[-1] for row in rows]
