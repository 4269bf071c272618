"""A paste made into a draft deck, and the report of what became of each card."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any

from bot.core.deck import card_of, header_of, plain_card
from bot.core.model import Card, Deck, Header, Topic
from bot.core.rubric.syntax import words_of
from bot.library.cards import inline
from bot.library.importers.paste import Pair, Paste, Skipped
from bot.library.plain import from_json
from bot.library.source import Findings
from bot.library.values import short

_BARE = re.compile(
    r"(?:(?:what|which|how|when|why|can|does|do|is|are|should)\b(?!.*\b(?-i:[A-Z]{2,}))"
    r".*\b(?:it|they|them|this)\b"
    r"|(?:inputs?|outputs?|hyper-?parameters?|use cases?|instance types?|examples?|advantages?|types?)\W*$"
    r"|what (?:type|are inputs|are training inputs))",
    re.IGNORECASE,
)
_MOST_SLUG = 48


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A card that says exactly what an earlier one does."""

    line: int
    of: int
    front: str


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did. `found` counts every block; the deck holds those neither skipped nor duplicates."""

    format: str
    declared: int | None
    found: int
    cards: int
    skipped: tuple[Skipped, ...]
    duplicates: tuple[Duplicate, ...]
    warnings: tuple[str, ...]

    def plain(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Draft:
    """A deck that nobody has looked at yet. `confidence`: how sure the beginnings are that were guessed."""

    deck: Deck
    report: Report
    confidence: dict[str, float]


def draft(paste: Paste, name: str = "") -> Draft:
    """The draft deck of a paste; `name` is used where the paste brings no header of its own."""
    kept, skipped, duplicates = _sifted(paste)
    header = _header(paste, name, kept)
    ids: Counter[str] = Counter()
    cards = [_card(pair, header, ids) for pair in kept]
    guessed = {
        card.id: pair.confidence for card, pair in zip(cards, kept, strict=True) if pair.confidence < 1
    }
    found = len(paste.pairs) + len(paste.skipped)
    told = (*paste.warnings, *_warnings(paste, kept, found))
    report = Report(paste.format, paste.declared, found, len(cards), skipped, duplicates, told)
    return Draft(Deck(header, tuple(cards)), report, guessed)


def _sifted(paste: Paste) -> tuple[list[Pair], tuple[Skipped, ...], tuple[Duplicate, ...]]:
    """What can be a card, what cannot, and what is there already."""
    kept: list[Pair] = []
    skipped = list(paste.skipped)
    duplicates = []
    seen: dict[tuple[str, str, str], int] = {}
    for pair in paste.pairs:
        why = _lacking(pair)
        same = (_folded(pair.section), _folded(pair.front), _folded(pair.back))
        if why:
            skipped.append(Skipped(pair.line, why))
        elif same in seen and not _own_id(pair):
            duplicates.append(Duplicate(pair.line, seen[same], short(pair.front)))
        else:
            seen.setdefault(same, pair.line)
            kept.append(pair)
    return kept, tuple(sorted(skipped, key=lambda one: one.line)), tuple(duplicates)


def _lacking(pair: Pair) -> str:
    if not pair.front and not pair.back:
        return "front and back are empty"
    if not pair.front:
        return f"no front above `{short(pair.back, 40)}`"
    return "" if pair.back else f"no back to `{short(pair.front, 40)}`"


def _own_id(pair: Pair) -> bool:
    return bool(pair.card and pair.card.get("id"))


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def slug(text: str, most: int = _MOST_SLUG) -> str:
    """A text as an id: its words in lower case, joined by hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)
    made = ""
    for word in words:
        if made and len(made) + len(word) + 1 > most:
            break
        made = f"{made}-{word}" if made else word[:most]
    return made


def _header(paste: Paste, name: str, pairs: Iterable[Pair]) -> Header:
    if paste.header is not None and (own := _own_header(paste.header)) is not None:
        return own
    sections = dict.fromkeys(pair.section for pair in pairs if pair.section)
    topics = tuple(Topic(slug(section), section) for section in sections if slug(section))
    title = short(paste.title or name.replace("-", " ").capitalize() or "Imported cards", 100)
    return Header(slug(name) or slug(paste.title) or "imported", title, topics=topics)


def _own_header(plain: dict[str, Any]) -> Header | None:
    """The header that our own export wrote; None where somebody has changed it beyond reading."""
    try:
        return header_of(plain)
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _card(pair: Pair, header: Header, ids: Counter[str]) -> Card:
    """A card: what the format knew of it, under the front and back as they can be seen."""
    ask = f"{pair.section}: {pair.front}" if pair.section else pair.front
    known = _known(pair, header.deck)
    id = _unique(known.id if known is not None and known.id != "inline" else slug(ask) or "card", ids)
    if known is None:
        return Card(id, header.deck, ask, pair.back, topic=slug(pair.section))
    if _folded(known.ask) == _folded(ask) and _folded(known.answer) == _folded(pair.back):
        return replace(known, id=id, deck=header.deck)
    return replace(known, id=id, deck=header.deck, ask=ask, answer=pair.back)


def _known(pair: Pair, deck: str) -> Card | None:
    """What the format says of the card beyond front and back; None: nothing, or nothing that can be read."""
    if not pair.card:
        return None
    whole = {"ask": pair.front, "answer": pair.back, **pair.card}
    found = Findings("")
    node = from_json(whole, "", found)
    if node is None or inline(found, node) is None:
        return None
    return card_of({"id": "inline", **plain_card_of(whole, found)}, deck)


def plain_card_of(whole: dict[str, Any], found: Findings) -> dict[str, Any]:
    """The same card with every key in its usual shape."""
    node = from_json(whole, "", found)
    made = inline(found, node) if node is not None else None
    return plain_card(made) if made is not None else whole


def _unique(id: str, ids: Counter[str]) -> str:
    ids[id] += 1
    return id if ids[id] == 1 else _unique(f"{id}-{ids[id]}", ids)


def _warnings(paste: Paste, kept: list[Pair], found: int) -> list[str]:
    told = []
    if paste.declared is not None and paste.declared != found:
        told.append(f"the file says it has {paste.declared} cards, {found} were found")
    told += [
        f"line {pair.line}: `{short(pair.front)}` names no subject: say what it is about"
        for pair in kept
        if not pair.section and _subjectless(pair.front)
    ]
    return told


def _subjectless(front: str) -> bool:
    return len(words_of(front)) <= 8 and bool(_BARE.match(front.strip()))
