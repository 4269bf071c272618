"""A card out of its keys: the part of decks/README.md called "A card", as a table."""

import re
from collections.abc import Mapping
from typing import Any

from bot.core.model import Card, Difficulty, KeyPoint, Quantity, Rubric, Strictness, Tries, Void
from bot.library.nodes import Entries, Items, Node, Text
from bot.library.source import Findings
from bot.library.values import Take, entries, fact, items, one_of, take_all, text, texts, whole

FACETS = (
    "purpose", "input", "mechanism", "hyperparameters", "instances", "output", "definition", "comparison",
)  # fmt: skip
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_MOST_ID = 64


def name(found: Findings, node: Node, key: str) -> str:
    """An id: lower-case words joined by hyphens."""
    value = text(found, node, key)
    if value and (not _ID.fullmatch(value) or len(value) > _MOST_ID):
        found.add(
            node.at,
            "id",
            f"`{key}` must be lower-case words joined by hyphens, at most {_MOST_ID} characters",
        )
        return ""
    return value


_POINT: dict[str, tuple[str, Take[Any]]] = {
    "is": ("pattern", text),
    "label": ("label", text),
    "hint": ("hint", text),
    "of": ("of", text),
    "not": ("contrary", text),
    "weight": ("weight", whole),
    "must": ("must", fact),
}
POINT_KEYS = tuple(_POINT)


def _points(found: Findings, node: Node, key: str) -> tuple[KeyPoint, ...]:
    return tuple(_point(found, item) for item in items(found, node, key))


def _point(found: Findings, node: Node) -> KeyPoint:
    if type(node) is Text:
        return KeyPoint(text(found, node, "points"))
    pairs = entries(found, node, "a point")
    values: Any = take_all(found, pairs, "a point", _POINT)
    if "is" not in pairs:
        found.add(node.at, "missing-key", "a point needs `is`: what an answer must say")
    return KeyPoint(**{"pattern": "", **values})


_VOID: dict[str, tuple[str, Take[Any]]] = {"is": ("pattern", text), "cap": ("cap", one_of(("partly",)))}


def _voids(found: Findings, node: Node, key: str) -> tuple[Void, ...]:
    alone = type(node) is Entries or (type(node) is Text and bool(node.value))
    return tuple(_void(found, item) for item in ([node] if alone else items(found, node, key)))


def _void(found: Findings, node: Node) -> Void:
    if type(node) is Text:
        return Void(text(found, node, "not"))
    values = take_all(found, entries(found, node, "a `not`"), "a `not`", _VOID)
    if "pattern" not in values:
        found.add(node.at, "missing-key", "a `not` needs `is`: what spoils the answer")
    return Void(str(values.get("pattern", "")), bool(values.get("cap")))


_AMOUNT = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?", re.IGNORECASE)


def _amount(found: Findings, node: Node, key: str) -> str:
    value = text(found, node, key)
    if value and (not _AMOUNT.fullmatch(value) or len(value) > 30):
        found.add(node.at, "not-a-number", f"`{key}` must be a number, such as 5 or 0.25")
    return value


_QUANTITY: dict[str, tuple[str, Take[Any]]] = {
    "value": ("value", _amount),
    "unit": ("unit", text),
    "within": ("within", _amount),
}


def _number(found: Findings, node: Node, key: str) -> Quantity | None:
    if type(node) is Text:
        return Quantity(_amount(found, node, key))
    values: Any = take_all(found, entries(found, node, "`number`"), "`number`", _QUANTITY)
    if not values.get("value"):
        found.add(node.at, "missing-key", "`number` needs `value`")
        return None
    return Quantity(**values)


_TRIES: dict[str, tuple[str, Take[Any]]] = {side: (side, texts) for side in ("right", "partly", "wrong")}


def _tries(found: Findings, node: Node, key: str) -> Tries:
    values: Any = take_all(found, entries(found, node, f"`{key}`"), f"`{key}`", _TRIES)
    return Tries(**values)


_CARD: dict[str, tuple[str, Take[Any]]] = {
    "id": ("id", name),
    "ask": ("ask", text),
    "answer": ("answer", text),
    "points": ("points", _points),
    "need": ("need", whole),
    "order": ("ordered", fact),
    "not": ("voids", _voids),
    "rivals": ("rivals", texts),
    "pick": ("pick_one", one_of(("one",))),
    "number": ("number", _number),
    "strict": ("strict", one_of(Strictness)),
    "accept": ("accept", texts),
    "reject": ("reject", texts),
    "why": ("why", text),
    "topic": ("topic", text),
    "facet": ("facet", one_of(FACETS)),
    "tags": ("tags", texts),
    "kin": ("kin", texts),
    "difficulty": ("difficulty", one_of(Difficulty)),
    "sources": ("sources", texts),
    "code": ("code", text),
    "image": ("image", text),
    "alt": ("alt", text),
    "self": ("self_rated", fact),
    "max_words": ("max_words", whole),
    "try": ("tries", _tries),
}
CARD_KEYS = tuple(_CARD)
_RUBRIC = frozenset(
    ("points", "need", "ordered", "voids", "rivals", "pick_one", "number", "strict", "accept", "reject")
)


def card(
    found: Findings, node: Node, deck: str, needed: tuple[str, ...] = ("id", "ask", "answer")
) -> Card | None:
    """A card; None where a key it cannot do without is missing, or it is no mapping at all."""
    pairs = entries(found, node, "a card")
    values = take_all(found, pairs, "a card", _CARD)
    missing = [key for key in needed if key not in pairs]
    if pairs and missing:
        title = f"the card `{values['id']}`" if values.get("id") else "a card"
        found.add(node.at, "missing-key", f"{title} needs {' and '.join(f'`{key}`' for key in missing)}")
    if missing or not all(values.get(key) for key in needed):
        return None
    return _made(values, deck)


def _made(values: Mapping[str, Any], deck: str) -> Card:
    rubric = {key: value for key, value in values.items() if key in _RUBRIC}
    if "pick_one" in rubric:
        rubric["pick_one"] = rubric["pick_one"] == "one"
    if "strict" in rubric:
        rubric["strict"] = Strictness(rubric["strict"]) if rubric["strict"] else None
    plain: dict[str, Any] = {key: value for key, value in values.items() if key not in _RUBRIC}
    if "difficulty" in plain:
        plain["difficulty"] = Difficulty(plain["difficulty"] or Difficulty.MEDIUM)
    return Card(deck=deck, rubric=Rubric(**rubric) if rubric else Rubric(), **plain)


def inline(found: Findings, node: Node) -> Card | None:
    """A card given by itself, without a deck: neither its id nor its deck need be named."""
    pairs = {key: entry for key, entry in entries(found, node, "a rubric").items() if key != "deck"}
    values = take_all(found, pairs, "a card", _CARD)
    if not values.get("ask"):
        found.add(node.at, "missing-key", "a rubric needs `ask`")
    if not any(values.get(key) for key in ("answer", "points", "number", "accept")):
        found.add(node.at, "missing-key", "a rubric needs `answer` or `points`")
    if found.broken:
        return None
    return _made({"id": "inline", "answer": "", **values}, "inline")


def at_path(node: Node, path: tuple[str | int, ...]) -> Node:
    """The node a path leads to; the last one reached where a short form ends it sooner."""
    for step in path:
        found = _inner(node, step)
        if found is None:
            break
        node = found
    return node


def _inner(node: Node, step: str | int) -> Node | None:
    if type(node) is Items and isinstance(step, int):
        return node.nodes[step] if step < len(node.nodes) else None
    if type(node) is Entries and isinstance(step, str):
        entry = node.pairs.get(step) or node.pairs.get("is")
        return entry.node if entry else None
    return None
