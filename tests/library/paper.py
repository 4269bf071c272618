"""Decks for tests, written small."""

from pathlib import Path

from bot.errors import Problem
from bot.library.catalogue import Catalogue
from bot.library.check import lint
from bot.library.headers import Sheet
from bot.library.lexicon import shipped
from bot.library.reading import study
from bot.library.source import Findings

HEAD = "deck: harbour\ntitle: The harbour\ntopics: {boats: {title: Boats, aliases: [ships]}}\ncards:\n"

CARD = """\
  - id: mooring
    ask: How does a boat stay at the quay?
    answer: Lines hold it and fenders protect it.
    points:
      - {is: line | rope | moor, label: Lines, hint: They are made of hemp or nylon.}
      - {is: fender | cushion, label: Fenders, hint: Old tyres do as well.}
    why: A boat moves with wind and tide.
    topic: boats
    facet: mechanism
    difficulty: easy
    sources: ["https://example.org/mooring"]
    try:
      right: [ropes and cushions, lines and fenders]
      partly: [ropes]
      wrong: [neither lines nor fenders]
"""

DECK = HEAD + CARD


def catalogue_of(file: Path, text: str) -> Catalogue:
    """A catalogue of the one deck that is in this file from now on."""
    file.write_text(text, "utf-8")
    made = Catalogue([], [file.parent], shipped())
    assert made.load() == ()
    return made


def read(text: str) -> tuple[Sheet | None, list[Problem]]:
    """A deck text as the reader sees it."""
    sheet, found = study(Findings("harbour.yaml", text))
    return sheet, found.problems


def linted(text: str, strict: bool = False) -> list[Problem]:
    """Every problem of a deck text."""
    sheet, found = study(Findings("harbour.yaml", text))
    lint(sheet, found, shipped(), strict)
    return found.problems


def codes(text: str, strict: bool = False) -> list[str]:
    return [problem.code for problem in linted(text, strict)]


def spot(text: str, mark: str) -> tuple[int, int]:
    """The line and column of a piece of text, from 1."""
    index = text.index(mark)
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)
