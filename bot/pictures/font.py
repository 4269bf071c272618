"""The font that pictures are set in: which letters it has and how wide a text is, read from its files."""

import unicodedata
from functools import cache
from pathlib import Path
from struct import unpack_from

FOLDER = Path(__file__).parent / "inter"
CONTROLS = frozenset(("Cc", "Cf", "Cs", "Co", "Cn"))


@cache
def _tables(weight: int) -> dict[str, bytes]:
    """The tables of the TrueType file with this weight, by name."""
    raw = (FOLDER / f"inter-{weight}.ttf").read_bytes()
    found = {}
    for place in range(unpack_from(">H", raw, 4)[0]):
        name, _, start, length = unpack_from(">4sIII", raw, 12 + 16 * place)
        found[name.decode()] = raw[start : start + length]
    return found


@cache
def _advances(weight: int) -> dict[str, float]:
    """Each letter that the font has, with its width at a size of 1."""
    tables = _tables(weight)
    metrics, last = tables["hmtx"], unpack_from(">H", tables["hhea"], 34)[0] - 1
    unit = unpack_from(">H", tables["head"], 18)[0]
    return {
        chr(code): unpack_from(">H", metrics, 4 * min(glyph, last))[0] / unit
        for code, glyph in _glyphs(tables["cmap"])
    }


def _glyphs(cmap: bytes) -> list[tuple[int, int]]:
    """Code points with their glyphs: the format 4 subtable, which the shipped files have alone."""
    start = unpack_from(">I", cmap, 8)[0]
    assert unpack_from(">H", cmap, start)[0] == 4
    count = unpack_from(">H", cmap, start + 6)[0] // 2
    ends, starts, deltas, offsets = (
        start + 14,
        start + 16 + 2 * count,
        start + 16 + 4 * count,
        start + 16 + 6 * count,
    )
    pairs = []
    for segment in range(count):
        end, first, delta, offset = (
            unpack_from(">H", cmap, table + 2 * segment)[0] for table in (ends, starts, deltas, offsets)
        )
        for code in range(first, min(end, 0xFFFE) + 1):
            place = offsets + 2 * segment + offset + 2 * (code - first)
            glyph = (code + delta) & 0xFFFF if offset == 0 else unpack_from(">H", cmap, place)[0]
            if glyph:
                pairs.append((code, glyph))
    return pairs


def width(text: str, size: float, weight: int = 400) -> float:
    """How wide a text is; a letter that the font lacks counts as a wide one."""
    advances = _advances(weight)
    return size * sum(advances.get(letter, 1.0) for letter in text)


def fitted(text: str, room: float, size: float, weight: int = 400) -> str:
    """As much of the text as there is room for, with an ellipsis where something is left out."""
    if width(text, size, weight) <= room:
        return text
    kept = text
    while kept and width(f"{kept}…", size, weight) > room:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


def legible(text: str, otherwise: str) -> str:
    """The text as the font can show it, or `otherwise` where little of it would be left.

    Accents that it lacks are taken off, pictures and invisible signs left out. A name in a script that the
    font does not have stands in the picture under another name, and in full in the text beside it.
    """
    known = _advances(400)
    shown = "".join(_shown(letter, known) for letter in unicodedata.normalize("NFC", text))
    shown = " ".join(shown.split())
    meant = sum(letter.isalnum() for letter in text)
    kept = sum(letter.isalnum() for letter in shown)
    return shown if kept and 2 * kept >= meant else otherwise


def _shown(letter: str, known: dict[str, float]) -> str:
    if letter in known:
        return letter
    if letter.isspace():
        return " "
    if unicodedata.category(letter) in CONTROLS:
        return ""
    return "".join(one for one in unicodedata.normalize("NFKD", letter) if one in known)
