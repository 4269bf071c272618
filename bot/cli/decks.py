"""`studybot decks` and `studybot grade`: check decks, try a card, grade answers by the line."""

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from bot.app.parts import decks
from bot.app.settings import Settings
from bot.cli import FAILED, MISUSED, OK
from bot.core import rubric
from bot.core.grade import grade as graded
from bot.core.lookup import Library
from bot.core.model import Card, Evidence, Grade, Header
from bot.errors import BadData, Problem
from bot.library.catalogue import Catalogue
from bot.library.check import as_json, render
from bot.library.check import check as problems_in
from bot.library.folders import deck_files
from bot.library.lexicon import shipped
from bot.library.stream import Stream
from bot.library.values import meant

SHOWN = 3  # cards named in place of a deck


def check(asked: argparse.Namespace, said: Settings) -> int:
    del said
    problems = [*_empty(asked.paths), *problems_in(asked.paths, strict=asked.strict)]
    told = as_json(problems) if asked.format == "json" else render(problems)
    if told:
        print(told)
    return FAILED if any(problem.error for problem in problems) else OK


def attempt(asked: argparse.Namespace, said: Settings) -> int:
    """Grade one answer and show which words decided."""
    library = _known(said, asked.decks).snapshot()
    found = library.cards.get(asked.card) or _only(library.find(asked.card).cards)
    if found is None:
        print(_no_card(asked.card, library), file=sys.stderr)
        return MISUSED
    for line in _explained(found, library.decks[found.deck].header, asked.answer):
        print(line)
    return OK


def grade(asked: argparse.Namespace, said: Settings) -> int:
    """JSON lines in, JSON lines out, in the same order."""
    for stream in (sys.stdin, sys.stdout):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # text files
    grading = Stream(_known(said, asked.decks).snapshot(), shipped())
    for result in grading.results(sys.stdin):
        print(result)
    return FAILED if grading.errors else OK


def _known(said: Settings, paths: Sequence[Path]) -> Catalogue:
    """The decks with those that were named. Raises BadData where one of these cannot be used."""
    if empty := _empty(paths):
        raise BadData(empty)
    return decks(said, paths)


def _empty(paths: Iterable[Path]) -> list[Problem]:
    """The folders among these that hold no deck."""
    text = "there is no deck in this folder: no file that ends in .yaml or .yml"
    return [Problem(str(path), 0, 0, "no-deck", text) for path in paths if not deck_files(path)]


def _only(cards: Sequence[Card]) -> Card | None:
    return cards[0] if len(cards) == 1 else None


def _no_card(typed: str, library: Library) -> str:
    """What to write instead, where a deck or topic was named, or nothing that there is."""
    if cards := library.find(typed).cards:
        kind = "deck" if typed in library.decks else "name"
        some = ", ".join(card.key for card in cards[:SHOWN])
        return f"{typed} is a {kind} of {len(cards)} cards; name one of them, such as {some}"
    return f"no card called {typed}; {meant(typed, library.cards)}".removesuffix("; ")


def _explained(card: Card, header: Header, answer: str) -> list[str]:
    result: Grade = graded(rubric.compile(card, header, shipped()), answer)
    return [
        f"{card.key}: {card.ask}",
        f"{result.verdict.value}, score {result.score:.2f} ({', '.join(result.reasons)})",
        *(f"  hit           {_words(evidence)}" for evidence in result.hit),
        *(f"  contradicted  {_words(evidence)}" for evidence in result.contradicted),
        *(f"  missed        {missed.label}" for missed in result.missed),
    ]


def _words(evidence: Evidence) -> str:
    return f"{evidence.label}: “{evidence.quote}”"
