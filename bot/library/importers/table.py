"""Rows of fields: CSV, TSV and Anki's text, by their headings where they have any."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Sequence
from html import unescape
from typing import Any

from bot.library.importers.markup import clozes, plain
from bot.library.importers.paste import Pair, Paste, Skipped, tidy

CSV, TSV, ANKI = "csv", "tsv", "anki-text"

FRONT = frozenset(("front", "question", "term", "ask", "prompt", "q", "word", "frage", "vorderseite"))
BACK = frozenset(("back", "answer", "definition", "response", "a", "meaning", "antwort", "rückseite"))
OWN = "studybot"  # the column that carries a whole card

_ANKI_HEAD = re.compile(
    r"#(separator|html|tags|columns|notetype|deck|guid|if matches|(?:notetype|deck|tags|guid) column):(.*)",
    re.IGNORECASE,
)
_SEPARATORS = {"tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "colon": ":", "space": " "}
_LOOKED_AT = 60  # lines
_Row = tuple[int, list[str]]


def likely_anki(text: str) -> float:
    return 1.0 if _ANKI_HEAD.match(text.split("\n", 1)[0].strip()) else 0.0


def headed(text: str, separators: str = "\t") -> bool:
    """Whether the first row has headings that are known."""
    first = text.split("\n", 1)[0]
    rows = ({name.strip(' "\r').lower() for name in first.split(separator)} for separator in separators)
    return any(names & FRONT and names & BACK for names in rows)


def likely_csv(text: str) -> float:
    """How much a text looks like CSV: headings that are known, or rows of one width."""
    if headed(text, ",;"):
        return 0.95
    try:
        rows = [row for _, row in _rows("\n".join(text.split("\n")[:_LOOKED_AT]), _separator(text))]
    except csv.Error:
        return 0.0
    if text.count("\n") > _LOOKED_AT:
        rows = rows[:-1]  # cut off, perhaps in the middle
    widths = {len(row) for row in rows}
    return 0.65 if len(rows) > 1 and len(widths) == 1 and min(widths) in (2, 3, 4) else 0.0


def read_csv(text: str) -> Paste:
    return _table(CSV, text, _separator(text))


def read_tsv(text: str) -> Paste:
    return _table(TSV, text, "\t")


def read_anki(text: str) -> Paste:
    """Anki's text export, its `#` lines on top obeyed."""
    lines = text.split("\n")
    heads: dict[str, str] = {}
    body = 0
    for line in lines:
        match = _ANKI_HEAD.match(line.strip())
        if match:
            heads[match[1].lower()] = match[2].strip()
        elif not line.startswith("#"):
            break
        body += 1
    named = heads.get("separator", "tab")
    separator = _SEPARATORS.get(named.lower(), named[:1] or "\t")
    special = [int(value) - 1 for key, value in heads.items() if key.endswith(" column") and value.isdigit()]
    columns = heads["columns"].split(separator) if heads.get("columns") else []
    marked = heads.get("html", "true").lower() != "false"
    rows = [(at + body, row) for at, row in _rows("\n".join(lines[body:]), separator)]
    return _pairs(ANKI, rows, columns, special, plain if marked else tidy, unescape if marked else str)


def _separator(text: str) -> str:
    """Comma or semicolon, whichever makes the rows of one width."""
    head = "\n".join(text.split("\n")[:30])
    return max((",", ";", "\t"), key=lambda one: sum(line.count(one) > 0 for line in head.split("\n")))


def _rows(text: str, separator: str) -> Iterator[_Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    at = 1
    for row in reader:
        if any(cell.strip() for cell in row):
            yield at, row
        at = reader.line_num + 1


def _table(format: str, text: str, separator: str) -> Paste:
    rows = list(_rows(text, separator))
    names = [cell.strip().lower() for cell in rows[0][1]] if rows else []
    headed = bool(FRONT & set(names) and BACK & set(names))
    return _pairs(format, rows[headed:], names if headed else [], [], tidy)


def _pairs(
    format: str,
    rows: Sequence[_Row],
    columns: Sequence[str],
    special: Sequence[int],
    shown: Callable[[str], str],
    unescaped: Callable[[str], str] = str,
) -> Paste:
    """Rows as cards: by their headings, else the first two fields that are not the format's own."""
    names = [name.strip().lower() for name in columns]
    usual = [n for n in range(max((len(row) for _, row in rows), default=0)) if n not in special]
    front = next((n for n, name in enumerate(names) if name in FRONT), usual[0] if usual else 0)
    back = next((n for n, name in enumerate(names) if name in BACK), usual[1] if len(usual) > 1 else 1)
    own = names.index(OWN) if OWN in names else None
    header: dict[str, Any] | None = None
    pairs, skipped = [], []
    for at, row in rows:
        if len(row) <= max(front, back):
            skipped.append(
                Skipped(at, f"a row of {len(row)} field{'s' * (len(row) != 1)}: front and back are needed")
            )
            continue
        carried = _json(unescaped(row[own])) if own is not None and own < len(row) else None
        header = header or (carried or {}).get("deck")
        gaps = clozes(row[front]) if format == ANKI else None
        sides = gaps or (shown(row[front]), shown(row[back]))
        pairs.append(Pair(*sides, at, card=(carried or {}).get("card")))
    return Paste(format, tuple(pairs), skipped=tuple(skipped), header=header)


def _json(text: str) -> dict[str, Any] | None:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None
