"""Text cut into pieces: the table says what a chunk becomes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.text import Kind, chunks, clean, number, pieces, spans, stem


@pytest.mark.parametrize(
    ("chunk", "words"),
    [
        ("Long-Short", ["long", "short"]),
        ("doesn't", ["does", "not"]),
        ("won’t", ["will", "not"]),
        ("5GB", ["5", "gb"]),
        ("ml.p3.2xlarge", ["ml", "p3", "2", "xlarge"]),
        ("enc0_network", ["enc0", "network"]),
        ("TP/(TP+FN)", ["tp", "tp", "fn"]),
        ("224×224", ["224x224"]),
        ("1,000.50", ["1000.5"]),
        (".2", ["0.2"]),
        ("20%", ["20", "percent"]),
        ("naïve", ["naive"]),
        ("Lloyd's", ["lloyd"]),
        ("end.Next", ["end", "next"]),
        ("i.e.", ["ie"]),
        ("GPUs", ["gpus"]),
    ],
)
def test_a_chunk_becomes_these_words(chunk: str, words: list[str]) -> None:
    assert [piece.text for piece in pieces(chunk) if piece.kind is not Kind.MARK] == words


@pytest.mark.parametrize(
    ("typed", "plain"), [("1,000", "1000"), ("0,5", "0.5"), ("010", "10"), ("5.0", "5"), ("1.2.3", "1.2.3")]
)
def test_a_number_has_one_way_of_writing(typed: str, plain: str) -> None:
    assert number(typed) == plain


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("regularisation", "regularization"),
        ("normalised", "normalizes"),
        ("centre", "center"),
        ("gpus", "gpu"),
    ],
)
def test_spellings_of_a_word_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@given(st.text())
def test_every_chunk_has_its_place(text: str) -> None:
    cleaned = clean(text)
    assert len(cleaned) == len(text)
    assert [cleaned[a:b] for a, b in spans(cleaned)] == chunks(cleaned)


@given(st.text(max_size=60))
def test_no_text_raises(text: str) -> None:
    for chunk in chunks(clean(text)):
        for piece in pieces(chunk):
            assert 0 <= piece.start <= piece.end <= len(chunk)
