"""A form as what Discord calls a modal, and what was filled into it."""

from collections.abc import Iterable, Mapping
from typing import Any

from bot.adapters.discord import custom_ids, markdown
from bot.adapters.discord.blocks import cut, size
from bot.adapters.discord.custom_ids import Head
from bot.messages import Choice, Field, FieldKind, Form

MOST_PARTS = 5
LONGEST_TITLE = 45
LONGEST_INTRO = 4000
LONGEST_VALUE = 4000
MOST_SHOWN = 10  # choices that all stand there; more are a list to open
MOST_CHOICES = 25

LABEL, TEXT_INPUT, TEXT_DISPLAY, SELECT, RADIO_GROUP, CHECKBOX_GROUP = 18, 4, 10, 3, 21, 22

Body = dict[str, Any]


def modal(form: Form, head: Head) -> Body:
    """Raises ValueError for a form with more fields than there is room for: none may be lost in silence."""
    if len(form.fields) > MOST_PARTS:
        raise ValueError(f"the form {form.id} has {len(form.fields)} fields")
    parts = [_field(field) for field in form.fields]
    intro = "\n".join(markdown.line(line) for line in form.intro)
    if intro.strip() and len(parts) < MOST_PARTS:
        shown = intro if size(intro) <= LONGEST_INTRO else cut(intro, LONGEST_INTRO)
        parts.insert(0, {"type": TEXT_DISPLAY, "content": shown})
    return {
        "custom_id": custom_ids.write(form.id, head),
        "title": _short(form.title, LONGEST_TITLE),
        "components": parts,
    }


def _field(field: Field) -> Body:
    return {"type": LABEL, "label": _short(field.label, LONGEST_TITLE), "component": _component(field)}


def _component(field: Field) -> Body:
    if field.kind in (FieldKind.LINE, FieldKind.PARAGRAPH):
        return _input(field)
    several = field.kind is FieldKind.CHOICES
    chosen = frozenset(field.value.split() if several else (field.value,))
    options = [_option(choice, chosen) for choice in field.choices[:MOST_CHOICES]]
    drawn: Body = {"custom_id": field.id, "options": options, "required": field.needed}
    bounds: Body = {"min_values": int(field.needed), "max_values": len(options)} if several else {}
    if len(options) > MOST_SHOWN or (len(options) < 2 and not several):
        return drawn | {"type": SELECT} | (bounds or {"min_values": int(field.needed), "max_values": 1})
    return drawn | {"type": CHECKBOX_GROUP if several else RADIO_GROUP} | bounds


def _input(field: Field) -> Body:
    most = min(field.most, LONGEST_VALUE)
    drawn: Body = {
        "type": TEXT_INPUT,
        "custom_id": field.id,
        "style": 2 if field.kind is FieldKind.PARAGRAPH else 1,
        "required": field.needed,
        "max_length": most,
    }
    return drawn | {"value": field.value} if field.value and size(field.value) <= most else drawn


def _option(choice: Choice, chosen: frozenset[str]) -> Body:
    drawn: Body = {"value": choice.value, "label": _short(choice.label, 100)}
    return drawn | {"default": True} if choice.value in chosen else drawn


def _short(text: str, most: int) -> str:
    return text if size(text) <= most else f"{text[: most // 2]}…"


def filled(components: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """The fields of a submitted modal; several choices are parted by blanks."""
    found: dict[str, str] = {}
    for component in components:
        inner = component.get("component")
        for one in (inner,) if inner else component.get("components", ()):
            value = one.get("value")
            chosen = one.get("values")
            if "custom_id" in one:
                found[one["custom_id"]] = " ".join(chosen) if chosen is not None else str(value or "")
    return found
