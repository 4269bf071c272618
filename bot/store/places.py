"""The rooms that get questions, read beside a bot that may be running."""

from contextlib import closing
from pathlib import Path

from bot.core.model import Room
from bot.store import migrate
from bot.store.backup import opened
from bot.store.named import translated
from bot.store.shapes import room_of


def rooms_with_questions(database: str | Path) -> tuple[Room, ...]:
    """In the order they were set up. Raises BadData or Unavailable where it cannot be read."""
    with closing(opened(Path(database))) as connection:
        return tuple(room_of(*row) for row in connection.execute(translated("queries.sql")["asked_rooms"]))


def glance(file: Path) -> str:
    """Why the bot cannot serve it as it is; "": it opens and has this version's schema."""
    with closing(opened(file)) as connection:
        waiting = migrate.pending(connection, str(file))
    return f"the schema is behind by {len(waiting)} migrations" if waiting else ""
