"""A message's parts drawn as Slack's blocks, within its lengths."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, assert_never

from bot.adapters.slack import limits, tables
from bot.adapters.slack.spans import Json, is_plain, mrkdwn, rich, words
from bot.messages import (
    Button,
    Buttons,
    Facts,
    Heading,
    Line,
    Mark,
    Message,
    Moment,
    Note,
    Part,
    Picture,
    Points,
    Quote,
    Span,
    Table,
    Text,
    Tone,
)

SIGNS = {Mark.HIT: "✅ ", Mark.MISSED: "❌ ", Mark.CONTRADICTED: "⚠️ ", Mark.OPEN: "▫️ "}
STYLES = {Tone.MAIN: "primary", Tone.DANGER: "danger"}
BETWEEN = Span(" · ")
READ = frozenset(("text", "alt_text", "fallback"))
NOTHING = "–"  # where Slack wants a text and there is none

Shown = Callable[[Picture], str]  # the file that shows a picture; "" while there is none


def nothing_shown(picture: Picture) -> str:
    """No picture can be shown here: its text form stands for it."""
    del picture
    return ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """`tabular`: tables stand in blocks of their own, which messages take and views do not."""

    tabular: bool = False
    most: int = limits.VIEW_BLOCKS
    shown: Shown = field(default=nothing_shown)


def draw(message: Message, how: Drawing) -> list[Json]:
    """The message's blocks. What does not fit any more is left out from the end, but for the last buttons."""
    drawn = [block for part in message.parts for block in _part(part, how)]
    drawn = _one_table(message, drawn, how)
    tail = [block for block in drawn[-1:] if block["type"] == "actions"]
    return fitted(drawn, tail, how.most)


def fitted(blocks: Sequence[Json], tail: Sequence[Json], most: int) -> list[Json]:
    """As many blocks from the beginning as may stand together, and the tail behind them."""
    body = list(blocks[: len(blocks) - len(tail)])
    room = limits.CHARACTERS - sum(map(_weight, tail)) - 1  # the sign that something is left out
    kept: list[Json] = []
    for block in body[: most - len(tail)]:
        room -= _weight(block)
        if room < 0:
            break
        kept.append(block)
    if len(kept) < len(body):
        kept[most - len(tail) - 1 :] = []
        kept.append(context((Span("…"),)))
    return [*kept, *tail]


def section(line: Line) -> list[Json]:
    """A paragraph. What mrkdwn would misread, or what is too long for it, is a rich text."""
    if is_plain(line) and len(text := mrkdwn(line)) <= limits.SECTION:
        return [{"type": "section", "text": _mrkdwn(text)}] if text.strip() else []
    return [rich_text(piece) for piece in _pieces(line)]


def context(line: Line) -> Json:
    """Small print; what mrkdwn would misread stands in plain text, or where it has a style in rich text."""
    if is_plain(line) and len(text := mrkdwn(line)) <= limits.SECTION:
        return {"type": "context", "elements": [_mrkdwn(text if text.strip() else NOTHING)]}
    if all(isinstance(span, Span) for span in line) and len(text := words(line)) <= limits.SECTION:
        return {"type": "context", "elements": [plain_text(text, limits.SECTION)]}
    return rich_text(_pieces(line)[0])


def rich_text(line: Line) -> Json:
    elements = rich(line) or rich((Span(NOTHING),))
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": elements}]}


def plain_text(text: str, most: int) -> Json:
    """A text without markup; emoji names in it stay names."""
    return {"type": "plain_text", "text": limits.cut(text.strip() or NOTHING, most), "emoji": False}


def _part(part: Part, how: Drawing) -> list[Json]:
    match part:
        case Heading() | Text() | Note():
            return _line(part)
        case Quote(text):
            return _quote(text)
        case Points(points):
            return _lines([(Span(SIGNS[point.mark]), *point.line) for point in points])
        case Facts(lines):
            return [context(_joined(lines))] if lines else []
        case Table():
            return [tables.block(part)] if how.tabular and part.rows else tables.as_text(part)
        case Picture():
            return [_picture(part, how)]
        case Buttons(buttons):
            return actions([button for button in buttons if not button.off])  # Slack shows none that are off
        case _:
            assert_never(part)


def _line(part: Heading | Text | Note) -> list[Json]:
    match part:
        case Heading(line):
            return [{"type": "header", "text": plain_text(words(line), limits.HEADER)}]
        case Text(line):
            return section(line)
        case Note(line):
            return [context(line)] if words(line).strip() else []


def actions(buttons: Sequence[Button]) -> list[Json]:
    """Buttons in rows, but for those whose id Slack would not bring back."""
    buttons = [button for button in buttons if len(button.id) <= limits.ACTION_ID]
    rows = [buttons[at : at + limits.BUTTONS] for at in range(0, len(buttons), limits.BUTTONS)]
    return [{"type": "actions", "elements": [_button(button) for button in row]} for row in rows]


def _button(button: Button) -> Json:
    drawn = {"type": "button", "action_id": button.id, "text": plain_text(button.label, limits.BUTTON)}
    return drawn | ({"style": STYLES[button.tone]} if button.tone in STYLES else {})


def _quote(text: str) -> list[Json]:
    """People's own words, where nothing of them can be read as markup or as a mention."""
    if not text:
        return []
    pieces = limits.pieces(text, limits.SECTION)
    quoted = [{"type": "rich_text_quote", "elements": [{"type": "text", "text": piece}]} for piece in pieces]
    return [{"type": "rich_text", "elements": quoted}]


def _lines(lines: Sequence[Line]) -> list[Json]:
    """Lines under each other; people's words stand in them, so they are rich text."""
    broken = tuple(span for line in lines for span in (*line, Span("\n")))[:-1]
    return [rich_text(piece) for piece in _pieces(broken)] if broken else []


def _joined(lines: Sequence[Line]) -> Line:
    return tuple(span for line in lines for span in (*line, BETWEEN))[:-1]


def _picture(picture: Picture, how: Drawing) -> Json:
    if file := how.shown(picture):
        alt = limits.cut(picture.alt or picture.name, limits.ALT)
        return {"type": "image", "slack_file": {"id": file}, "alt_text": alt}
    return rich_text((Span(limits.cut(picture.alt or picture.name, limits.SECTION)),))


def _one_table(message: Message, drawn: list[Json], how: Drawing) -> list[Json]:
    """Slack takes one table a message, so with several all of them are text."""
    if not how.tabular or sum(block["type"] == "table" for block in drawn) <= 1:
        return drawn
    return [block for part in message.parts for block in _part(part, Drawing(most=how.most, shown=how.shown))]


def _pieces(line: Line) -> list[Line]:
    """The line in pieces that a block can hold."""
    if line and sum(len(span.text) for span in line if isinstance(span, Span)) <= limits.SECTION:
        return [line]
    found: list[Line] = [()]
    room = limits.SECTION
    for span in _short(line):
        length = len(span.text) if isinstance(span, Span) else 0
        if length > room:
            found.append(())
            room = limits.SECTION
        found[-1] = (*found[-1], span)
        room -= length
    return [piece for piece in found if piece] or [(Span(NOTHING),)]


def _short(line: Line) -> Line:
    """The line without a span that is too long for a block of its own."""
    return tuple(
        piece
        for span in line
        for piece in (
            [span]
            if isinstance(span, Moment)
            else [Span(text, span.style) for text in limits.pieces(span.text, limits.SECTION)]
        )
    )


def _mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def _weight(block: Json) -> int:
    """The characters that people read, everywhere inside a block."""
    found, waiting = 0, [block]
    while waiting:  # each answer is weighed: half of drawing was spent where this called itself
        for key, value in waiting.pop().items():
            if isinstance(value, str):
                found += len(value) if key in READ else 0
            elif isinstance(value, dict):
                waiting.append(value)
            elif isinstance(value, list):
                waiting += _flat(value)
    return found


def _flat(values: list[Any]) -> list[Json]:
    """The objects in a list, and in the lists in it, as in a table's rows."""
    found: list[Json] = []
    for value in values:
        if isinstance(value, dict):
            found.append(value)
        elif isinstance(value, list):
            found += _flat(value)
    return found
