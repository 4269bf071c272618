"""A form filled in by asking for one field after the other."""

from collections.abc import Sequence

from bot.adapters.terminal.screen import Screen
from bot.messages import Choice, Field, FieldKind, Form
from bot.wording import Wording


async def ask_all(screen: Screen, form: Form, say: Wording) -> dict[str, str] | None:
    """What was typed, by field; None: it was broken off."""
    fields = {}
    for field in form.fields:
        given = await _ask(screen, field, say)
        if given is None:
            return None
        fields[field.id] = given
    return fields


def lacking(form: Form) -> tuple[Field, ...]:
    """The fields behind the first that must be typed, and hold nothing yet."""
    return tuple(
        field
        for field in form.fields[1:]
        if field.needed and not field.value and field.kind is not FieldKind.CHOICE
    )


async def _ask(screen: Screen, field: Field, say: Wording) -> str | None:
    """One field; what is none of its choices is asked for again, with nothing to type behind."""
    label = field.label if field.needed else say.text("form.optional", label=field.label)
    if field.kind is not FieldKind.CHOICE:
        return await screen.ask(label, field.value)
    label = f"{label} ({' / '.join(choice.label for choice in field.choices)})"
    value = next((choice.label for choice in field.choices if choice.value == field.value), "")
    given = await screen.ask(label, value)
    while given is not None and (given.strip() or field.needed):
        if chosen := meant(field.choices, given):
            return chosen
        given = await screen.ask(say.text("form.none_of", typed=given.strip(), label=label), "")
    return given and ""


def meant(choices: Sequence[Choice], typed: str) -> str:
    """The one choice whose name begins like this; "" where none does, or several do."""
    start = typed.strip().casefold()
    near = {
        choice.value
        for choice in choices
        if choice.value.casefold().startswith(start) or choice.label.casefold().startswith(start)
    }
    exact = {
        choice.value for choice in choices if start in (choice.value.casefold(), choice.label.casefold())
    }
    found = exact or near
    return found.pop() if start and len(found) == 1 else ""
