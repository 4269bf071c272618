"""Which fact is on a card and which was left out; `python -m tests.decks.coverage [FILE…]` writes it anew.

Each FILE holds JSON lines with the `id` of a fact that is left out and `why`; reasons given before are kept.
"""

import json
import os
import sys
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

from bot.core.model import Card
from bot.library.folders import deck_files, shipped
from bot.library.reading import read_deck

FILE = Path(__file__).parents[1] / "data" / "coverage.json"
FACTS = Path(os.environ.get("STUDYBOT_SHARED", "../shared")) / "facts" / "facts.jsonl"

Fact = dict[str, Any]  # status, place ("card" or "left"), why it was left, points (of a fact with a question)


@cache
def kept() -> dict[str, Fact]:
    """Every fact by its id, as the file has it."""
    return dict(json.loads(FILE.read_text("utf-8"))) if FILE.exists() else {}


def facts() -> list[Fact]:
    """The facts themselves, where they are at hand."""
    return [json.loads(line) for line in FACTS.read_text("utf-8").splitlines()]


@cache
def cards() -> tuple[Card, ...]:
    return tuple(card for file in deck_files(shipped()) for card in read_deck(file).cards)


def taught() -> dict[str, list[Card]]:
    """The cards that teach each fact."""
    found: dict[str, list[Card]] = defaultdict(list)
    for card in cards():
        for source in card.sources:
            if not source.startswith("https://"):
                found[source].append(card)
    return found


def placed(fact: Fact, on_cards: dict[str, list[Card]], reasons: dict[str, str]) -> Fact:
    """What the file says of a fact."""
    points = {"points": len(fact["key_points"])} if "ask" in fact else {}
    if fact["id"] in on_cards:
        return {"status": fact["status"], "place": "card", **points}
    why = reasons.get(fact["id"], "")
    return {"status": fact["status"], "place": "left" if why else "nowhere", "why": why, **points}


def main(files: list[str]) -> int:
    """Write the file anew; 1 where a fact is on no card and has no reason."""
    reasons = {id: fact["why"] for id, fact in kept().items() if fact.get("why")}
    for file in files:
        said = [json.loads(line) for line in Path(file).read_text("utf-8").splitlines() if line.strip()]
        reasons |= {one["id"]: one["why"] for one in said}
    on_cards = taught()
    whole = {fact["id"]: placed(fact, on_cards, reasons) for fact in facts()}
    rows = [f"{json.dumps(id)}: {json.dumps(fact, ensure_ascii=False)}" for id, fact in whole.items()]
    FILE.write_text("{\n" + ",\n".join(rows) + "\n}\n", "utf-8")
    nowhere = [id for id, fact in whole.items() if fact["place"] == "nowhere"]
    left = sum(fact["place"] == "left" for fact in whole.values())
    sys.stdout.write(f"{len(whole)} facts, {left} left out, {len(nowhere)} nowhere: {' '.join(nowhere)}\n")
    return 1 if nowhere else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
