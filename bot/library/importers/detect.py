"""Which format a file is in, and its reader."""

import codecs
import csv
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace

from bot.core.model import Deck
from bot.errors import BadData, Problem
from bot.library.importers import alternating, anki, article, gift, lines, numbered, quizlet, studybot, table
from bot.library.importers.paste import Paste
from bot.library.importers.signs import glossary

MOST_TEXT = 5_000_000  # bytes of a text
MOST_PACKAGE = 200_000_000  # bytes of a package; of it only the collection is read
MOST_CARDS = 20_000  # more than any deck holds
_LOOKED_AT = 400_000  # characters that a format is told by
_LEGIBLE = 0.95  # of a text's beginning
_BEYOND, _ROWS = re.compile("[\x00-\x7f]+"), re.compile("[^\x00-\x7f]{3,}")
_KANA = re.compile("[\u3041-\u30ff]")


@dataclass(frozen=True, slots=True)
class Format:
    """A text format: its name, how much a text looks like it, its reader."""

    name: str
    likely: Callable[[str], float]
    read: Callable[[str], Paste]


_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_TEXTS = (
    Format(studybot.NAME, studybot.likely, studybot.read),
    Format(studybot.MARKDOWN, studybot.likely_markdown, studybot.read_markdown),
    Format(table.ANKI, table.likely_anki, table.read_anki),
    Format(gift.NAME, gift.likely, gift.read),
    Format(numbered.NAME, numbered.likely, numbered.read),
    Format(quizlet.NAME, lambda text: 0.0 if table.headed(text) else quizlet.likely(text), quizlet.read),
    Format(table.TSV, quizlet.tabbed, table.read_tsv),
    Format(article.NAME, article.likely, article.read),
    Format(alternating.NAME, alternating.likely, alternating.read),
    Format(table.CSV, table.likely_csv, table.read_csv),
)
PACKAGE = anki.NAME
NAMES = (*(one.name for one in _TEXTS), anki.NAME, lines.NAME)


def read(raw: bytes, format: str = "", decks: Iterable[Deck] = (), file: str = "") -> Paste:
    """A file's cards. `decks` help to guess where cards begin in a paste without marks. Raises BadData."""
    if format and format not in NAMES:
        raise _refused(file, "format", f"no format `{format}`; there are {', '.join(NAMES)}")
    try:
        if format == PACKAGE or (not format and is_package(raw)):
            if len(raw) > MOST_PACKAGE:
                raise _refused(file, "too-large", f"larger than {MOST_PACKAGE:,} bytes")
            return anki.read(raw)
        text, warnings = _text(raw, file)
        paste = _read_text(text, format, decks)
    except anki.Unreadable as error:
        raise _refused(file, "package", str(error)) from None
    except BadData as error:
        raise BadData([replace(problem, file=problem.file or file) for problem in error.problems]) from None
    except csv.Error as error:
        raise _refused(file, "table", f"the rows cannot be read: {error}; is a quote never closed?") from None
    if len(paste.pairs) > MOST_CARDS:
        raise _refused(file, "too-many", f"more than {MOST_CARDS:,} cards: split it")
    return replace(paste, warnings=(*warnings, *paste.warnings))


def is_package(raw: bytes) -> bool:
    """Whether a file begins as a zip does."""
    return anki.likely(raw) > 0


def _read_text(text: str, format: str, decks: Iterable[Deck]) -> Paste:
    if not text.strip():
        return Paste(format or lines.NAME, ())
    if format == lines.NAME:
        return lines.read(text, glossary(decks))
    if format:
        return next(one for one in _TEXTS if one.name == format).read(text)
    head = text[:_LOOKED_AT]
    best = max(_TEXTS, key=lambda one: one.likely(head))
    if best.likely(head) > lines.likely(head):
        return best.read(text)
    return lines.read(text, glossary(decks))


def _text(raw: bytes, file: str) -> tuple[str, tuple[str, ...]]:
    """The bytes as text with one kind of line end, and what had to be assumed for it."""
    if len(raw) > MOST_TEXT:
        raise _refused(file, "too-large", f"larger than {MOST_TEXT:,} bytes: split it")
    text, warnings = _decoded(raw, file)
    if "\x00" in text:
        raise _refused(file, "binary", "not a text: it holds NUL bytes")
    return text.replace("\r\n", "\n").replace("\r", "\n"), warnings


def _unmarked_wide(raw: bytes) -> str:
    """UTF-16 without its mark: it has zero bytes, and reads as text in one of the two orders."""
    if b"\x00" not in raw or len(raw) % 2:
        return ""
    told = {order: _legible(raw[:2_000].decode(order, "replace")) for order in ("utf-16-le", "utf-16-be")}
    best = max(told, key=lambda order: told[order])
    return best if told[best] > _LEGIBLE and len(set(told.values())) > 1 else ""


def _legible(text: str) -> float:
    """The share of a text that people can see; none where nothing parts its words or lines."""
    if not any(sign in text for sign in " \n\t"):
        return 0.0
    return sum(sign.isprintable() or sign in "\n\r\t" for sign in text) / max(1, len(text))


def _decoded(raw: bytes, file: str) -> tuple[str, tuple[str, ...]]:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            try:
                return raw.decode(encoding), ()
            except UnicodeDecodeError:
                raise _refused(file, "encoding", f"begins as {encoding} text but is none") from None
    if wide := _unmarked_wide(raw):
        return raw.decode(wide, "replace"), (f"the file does not say so but was read as {wide}",)
    try:
        return raw.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        return _older(raw, error.start, file)


def _older(raw: bytes, at: int, file: str) -> tuple[str, tuple[str, ...]]:
    """A text from before UTF-8: Japanese by its kana, western by letters alone among plain ones."""
    for encoding, name, is_so in (
        ("cp932", "Shift-JIS", _is_japanese),
        ("cp1252", "Windows-1252", _is_western),
    ):
        with suppress(UnicodeDecodeError):
            text = raw.decode(encoding)
            if is_so(text):
                told = f"the file is not UTF-8 and was read as {name}: check its letters and quotes"
                return text, (told,)
    why = f"byte {at} is not UTF-8, nor is the file UTF-16, Windows-1252 or Shift-JIS: save it as UTF-8"
    raise _refused(file, "encoding", why)


def _is_japanese(text: str) -> bool:
    beyond = len(_BEYOND.sub("", text))
    return bool(beyond) and 4 * len(_KANA.findall(text)) > beyond


def _is_western(text: str) -> bool:
    """Letters of another script, read so, would stand in rows of three and more."""
    return 2 * sum(map(len, _ROWS.findall(text))) < len(_BEYOND.sub("", text)) + 1


def _refused(file: str, code: str, text: str) -> BadData:
    return BadData([Problem(file, 1, 1, code, text)])
