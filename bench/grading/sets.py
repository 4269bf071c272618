"""Grades whole sets of labelled answers and says how far the grader and its peers agree with people."""

import zlib
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bench.grading.figures import accuracy, kappa, macro_f1
from bench.grading.labelled import Labelled
from bench.grading.peers import PEERS, covered, token_set
from bot.core import rubric
from bot.core.grade import grade
from bot.core.lexicon import Lexicon
from bot.core.model import Card, Grade, Header, Strictness

FOLDS = 5
MARKS = range(30, 100, 5)
SHARES = range(5, 100, 5)


class Grader:
    """Grades with cards compiled once."""

    def __init__(self, lexicon: Lexicon, change: Callable[[Card], Card] = lambda card: card) -> None:
        self._lexicon = lexicon
        self._change = change
        self._compiled: dict[tuple[int, str], tuple[rubric.Compiled, Card]] = {}

    def compiled(self, card: Card, header: Header) -> rubric.Compiled:
        key = (id(card), card.rubric.strict or "")
        if key not in self._compiled:
            self._compiled[key] = (rubric.compile(self._change(card), header, self._lexicon), card)
        return self._compiled[key][0]

    def __call__(self, answers: Sequence[Labelled]) -> list[Grade]:
        return [grade(self.compiled(a.card, a.header), a.text) for a in answers]


def three_way(answers: Sequence[Labelled], grades: Sequence[Grade]) -> str:
    said = [g.verdict.value for g in grades]
    both = two_way(answers, [s == "correct" for s in said])
    return f"three-way {accuracy([a.label for a in answers], said):.3f}  {both}"


def two_way(answers: Sequence[Labelled], said: Sequence[bool]) -> str:
    truth = [a.label == "correct" for a in answers]
    wrong = [s for t, s in zip(truth, said, strict=True) if not t]
    right = [s for t, s in zip(truth, said, strict=True) if t]
    false_accepts, false_rejects = sum(wrong) / max(1, len(wrong)), 1 - sum(right) / max(1, len(right))
    return (
        f"two-way {accuracy(truth, said):.3f}  F1 {macro_f1(truth, said):.3f}"
        f"  kappa {kappa(truth, said):+.3f}"
        f"  accepted wrongly {false_accepts:.3f}  refused wrongly {false_rejects:.3f}"
    )


def kinds(answers: Sequence[Labelled], grades: Sequence[Grade]) -> str:
    """For each kind of answer how many verdicts are people's, and how many are wrong in which way."""
    table: dict[str, list[tuple[bool, bool, bool]]] = defaultdict(list)
    for answer, given in zip(answers, grades, strict=True):
        said, right = given.verdict.value, answer.label
        table[answer.kind].append((said == right, said == "correct" != right, said != "correct" == right))
    rows = []
    for kind, cells in table.items():
        agreed, accepted, refused = (sum(column) for column in zip(*cells, strict=True))
        rows.append(
            f"    {kind:14} {agreed:4}/{len(cells):<4}"
            f" accepted wrongly {accepted:3}  refused wrongly {refused:3}"
        )
    return "\n".join(rows)


def fold(answer: Labelled) -> int:
    """The part of the data a question belongs to: all its answers go together."""
    return zlib.crc32((answer.question or answer.card.id).encode()) % FOLDS


def peers(answers: Sequence[Labelled]) -> list[str]:
    """A line for each peer's rule; marks are chosen on the other folds each time."""
    lines = [
        f"    {name:18} {two_way(answers, [rule(a.text, a.references) for a in answers])}"
        for name, rule in PEERS.items()
    ]
    said = {mark: [token_set(mark)(a.text, a.references) for a in answers] for mark in MARKS}
    lines.append(f"    {'token_set, tuned':18} {two_way(answers, _by_folds(answers, said))}")
    shares = [covered(a.text, a.references, a.card.ask) for a in answers]
    said = {mark: [100 * share >= mark for share in shares] for mark in SHARES}
    return [*lines, f"    {'coverage, tuned':18} {two_way(answers, _by_folds(answers, said))}"]


def by_strictness(grader: Grader, answers: Sequence[Labelled]) -> list[str]:
    """One-line cards at each mark, and with the mark chosen on the other folds."""
    said: dict[str, list[bool]] = {}
    for strict in Strictness:
        cards: dict[int, Card] = {}
        for a in answers:
            if id(a.card) not in cards:
                cards[id(a.card)] = replace(a.card, rubric=replace(a.card.rubric, strict=strict))
        asked = [replace(a, card=cards[id(a.card)]) for a in answers]
        said[strict.value] = [g.verdict.value == "correct" for g in grader(asked)]
    lines = [f"    {name:18} {two_way(answers, verdicts)}" for name, verdicts in said.items()]
    return [*lines, f"    {'strictness, tuned':18} {two_way(answers, _by_folds(answers, said))}"]


def _by_folds(answers: Sequence[Labelled], said: Mapping[Any, list[bool]]) -> list[bool]:
    """For each fold the verdicts of what agrees best with people on the other folds."""
    truth = [a.label == "correct" for a in answers]
    folds = [fold(a) for a in answers]
    chosen = [False] * len(answers)
    for n in range(FOLDS):
        others = [i for i, f in enumerate(folds) if f != n]
        best = max(said, key=lambda key: macro_f1([truth[i] for i in others], [said[key][i] for i in others]))
        for i, f in enumerate(folds):
            if f == n:
                chosen[i] = said[best][i]
    return chosen
