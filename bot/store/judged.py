"""What reviewers ruled over in all teams: read beside a running bot, never written."""

import sqlite3
from contextlib import closing
from pathlib import Path

from bot.core.appeals import Judged, Ruled
from bot.errors import BadData, Problem
from bot.store import migrate
from bot.store.appeals import WHOLE
from bot.store.backup import opened
from bot.store.connection import told
from bot.store.engine import Row
from bot.store.named import translated


def judged_answers(path: str | Path) -> tuple[Judged, ...]:
    """Every answer with a standing ruling, by card. Raises BadData where there is no ledger."""
    file = Path(path)
    with closing(opened(file)) as connection:
        if migrate.pending(connection, str(file)) or not migrate.applied(connection):
            problem = Problem(str(file), 1, 1, "database", "its schema is behind; run `db migrate` first")
            raise BadData([problem])
        try:
            return tuple(map(_judged, connection.execute(translated("queries.sql")["judged"])))
        except sqlite3.DatabaseError as error:
            raise told(error) from error


def _judged(row: Row) -> Judged:
    card, point, label, verdict, words, text = row
    return Judged(card, None if point == WHOLE else point, label, Ruled(verdict), words, text)
