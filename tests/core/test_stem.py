"""Our stemmer is Snowball's: the same stem for every word that is read here and for whatever endings make."""

from itertools import product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from snowballstemmer.english_stemmer import EnglishStemmer  # type: ignore[import-untyped]

from bot.core.stem import stemmed
from bot.library import lexicon
from bot.library.folders import deck_files, shipped
from bot.library.reading import read

STARTS = "arsen commun emerg gener inter later organ past univers even cann inn earr herr out succ proc exc"
MIDDLES = "tional ization ational fulness ousness iveness biliti icate iciti ement at bl iz bb tt l y ay xw"
ENDS = (
    "s ies ied sses us ed eed eedly ing ingly edly y e ll li ogi ogist ion ful ness ative al ance er 's 's'"
)
LETTERS = st.text("aeiouybcdlstwxng'", max_size=9)


def theirs(word: str) -> str:
    return str(EnglishStemmer().stemWord(word))


def known_words() -> list[str]:
    known = lexicon.shipped()
    asked = {
        word
        for file in deck_files(shipped())
        if (sheet := read(file)[0]) is not None
        for card, _ in sheet.cards
        for word in f"{card.ask} {card.answer}".lower().split()
    }
    return sorted(known.known | asked | {word for group in known.groups for word in group})


def test_every_known_word_has_snowballs_stem() -> None:
    words = Random(11).sample(known_words(), 1500)
    assert {word: stemmed(word) for word in words} == {word: theirs(word) for word in words}


def test_every_ending_is_cut_where_snowball_cuts_it() -> None:
    words = [
        "".join(parts) for parts in product(["", "b", "ca", *STARTS.split()], MIDDLES.split(), ENDS.split())
    ]
    words = [*Random(11).sample(words, 1500), *("".join(letters) for letters in product("aeyslg'", repeat=4))]
    assert {word: stemmed(word) for word in words} == {word: theirs(word) for word in words}


@given(LETTERS, st.sampled_from(f"{MIDDLES} {ENDS}".split()))
def test_whatever_is_typed_has_snowballs_stem(letters: str, ending: str) -> None:
    assert stemmed(letters + ending) == theirs(letters + ending)


@pytest.mark.parametrize("word", ["", "a", "us", "'", "''", "y", "yy", "'s'", "ß", "é", "漢字漢字"])
def test_odd_words_have_a_stem_too(word: str) -> None:
    assert stemmed(word) == theirs(word)
