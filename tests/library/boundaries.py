"""How well the beginnings of cards are guessed; `python -m tests.library.boundaries` prints it.

Held against a paste whose cards are known (`tests/data/fronts-001.json` has the lines on which they begin):
without decks, with the shipped decks but for the cards that teach this very paste, and with all of them.
"""

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from bot.core.model import Deck
from bot.library.folders import deck_files, shipped
from bot.library.importers import detect
from bot.library.reading import read_deck

FRONTS = Path(__file__).parents[1] / "data" / "fronts-001.json"
SEEDS = Path(os.environ.get("STUDYBOT_SHARED", "../shared")) / "seeds"


class Score(NamedTuple):
    found: int
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / (self.precision + self.recall)


def score(decks: Sequence[Deck]) -> Score:
    """The guesses for the paste with these decks loaded."""
    paste = next(SEEDS.glob("001_*.txt")).read_bytes()
    known = set(json.loads(FRONTS.read_text("utf-8")))
    found = {pair.line for pair in detect.read(paste, decks=decks).pairs}
    right = len(found & known)
    return Score(len(found), right / len(found), right / len(known))


def all_decks() -> list[Deck]:
    return [read_deck(file) for file in deck_files(shipped())]


def others(decks: Sequence[Deck]) -> list[Deck]:
    """The decks without the cards that teach the paste."""
    return [
        replace(
            deck, cards=tuple(card for card in deck.cards if not any(s[:4] == "001-" for s in card.sources))
        )
        for deck in decks
    ]


def main() -> None:
    decks = all_decks()
    for name, loaded in (("no decks", []), ("other cards", others(decks)), ("all decks", decks)):
        got = score(loaded)
        shares = f"precision {got.precision:.2f}, recall {got.recall:.2f}, F1 {got.f1:.2f}"
        sys.stdout.write(f"{name:12} {got.found} found, {shares}\n")


if __name__ == "__main__":
    main()
