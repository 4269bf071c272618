"""Reads a deck file: text, tree, cards, with every problem of the file at once."""

from pathlib import Path

from bot.core.model import Deck
from bot.errors import BadData
from bot.library.headers import Sheet, sheet
from bot.library.nodes import parse
from bot.library.source import Findings, load
from bot.library.undisturbed import undisturbed


def read(path: Path) -> tuple[Sheet | None, Findings]:
    """A deck file as far as it can be read, and what is wrong with it."""
    return study(load(path))


def study(found: Findings) -> tuple[Sheet | None, Findings]:
    """The same for a text that is already here."""
    if found.broken:
        return None, found
    with undisturbed():
        return sheet(found, parse(found)), found


def read_deck(path: Path) -> Deck:
    """A deck file without a fault. Raises BadData with everything that is wrong in it."""
    made, found = read(path)
    if made is None or found.broken:
        raise BadData(found.problems)
    return made.deck
