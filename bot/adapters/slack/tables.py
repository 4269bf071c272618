"""Tables: as a block of their own in messages, and as lines of text where Slack takes none."""

import unicodedata
from itertools import zip_longest

from bot.adapters.slack import limits
from bot.adapters.slack.spans import Json, rich, words
from bot.messages import Line, Table

OWN = "▸ "  # before the reader's own row
WIDEST = 64  # columns of letters that a phone and a modal show without breaking lines
_WIDE = frozenset("WF")


def block(table: Table) -> Json:
    """One message holds one; Slack answers `invalid_blocks` where it takes none at all."""
    width = min(len(table.head), limits.COLUMNS)
    head = [_cell(cell, bold=True) for cell in table.head[:width]]
    rows, left = [head], limits.TABLE - sum(len(words(cell)) for cell in table.head)
    for place, row in enumerate(table.rows[: limits.ROWS - 1]):
        own = place == table.own
        left -= sum(len(words(cell)) for cell in row) + len(OWN)
        if left < 0:
            break
        rows.append([_cell(cell, bold=own, own=own and not at) for at, cell in enumerate(row[:width])])
    return {"type": "table", "rows": rows}


def is_cut(table: Table) -> bool:
    """Whether the block would leave rows out."""
    return len(block(table)["rows"]) <= len(table.rows)


def as_text(table: Table) -> list[Json]:
    """The same without the block: in columns where they fit side by side, else a line a row."""
    cells = [[_plain(cell) for cell in row] for row in (table.head, *table.rows)]
    widths = [max(map(_width, column)) for column in zip_longest(*cells, fillvalue="")]
    own = -1 if table.own is None else table.own + 1
    marks = [OWN if place == own else "  " if table.own is not None else "" for place in range(len(cells))]
    if sum(widths) + 2 * len(widths) <= WIDEST:
        lines = [
            (mark + "  ".join(map(_filled, row, widths))).rstrip()
            for mark, row in zip(marks, cells, strict=True)
        ]
        return [_preformatted(piece) for piece in limits.pieces("\n".join(lines), limits.SECTION)]
    head = _listed(table.head, bold=True)
    return [head, *(_listed(row, own=place == table.own) for place, row in enumerate(table.rows))]


def _cell(cell: Line, *, bold: bool, own: bool = False) -> Json:
    elements = rich(cell, bold=bold) or [{"type": "text", "text": "–"}]
    if own:
        elements = [{"type": "text", "text": OWN, "style": {"bold": True}}, *elements]
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": elements}]}


def _listed(row: tuple[Line, ...], *, bold: bool = False, own: bool = False) -> Json:
    """A row that is too wide: its cells behind each other."""
    elements: list[Json] = [{"type": "text", "text": OWN}] if own else []
    for at, cell in enumerate(row):
        if at:
            elements.append({"type": "text", "text": " · "})
        elements += rich(cell, bold=bold or own)
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": elements}]}


def _preformatted(text: str) -> Json:
    part = {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "elements": [part]}


def _plain(cell: Line) -> str:
    return " ".join(words(cell).split())


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in _WIDE else 1 for sign in text)


def _filled(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
