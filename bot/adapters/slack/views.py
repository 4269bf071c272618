"""Modals and the home page: forms to fill in, messages to read, and what they remember of their place."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.adapters.slack import limits
from bot.adapters.slack.blocks import (
    Drawing,
    Shown,
    context,
    draw,
    fitted,
    nothing_shown,
    plain_text,
    section,
)
from bot.adapters.slack.spans import Json
from bot.messages import Choice, Field, FieldKind, Form, Message, Note, Span
from bot.wording import Wording

DEEPEST = 3  # views that Slack stacks in one modal
CHOSEN = "chosen"  # the id of a field's only element


@dataclass(frozen=True, slots=True)
class Place:
    """What a view remembers: the channel it was opened from, and whether that was the home page."""

    channel: str
    home: bool = False

    def __str__(self) -> str:
        return json.dumps({"channel": self.channel, "home": self.home}, separators=(",", ":"))


def place_in(metadata: str) -> Place:
    """What a view remembers; nothing where the view is not one of these."""
    try:
        found: Any = json.loads(metadata)
        return Place(str(found["channel"]), bool(found["home"]))
    except (ValueError, TypeError, KeyError):
        return Place("")


def form(form: Form, place: Place, say: Wording) -> Json:
    """A form to fill in. Pressing close on it goes back to what lies under it."""
    inputs = [_input(field) for field in form.fields]
    intro = [block for line in form.intro for block in section(line)]
    return {
        "type": "modal",
        "callback_id": limits.cut(form.id, limits.ACTION_ID),
        "title": plain_text(form.title, limits.TITLE),
        "submit": plain_text(form.submit, limits.TITLE),
        "close": plain_text(say.text("slack.back"), limits.TITLE),
        "private_metadata": str(place),
        "blocks": fitted([*intro, *inputs], inputs, limits.VIEW_BLOCKS),
    }


def modal(message: Message, place: Place, say: Wording, shown: Shown = nothing_shown) -> Json:
    """A message to read. Pressing close on it closes all that lies under it too."""
    blocks = draw(message, Drawing(shown=shown))
    return {
        "type": "modal",
        "title": plain_text(say.text("slack.title"), limits.TITLE),
        "close": plain_text(say.text("slack.close"), limits.TITLE),
        "clear_on_close": True,
        "private_metadata": str(place),
        "blocks": blocks or [context((Span(message.brief),))],
    }


def again(view: Mapping[str, Any], message: Message) -> Json:
    """A form as it was handed in, with what is wrong with it: nothing that was typed is lost."""
    given = answers((view.get("state") or {}).get("values") or {})
    blocks = [_filled(block, given) for block in view.get("blocks") or ()]
    kept = ("type", "callback_id", "title", "submit", "close", "private_metadata")
    return {key: view[key] for key in kept if view.get(key)} | {
        "blocks": [*draw(message, Drawing(most=3)), *blocks][: limits.VIEW_BLOCKS]
    }


def _filled(block: Json, given: Mapping[str, str]) -> Json:
    """An input with what was typed into it, or chosen in it."""
    value = given.get(str(block.get("block_id", "")), "")
    if block.get("type") != "input":
        return block
    element = block["element"]
    chosen = [option for option in element.get("options", ()) if option["value"] in _said(value)]
    filled: Json = {}
    match element["type"]:
        case "plain_text_input":
            filled = {"initial_value": value}
        case "radio_buttons" | "static_select" if chosen:
            filled = {"initial_option": chosen[0]}
        case "checkboxes" | "multi_static_select" if chosen:
            filled = {"initial_options": chosen}
    return block | {"element": element | filled}


def home(message: Message, shown: Shown = nothing_shown) -> Json:
    return {"type": "home", "blocks": draw(message, Drawing(shown=shown))}


def checking(place: Place, say: Wording) -> Json:
    """What stands there while the answer is being looked at."""
    line = say.line("slack.checking")
    return modal(Message((Note(line),), say.text("slack.checking")), place, say)


def answers(values: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """What was filled in, by field."""
    return {field: _answer(next(iter(elements.values()), {})) for field, elements in values.items()}


def _answer(element: Mapping[str, Any]) -> str:
    match element:
        case {"selected_options": list(options)}:
            return ",".join(str(option["value"]) for option in options)
        case {"selected_option": dict(option)}:
            return str(option["value"])
        case {"value": str(value)}:
            return value
        case _:
            return ""


def _input(field: Field) -> Json:
    drawn = {
        "type": "input",
        "block_id": field.id,
        "label": plain_text(field.label, limits.LABEL),
        "element": _element(field),
    }
    return drawn if field.needed else drawn | {"optional": True}


def _element(field: Field) -> Json:
    match field.kind:
        case FieldKind.CHOICE:
            return _one_of(field)
        case FieldKind.CHOICES:
            return _some_of(field)
        case _:
            return _typed(field)


def _typed(field: Field) -> Json:
    most = min(field.most, limits.INPUT)
    drawn: Json = {"type": "plain_text_input", "action_id": CHOSEN, "max_length": most}
    if field.kind is FieldKind.PARAGRAPH:
        drawn["multiline"] = True
    if field.value:
        drawn["initial_value"] = field.value[:most]
    return drawn


def _one_of(field: Field) -> Json:
    options = _options(field)
    kind = "radio_buttons" if len(options) <= limits.RADIO else "static_select"
    chosen = [option for option in options if option["value"] == field.value]
    drawn: Json = {"type": kind, "action_id": CHOSEN, "options": options}
    return drawn | ({"initial_option": chosen[0]} if chosen else {})


def _some_of(field: Field) -> Json:
    options = _options(field)
    kind = "checkboxes" if len(options) <= limits.RADIO else "multi_static_select"
    chosen = [option for option in options if option["value"] in _said(field.value)]
    drawn: Json = {"type": kind, "action_id": CHOSEN, "options": options}
    return drawn | ({"initial_options": chosen} if chosen else {})


def _options(field: Field) -> list[Json]:
    """As many as Slack shows, but for those whose value it would not bring back."""
    fitting = [choice for choice in field.choices if len(choice.value) <= limits.VALUE]
    return [_option(choice) for choice in fitting[: limits.MENU]]


def _said(value: str) -> Sequence[str]:
    return [word.strip() for word in value.split(",")]


def _option(choice: Choice) -> Json:
    return {"text": plain_text(choice.label, limits.OPTION), "value": choice.value}
