"""Decks and cards as plain JSON and back, shaped as decks/README.md says; a card's version is its hash."""

import json
from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

from bot.core.model import (
    Card,
    Deck,
    Difficulty,
    Header,
    KeyPoint,
    Quantity,
    Rubric,
    Strictness,
    Topic,
    Tries,
    Void,
)
from bot.core.records import Version

_BESIDE = ("try", "kin")  # what is neither shown nor graded


def freeze(card: Card, header: Header) -> Version:
    """The card as a round opens with it, all that is shown or takes part in grading, under one hash.

    The tries, the kin and the deck's other topics are left out: editing them makes no new version.
    """
    content = json.dumps(
        {
            "card": {k: v for k, v in plain_card(card).items() if k not in _BESIDE},
            "deck": _grading(card, header),
        },
        ensure_ascii=False, sort_keys=True, separators=(",", ":"),
    )  # fmt: skip
    return Version(blake2b(content.encode(), digest_size=16).hexdigest(), content, card)


def thaw(content: str) -> tuple[Card, Header]:
    """What `freeze` kept."""
    plain = json.loads(content)
    header = header_of(plain["deck"])
    return card_of(plain["card"], header.deck), header


def plain_deck(deck: Deck) -> dict[str, Any]:
    return {**plain_header(deck.header), "cards": [plain_card(card) for card in deck.cards]}


def deck_of(plain: Mapping[str, Any]) -> Deck:
    header = header_of(plain)
    return Deck(header, tuple(card_of(card, header.deck) for card in plain["cards"]))


def plain_header(header: Header) -> dict[str, Any]:
    strict = header.strict if header.strict is not Strictness.NORMAL else ""
    return _filled(
        {
            "deck": header.deck,
            "title": header.title,
            "about": header.about,
            "aliases": list(header.aliases),
            "topics": {t.id: _filled({"title": t.title, "aliases": list(t.aliases)}) for t in header.topics},
            "abbreviations": dict(header.abbreviations),
            "same": [list(group) for group in header.same],
            "rivals": [list(group) for group in header.rivals],
            "strict": str(strict),
        }
    )


def header_of(plain: Mapping[str, Any]) -> Header:
    topics = plain.get("topics", {}).items()
    return Header(
        deck=plain["deck"],
        title=plain["title"],
        about=plain.get("about", ""),
        aliases=tuple(plain.get("aliases", ())),
        topics=tuple(Topic(id, topic["title"], tuple(topic.get("aliases", ()))) for id, topic in topics),
        abbreviations=tuple(plain.get("abbreviations", {}).items()),
        same=tuple(tuple(group) for group in plain.get("same", ())),
        rivals=tuple(tuple(group) for group in plain.get("rivals", ())),
        strict=Strictness(plain.get("strict", Strictness.NORMAL)),
    )


def plain_card(card: Card) -> dict[str, Any]:
    """The card's keys as YAML has them, those that say nothing left out."""
    medium = card.difficulty is Difficulty.MEDIUM
    return _filled(
        {
            "id": card.id,
            "ask": card.ask,
            "code": card.code,
            "image": card.image,
            "alt": card.alt,
            "answer": card.answer,
            **_plain_rubric(card.rubric),
            "why": card.why,
            "topic": card.topic,
            "facet": card.facet,
            "difficulty": "" if medium else str(card.difficulty),
            "tags": list(card.tags),
            "kin": list(card.kin),
            "sources": list(card.sources),
            "max_words": card.max_words,
            "self": card.self_rated,
            "try": _filled({side: list(getattr(card.tries, side)) for side in ("right", "partly", "wrong")}),
        }
    )


def card_of(plain: Mapping[str, Any], deck: str) -> Card:
    tries = plain.get("try", {})
    return Card(
        id=plain["id"],
        deck=deck,
        ask=plain["ask"],
        answer=plain.get("answer", ""),
        rubric=_rubric_of(plain),
        why=plain.get("why", ""),
        topic=plain.get("topic", ""),
        facet=plain.get("facet", ""),
        tags=tuple(plain.get("tags", ())),
        kin=tuple(plain.get("kin", ())),
        difficulty=Difficulty(plain.get("difficulty", Difficulty.MEDIUM)),
        sources=tuple(plain.get("sources", ())),
        tries=Tries(**{side: tuple(tries.get(side, ())) for side in ("right", "partly", "wrong")}),
        max_words=plain.get("max_words", 0),
        image=plain.get("image", ""),
        alt=plain.get("alt", ""),
        code=plain.get("code", ""),
        self_rated=plain.get("self", False),
    )


def _grading(card: Card, header: Header) -> dict[str, Any]:
    """Of the header only what shows or grades this card."""
    plain = plain_header(header)
    topics = {
        id: {"title": topic["title"]} for id, topic in plain.pop("topics", {}).items() if id == card.topic
    }
    kept = {key: value for key, value in plain.items() if key not in ("about", "aliases")}
    return {**kept, "topics": topics} if topics else kept


def _plain_rubric(rubric: Rubric) -> dict[str, Any]:
    return {
        "points": [_plain_point(point) for point in rubric.points],
        "need": rubric.need,
        "order": rubric.ordered,
        "not": [{"is": void.pattern, "cap": "partly"} if void.cap else void.pattern for void in rubric.voids],
        "rivals": list(rubric.rivals),
        "pick": "one" if rubric.pick_one else "",
        "number": _plain_number(rubric.number),
        "strict": str(rubric.strict or ""),
        "accept": list(rubric.accept),
        "reject": list(rubric.reject),
    }


def _plain_number(number: Quantity | None) -> dict[str, str]:
    if number is None:
        return {}
    return _filled(
        {"value": number.value, "unit": number.unit, "within": "" if number.within == "0" else number.within}
    )


def _plain_point(point: KeyPoint) -> str | dict[str, Any]:
    plain = _filled(
        {
            "is": point.pattern,
            "label": point.label,
            "hint": point.hint,
            "of": point.of,
            "not": point.contrary,
            "weight": 0 if point.weight == 1 else point.weight,
            "must": point.must,
        }
    )
    return point.pattern if len(plain) == 1 else plain


def _rubric_of(plain: Mapping[str, Any]) -> Rubric:
    number, strict = plain.get("number"), plain.get("strict")
    return Rubric(
        points=tuple(_point_of(point) for point in plain.get("points", ())),
        need=plain.get("need", 0),
        ordered=plain.get("order", False),
        voids=tuple(_void_of(void) for void in plain.get("not", ())),
        rivals=tuple(plain.get("rivals", ())),
        pick_one=plain.get("pick") == "one",
        number=Quantity(**number) if number else None,
        strict=Strictness(strict) if strict else None,
        accept=tuple(plain.get("accept", ())),
        reject=tuple(plain.get("reject", ())),
    )


def _point_of(plain: str | Mapping[str, Any]) -> KeyPoint:
    if isinstance(plain, str):
        return KeyPoint(plain)
    names = {"is": "pattern", "not": "contrary"}
    return KeyPoint(**{names.get(key, key): value for key, value in plain.items()})


def _void_of(plain: str | Mapping[str, Any]) -> Void:
    return Void(plain) if isinstance(plain, str) else Void(plain["is"], plain.get("cap") == "partly")


def _filled(plain: dict[str, Any]) -> dict[str, Any]:
    """Without the keys that say nothing."""
    return {key: value for key, value in plain.items() if value not in ("", 0, False, [], {}, None)}
