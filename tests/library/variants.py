"""The same paste in the shapes it may arrive in: other line ends, lower-case marks, numbers or cards lost."""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

Change = Callable[[str], str]

CHANGES: dict[str, Change] = {
    "as it is": str,
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "old Mac line ends": lambda text: text.replace("\n", "\r"),
    "no last line end": lambda text: text.rstrip("\n"),
    "a last line end": lambda text: text.rstrip("\n") + "\n",
    "doubled blank lines": lambda text: re.sub(r"\n\n", "\n\n\n", text),
    "a byte order mark": lambda text: "\ufeff" + text,
    "trailing blanks": lambda text: re.sub(r"(?m)$", "  ", text),
    "lower-case marks": lambda text: re.sub(r"(?m)^[QA]$", lambda match: match[0].lower(), text),
}
NUMBERED: dict[str, Change] = {
    "every number missing": lambda text: re.sub(r"(?m)^\d+\n", "", text),
    "the numbers above Q missing": lambda text: re.sub(r"(?m)^\d+\n(?=Q\n)", "", text),
    "blank lines between all": lambda text: text.replace("\n", "\n\n"),
}


@dataclass(frozen=True, slots=True)
class Made:
    """A paste put together from cards, and what must be found in it."""

    text: str
    cards: tuple[tuple[str, str], ...]


RATING = "How well did you know this?\n1\nNot at all\n2\n3\n4\n5\nPerfectly"


def marked(cards: list[tuple[str, str]], title: str = "Harbour Flashcards", rated: bool = True) -> Made:
    """`1 Q … A …` with a self-rating under each card, or without."""
    blocks = [
        f"{n}\nQ\n\n{front}\n\nA\n\n{back}" + (f"\n\n{RATING}" if rated else "")
        for n, (front, back) in enumerate(cards, 1)
    ]
    return Made("\n".join((f"{title}\n\n({len(cards)} cards)\n", *blocks)), tuple(cards))


def inline(cards: list[tuple[str, str]], title: str = "Harbour Flashcards") -> Made:
    """Number, front and back, each on a line of its own."""
    blocks = [f"{n}\n{front}\n{' '.join(back.split())}" for n, (front, back) in enumerate(cards, 1)]
    return Made("\n".join((f"{title}\n", *blocks)), tuple(cards))


def alternating(cards: list[tuple[str, str]], title: str = "") -> Made:
    """Fronts and backs in turn, a blank line between."""
    parts = [part for front, back in cards for part in (front, " ".join(back.split()))]
    return Made("\n\n".join(([title] if title else []) + parts), tuple(cards))


def without_some(cards: list[tuple[str, str]], seed: int, share: float = 0.3) -> list[tuple[str, str]]:
    chance = random.Random(seed)
    return [card for card in cards if chance.random() > share] or cards[:1]


def removed(text: str, seed: int, share: float = 0.3) -> tuple[str, list[int]]:
    """A numbered paste with whole cards gone, and which are left, counted from 0."""
    starts: list[int] = []
    while (start := _start(text, len(starts) + 1, starts[-1] if starts else 0)) >= 0:
        starts.append(start)
    chance = random.Random(seed)
    blocks = [text[a:b] for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
    kept = [n for n in range(len(blocks)) if chance.random() > share]
    return text[: starts[0]] + "".join(blocks[n] for n in kept), kept


def _start(text: str, number: int, after: int) -> int:
    marked = text.find(f"\n{number}\nQ\n", after)
    return marked if marked >= 0 or number < 6 else text.find(f"\n{number}\n", after)


def without_paragraphs(text: str, cards: list[tuple[str, str]], seed: int) -> tuple[str, list[int]]:
    """A paste of fronts and backs in turn with whole cards gone, and which are left."""
    chance = random.Random(seed)
    kept = [n for n in range(len(cards)) if n in (0, len(cards) - 1) or chance.random() > 0.3]
    parts = re.split(r"\n\s*\n", text)
    first = next(n for n, part in enumerate(parts) if " ".join(part.split()) == cards[0][0])
    gone = {first + 2 * n + side for n in range(len(cards)) if n not in kept for side in (0, 1)}
    return "\n\n".join(part for n, part in enumerate(parts) if n not in gone), kept


def some_numbers_lost(text: str, seed: int) -> str:
    """A numbered paste with a third of the numbers above its cards gone."""
    chance = random.Random(seed)
    return re.sub(r"(?m)^\d+\n(?=Q\n)", lambda match: "" if chance.random() < 0.3 else match[0], text)


def damaged(text: str, seed: int, times: int = 3) -> Iterator[str]:
    """The text with pieces cut out, doubled or moved."""
    chance = random.Random(seed)
    for _ in range(times):
        start = chance.randrange(len(text) + 1)
        end = min(len(text), start + chance.randrange(200))
        piece = text[start:end]
        yield chance.choice((text[:start] + text[end:], text[:end] + piece + text[end:], piece + text))
