"""Single values out of the tree: texts, lists, whole numbers, choices; each complaint at its place."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.library.nodes import Entries, Entry, Items, Node, Text
from bot.library.source import Findings

_WHOLE = re.compile(r"[1-9][0-9]{0,5}")

T = TypeVar("T")

Take = Callable[[Findings, Node, str], T]


def kind_of(node: Node) -> str:
    match node:
        case Text():
            return "a text"
        case Items():
            return "a list"
    return "a mapping"


def text(found: Findings, node: Node, name: str) -> str:
    """One text, blanks around it dropped; a blank one is a complaint."""
    if type(node) is not Text:
        found.add(node.at, "not-a-text", f"`{name}` must be a text, this is {kind_of(node)}")
        return ""
    value = node.value.strip()
    if not value:
        found.add(node.at, "empty", f"`{name}` is empty")
    return value


def texts(found: Findings, node: Node, name: str) -> tuple[str, ...]:
    """A list of texts."""
    return tuple(text(found, item, name) for item in items(found, node, name))


def items(found: Findings, node: Node, name: str) -> list[Node]:
    """The nodes of a list; where there is none, a complaint that says how to write it."""
    if type(node) is Items:
        return node.nodes
    if type(node) is Text and not node.value:
        found.add(node.at, "empty", f"`{name}` is empty: leave it out or list something")
        return []
    found.add(node.at, "not-a-list", f"`{name}` must be a list, this is {kind_of(node)}")
    return []


def whole(found: Findings, node: Node, name: str) -> int:
    """A whole number above zero."""
    if type(node) is Text and _WHOLE.fullmatch(node.value):
        return int(node.value)
    found.add(node.at, "not-a-number", f"`{name}` must be a whole number above zero")
    return 0


def fact(found: Findings, node: Node, name: str) -> bool:
    """`true` or `false`."""
    if type(node) is Text and node.value.lower() in ("true", "false"):
        return node.value.lower() == "true"
    found.add(node.at, "not-true-or-false", f"`{name}` must be true or false")
    return False


def one_of(choices: Iterable[str]) -> Take[str]:
    """A taker of one word out of these."""
    allowed = tuple(choices)

    def take(found: Findings, node: Node, name: str) -> str:
        value = text(found, node, name)
        if value and value not in allowed:
            known = meant(value, allowed) or f"it is one of {', '.join(allowed)}"
            found.add(node.at, "unknown-value", f"`{name}` cannot be `{short(value)}`; {known}")
            return ""
        return value

    return take


def short(value: str, most: int = 60) -> str:
    return value if len(value) <= most else value[: most - 1] + "…"


def meant(typed: str, known: Iterable[str]) -> str:
    """`did you mean …?` where a known word is near, else nothing."""
    near = OSA.normalized_similarity
    best = process.extractOne(typed.lower()[:80], list(known), scorer=near, score_cutoff=0.6)
    return f"did you mean `{best[0]}`?" if best else ""


def entries(found: Findings, node: Node, name: str) -> Mapping[str, Entry]:
    """The keys of a mapping."""
    if type(node) is Entries:
        return node.pairs
    found.add(node.at, "not-a-mapping", f"{name} must be keys with values, this is {kind_of(node)}")
    return {}


def unknown(found: Findings, key: Text, name: str, known: Iterable[str]) -> None:
    allowed = tuple(known)
    hint = meant(key.value, allowed) or f"it has {', '.join(allowed)}"
    found.add(key.at, "unknown-key", f"{name} has no `{short(key.value)}`; {hint}")


def take_all(
    found: Findings, pairs: Mapping[str, Entry], name: str, takers: Mapping[str, tuple[str, Take[object]]]
) -> dict[str, object]:
    """Every known key as its field's value; unknown ones are complaints. `takers`: key -> (field, taker)."""
    values: dict[str, object] = {}
    for key, (at, node) in pairs.items():
        taker = takers.get(key)
        if taker is None:
            unknown(found, at, name, takers)
        else:
            values[taker[0]] = taker[1](found, node, key)
    return values
