"""`studybot decks import` and `export`: decks from other programs, and back."""

import argparse
import json
import sys
from pathlib import Path

from bot.app.parts import decks
from bot.app.settings import Settings
from bot.cli import MISUSED, OK
from bot.core.model import Deck
from bot.library import exchange
from bot.library.importers.draft import Draft
from bot.library.reading import read_deck


def bring_in(asked: argparse.Namespace, said: Settings) -> int:
    """Write the draft and tell what became of each card."""
    known = decks(said).snapshot().decks.values()
    made = exchange.bring_in(asked.file, asked.format, known)
    if asked.out is not None:
        made = exchange.save(made, asked.out)
    if asked.report == "json":
        print(json.dumps(_plain(made), ensure_ascii=False))
    else:
        for line in _told(made, asked.out):
            print(line)
    return OK


def give_out(asked: argparse.Namespace, said: Settings) -> int:
    deck = _deck(asked.deck, said)
    if deck is None:
        print(f"no deck called {asked.deck}", file=sys.stderr)
        return MISUSED
    asked.out.write_bytes(exchange.give_out(deck, asked.format, asked.out))
    print(f"{asked.out}: {len(deck.cards)} cards of {deck.header.deck}")
    return OK


def _deck(name: str, said: Settings) -> Deck | None:
    if Path(name).is_file():
        return read_deck(Path(name))
    return decks(said).snapshot().decks.get(name)


def _plain(made: Draft) -> dict[str, object]:
    """The report as scripts read it."""
    report = made.report
    return {
        "format": report.format,
        "declared": report.declared,
        "found": report.found,
        "skipped": [{"line": skipped.line, "why": skipped.why} for skipped in report.skipped],
        "duplicates": [{"line": d.line, "of": d.of, "front": d.front} for d in report.duplicates],
        "warnings": list(report.warnings),
    }


def _told(made: Draft, out: Path | None) -> list[str]:
    report = made.report
    declared = f", {report.declared} declared" if report.declared is not None else ""
    where = f" written to {out}" if out else ", written nowhere: name a file with --out"
    return [
        f"{report.format}: {report.found} found{declared}; a draft of {report.cards} cards{where}",
        *(f"line {skipped.line}: skipped, {skipped.why}" for skipped in report.skipped),
        *(f"line {d.line}: the same as line {d.of}: {d.front}" for d in report.duplicates),
        *(f"warning: {warning}" for warning in report.warnings),
    ]
