"""The rooms that get questions."""

from pathlib import Path

from bot.core.model import Room
from bot.store.beside import rows
from bot.store.shapes import room_of


def rooms_with_questions(database: str | Path) -> tuple[Room, ...]:
    """In the order they were set up. Raises BadData or Unavailable where it cannot be read."""
    return tuple(room_of(*row) for row in rows(database, "asked_rooms", "studybot doctor"))
