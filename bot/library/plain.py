"""JSON as the same tree that YAML becomes, with paths where a file has lines."""

from collections.abc import Mapping
from typing import Any

from bot.library.nodes import DEEPEST, Entries, Entry, Items, Node, Text
from bot.library.source import UNKEPT, Findings, Spot, is_clean


def from_json(value: Any, path: str, found: Findings, depth: int = 0) -> Node | None:
    """The tree of a JSON value; `null` is nothing. What a deck cannot hold is among the findings."""
    at = Spot(path=path)
    if depth > DEEPEST:
        found.add(at, "depth", f"nested more than {DEEPEST} levels deep")
        return None
    match value:
        case None:
            return None
        case Mapping():
            return Entries(_pairs(value, path, found, depth), at)
        case list():
            nodes = [
                from_json(item, f"{path}[{place}]", found, depth + 1) for place, item in enumerate(value)
            ]
            return Items([node for node in nodes if node is not None], at)
        case _:
            return Text(_text(value, at, found), at, quoted=True)


def _pairs(value: Mapping[str, Any], path: str, found: Findings, depth: int) -> dict[str, Entry]:
    pairs = {}
    for key, inner in value.items():
        place = f"{path}.{key}" if path else key
        node = from_json(inner, place, found, depth + 1)
        if node is not None:
            pairs[key] = Entry(Text(key, Spot(path=place)), node)
    return pairs


def _text(value: Any, at: Spot, found: Findings) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    if not is_clean(text):
        found.add(at, "character", UNKEPT)
        return ""
    return text
