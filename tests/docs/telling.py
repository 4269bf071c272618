"""What a walk tells as it goes, when it takes place, and what people answer in it."""

import re
from dataclasses import dataclass, field
from functools import cache

from bot.library.catalogue import Catalogue
from bot.library.lexicon import shipped
from tests.docs.steps import Step
from tests.house.tree import ROOT

MONDAY = "2026-03-02T10:30:00+01:00"
TUESDAY = "2026-03-03T08:59:59+01:00"  # a second before the room's next question
COLUMNS = 108


@dataclass(slots=True)
class Told:
    """`lines` is the whole walk, to be read."""

    lines: list[str] = field(default_factory=list)
    scores: list[str] = field(default_factory=list)

    def step(self, step: Step) -> None:
        text = re.sub(r"manifest_json=[^)\s]+", "manifest_json=…", step.text)
        self.lines += ["", f"{step.number}. {text}"]

    def line(self, text: str) -> None:
        self.lines.append(f"    → {text}")

    def ran(self, command: str, printed: str) -> None:
        self.lines += ["", f"$ {command}", *(f"    {line}" for line in printed.splitlines())]

    def shows(self, what: str, lines: list[str]) -> None:
        self.lines += [f"    → {what}", *(f"        {line[:COLUMNS]}" for line in lines)]

    def graded(self, lines: list[str]) -> None:
        """The score that somebody was told."""
        self.scores.append(next(line for line in lines if "Score" in line))


@cache
def library() -> Catalogue:
    """The decks that come with the bot."""
    catalogue = Catalogue([], [ROOT / "decks"], shipped())
    catalogue.load()
    return catalogue


def model_answer(asked: str) -> str:
    """What the deck's author would answer to the question in this message."""
    whole = " ".join(asked.split())
    cards = (card for deck in library().snapshot().decks.values() for card in deck.cards)
    return next(card.answer for card in cards if " ".join(card.ask.split()) in whole)
