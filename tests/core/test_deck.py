"""Cards as JSON and back, and the hash that names a card's version."""

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.core.deck import deck_of, freeze, plain_card, plain_deck, thaw
from bot.core.model import (
    Card,
    Deck,
    Difficulty,
    Header,
    KeyPoint,
    Quantity,
    Rubric,
    Strictness,
    Topic,
    Tries,
    Void,
)

_WORD = st.text("abcé ", min_size=1, max_size=8).filter(str.strip)
_WORDS = st.lists(_WORD, max_size=3).map(tuple)
_POINT = st.builds(
    KeyPoint, _WORD, st.just("") | _WORD, st.just("") | _WORD, st.just("") | _WORD, st.just("") | _WORD,
    st.integers(1, 3), st.booleans(),
)  # fmt: skip
_RUBRIC = st.builds(
    Rubric,
    points=st.lists(_POINT, max_size=3).map(tuple),
    need=st.integers(0, 3),
    ordered=st.booleans(),
    voids=st.lists(st.builds(Void, _WORD, st.booleans()), max_size=2).map(tuple),
    rivals=_WORDS,
    pick_one=st.booleans(),
    number=st.none() | st.builds(Quantity, st.just("5"), st.just("") | _WORD, st.sampled_from(["0", "0.5"])),
    strict=st.none() | st.sampled_from(Strictness),
    accept=_WORDS,
    reject=_WORDS,
)
_CARD = st.builds(
    Card, id=_WORD, deck=st.just("d"), ask=_WORD, answer=_WORD, rubric=_RUBRIC,
    why=st.just("") | _WORD,
    topic=st.sampled_from(["", "t"]), facet=st.just("") | _WORD, tags=_WORDS,
    difficulty=st.sampled_from(Difficulty),
    sources=_WORDS, tries=st.builds(Tries, _WORDS, _WORDS, _WORDS),
    max_words=st.integers(0, 40), image=st.just("") | _WORD,
    alt=st.just("") | _WORD, code=st.just("") | _WORD, self_rated=st.booleans(),
)  # fmt: skip
_HEADER = st.builds(
    Header, deck=st.just("d"), title=_WORD, about=st.just("") | _WORD, aliases=_WORDS,
    topics=st.sampled_from([(), (Topic("t", "T", ("tt",)), Topic("u", "U"))]),
    abbreviations=st.dictionaries(_WORD, _WORD, max_size=2).map(lambda pairs: tuple(pairs.items())),
    same=st.lists(_WORDS.filter(bool), max_size=2).map(tuple),
    rivals=st.lists(_WORDS.filter(bool), max_size=2).map(tuple),
    strict=st.sampled_from(Strictness),
)  # fmt: skip

HEADER = Header(
    "d",
    "The deck",
    "about",
    ("x",),
    (Topic("t", "T", ("tt",)), Topic("u", "U")),
    (("RCF", "random cut forest"),),
)
CARD = Card("c", "d", "What?", "That.", Rubric((KeyPoint("that"),)), topic="t", tries=Tries(("that",)))


@given(_HEADER, st.lists(_CARD, max_size=2))
def test_a_deck_survives_json(header: Header, cards: list[Card]) -> None:
    deck = Deck(header, tuple(cards))
    assert deck_of(json.loads(json.dumps(plain_deck(deck)))) == deck


@given(_CARD, _HEADER)
def test_a_thawed_card_freezes_to_the_same_version(card: Card, header: Header) -> None:
    version = freeze(card, header)
    thawed, its_header = thaw(version.content)
    assert thawed == replace(card, tries=Tries())
    assert freeze(thawed, its_header).hash == version.hash


def test_what_shows_or_grades_makes_a_new_version() -> None:
    old = freeze(CARD, HEADER).hash
    assert freeze(replace(CARD, why="because"), HEADER).hash != old
    assert freeze(replace(CARD, rubric=Rubric((KeyPoint("this"),))), HEADER).hash != old
    assert freeze(CARD, replace(HEADER, strict=Strictness.STRICT)).hash != old
    assert freeze(CARD, replace(HEADER, abbreviations=())).hash != old


def test_tries_and_other_topics_make_no_new_version() -> None:
    old = freeze(CARD, HEADER).hash
    assert freeze(replace(CARD, tries=Tries(wrong=("this",))), HEADER).hash == old
    assert freeze(CARD, replace(HEADER, topics=HEADER.topics[:1], aliases=(), about="")).hash == old


def test_a_short_card_is_short_in_json() -> None:
    card = Card("c", "d", "What?", "That.")
    assert plain_card(card) == {"id": "c", "ask": "What?", "answer": "That."}
