"""What people typed and got no full marks for, card by card: read beside a running bot, never written."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from bot.core.model import Verdict
from bot.core.rubric.syntax import folded
from bot.errors import BadData, Problem
from bot.store import migrate
from bot.store.backup import opened
from bot.store.connection import told
from bot.store.engine import Row
from bot.store.named import translated
from bot.store.upkeep import is_address, on_server


@dataclass(frozen=True, slots=True)
class Typed:
    """An answer with how many members typed it alike; `verdict` is the best that any of them got."""

    card: str
    text: str
    verdict: Verdict
    count: int


def typed_answers(path: str | Path) -> Iterator[Typed]:
    """The ledger's answers that were judged wrong or partial. Raises BadData where there is no ledger."""
    if is_address(path):
        yield from _by_card(on_server(".keeping").typed(str(path)))
        return
    file = Path(path)
    with closing(opened(file)) as connection:
        if migrate.pending(connection, str(file)) or not migrate.applied(connection):
            problem = Problem(str(file), 1, 1, "database", "its schema is behind; run `db migrate` first")
            raise BadData([problem])
        try:
            rows = connection.execute(translated("queries.sql")["typed"])
            yield from _by_card(rows)
        except sqlite3.DatabaseError as error:
            raise told(error) from error


def _by_card(rows: Iterable[Row]) -> Iterator[Typed]:
    for card, said in groupby(rows, itemgetter(0)):
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
