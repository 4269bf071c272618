"""Draws messages and forms as HTML: what people or authors wrote is text in it, never markup."""

from datetime import UTC
from html import escape

from bot.messages import (
    Button,
    Buttons,
    Facts,
    Field,
    FieldKind,
    Form,
    Heading,
    Line,
    Mark,
    Message,
    Moment,
    Note,
    Part,
    Picture,
    Point,
    Points,
    Quote,
    Span,
    Style,
    Table,
    Text,
    Tone,
)
from bot.wording import Wording

SHORT = 12  # characters of a cell that stays on one line
SIGNS = {Mark.HIT: "✓", Mark.MISSED: "✗", Mark.CONTRADICTED: "!", Mark.OPEN: "▫"}
_TAGS = {Style.STRONG: "strong", Style.CODE: "code"}
_TONES = {Tone.MAIN: "main", Tone.QUIET: "quiet", Tone.DANGER: "danger"}


def message(told: Message, say: Wording, level: int) -> str:
    """The whole message; its headings are of this level of the page."""
    return "".join(_part(part, say, level) for part in told.parts)


def line(told: Line, say: Wording) -> str:
    return "".join(_span(span, say) for span in told)


def form(asked: Form, say: Wording) -> str:
    """What stands in the dialog, with a way out of it."""
    fields, cancel = "".join(_field(field, say) for field in asked.fields), escape(say.text("page.cancel"))
    intro = "".join(f"<p>{line(said, say)}</p>" for said in asked.intro)
    return (
        f'<form method="dialog" data-form="{escape(asked.id)}" novalidate>'
        f'<h2 id="dialog-title">{escape(asked.title)}</h2>{intro}{fields}'
        f'<p class="buttons"><button type="submit" class="main">{escape(asked.submit)}</button>'
        f'<button type="button" class="quiet" data-close>{cancel}</button></p></form>'
    )


def _span(span: Span | Moment, say: Wording) -> str:
    if isinstance(span, Moment):
        at = span.at.astimezone(UTC)
        return f'<time datetime="{at:%Y-%m-%dT%H:%MZ}">{escape(say.moment(at))} UTC</time>'
    text = escape(span.text)
    if span.style is Style.LINK and span.text.startswith("https://"):
        return f'<a href="{text}" rel="noopener noreferrer" target="_blank">{text}</a>'
    tag = _TAGS.get(span.style)
    return f"<{tag}>{text}</{tag}>" if tag else text


def _part(part: Part, say: Wording, level: int) -> str:
    match part:
        case Heading(said):
            return f"<h{level}>{line(said, say)}</h{level}>"
        case Text(said):
            return f"<p>{line(said, say)}</p>"
        case Note(said):
            return f'<p class="note">{line(said, say)}</p>'
        case Quote(text):
            return f"<blockquote>{escape(text)}</blockquote>"
        case Picture():
            return _picture(part)
        case _:
            return _several(part, say)


def _several(part: Points | Facts | Table | Buttons, say: Wording) -> str:
    match part:
        case Points(points):
            return f'<ul class="points">{"".join(_point(point, say) for point in points)}</ul>'
        case Facts(lines):
            return f'<ul class="facts">{"".join(f"<li>{line(said, say)}</li>" for said in lines)}</ul>'
        case Table():
            return _table(part, say)
        case Buttons(buttons):
            return f'<p class="buttons">{"".join(map(_button, buttons))}</p>'


def _point(point: Point, say: Wording) -> str:
    """The sign is for the eye; the word beside it is for who hears the page."""
    word = escape(say.text(f"page.mark_{point.mark.value}"))
    heard = f'<span class="heard">{word}</span>' if word else ""
    sign = f'<span class="sign" aria-hidden="true">{SIGNS[point.mark]}</span>'
    return f'<li class="{point.mark.value}">{sign}{heard} <span>{line(point.line, say)}</span></li>'


def _table(table: Table, say: Wording) -> str:
    head = "".join(f'<th scope="col">{line(cell, say)}</th>' for cell in table.head)
    rows = "".join(
        f"<tr{_own(place == table.own, say)}>{''.join(_cell(cell, say) for cell in row)}</tr>"
        for place, row in enumerate(table.rows)
    )
    label = escape(" · ".join(filter(None, ("".join(_words(cell)) for cell in table.head))))
    return (
        f'<div class="table" role="group" aria-label="{label}" tabindex="0">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _cell(said: Line, say: Wording) -> str:
    """A few words stay on one line."""
    short = ' class="short"' if len("".join(_words(said))) < SHORT else ""
    return f"<td{short}>{line(said, say)}</td>"


def _own(own: bool, say: Wording) -> str:
    return f' aria-current="true" title="{escape(say.text("page.you"))}"' if own else ""


def _words(said: Line) -> list[str]:
    return [span.text for span in said if isinstance(span, Span)]


def _picture(picture: Picture) -> str:
    """Our own drawing with its words for who cannot see it; without one, the words alone."""
    if not picture.svg:
        return f'<p class="note">{escape(picture.alt)}</p>'
    name, alt = escape(picture.name), escape(picture.alt)
    return f'<figure class="{name}" role="img" aria-label="{alt}" tabindex="0">{picture.svg}</figure>'


def _button(button: Button) -> str:
    more = f' data-word="{escape(button.word)}"' if button.word else ""
    more += ' aria-haspopup="dialog"' if button.opens else ""
    more += " disabled" if button.off else ""
    id, tone, label = escape(button.id), _TONES[button.tone], escape(button.label)
    return f'<button type="button" class="{tone}" data-press="{id}"{more}>{label}</button>'


def _field(field: Field, say: Wording) -> str:
    name = escape(field.id)
    named = escape(field.label if field.needed else say.text("form.optional", label=field.label))
    known = f'id="field-{name}" name="{name}" aria-describedby="wrong-{name}" maxlength="{field.most}"'
    known += " required" if field.needed else ""
    wrong = f'<p class="wrong" id="wrong-{name}" role="alert"></p>'
    if field.kind in (FieldKind.CHOICE, FieldKind.CHOICES):
        return f"<fieldset><legend>{named}</legend>{_choices(field)}</fieldset>{wrong}"
    label = f'<label for="field-{name}">{named}</label>'
    if field.kind is FieldKind.PARAGRAPH:
        # A line feed right behind the tag is not part of the text, so that one is given away.
        text = f"\n{escape(field.value)}"
        return f'{label}<textarea {known} rows="4">{text}</textarea>{wrong}'
    return f'{label}<input type="text" {known} value="{escape(field.value)}">{wrong}'


def _choices(field: Field) -> str:
    kind = "radio" if field.kind is FieldKind.CHOICE else "checkbox"
    chosen = set(field.value.replace(",", " ").split())
    return "".join(
        f'<label class="choice"><input type="{kind}" name="{escape(field.id)}" value="{escape(choice.value)}"'
        f"{' checked' if choice.value in chosen else ''}> {escape(choice.label)}</label>"
        for choice in field.choices
    )
