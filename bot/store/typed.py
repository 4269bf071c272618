"""What people typed and got no full marks for, card by card."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from bot.core.model import Verdict
from bot.core.rubric.syntax import folded
from bot.store.beside import rows
from bot.store.engine import Row


@dataclass(frozen=True, slots=True)
class Typed:
    """An answer with how many members typed it alike; `verdict` is the best that any of them got."""

    card: str
    text: str
    verdict: Verdict
    count: int


def typed_answers(database: str | Path) -> Iterator[Typed]:
    """The ledger's answers that were judged wrong or partial. Raises BadData where there is no ledger."""
    for card, said in groupby(rows(database, "typed", "studybot decks suggest"), itemgetter(0)):
        yield from _alike(card, said)


def _alike(card: str, rows: Iterable[Row]) -> Iterator[Typed]:
    """One card's answers, those that differ in case and punctuation alone together."""
    texts: dict[str, str] = {}
    verdicts: dict[str, Verdict] = {}
    members: dict[str, set[int]] = {}
    for _, text, verdict, member in rows:
        key = folded(text)
        texts.setdefault(key, text)
        members.setdefault(key, set()).add(member)
        if verdicts.setdefault(key, Verdict(verdict)) is Verdict.WRONG:
            verdicts[key] = Verdict(verdict)
    for key, text in texts.items():
        yield Typed(card, text, verdicts[key], len(members[key]))
