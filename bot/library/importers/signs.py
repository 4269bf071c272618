"""What a line of an unmarked paste shows of being a card's front: the signs that `guess` weighs."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from bot.core.model import Card, Deck
from bot.core.rubric.syntax import words_of
from bot.core.text import stem

_UNHEARD = 1.0  # what a stem tells that no deck has
_CLEARLY = 0.15
_SLIGHT = 0.1  # less of a line tells nothing, and there is much of it
_LIST = re.compile(r"[-*•·‣◦–]|\d+[.)]\s|[a-z][.)]\s")
_ASKS = re.compile(
    r"(?:what|why|how|when|where|which|who|is|are|do|does|can|could|should|name|list|"
    r"define|explain|difference)\b"
)
_AIDE = re.compile(
    r"(?:hyper-?parameters?|instances?|inputs?|outputs?|types?|formats?|use cases?|used?|examples?|"
    r"techniques?|problems?|algorithms?|metrics?|components?|differences?|vs\.?|versus|strengths?|training|"
    r"trends?|topologies|purposes?|steps|definition|meaning)"
)
_LEANS = re.compile(
    r"(?:it|its|they|their|this|these|that|those|e\.?g|i\.?e|and|or|but|also|so|because|then|if you|try|"
    r"must|may|might|has|have|uses?|used|using|allows?|good|better|when|with|without|only|each|most|based|"
    r"for|to|of|by|as|not|no|yes|both|others?|can|could|will|in|on|at|from|where|which|like|into|aka)\b",
    re.IGNORECASE,
)
NAMES = (
    "asks", "ends-asking", "listed", "lower", "leans", "full-stop", "colon", "comma", "one-word",
    "short", "middling", "long", "aide", "after-colon", "after-comma", "after-list",
    "after-leaning", "before-list", "before-leaning", "before-lower", "shared-start", "again",
    "known-subject", "known-front", "known-back", "digits", "brackets", "capitals", "after-stop",
    "before-colon", "after-short", "shared-with-next",
)  # fmt: skip


Shares = Mapping[int, float]  # card -> how much of a line's weight stands in it, 0..1


class Likeness(NamedTuple):
    """How much of a line stands in the question of each card of the decks, and how much in its answer."""

    asked: Shares
    said: Shares


@dataclass(frozen=True, slots=True)
class Glossary:
    """What the loaded decks ask about, and in which words each of their cards asks and answers."""

    subjects: frozenset[str] = frozenset()  # names in their plain spelling
    asking: Mapping[str, Sequence[int]] = field(default_factory=dict)  # stem -> the cards that ask with it
    saying: Mapping[str, Sequence[int]] = field(default_factory=dict)  # and those that answer with it
    rare: Mapping[str, float] = field(default_factory=dict)  # stem -> how much it tells

    def likeness(self, line: str) -> Likeness:
        own = stems(line)
        whole = sum(self.rare.get(one, _UNHEARD) for one in own)
        return Likeness(self._shares(own, self.asking, whole), self._shares(own, self.saying, whole))

    def _shares(self, own: Iterable[str], cards: Mapping[str, Sequence[int]], whole: float) -> Shares:
        found: dict[int, float] = {}
        for one in own:
            for card in cards.get(one, ()):
                found[card] = found.get(card, 0.0) + self.rare[one] / whole
        return {card: share for card, share in found.items() if share >= _SLIGHT}


def glossary(decks: Iterable[Deck]) -> Glossary:
    """The glossary of decks: titles, aliases, abbreviations and tags, and the words of their cards."""
    subjects: set[str] = set()
    asking: dict[str, list[int]] = {}
    saying: dict[str, list[int]] = {}
    cards = 0
    for deck in decks:
        titles = {topic.id: topic.title for topic in deck.header.topics}
        for topic in deck.header.topics:
            subjects.update(map(plain, (topic.title, *topic.aliases)))
        for pair in deck.header.abbreviations:
            subjects.update(map(plain, pair))
        for card in deck.cards:
            subjects.update(map(plain, (*card.tags, card.id.partition("-")[2].replace("-", " "))))
            for one in stems(f"{card.ask} {titles.get(card.topic, '')} {card.facet}"):
                asking.setdefault(one, []).append(cards)
            for one in stems(" ".join((card.answer, *_points(card)))):
                saying.setdefault(one, []).append(cards)
            cards += 1
    subjects.discard("")
    counts = {one: len(asking.get(one, ())) + len(saying.get(one, ())) for one in (*asking, *saying)}
    rare = {one: 1 / math.log2(1 + count) for one, count in counts.items()}
    return Glossary(frozenset(subjects), asking, saying, rare)


def _points(card: Card) -> Iterator[str]:
    for point in card.rubric.points:
        yield point.label
        yield point.pattern


def plain(text: str) -> str:
    return " ".join(words_of(text))


def stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words_of(text) if len(word) > 2)


def signs(lines: Sequence[str], likes: Sequence[Likeness], known: Glossary) -> list[frozenset[str]]:
    """The signs of each line."""
    words = [words_of(line) for line in lines]
    starts = Counter(first[0] for first in words if first)
    told = (_known(line, words[n], likes[n], known) for n, line in enumerate(lines))
    return [_signs(n, lines, words, starts) | more for n, more in enumerate(told)]


def _signs(
    n: int, lines: Sequence[str], words: Sequence[tuple[str, ...]], starts: Mapping[str, int]
) -> frozenset[str]:
    before = lines[n - 1] if n else ""
    after = lines[n + 1] if n + 1 < len(lines) else ""
    own = words[n]
    found = {
        *_shape(lines[n], own),
        *(f"after-{sign}" for sign in _around(before)),
        *(f"before-{sign}" for sign in _around(after)),
    }
    if own and starts[own[0]] > 1 and len(own[0]) > 2 and not _LEANS.match(lines[n]):
        found.add("shared-start")
        if n + 1 < len(lines) and words[n + 1][:1] == own[:1]:
            found.add("shared-with-next")
    if own and len(own) > 1 and any(words[m][: len(own)] == own for m in range(max(0, n - 60), n)):
        found.add("again")
    return frozenset(found & set(NAMES))


def _shape(line: str, words: tuple[str, ...]) -> set[str]:
    listed = bool(_LIST.match(line))
    size = len(words)
    found = {
        "asks": bool(_ASKS.match(line.lower())) and not listed,
        "ends-asking": line.endswith("?"),
        "listed": listed,
        "lower": line[:1].islower(),
        "leans": bool(_LEANS.match(line)),
        "full-stop": line.endswith("."),
        "colon": line.endswith(":"),
        "comma": "," in line,
        "one-word": size == 1,
        "short": 2 <= size <= 4,
        "middling": 5 <= size <= 8,
        "long": size > 12,
        "aide": not listed and any(_AIDE.fullmatch(word) for word in words),
        "digits": any(char.isdigit() for char in line),
        "brackets": "(" in line,
        "capitals": size > 1
        and all(part[:1].isupper() for part in line.split() if len(part) > 3 and part[0].isalpha()),
    }
    return {name for name, there in found.items() if there}


def _around(line: str) -> set[str]:
    found = {
        "colon": line.endswith(":"),
        "comma": line.endswith(","),
        "list": bool(_LIST.match(line)),
        "leaning": bool(_LEANS.match(line)),
        "lower": line[:1].islower(),
        "stop": line.endswith("."),
        "short": len(line.split()) <= 3,
    }
    return {name for name, there in found.items() if there}


def _known(line: str, words: tuple[str, ...], like: Likeness, known: Glossary) -> set[str]:
    found = set()
    heads = {" ".join(words[:size]) for size in range(1, 5)}
    if heads & known.subjects and not _LIST.match(line):
        found.add("known-subject")
    asked, said = (max(shares.values(), default=0.0) for shares in like)
    if asked > said + _CLEARLY:
        found.add("known-front")
    if said > asked + _CLEARLY:
        found.add("known-back")
    return found
