"""Quizlet's export and lists like it: a term and its definition, parted by whatever people chose there."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.library.importers.paste import Pair, Paste, Skipped, tidy

NAME = "quizlet"

_TAB = "\t"
_USUAL = (" — ", " – ", " - ", " = ", ": ")  # between a term and its definition, besides a tab
_CHOSEN = re.compile(r"[^\w\s\"'(){}\[\]]{2,5}")  # `:::` or whatever else somebody typed as a mark
_MARKS = re.compile(r"^(?:[-*•·‣◦]\s+)?[*_`]*|[*_`]+$")  # of a list, of bold print
_LOOKED_AT = 500  # rows
_MOST = 0.9  # of the rows that must have the mark


@dataclass(frozen=True, slots=True)
class _Cut:
    """What parts cards, and what parts a term from its definition."""

    after: str
    between: str


def likely(text: str) -> float:
    """How much a text looks like this: by tabs, or by a mark that each of its rows has."""
    if text.split("\n", 1)[0].startswith("#"):
        return 0.0
    if tabbed(text) and _two_columns(text):
        return tabbed(text)
    cut = _cut(text)
    if cut is None or cut == _Cut("\n", _TAB):
        return 0.0  # a table
    return 0.95 if cut.between == _TAB else 0.7 if cut.after == ";" else 0.6


def tabbed(text: str) -> float:
    """How much a text looks like rows parted by tabs."""
    lines = [line for line in text.split("\n")[:_LOOKED_AT] if line.strip()]
    tabs = sum(_TAB in line for line in lines)
    return 0.9 * tabs / len(lines) if lines and tabs > 0.6 * len(lines) else 0.0


def _two_columns(text: str) -> bool:
    """Two fields a row, and each row a card."""
    rows = [line.split(_TAB) for line in text.split("\n")[:_LOOKED_AT] if _TAB in line]
    return all(len(row) == 2 for row in rows)


def read(text: str) -> Paste:
    """Every card; what stands without a mark goes on with the definition above it."""
    cut = (None if tabbed(text) and _two_columns(text) else _cut(text)) or _Cut("\n", _TAB)
    bare = str.strip if cut.between == _TAB else _unmarked
    rows = list(_rows(text, cut.after))
    parted = str.rpartition if _terms_last([row for _, row in rows], cut.between) else str.partition
    cards: list[tuple[str, list[str], int]] = []
    skipped: list[Skipped] = []
    for at, row in rows:
        term, mark, definition = parted(row, cut.between)
        if mark:
            cards.append((bare(term), [definition.strip()], at))
        elif cards:
            cards[-1][1].append(row.strip())
        else:
            skipped.append(Skipped(at, "a line without a mark between term and definition"))
    pairs = tuple(Pair(front, tidy("\n".join(back)), at) for front, back, at in cards)
    return Paste(NAME, pairs, skipped=tuple(skipped))


def _terms_last(rows: Sequence[str], between: str) -> bool:
    """Whether the definitions come first, in which the mark may stand too: they are the longer ones."""
    sides = [row.split(between) for row in rows if row.count(between) == 1]
    return sum(len(before.split()) - len(behind.split()) for before, behind in sides) > 0


def _unmarked(term: str) -> str:
    return _MARKS.sub("", term.strip()).strip()


def _rows(text: str, after: str) -> Iterator[tuple[int, str]]:
    """What is not blank between the marks that end a card, with the line it begins on."""
    at = 1
    for row in text.split(after):
        if row.strip():
            yield at + row[: len(row) - len(row.lstrip())].count("\n"), row.strip("\n")
        at += (row + after).count("\n")


def _cut(text: str) -> _Cut | None:
    """The marks that fit: a card's end, and in nearly every card the same mark between its sides."""
    for after in _ends(text):
        rows = [row for row in text.split(after)[:_LOOKED_AT] if row.strip()]
        if len(rows) < 2:
            continue
        chosen = tuple(dict.fromkeys(_CHOSEN.findall(rows[0])))
        commas = (",",) if after == ";" else ()
        for between in (_TAB, *chosen, *_USUAL, *commas):
            sure = between == _TAB or between in chosen
            if _parts(rows, between, once=between in chosen) and (len(rows) > 2 or sure):
                return _Cut(after, between)
    return None


def _ends(text: str) -> Iterator[str]:
    """What may end a card: a line's end; in a text of few lines a semicolon, or a mark that comes again."""
    yield "\n"
    head = text[:20_000]
    if head.count(";") > head.strip().count("\n"):
        yield ";"
    for mark in dict.fromkeys(_CHOSEN.findall(head)[:20]):
        if head.count(mark) > head.strip().count("\n"):
            yield mark


def _parts(rows: Sequence[str], between: str, once: bool) -> bool:
    """Whether a mark has something on both of its sides in nearly every row, and where asked stands once."""
    fits = 0
    for row in rows:
        term, _, definition = row.strip().partition(between)
        fits += bool(term.strip() and definition.strip()) and not (once and between in definition)
    return fits >= _MOST * len(rows)
