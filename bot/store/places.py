"""The rooms that get questions, read beside a bot that may be running."""

from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from bot.core.model import Room
from bot.store.backup import opened
from bot.store.engine import Row
from bot.store.named import translated
from bot.store.shapes import room_of
from bot.store.upkeep import is_address, on_server


def rooms_with_questions(database: str | Path) -> tuple[Room, ...]:
    """In the order they were set up. Raises BadData or Unavailable where it cannot be read."""
    return tuple(room_of(*row) for row in _rows(database))


def _rows(database: str | Path) -> Iterable[Row]:
    if is_address(database):
        rows: list[Row] = on_server(".keeping").rooms(str(database))
        return rows
    with closing(opened(Path(database))) as connection:
        return connection.execute(translated("queries.sql")["asked_rooms"]).fetchall()
