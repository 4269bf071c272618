"""Other people's words as a screen may show them: without signs that steer it, and measured in its cells."""

import re
import unicodedata

# Controls but for tab and line feed, separators that break lines, and what turns the direction of writing.
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_ZERO_WIDE = frozenset(("Mn", "Me", "Cf"))


def harmless(text: str) -> str:
    """The text without anything that moves the cursor, changes colours or turns the writing around."""
    return text if text.isprintable() else _STEERING.sub("", text)


def one_line(text: str) -> str:
    """The same on a single line."""
    return " ".join(harmless(text).split())


def cells(text: str) -> int:
    """How many columns the text takes up."""
    return len(text) if text.isascii() else sum(map(_wide, text))


def short(text: str, most: int) -> str:
    """At most so many columns of it."""
    if cells(text) <= most:
        return text
    room = most - 1
    for at, sign in enumerate(text):
        room -= _wide(sign)
        if room < 0:
            return f"{text[:at]}…"
    return text


def filled(text: str, width: int) -> str:
    """The text with blanks behind it up to so many columns."""
    return text + " " * (width - cells(text))


def _wide(sign: str) -> int:
    if unicodedata.category(sign) in _ZERO_WIDE:
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1
