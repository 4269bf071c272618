"""The labelled answers that lie beside the project, each with the card that grades it."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

import yaml

from bench.grading.cards import PLAIN
from bot.core.model import Card, Header, KeyPoint, Rubric

FOLDER = Path(os.environ.get("STUDYBOT_SHARED", "../shared")) / "grading"
_COLLEAGUE = Path(__file__).parent / "colleague.txt"
_KINDS = {
    "t": ("terse", "correct"),
    "p": ("paraphrase", "correct"),
    "y": ("typo", "correct"),
    "h": ("partial", "partial"),
    "n": ("nearmiss", "wrong"),
    "r": ("reversed", "wrong"),
    "v": ("vague", "wrong"),
}
_CHALLENGE = {"1": "correct", "0": "wrong", "p": "partial"}


@dataclass(frozen=True, slots=True)
class Labelled:
    """One answer: what people say it is worth, its kind, and the points it hits where that is known."""

    card: Card
    header: Header
    text: str
    label: str
    kind: str
    references: tuple[str, ...]
    hits: tuple[int, ...] | None = None
    question: str = ""


def challenge() -> list[Labelled]:
    """Hard answers, with the rubric that comes with them."""
    found = []
    for n, entry in enumerate(
        yaml.load((FOLDER / "challenge.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    ):
        rubric = Rubric(
            points=tuple(KeyPoint(pattern) for pattern in entry["points"]),
            need=int(entry.get("need", 0)),
            rivals=tuple(_forbidden(text) for text in entry.get("forbid", ())),
            pick_one=True,
        )
        card = Card(f"challenge-{n}", "bench", entry["q"], entry["a"][0], rubric)
        found += [
            Labelled(card, PLAIN, t, _CHALLENGE[v], kind, tuple(entry["a"]), None, entry["q"])
            for v, kind, t in entry["t"]
        ]
    return found


def _forbidden(text: str) -> str:
    """`word= !other` of that file is `=word` of ours."""
    return " | ".join(
        f"={part.split('=')[0].strip()}" if "=" in part else part.strip() for part in text.split("|")
    )


def samples(cards: dict[str, tuple[Header, Card]] | None = None) -> list[Labelled]:
    """Answers in the decks' subjects: graded by the decks' own cards where given, else by one-line cards."""
    found = []
    for line in (FOLDER / "sample-answers.jsonl").read_text(encoding="utf-8").splitlines():
        raw = json.loads(line)
        if cards is None:
            top, card = PLAIN, Card(raw["id"], "bench", raw["question"], raw["reference"])
        elif raw["id"] in cards:
            top, card = cards[raw["id"]]
        else:
            continue
        found += [
            Labelled(
                card,
                top,
                a["text"],
                a["label"],
                a["kind"],
                (raw["reference"],),
                tuple(a["points_hit"]),
                raw["id"],
            )
            for a in raw["answers"]
        ]
    return found


def colleague(cards: dict[str, tuple[Header, Card]], one_line: bool = False) -> list[Labelled]:
    """Answers to the decks' cards by somebody who never saw their patterns, graded with or without these."""
    found = []
    top, card = PLAIN, Card("", "bench", "", "")
    for line in _COLLEAGUE.read_text(encoding="utf-8").splitlines():
        mark, _, text = line.partition(" ")
        if mark == "=":
            top, card = cards[text]
            if one_line:
                top, card = PLAIN, Card(card.id, "bench", card.ask, card.answer)
        elif mark in _KINDS:
            kind, label = _KINDS[mark]
            found.append(Labelled(card, top, text, label, kind, (card.answer,), None, card.id))
    return found


def semeval(which: str, every_reference: bool = True) -> list[Labelled]:
    """School answers, graded by one-line cards; further references stand as accepted answers."""
    found = []
    for line in (FOLDER / "semeval-train.jsonl").read_text(encoding="utf-8").splitlines():
        raw = json.loads(line)
        if raw["set"] != which:
            continue
        first, *others = raw["references"]
        card = Card(
            raw["id"],
            "bench",
            raw["question"],
            first,
            Rubric(accept=tuple(others) if every_reference else ()),
        )
        for answer in raw["answers"]:
            label = "correct" if answer["label"] == "correct" else "wrong"
            found.append(
                Labelled(
                    card,
                    PLAIN,
                    answer["text"],
                    label,
                    answer["label"],
                    tuple(raw["references"]),
                    None,
                    raw["id"],
                )
            )
    return found
