"""Text as people type it, cut into comparable pieces that remember where they stood."""

import re
import unicodedata
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from bot.core.stem import stemmed

_UNPRINTABLE = re.compile("[\x00\ud800-\udfff]")
_CHUNK = re.compile(r"\n|\S+")
_PIECE = re.compile(
    r"[^\W\d_]+(?:'[^\W\d_]+)*|(?<![^\W\d_])\d+(?:[.,]\d+)+|\d+|(?<![^\W_])\.\d+|\.\.+|->|=>|\S|\n"
)
_LOOK_ALIKES = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "`": "'",
        "´": "'",
        "“": '"',
        "”": '"',
        "×": "x",
        "−": "-",
        "–": "-",
        "—": "-",
        "‐": "-",
        "‑": "-",
    }
)
_SHORTENED = frozenset(("e.g", "i.e", "etc", "vs", "approx", "incl", "resp", "cf"))
_GLUE = frozenset("-_.")
_ORDINALS = frozenset(("st", "nd", "rd", "th"))
_BRITISH = (("isation", "ization"), ("ising", "izing"), ("ised", "ized"), ("iser", "izer"), ("ise", "ize"))
_SINGULAR = (*_BRITISH, ("yse", "yze"), ("our", "or"), ("tre", "ter"), ("ogue", "og"))
_BRITISH_ENDS = (*_SINGULAR, *((f"{ending}s", f"{other}s") for ending, other in _SINGULAR[len(_BRITISH) :]))
_SHORT = 24  # chunks that are worth remembering
_NOT = "not"
_VERBS = {"won": "will", "can": "can", "shan": "shall"}
_SPOKEN = {"%": "percent", "°": "degree", "€": "euro", "$": "dollar"}


class Kind(IntEnum):
    WORD = 0
    NUMBER = 1
    MARK = 2


@dataclass(frozen=True, slots=True)
class Piece:
    """A word, number or mark of one chunk; `start` and `end` count within the chunk as it was typed."""

    text: str
    kind: Kind
    start: int
    end: int
    glued: bool = False  # hangs on the piece before it by a hyphen, underscore or dot
    parts: tuple[str, ...] = ()  # the humps of a CamelCase word


def clean(text: str) -> str:
    """The same text, as long as before, without what no database or screen can take."""
    if text.isascii() and "\x00" not in text:
        return text
    return _UNPRINTABLE.sub("\ufffd", text)


def chunks(text: str) -> list[str]:
    """What stands between blanks; a line's end is a chunk of its own."""
    return _CHUNK.findall(text) if "\n" in text else text.split()


def spans(text: str) -> list[tuple[int, int]]:
    """Where each chunk stands."""
    return [match.span() for match in _CHUNK.finditer(text)]


@lru_cache(maxsize=16_384)
def stem(word: str) -> str:
    """The word without its endings, British and American spelling alike."""
    if word.endswith("us") and len(word) in (4, 5):  # GPUs, CPUs
        return word[:-1]
    return stemmed(american(word))


def american(word: str) -> str:
    if len(word) > 5:
        for ending, other in _BRITISH_ENDS:
            if word.endswith(ending):
                return word[: -len(ending)] + other
    return word


def plain(chunk: str) -> str:
    """The chunk in one Unicode form, without accents and invisible characters."""
    if chunk.isascii():
        return chunk
    spread = unicodedata.normalize("NFKD", chunk.translate(_LOOK_ALIKES).replace("²", "^2"))
    kept = "".join(c for c in spread if unicodedata.category(c) not in ("Mn", "Cf"))
    return unicodedata.normalize("NFKC", kept).translate(_LOOK_ALIKES)


def number(text: str) -> str:
    """A number in its one way of writing: `1,000` and `1000.0` are `1000`, `0,5` is `0.5`."""
    if "," in text:
        head, *groups = text.split(",")
        thousands = len(head) <= 3 and all(len(g.partition(".")[0]) == 3 for g in groups)
        text = text.replace(",", "" if thousands and head != "0" else ".")
    if text.count(".") > 1:
        return text
    whole, _, fraction = text.partition(".")
    fraction = fraction.rstrip("0")
    whole = whole.lstrip("0") or "0"
    return f"{whole}.{fraction}" if fraction else whole


def humps(word: str) -> tuple[str, ...]:
    """`LongShortTerm` as its words; nothing where there is only one."""
    if word.islower() or word.isupper():
        return ()
    cuts = [0]
    for i in range(1, len(word)):
        rises = word[i].isupper() and not word[i - 1].isupper()
        ends_capitals = (
            word[i].isupper() and i + 1 < len(word) and word[i + 1].islower() and word[i + 1 :] != "s"
        )
        if rises or ends_capitals:
            cuts.append(i)
    if len(cuts) == 1:
        return ()
    return tuple(word[a:b].lower() for a, b in zip(cuts, [*cuts[1:], len(word)], strict=True))


def pieces(chunk: str) -> tuple[Piece, ...]:
    """The words, numbers and marks of a chunk in order."""
    return _known_pieces(chunk) if len(chunk) <= _SHORT else _pieces(chunk)


def _pieces(chunk: str) -> tuple[Piece, ...]:
    flat = plain(chunk).translate(_LOOK_ALIKES) if not chunk.isascii() else chunk.replace("`", "'")
    exact = len(flat) == len(chunk)
    if flat[-1:] == "." and flat[:-1].lower() in _SHORTENED:  # its dot ends no sentence
        return (Piece(flat.replace(".", "").lower(), Kind.WORD, 0, len(chunk)),)
    found: list[Piece] = []
    last_end, glue = 0, False
    matches = list(_PIECE.finditer(flat))
    runs = _runs(matches)
    for run in runs:
        start, end = run[0].start(), run[-1].end()
        text = flat[start:end]
        if not (text[0].isalnum() or text[-1].isdigit()):
            if text in _GLUE and found and start == last_end and start > 0 and _joins(flat, start):
                glue, last_end = True, end
                continue
            place = (start, end) if exact else (0, len(chunk))
            spoken = _SPOKEN.get(text)
            found.append(Piece(spoken or text, Kind.WORD if spoken else Kind.MARK, *place))
            glue, last_end = False, end
            continue
        place = (start, end) if exact else (0, len(chunk))
        found += _worded(text, [m[0] for m in run], place, glue and start == last_end)
        glue, last_end = False, end
    return tuple(found)


_known_pieces = lru_cache(maxsize=4096)(_pieces)  # decks say the same words over and over


def _runs(matches: list[re.Match[str]]) -> list[list[re.Match[str]]]:
    """Letters and digits that touch belong together, as in `p3` and `224x224`."""
    runs: list[list[re.Match[str]]] = []
    for match in matches:
        touches = (
            runs
            and match[0][0].isalnum()
            and runs[-1][-1][0][0].isalnum()
            and runs[-1][-1].end() == match.start()
        )
        if touches:
            runs[-1].append(match)
        else:
            runs.append([match])
    return runs


def _joins(flat: str, at: int) -> bool:
    """A hyphen, underscore or dot joins when both neighbours are part of words.

    A full stop before a capital does not.
    """
    if at + 1 >= len(flat) or not flat[at + 1].isalnum():
        return False
    return flat[at] != "." or not (flat[at + 1].isupper() and flat[at - 1].islower())


def _worded(text: str, run: list[str], place: tuple[int, int], glued: bool) -> list[Piece]:
    """The pieces of letters and digits that touch."""
    start, end = place
    if len(run) == 1:
        if text[-1].isdigit():
            return [Piece(number(text), Kind.NUMBER, start, end, glued)]
        return _lettered(text, start, end, glued)
    if len(run) == 2 and run[0][0].isdigit() and run[1].lower() not in _ORDINALS:
        cut = min(start + len(run[0]), end)
        return [
            Piece(number(run[0]), Kind.NUMBER, start, cut, glued),
            Piece(run[1].lower(), Kind.WORD, cut, end, glued=True),
        ]
    to = (run[0].lower(), "to", run[2].lower()) if len(run) == 3 and run[1] == "2" else ()
    return [Piece(text.lower(), Kind.WORD, start, end, glued, to or humps(text))]


def _lettered(text: str, start: int, end: int, glued: bool) -> list[Piece]:
    """A word, with `n't` as a word of its own and other endings after an apostrophe dropped."""
    head, apostrophe, tail = text.partition("'")
    if not apostrophe:
        return [Piece(text.lower(), Kind.WORD, start, end, glued, humps(text))]
    if text.lower().endswith("n't"):
        verb = (
            [Piece(_VERBS.get(head.lower(), head[:-1].lower()), Kind.WORD, start, end, glued)]
            if len(head) > 1
            else []
        )
        return [*verb, Piece(_NOT, Kind.WORD, start, end)]
    if len(head) == 1 and len(tail) > 2:  # d'Alembert, l'Hospital
        return [Piece(tail.lower(), Kind.WORD, start, end, glued)]
    return [Piece(head.lower(), Kind.WORD, start, end, glued)]
