"""`studybot decks` and `studybot grade`: check decks, try a card, grade answers by the line."""

import argparse
import sys

from bot.app.parts import decks
from bot.app.settings import Settings
from bot.cli import FAILED, MISUSED, OK
from bot.core import rubric
from bot.core.grade import grade as graded
from bot.core.model import Card, Evidence, Grade, Header
from bot.library.check import as_json, render
from bot.library.check import check as problems_in
from bot.library.lexicon import shipped
from bot.library.stream import Stream


def check(asked: argparse.Namespace, said: Settings) -> int:
    del said
    problems = problems_in(asked.paths, strict=asked.strict)
    told = as_json(problems) if asked.format == "json" else render(problems)
    if told:
        print(told)
    return FAILED if any(problem.error for problem in problems) else OK


def attempt(asked: argparse.Namespace, said: Settings) -> int:
    """Grade one answer and show which words decided."""
    library = decks(said, asked.decks).snapshot()
    found = library.cards.get(asked.card) or next(iter(library.find(asked.card).cards), None)
    if found is None:
        near = ", ".join(library.complete(asked.card, 3))
        print(f"no card called {asked.card}" + (f"; did you mean {near}?" if near else ""), file=sys.stderr)
        return MISUSED
    for line in _explained(found, library.decks[found.deck].header, asked.answer):
        print(line)
    return OK


def grade(asked: argparse.Namespace, said: Settings) -> int:
    """JSON lines in, JSON lines out, in the same order."""
    for stream in (sys.stdin, sys.stdout):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # text files
    grading = Stream(decks(said, asked.decks).snapshot(), shipped())
    for result in grading.results(sys.stdin):
        print(result)
    return FAILED if grading.errors else OK


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
