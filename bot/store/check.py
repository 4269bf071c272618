"""Proves that every projection is what the ledger says, by working it out again."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from functools import partial
from itertools import islice
from pathlib import Path

from bot.core.streak import START, days_of, fold
from bot.store import migrate
from bot.store.backup import broken, damaged, opened
from bot.store.boards import posted
from bot.store.connection import told
from bot.store.counted import miscounted
from bot.store.engine import Row
from bot.store.named import translated
from bot.store.reviews import folded
from bot.store.shapes import NEVER

TELL = 50  # differences of one kind; a thousand more would say nothing new
Ask = Callable[..., Iterable[Row]]
"""Runs a named statement of check.sql with its arguments."""

COMPARED = {  # what -> columns of its key
    "scores": 2, "totals": 2, "posted": 1, "numbers": 1, "opened": 2, "sent": 1, "versions": 1,
}  # fmt: skip


def check(path: str | Path) -> list[str]:
    """Every difference between the projections and the ledger; empty: all is well. A bot may be running."""
    file = Path(path).resolve()
    with closing(opened(file)) as connection:
        waiting = migrate.pending(connection, str(file))
        if waiting or not migrate.applied(connection):
            return [f"the schema is behind by {len(waiting)} migrations; run `db migrate` first"]
        found: list[str] = []
        try:
            connection.execute("BEGIN")  # one instant for all of it
            found += broken(connection) + differences(connection)
        except sqlite3.DatabaseError as error:
            if not damaged(error):
                raise told(error) from error
            found.append(f"the file is damaged: {error}")
        return found


def ask(connection: sqlite3.Connection, name: str, *args: object) -> Iterable[Row]:
    """A statement of check.sql on SQLite."""
    return connection.execute(translated("check.sql")[name], args)


def differences(connection: sqlite3.Connection) -> list[str]:
    """The differences alone, in the transaction that is open."""
    return compared(partial(ask, connection))


def compared(ask: Ask) -> list[str]:
    """The differences as the answers of whichever database tell them."""
    found: list[str] = []
    for what, key in COMPARED.items():
        found += _compare(what, key, ask(f"kept_{what}"), ask(f"told_{what}"))
    kept = list(ask("kept_streaks"))
    found += _compare("streaks", 2, kept, (_streak(row, ask("told_days", *row[:3])) for row in kept))
    found += _compare("reviews", 2, ask("kept_reviews"), folded(ask("told_tries")))
    found += islice(miscounted(ask("counted")), TELL)
    return found + [f"attempts: row {id} supersedes what it may not" for (id,) in ask("strange_regrades")]


def _compare(what: str, key: int, kept: Iterable[Row], told: Iterable[Row]) -> list[str]:
    found: list[str] = []
    for mine, truth in _side_by_side(key, iter(kept), iter(told)):
        if mine != truth:
            found.append(f"{what}: kept {mine or 'nothing'}, the ledger says {truth or 'nothing'}")
            if len(found) == TELL:
                return [*found, f"{what}: and more"]
    return found


def _side_by_side(
    key: int, kept: Iterator[Row], told: Iterator[Row]
) -> Iterator[tuple[Row | None, Row | None]]:
    """Two ordered streams, rows with the same key together; None: the other one has no such row."""
    mine, truth = next(kept, None), next(told, None)
    while mine or truth:
        if truth is None or (mine and mine[:key] < truth[:key]):
            yield mine, None
            mine = next(kept, None)
        elif mine is None or truth[:key] < mine[:key]:
            yield None, truth
            truth = next(told, None)
        else:
            yield mine, truth
            mine, truth = next(kept, None), next(told, None)


def _streak(row: Row, days: Iterable[Row]) -> Row:
    room, member, through = row[:3]
    streak = fold(START, days_of((posted(*day) for day in days), NEVER))
    last = streak.last and streak.last.toordinal()
    return room, member, through, streak.length, streak.freezes, streak.best, last
