"""The ledger outside: what must stand on the platform and in the database, compared with what does."""

import sqlite3
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.store import check, is_address
from bot.store.shapes import ms
from tests.lab import plan
from tests.lab.client import TEXT
from tests.lab.street import Street

NEARLY = timedelta(seconds=30)  # what became due in the last moments may still be on its way


@dataclass(slots=True)
class Verdict:
    posts: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    answers: int = 0
    answers_lost: list[str] = field(default_factory=list)
    answers_doubled: list[str] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        return not (
            self.lost or self.doubled or self.answers_lost or self.answers_doubled or self.differences
        )


def rows(database: str, query: str) -> list[tuple[Any, ...]]:
    if is_address(database):
        import psycopg

        with psycopg.connect(database) as connection:
            return connection.execute(query.encode()).fetchall()
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=10)) as connection:
        return connection.execute(query).fetchall()


def judge(street: Street, database: str, now: datetime) -> Verdict:
    """Compare, once everything is calm."""
    until = now - NEARLY
    verdict = Verdict()
    stood = Counter((room, key) for room, posts in street.posts.items() for _, key in posts)
    expected = {*_questions(until), *_reveals(database, until)}
    verdict.posts = len(expected)
    verdict.lost = sorted(f"{room} {key}" for room, key in expected - stood.keys())
    verdict.doubled = sorted(f"{room} {key}" for (room, key), times in stood.items() if times > 1)
    acknowledged = {event.id for event in street.events.values() if event.acknowledged}
    kept = Counter(_typed(rows(database, "SELECT text FROM answers WHERE text <> ''")))
    verdict.answers = len(acknowledged)
    verdict.answers_lost = sorted(acknowledged - kept.keys())
    verdict.answers_doubled = sorted(id for id, times in kept.items() if times > 1)
    verdict.differences = check(database)
    return verdict


def _questions(until: datetime) -> Iterable[tuple[str, str]]:
    """By the calendar alone: what the database says of slots is not asked."""
    for n in range(plan.due_by(until)):
        due = plan.START + plan.FIRST + n * plan.APART
        yield f"room-{n}", f"slot:{n + 1}:{due.date().isoformat()}"


def _reveals(database: str, until: datetime) -> Iterable[tuple[str, str]]:
    closed = rows(
        database,
        "SELECT p.channel, r.id FROM rounds r JOIN rooms p ON p.id = r.room"  # noqa: S608  # a number
        f" WHERE r.posted IS NOT NULL AND r.closes <= {ms(until)}",
    )
    return ((room, f"reveal:{id}") for room, id in closed)


def _typed(texts: Iterable[tuple[str]]) -> Iterable[str]:
    """The answers' ids: what a second try adds stands behind the first."""
    for (text,) in texts:
        for line in text.splitlines():
            yield line.removeprefix(f"{TEXT} ")
