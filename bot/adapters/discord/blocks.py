"""A message's parts as blocks of markdown, made to fit into what Discord takes."""

from dataclasses import dataclass, replace
from enum import IntEnum

from bot.adapters.discord import markdown
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
    Table,
    Text,
    Whole,
)

SIGNS = {Mark.HIT: "✅", Mark.MISSED: "❌", Mark.CONTRADICTED: "⚠️", Mark.OPEN: "▫️"}
NARROW = 44  # columns of a table that a telephone shows without breaking its lines
LARGEST = 2_000_000  # characters of a file, of at most four bytes each: Discord takes ten million
LEAST = 60  # characters that are left of a block however long the others are


class Gives(IntEnum):
    """Which blocks are shortened first where a message is too long."""

    QUOTE = 0  # people know what they wrote
    TABLE = 1
    TEXT = 2
    NEVER = 3


@dataclass(frozen=True, slots=True)
class Block:
    text: str
    gives: Gives = Gives.TEXT
    heads: bool = False  # begins something new


@dataclass(frozen=True, slots=True)
class Row:
    """Buttons beside each other."""

    buttons: tuple[Button, ...]


Piece = Block | Row | Picture | Whole
MORE = Block("…")


def size(text: str) -> int:
    """Characters as the strictest reader counts them: two for what lies beyond the first plane."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def pieces(message: Message) -> list[Piece]:
    carries = any(isinstance(part, Quote) and _fits(part.whole) for part in message.parts)
    told = [part for part in message.parts if not (carries and isinstance(part, Buttons) and part.turn)]
    made = [piece for part in told for piece in _pieces(part)]
    return made or [Block(markdown.escaped(message.brief))]


def _fits(whole: Whole | None) -> bool:
    return whole is not None and len(whole.text) <= LARGEST


def _pieces(part: Part) -> list[Piece]:
    match part:
        case Quote(_, Whole() as whole) if _fits(whole):
            return [whole]
        case Table():
            return [Block(_table(part), Gives.TABLE)]
        case Picture(name, svg, alt):
            shown = svg or name.startswith("https://")
            return [part] if shown else [Block(markdown.escaped(alt))]
        case Buttons(buttons):
            return [Row(buttons[at : at + 5]) for at in range(0, len(buttons), 5)]
        case _:
            return [_block_of(part)]


def _block_of(part: Heading | Text | Note | Quote | Points | Facts) -> Block:
    match part:
        case Heading(line):
            return Block(f"## {markdown.line(line)}", Gives.NEVER, heads=True)
        case Text(line):
            return Block(markdown.line(line))
        case Note(line):
            return Block(f"-# {markdown.line(line)}")
        case Quote(text):
            return Block(markdown.quote(text), Gives.QUOTE)
        case Points(points):
            return Block("\n".join(f"{SIGNS[p.mark]} {markdown.line(p.line)}" for p in points))
        case Facts(lines):
            return Block(" · ".join(markdown.line(line) for line in lines))


def _table(table: Table) -> str:
    """Columns where a telephone has room for them, else a line a row."""
    rows = [[markdown.words(cell) for cell in row] for row in (table.head, *table.rows)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    if sum(widths) + 2 * len(widths) > NARROW:
        told = [f"-# {' · '.join(markdown.line(cell) for cell in table.head)}"]
        told += [_row(row, own=place == table.own) for place, row in enumerate(table.rows)]
        return "\n".join(told)
    drawn = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    own = -1 if table.own is None else table.own + 1
    marked = (f"{'>' if place == own else ' '} {row.rstrip()}" for place, row in enumerate(drawn))
    return markdown.code("\n".join(marked))


def _row(cells: tuple[Line, ...], *, own: bool) -> str:
    told = [text for cell in cells if (text := markdown.line(cell))]
    return f"{'→' if own else '•'} {' · '.join(told)}"


def fitted(made: list[Piece], most: int) -> list[Piece]:
    """The same pieces with at most so many characters: the longest of the least needed blocks give way.

    Where there are so many that even the shortest of all are too much, the last are left out.
    """
    if _length(made) <= most:
        return made
    made = list(made)
    for gives in (Gives.QUOTE, Gives.TABLE, Gives.TEXT, Gives.NEVER):
        while (over := _length(made) - most) > 0:
            places = [
                at
                for at, piece in enumerate(made)
                if isinstance(piece, Block) and piece.gives is gives and size(piece.text) > LEAST
            ]
            if not places:
                break
            longest = max(places, key=lambda at: size(_block(made[at]).text))
            block = _block(made[longest])
            made[longest] = replace(block, text=cut(block.text, max(LEAST, size(block.text) - over)))
    return made if _length(made) <= most else _first(made, most)


def _first(made: list[Piece], most: int) -> list[Piece]:
    """The first blocks that there is room for, a sign that there were more, and all that is no text."""
    kept: list[Piece] = []
    left, full = most - size(MORE.text) - 1, False
    for piece in made:
        room = size(piece.text) + 1 if isinstance(piece, Block) else 0
        if room > left or (full and isinstance(piece, Block)):
            kept += [] if full else [MORE]
            full = True
            continue
        left -= room
        kept.append(piece)
    return kept


def _block(piece: Piece) -> Block:
    assert isinstance(piece, Block)
    return piece


def _length(made: list[Piece]) -> int:
    texts = [piece.text for piece in made if isinstance(piece, Block)]
    return sum(map(size, texts)) + len(texts)  # a line's end between two


def cut(text: str, most: int) -> str:
    """The beginning of a block with every markup in it closed; at most so many characters."""
    fenced = text.startswith("```")
    left = most - (5 if fenced else 3)
    kept = text
    while size(kept) > left:
        kept = kept[: max(1, len(kept) - max(1, (size(kept) - left) // 2))]
    if fenced:
        return f"{kept.rstrip('`').rstrip()}…\n```"
    kept = kept.rstrip("\\*").rstrip()
    return f"{kept}…**" if kept.count("**") % 2 else f"{kept}…"
