"""Draws a message in colour, for a terminal that shows it; no meaning hangs on colour alone."""

from datetime import tzinfo

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text as Run

from bot import wording
from bot.adapters.terminal.plain import SIGNS, words
from bot.adapters.terminal.visible import harmless
from bot.messages import (
    Button,
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
    Style,
    Table,
    Text,
)
from bot.wording import Wording

_STYLES = {Style.STRONG: "bold", Style.CODE: "cyan", Style.LINK: "underline"}  # others have no look here
_PARTS: dict[type[Part], str] = {Heading: "bold magenta", Text: "", Note: "dim"}
_MARKS = {Mark.HIT: "green", Mark.MISSED: "red", Mark.CONTRADICTED: "bold red", Mark.OPEN: ""}


def draw(message: Message, zone: tzinfo, locale: str = wording.DEFAULT) -> RenderableType:
    say = wording.of(locale)
    return Group(*(_part(part, zone, say) for part in message.parts), "")


def _run(line: Line, zone: tzinfo, say: Wording, style: str = "") -> Run:
    run = Run(style=style)
    for span in line:
        run.append(words((span,), zone, say), _STYLES.get(span.style, "") if isinstance(span, Span) else "")
    return run


def _part(part: Part, zone: tzinfo, say: Wording) -> RenderableType:
    match part:
        case Heading(line) | Text(line) | Note(line):
            return _run(line, zone, say, _PARTS[type(part)])
        case Quote(text):
            return Padding(Run(harmless(text), style="italic"), (0, 0, 0, 2))
        case Points(points):
            signs = (Run(f"{SIGNS[point.mark]} ", _MARKS[point.mark]) for point in points)
            lines = (_run(point.line, zone, say) for point in points)
            return Group(*(sign + line for sign, line in zip(signs, lines, strict=True)))
        case Facts(lines):
            return Run(" · ").join(_run(line, zone, say, "dim") for line in lines)
        case Table():
            return _grid(part, zone, say)
        case Picture(_, _, alt):
            return Run(harmless(alt))
        case Buttons(buttons):
            return Run("   ").join(_button(button) for button in buttons if button.word and not button.off)


def _button(button: Button) -> Run:
    return Run(f"/{button.word} ", "cyan") + Run(button.label, "dim")


def _grid(table: Table, zone: tzinfo, say: Wording) -> Grid:
    grid = Grid(box=None, pad_edge=False, header_style="dim")
    for head in table.head:
        grid.add_column(_run(head, zone, say))
    for place, row in enumerate(table.rows):
        mark = "reverse" if place == table.own else ""
        grid.add_row(*(_run(cell, zone, say) for cell in row), style=mark)
    return grid
