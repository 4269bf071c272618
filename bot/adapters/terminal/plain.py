"""Draws a message as plain text, for a pipe."""

from datetime import tzinfo

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

SIGNS = {Mark.HIT: "✓", Mark.MISSED: "✗", Mark.CONTRADICTED: "!", Mark.OPEN: "·"}


def draw(message: Message, zone: tzinfo) -> str:
    """The whole message; a blank line before each further heading."""
    drawn: list[str] = []
    for part in message.parts:
        text = _part(part, zone)
        if isinstance(part, Heading) and drawn:
            drawn.append("")
        if text:
            drawn.append(text)
    return "\n".join(drawn)


def words(line: Line, zone: tzinfo) -> str:
    """A line's words, with instants on the reader's clock."""
    return "".join(
        harmless(span.text) if isinstance(span, Span) else span.at.astimezone(zone).strftime("%a %d %b %H:%M")
        for span in line
    )


def _part(part: Part, zone: tzinfo) -> str:
    match part:
        case Heading(line) | Text(line) | Note(line):
            return words(line, zone)
        case Quote(text):
            return "\n".join(f"> {line}" for line in harmless(text).splitlines())
        case Points(points):
            return "\n".join(f"{SIGNS[point.mark]} {words(point.line, zone)}" for point in points)
        case Facts(lines):
            return " · ".join(words(line, zone) for line in lines)
        case Table():
            return _table(part, zone)
        case Picture(_, _, alt):
            return harmless(alt)
        case Buttons(buttons):
            return "   ".join(f"/{b.word}: {b.label}" for b in buttons if b.word and not b.off)


def _table(table: Table, zone: tzinfo) -> str:
    rows = [[one_line(words(cell, zone)) for cell in row] for row in (table.head, *table.rows)]
    widths = [max(map(cells, column)) for column in zip(*rows, strict=True)]
    drawn = ["  ".join(map(filled, row, widths)).rstrip() for row in rows]
    own = -1 if table.own is None else table.own + 1
    return "\n".join(f"{'>' if place == own else ' '} {row}" for place, row in enumerate(drawn))
