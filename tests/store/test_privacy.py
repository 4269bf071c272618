"""Every table that knows somebody by number is decided about: told, deleted, or numbers alone."""

import sqlite3
from contextlib import closing

from bot.ports import Store
from bot.store import migrate
from bot.store.named import queries
from bot.store.privacy import ERASED
from tests.store.world import ANN, BEN

NUMBERS_ALONE = {  # columns that lead to a member's number, and beside them nothing anybody typed or chose
    "attempts.member", "departures.member", "hints.member", "members.person", "outbox.member",
    "reviewers.named_by", "reviews.person", "rounds.member",
    "rulings.judged_by", "scores.member", "sessions.member", "streaks.member",
    "team_decks.brought_by", "team_decks.judged_by",
    "totals.member", "wordings.named_by",
}  # fmt: skip


def references() -> set[str]:
    """The columns of all tables that refer to a member; a projection's do so by their name alone."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrate.apply(connection, migrate.pending(connection, ":memory:"))
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {
            f"{table}.{key[3]}"
            for (table,) in tables
            for key in connection.execute(f"PRAGMA foreign_key_list({table})")
            if key[2] == "members"
        } | {
            f"{table}.member"
            for (table,) in tables
            for column in connection.execute(f"PRAGMA table_info({table})")
            if column[1] == "member"
        }


def deleted() -> set[str]:
    """The columns by which rows are deleted, or emptied of the member."""
    found = set()
    for name in ERASED:
        words = queries("queries.sql")[name].replace(",", " ").split()
        table = words[words.index("FROM") + 1] if words[0] == "DELETE" else words[1]
        where = words[words.index("WHERE") + 1]
        if words[0] == "DELETE" or where == words[words.index("SET") + 1]:
            found.add(f"{table}.{where}")
    return found


def test_every_table_that_refers_to_a_member_is_decided_about() -> None:
    undecided = references() - deleted() - NUMBERS_ALONE
    assert undecided == set(), "delete these in bot/store/privacy.py, or list them here if they are numbers"
    assert references() >= NUMBERS_ALONE


async def test_who_is_forgotten_is_linked_with_nobody(store: Store) -> None:
    await store.write(lambda tx: tx.link(ANN, BEN))
    await store.write(lambda tx: tx.erase(ANN))
    assert await store.read(lambda view: (view.kept_of(ANN), view.kept_of(BEN)["links"])) == ({}, [])
