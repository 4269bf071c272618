"""What a word is found by besides itself: its base form, the parts of a name with digits, its letters."""

import re
from functools import lru_cache
from typing import NamedTuple

from bot.core.lexicon import Lexicon
from bot.core.rubric.slips import KEPT
from bot.core.rubric.syntax import Mode
from bot.core.text import stem

LONG_HEAD = 5  # from so many letters on a name with digits after them takes a slip
_SHORTEST = 4  # letters of a word that takes slips and derivations
_DIGIT = re.compile(r"\d")
_REMEMBERED = 16_384  # words: the cards of a deck say the same ones


class Spec(NamedTuple):
    """A word that stands for a term."""

    text: str
    mode: Mode = Mode.PLAIN
    tolerant: bool = True  # typing mistakes and derivations allowed


@lru_cache(maxsize=_REMEMBERED)
def base(word: str, lexicon: Lexicon) -> str:
    """The form under which two words are the same word."""
    return stem(lexicon.forms.get(word, word))


class Form(NamedTuple):
    """What a card's word is found by besides itself; the same for all cards."""

    based: str
    kept: str  # the letters that all its derivations keep; "" where it takes neither these nor slips
    head: str
    tail: str  # a name's digits and what follows, where the letters before take slips; else ""
    letters: int  # which letters are in it, as bits
    rooted: int  # which are in its base form


@lru_cache(maxsize=_REMEMBERED)
def form(word: str, lexicon: Lexicon) -> Form:
    based = base(word, lexicon)
    head, tail = halves(word)
    kept = based[:KEPT] if len(word) >= _SHORTEST and word.isalpha() else ""
    if len(head) < LONG_HEAD or not head.isalpha():
        tail = ""
    return Form(based, kept, head, tail, letters_of(word), letters_of(based))


def letters_of(word: str) -> int:
    found = 0
    for letter in word:
        found |= 1 << (ord(letter) & 31)
    return found


def halves(word: str) -> tuple[str, str]:
    """A name with digits as the letters before them and the rest."""
    digit = _DIGIT.search(word)
    return (word[: digit.start()], word[digit.start() :]) if digit else (word, "")
