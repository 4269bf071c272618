"""YAML as a tree that knows its places: every scalar is the text that was typed."""

from collections.abc import Iterator
from typing import Any, NamedTuple, TypeAlias

import yaml

from bot.library.source import UNKEPT, Findings, Place, Spot, inside, is_clean, unprintable

DEEPEST = 20
_QUOTES = frozenset("\"'")
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # the pure one where the wheel has no C parser


class Text(NamedTuple):
    value: str
    at: Place
    end: int = 0  # the index after its last character in the file
    quoted: bool = False


class Items(NamedTuple):
    nodes: list["Node"]
    at: Place


class Entry(NamedTuple):
    key: Text
    node: "Node"


class Entries(NamedTuple):
    pairs: dict[str, Entry]
    at: Place


Node: TypeAlias = Text | Items | Entries


class _Stop(Exception):
    """Reading on would be of no use; the findings say why."""


def parse(found: Findings) -> Node | None:
    """The tree of a file's text. None: nothing can be made of it, and the findings say why."""
    try:
        return _Reader(found).document()
    except _Stop:
        return None
    except yaml.MarkedYAMLError as error:
        _explain(found, error)
    except (yaml.reader.ReaderError, UnicodeEncodeError):
        unprintable(found)
        if not found.broken:
            found.add(Spot(0, 0), "yaml", "holds characters that YAML cannot take")
    return None


class _Reader:
    """Turns the parser's events into nodes, one document, no anchors, no tags, no depth beyond use."""

    def __init__(self, found: Findings) -> None:
        self._found = found
        self._events: Iterator[Any] = iter(_LOADER(found.text).get_event, None)  # no stubs for events

    def document(self) -> Node | None:
        """The one document of the stream."""
        tree: Node | None = None
        for event in self._events:
            match event:
                case yaml.DocumentStartEvent() if tree is not None:
                    self._stop(event, "documents", "a second document begins here: one deck a file")
                case yaml.DocumentStartEvent():
                    tree = self._node(next(self._events), 0)
        return tree

    def _node(self, event: Any, depth: int) -> Node:
        kind = type(event)
        if kind is yaml.ScalarEvent:
            return self._text(event)
        if kind is yaml.AliasEvent:
            self._stop(event, "alias", f"`*{event.anchor}` repeats another part: write it out")
        self._plain(event)
        if depth >= DEEPEST:
            self._stop(event, "depth", f"nested more than {DEEPEST} levels deep")
        return self._items(event, depth) if kind is yaml.SequenceStartEvent else self._entries(event, depth)

    def _text(self, event: Any) -> Text:
        if event.tag is not None or event.anchor is not None:
            self._plain(event)
        value = event.value
        if event.style == '"' and not is_clean(value):
            self._complain(event, "character", UNKEPT)
        return Text(value, event.start_mark, event.end_mark.index, event.style in _QUOTES)

    def _items(self, event: Any, depth: int) -> Items:
        nodes: list[Node] = []
        for inner in self._events:
            if type(inner) is yaml.SequenceEndEvent:
                break
            nodes.append(self._node(inner, depth + 1))
        return Items(nodes, event.start_mark)

    def _entries(self, event: Any, depth: int) -> Entries:
        pairs: dict[str, Entry] = {}
        for inner in self._events:
            if type(inner) is yaml.MappingEndEvent:
                break
            key = self._node(inner, depth + 1)
            node = self._node(next(self._events), depth + 1)
            if type(key) is not Text:
                self._complain(inner, "key", "a key must be a word")
            elif key.value in pairs:
                first = pairs[key.value].key.at.line + 1
                self._complain(
                    inner, "duplicate-key", f"`{key.value}` stands here twice (first on line {first})"
                )
            else:
                pairs[key.value] = Entry(key, node)
        return Entries(pairs, event.start_mark)

    def _plain(self, event: Any) -> None:
        """Tags and anchors have no use in a deck, and do harm."""
        if event.anchor is not None:
            self._complain(event, "anchor", f"`&{event.anchor}` is not allowed: quote a text that begins so")
        if event.tag is not None:
            self._complain(event, "tag", f"the tag `{event.tag}` is not allowed: quote a text that begins so")

    def _complain(self, event: Any, code: str, text: str) -> None:
        self._found.add(event.start_mark, code, text)

    def _stop(self, event: Any, code: str, text: str) -> None:
        self._complain(event, code, text)
        raise _Stop


_FRIENDLY = {
    "found invalid Unicode character escape code": "half a surrogate pair cannot be kept",
    "mapping values are not allowed": "a second `: ` in one line: put the text in quotes",
    "that cannot start any token": "this character cannot begin a text here: put the text in quotes",
    "did not find expected ',' or": "a `[` or `{` is not closed, or a comma is missing",
    "did not find expected key": "the indent does not fit, or a quote ends too early",
    "did not find expected '-' indicator": "the indent does not fit the list's other items",
    "could not find expected ':'": "a key without `: `, or a quote that is not closed",
    "found unexpected end of stream": "a quote or bracket is never closed",
    "found a tab character": "a tab: indent with blanks",
    "found undefined tag": "quote the text if it begins with `!`",
    "while scanning an anchor": "quote the text if it begins with `&`",
    "while scanning an alias": "quote the text if it begins with `*`",
    "found unknown escape character": "a `\\` in double quotes begins an escape: use single quotes",
}


_TOO_DEEP = "exceeded maximum nesting depth"  # the parser's own bound, in newer versions
_UNCLOSED = ("unexpected end of stream", "did not find expected ',' or")  # look where it was opened


def _explain(found: Findings, error: yaml.MarkedYAMLError) -> None:
    unclosed = error.context_mark is not None and any(part in str(error.problem) for part in _UNCLOSED)
    mark = error.context_mark if unclosed else error.problem_mark or error.context_mark
    said = f"{error.context or ''} {error.problem or 'cannot be read'}".strip()
    friendly = next((text for part, text in _FRIENDLY.items() if part in said), "")
    at = Spot(mark.line, mark.column, mark.index) if mark is not None else Spot(0, 0)
    code = "depth" if _TOO_DEEP in said else "yaml"
    found.add(at, code, f"{friendly} ({said})" if friendly else said)


def spot_in(found: Findings, node: Text, offset: int) -> Place:
    """The place of one character of a scalar's value in the file."""
    if node.at.line < 0:
        return node.at
    source = found.text[node.at.index : node.end]
    return found.spot(node.at.index + inside(source, node.value, offset))
