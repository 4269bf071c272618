"""Accepted alternatives written into a deck's own text, beside what its author wrote: a patch, no rewrite.

A change is kept only if the text reads back as the deck with that alternative and nothing else changed, and
the card's own tries still come out as they should.
"""

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.core import rubric
from bot.core.appeals import Judged, Ruled, Ruling
from bot.core.grade import grade
from bot.core.lexicon import Lexicon
from bot.core.model import Card, Deck, Header, Verdict
from bot.core.ruling import knows, place, widened
from bot.library.nodes import Entries, Items, Node, Text
from bot.library.reading import read, study
from bot.library.source import Findings

WIDTH = 112  # of a line, as in the shipped decks
_UNENDED = "\\ No newline at end of file"
_TRIES = {"right": Verdict.CORRECT, "partly": Verdict.PARTIAL, "wrong": Verdict.WRONG}


@dataclass(frozen=True, slots=True)
class Left:
    """An alternative that did not go into the text, and why: a code that the command line explains."""

    judged: Judged
    why: str


@dataclass(frozen=True, slots=True)
class Patch:
    """A deck file with what it learned; no diff: there was nothing to learn."""

    file: Path
    diff: str
    taken: tuple[Judged, ...]
    left: tuple[Left, ...]


def patch(file: Path, judged: Iterable[Judged], lexicon: Lexicon) -> Patch:
    """What reviewers accepted for the cards of a file, as a unified diff of it."""
    sheet, found = read(file)
    if sheet is None or found.broken:
        return Patch(file, "", (), ())
    text = found.text
    taken: list[Judged] = []
    left: list[Left] = []
    for one in judged:
        if one.verdict is not Ruled.ALTERNATIVE or one.card.partition("/")[0] != sheet.header.deck:
            continue
        changed, why = _taught(file, text, one, lexicon)
        if changed is not None:
            text = changed
            taken.append(one)
        elif why:
            left.append(Left(one, why))
    return Patch(file, _diff(file, found.text, text), tuple(taken), tuple(left))


def _taught(file: Path, text: str, one: Judged, lexicon: Lexicon) -> tuple[str | None, str]:
    """The text with one alternative more; None: not, and why ("": it is there already)."""
    sheet, _ = study(Findings(str(file), text))
    assert sheet is not None  # it was read before, and every change reads back
    pairs = [pair for pair in sheet.cards if pair[0].key == one.card]
    if not pairs:
        return None, "no-card"
    card, node = pairs[0]
    ruling = Ruling(0, Ruled.ALTERNATIVE, 0, one.point, one.label, "", one.words)
    at = place(card, ruling)
    if one.point is not None and at is None:
        return None, "no-point"
    if knows(card, at, one.words):
        return None, ""
    wider = widened(card, (ruling,))
    if why := _harm(card, wider, sheet.header, lexicon):
        return None, why
    wanted = Deck(sheet.header, tuple(wider if kept.id == card.id else kept for kept in sheet.deck.cards))
    for changed in _insertions(text, node, at, one.words):
        again, found = study(Findings(str(file), changed))
        if again is not None and not found.broken and again.deck == wanted:
            return changed, ""
    return None, "by-hand"


def _harm(card: Card, wider: Card, header: Header, lexicon: Lexicon) -> str:
    """Why the card would be worse with it; "": it would not."""
    try:
        compiled = rubric.compile(wider, header, lexicon)
    except rubric.PatternError:
        return "no-pattern"
    own = [(Verdict.CORRECT, card.answer)] if card.rubric.points else []
    own += [(verdict, text) for side, verdict in _TRIES.items() for text in getattr(card.tries, side)]
    return "tries" if any(grade(compiled, text).verdict is not verdict for verdict, text in own) else ""


def _insertions(text: str, node: Entries, at: int | None, words: str) -> Iterator[str]:
    """The ways of writing it that may do, the least intrusive first."""
    if at is None:
        yield from _accepting(text, node, words)
        return
    points = node.pairs["points"].node
    assert isinstance(points, Items)
    point = points.nodes[at]
    pattern = point.pairs["is"].node if isinstance(point, Entries) else point
    if isinstance(pattern, Text):
        start, end = pattern.at.index, pattern.end
        written, wider = text[start:end], f"{pattern.value} | {words}"
        if not pattern.quoted:
            yield _continued(text, start, end, words)
        elif written.startswith('"'):
            escaped = words.replace("\\", "\\\\").replace('"', '\\"')
            yield f"{text[: end - 1]} | {escaped}{text[end - 1 :]}"
        yield text[:start] + _quoted(wider) + text[end:]


def _continued(text: str, start: int, end: int, words: str) -> str:
    """One more alternative behind a plain or folded text, on a line of its own where the last is full."""
    end = start + len(text[start:end].rstrip())
    line = text.rfind("\n", 0, end) + 1
    indent = text[line:end][: len(text[line:end]) - len(text[line:end].lstrip())]
    full = line > start and end - line + len(words) > WIDTH
    gap = f"\n{indent}" if full else " "
    return f"{text[:end]}{gap}| {words}{text[end:]}"


def _accepting(text: str, node: Entries, words: str) -> Iterator[str]:
    """Another whole answer: behind those that are accepted already, else as a list of its own."""
    known = node.pairs.get("accept")
    if known is None:
        answer = node.pairs["answer"].node if "answer" in node.pairs else None
        if isinstance(answer, Text):
            end = text.find("\n", answer.end)
            end = len(text) if end < 0 else end
            indent = " " * node.pairs["answer"].key.at.column
            yield f"{text[:end]}\n{indent}accept: [{_quoted(words)}]{text[end:]}"
    elif isinstance(known.node, Items) and known.node.nodes:
        yield from _behind(text, known.node.nodes[-1], words)
    elif isinstance(known.node, Text):
        start, end = known.node.at.index, known.node.end
        yield f"{text[:start]}[{text[start:end]}, {_quoted(words)}]{text[end:]}"


def _behind(text: str, last: Node, words: str) -> Iterator[str]:
    if isinstance(last, Text):
        yield f"{text[: last.end]}, {_quoted(words)}{text[last.end :]}"
        line = text.rfind("\n", 0, last.at.index) + 1
        dash = text[line : last.at.index]
        if dash.strip() == "-":
            yield f"{text[: last.end]}\n{dash}{_quoted(words)}{text[last.end :]}"


def _quoted(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _diff(file: Path, before: str, after: str) -> str:
    """As `patch -p0` and `git apply -p0` take it."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    lines = difflib.unified_diff(old, new, str(file), str(file))
    return "".join(line if line.endswith("\n") else f"{line}\n{_UNENDED}\n" for line in lines)
