"""Draws a message as plain text, for a pipe."""

from datetime import tzinfo

from bot import wording
from bot.adapters.terminal.visible import cells, filled, harmless, one_line
from bot.messages import (
    Buttons,
    Facts,
    Heading,
    Line,
    Mark,
    Message,
    Note,
    Part,
    Picture,
    Points,
    Quote,
    Span,
    Table,
    Text,
)
from bot.wording import Wording

SIGNS = {Mark.HIT: "✓", Mark.MISSED: "✗", Mark.CONTRADICTED: "!", Mark.OPEN: "·"}


def draw(message: Message, zone: tzinfo, locale: str = wording.DEFAULT) -> str:
    """The whole message, dates as this reader has them; a blank line before each further heading."""
    say = wording.of(locale)
    drawn: list[str] = []
    for part in message.parts:
        text = _part(part, zone, say)
        if isinstance(part, Heading) and drawn:
            drawn.append("")
        if text:
            drawn.append(text)
    return "\n".join(drawn)


def words(line: Line, zone: tzinfo, say: Wording) -> str:
    """A line's words, with instants on the reader's clock."""
    return "".join(
        harmless(span.text) if isinstance(span, Span) else say.moment(span.at.astimezone(zone))
        for span in line
    )


def _part(part: Part, zone: tzinfo, say: Wording) -> str:
    match part:
        case Heading(line) | Text(line) | Note(line):
            return words(line, zone, say)
        case Quote(text):
            return "\n".join(f"> {line}" for line in harmless(text).splitlines())
        case Points(points):
            return "\n".join(f"{SIGNS[point.mark]} {words(point.line, zone, say)}" for point in points)
        case Facts(lines):
            return " · ".join(words(line, zone, say) for line in lines)
        case Table():
            return _table(part, zone, say)
        case Picture(_, _, alt):
            return harmless(alt)
        case Buttons(buttons):
            return "   ".join(f"/{b.word}: {b.label}" for b in buttons if b.word and not b.off)


def _table(table: Table, zone: tzinfo, say: Wording) -> str:
    rows = [[one_line(words(cell, zone, say)) for cell in row] for row in (table.head, *table.rows)]
    widths = [max(map(cells, column)) for column in zip(*rows, strict=True)]
    drawn = ["  ".join(map(filled, row, widths)).rstrip() for row in rows]
    own = -1 if table.own is None else table.own + 1
    return "\n".join(f"{'>' if place == own else ' '} {row}" for place, row in enumerate(drawn))
