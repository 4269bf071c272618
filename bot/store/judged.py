"""What reviewers ruled over in all teams."""

from pathlib import Path

from bot.core.appeals import Judged, Ruled
from bot.store.appeals import WHOLE
from bot.store.beside import rows
from bot.store.engine import Row


def judged_answers(database: str | Path) -> tuple[Judged, ...]:
    """Every answer with a standing ruling, by card. Raises BadData where there is no ledger."""
    return tuple(map(_judged, rows(database, "judged", "studybot decks learned")))


def _judged(row: Row) -> Judged:
    card, point, label, verdict, words, text = row
    return Judged(card, None if point == WHOLE else point, label, Ruled(verdict), words, text)
