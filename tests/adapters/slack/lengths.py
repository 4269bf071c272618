"""Slack's length rules, which its schemas do not hold."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Json = Mapping[str, Any]

CHARACTERS = 13_000
MOST = {
    "header": {"text": 150},
    "section": {"text": 3000},
    "button": {"text": 75, "action_id": 255, "accessibility_label": 75},
    "input": {"label": 2000, "hint": 2000, "block_id": 255},
    "image": {"alt_text": 2000},
    "plain_text_input": {"initial_value": 3000, "action_id": 255},
}
COUNTS = {
    "context": 10,
    "actions": 25,
    "radio_buttons": 10,
    "checkboxes": 10,
    "static_select": 100,
    "multi_static_select": 100,
}


def too_long_message(text: str, blocks: Sequence[Json]) -> list[str]:
    found = list(_blocks(blocks, 50))
    if not text.strip():
        found.append("text: there is none")
    if len(text) > 4000:
        found.append("text: more than 4,000 characters")
    if sum(block["type"] == "table" for block in blocks) > 1:
        found.append("blocks: more than one table")
    return found


def too_long_view(view: Json) -> list[str]:
    found = list(_blocks(view["blocks"], 100))
    found += [
        f"{part}: {len(view[part]['text'])} characters, not 1 to 24"
        for part in ("title", "submit", "close")
        if part in view and not 1 <= len(view[part]["text"]) <= 24
    ]
    if len(view.get("private_metadata", "")) > 3000:
        found.append("private_metadata: more than 3,000 characters")
    if len(view.get("callback_id", "")) > 255:
        found.append("callback_id: more than 255 characters")
    has_input = any(block["type"] == "input" for block in view["blocks"])
    if has_input and view["type"] == "modal" and "submit" not in view:
        found.append("submit: a modal with inputs needs one")
    if any(block["type"] == "table" for block in view["blocks"]):
        found.append("blocks: views take no table")
    return found


def _blocks(blocks: Sequence[Json], most: int) -> Iterator[str]:
    if not 1 <= len(blocks) <= most:
        yield f"blocks: {len(blocks)}, not 1 to {most}"
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    if len(ids) != len(set(ids)):
        yield "blocks: a block_id comes twice"
    characters = sum(_characters(block) for block in blocks)
    if characters > CHARACTERS:
        yield f"blocks: {characters} characters in all"
    for at, block in enumerate(blocks):
        yield from _within(block, f"blocks[{at}]")


def _within(value: object, at: str) -> Iterator[str]:
    match value:
        case dict():
            yield from _rules(value, at)
            for key, inner in value.items():
                yield from _within(inner, f"{at}.{key}")
        case list():
            for place, inner in enumerate(value):
                yield from _within(inner, f"{at}[{place}]")


def _rules(value: Json, at: str) -> Iterator[str]:
    kind = str(value.get("type", ""))
    for key, most in MOST.get(kind, {}).items():
        text = _text(value.get(key))
        if text is not None and not 1 <= len(text) <= most:
            yield f"{at}.{key}: {len(text)} characters, not 1 to {most}"
    if kind in ("mrkdwn", "plain_text") and not 1 <= len(value["text"]) <= 3000:
        yield f"{at}: {len(value['text'])} characters, not 1 to 3,000"
    if kind == "text" and not value["text"]:
        yield f"{at}: an empty text"
    yield from _counts(value, kind, at)


def _counts(value: Json, kind: str, at: str) -> Iterator[str]:
    items = value.get("elements", value.get("options", ()))
    if len(items) > COUNTS.get(kind, len(items)) or (kind in COUNTS and not items):
        yield f"{at}: {len(items)} items"
    if kind == "table" and (len(value["rows"]) > 100 or any(len(row) > 20 for row in value["rows"])):
        yield f"{at}: too many rows or columns"
    for option in value.get("options", ()):
        if len(option["text"]["text"]) > 75 or len(option["value"]) > 150:
            yield f"{at}: an option is too long"


def _text(value: object) -> str | None:
    if isinstance(value, Mapping):
        return str(value.get("text", ""))
    return value if isinstance(value, str) else None


def _characters(value: object) -> int:
    match value:
        case dict():
            own = sum(len(value[key]) for key in ("text", "alt_text") if isinstance(value.get(key), str))
            return own + sum(_characters(inner) for inner in value.values())
        case list():
            return sum(map(_characters, value))
        case _:
            return 0
