"""Bringing decks in and giving them out: files on one side, decks on the other."""

import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from bot.core.model import Deck
from bot.errors import BadData, Problem
from bot.library.exporters import yaml
from bot.library.exporters.formats import FORMATS, SUFFIXES
from bot.library.importers import detect
from bot.library.importers.draft import Draft, draft
from bot.library.importers.update import updated
from bot.library.reading import read_deck
from bot.library.source import MOST_BYTES

IMPORTS = detect.NAMES
EXPORTS = tuple(FORMATS)

_OPENING = "A draft: look at each card, name points and tries, then `studybot decks check` it."


def bring_in(file: Path, format: str = "", decks: Iterable[Deck] = ()) -> Draft:
    """A file of another program as a draft deck. Raises BadData."""
    try:
        with file.open("rb") as source:
            head = source.read(4)
            packed = format == detect.PACKAGE or detect.is_package(head)
            raw = head + source.read(detect.MOST_PACKAGE if packed else detect.MOST_TEXT)
    except OSError as error:
        raise BadData(
            [Problem(str(file), 1, 1, "unreadable", f"cannot be read: {error.strerror or error}")]
        ) from None
    return bring_in_bytes(raw, file.stem, format, decks, str(file))


def bring_in_bytes(
    raw: bytes, name: str, format: str = "", decks: Iterable[Deck] = (), file: str = ""
) -> Draft:
    """The same for what came by chat. Raises BadData."""
    return draft(detect.read(raw, format, decks, file or name), name)


def save(made: Draft, out: Path) -> Draft:
    """Write a draft as a deck file; one that is there is updated, never doubled. May raise BadData."""
    whole = made.deck
    if out.exists() and out.stat().st_size:
        whole = updated(read_deck(out), whole)
    notes = {id: f"begins here with {sure:.0%} certainty" for id, sure in made.confidence.items()}
    text = yaml.write(whole, notes, _OPENING)
    if len(text.encode()) > MOST_BYTES:
        told = f"the deck would be larger than {MOST_BYTES:,} bytes: split the file"
        raise BadData([Problem(str(out), 1, 1, "too-large", told)])
    beside = out.with_name(f"{out.name}.new")
    beside.write_text(text, encoding="utf-8")
    os.replace(beside, out)  # noqa: PTH105 - one step, so that nobody reads half a deck
    return replace(made, deck=whole)


def give_out(deck: Deck, format: str = "", file: Path | None = None) -> bytes:
    """A deck in another program's format, named or told by the file's ending. Raises BadData."""
    named = format or SUFFIXES.get(file.suffix.lower() if file else "", "")
    if named not in FORMATS:
        told = f"no format `{named}`; there are {', '.join(FORMATS)}"
        raise BadData([Problem(str(file or ""), 1, 1, "format", told)])
    return FORMATS[named](deck)
