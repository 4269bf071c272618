"""Anki packages: old ones, new ones, and those made to hurt."""

import io
import sqlite3
import zipfile
from contextlib import closing, suppress
from hashlib import sha1

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.model import Card, Deck, Header
from bot.errors import BadData
from bot.library.exchange import bring_in_bytes, give_out
from bot.library.importers import anki
from bot.library.importers.draft import Draft
from tests.library import packages

NOTES = [
    ("Fender", "a <b>cushion</b> between<br>hull &amp; quay"),
    ("Bow [sound:bow.mp3]", "<div>the front</div><div>end</div>"),
    ("<img src='a.png'>", "a picture alone"),
    ("only one field",),
    ("Fender", "a cushion between\nhull & quay"),
]
COLLECTION = zipfile.ZipFile(io.BytesIO(packages.old(NOTES * 50))).read("collection.anki2")
FOUND = [("Fender", "a cushion between\nhull & quay"), ("Bow", "the front\nend")]


def check(made: Draft) -> None:
    assert [(card.ask, card.answer) for card in made.deck.cards] == FOUND
    assert all(card.tags == ("boats",) for card in made.deck.cards)
    assert [one.line for one in made.report.skipped] == [3, 4]
    assert len(made.report.duplicates) == 1
    assert made.report.format == "apkg"


def told(raw: bytes) -> str:
    with pytest.raises(BadData) as error:
        bring_in_bytes(raw, "boats")
    return error.value.problems[0].text


def test_an_old_package_is_read() -> None:
    made = bring_in_bytes(packages.old(NOTES), "boats")
    check(made)
    assert made.deck.header.title == "Boats"


def test_a_new_package_is_read_and_its_dummy_is_not() -> None:
    zstandard = pytest.importorskip("zstandard", reason="needs zstandard")
    made = bring_in_bytes(packages.new(NOTES, zstandard.ZstdCompressor().compress), "boats")
    check(made)
    assert made.deck.header.title == "Harbour::Boats"


def exported() -> sqlite3.Connection:
    deck = Deck(Header("boats", "Boats"), (Card("bow", "boats", "Bow & <stern>?", "both ends"),))
    db = sqlite3.connect(":memory:")
    with zipfile.ZipFile(io.BytesIO(give_out(deck, "apkg"))) as archive:
        db.deserialize(archive.read("collection.anki2"))
    return db


def test_an_exported_collection_has_the_layout_that_anki_makes() -> None:
    columns = {"col": 13, "notes": 11, "cards": 18, "revlog": 9, "graves": 3}
    with closing(exported()) as db:
        for table, count in columns.items():
            rows = db.execute(f"PRAGMA table_info({table})").fetchall()
            assert len(rows) == count
            assert all(required or key for _, _, _, required, _, key in rows)
        indexes = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'index'")}
    assert indexes == {
        "ix_notes_usn", "ix_cards_usn", "ix_revlog_usn", "ix_cards_nid", "ix_cards_sched", "ix_revlog_cid",
        "ix_notes_csum",
    }  # fmt: skip


def test_an_exported_note_is_sorted_and_told_apart_by_its_plain_front() -> None:
    with closing(exported()) as db:
        found = db.execute("SELECT sfld, csum FROM notes").fetchone()
    assert found == ("Bow & <stern>?", int(sha1(b"Bow & <stern>?").hexdigest()[:8], 16))  # noqa: S324 - theirs


def test_hidden_words_become_gaps() -> None:
    made = bring_in_bytes(
        packages.old([("The {{c1::bow::front}} and the {{c2::stern}}.", "")], cloze=True), "boats"
    )
    assert [(card.ask, card.answer) for card in made.deck.cards] == [
        ("The [front] and the […].", "bow, stern")
    ]


def test_a_package_that_unpacks_without_end_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(anki, "MOST_COLLECTION", 1_000_000)
    assert "unpacks to more than" in told(packages.zipped({"collection.anki2": b"\0" * 2_000_000}))


def test_a_compressed_collection_that_unpacks_without_end_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    zstandard = pytest.importorskip("zstandard", reason="needs zstandard")
    monkeypatch.setattr(anki, "MOST_COLLECTION", 1_000_000)
    bomb = zstandard.ZstdCompressor().compress(b"\0" * 50_000_000)
    assert "unpacks to more than" in told(packages.zipped({"collection.anki21b": bomb}))


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ({"a.txt": b"x"}, "holds no collection"),
        (
            {"collection.anki2": b"not a database at all, but long enough to be taken for one" * 40},
            "cannot be read",
        ),
        ({"collection.anki2": b""}, "no notes"),
        ({"collection.anki21b": b"not compressed"}, "damaged"),
    ],
)
def test_a_package_with_the_wrong_things_in_it_is_refused(files: dict[str, bytes], why: str) -> None:
    if why == "damaged":
        pytest.importorskip("zstandard", reason="needs zstandard")
    assert why in told(packages.zipped(files))


def test_a_damaged_package_is_refused() -> None:
    whole = packages.old(NOTES)
    assert "damaged" in told(whole[: len(whole) // 2])
    names = whole.replace(b"collection.anki2", b"collection.anki9")
    assert told(names)


def test_a_view_in_place_of_a_table_is_refused() -> None:
    def fill(db: sqlite3.Connection) -> None:
        db.execute(
            "CREATE VIEW notes AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
            "SELECT i AS id, 7 AS mid, 'a' AS flds, '' AS tags FROM n"
        )

    assert "views where tables belong" in told(
        packages.zipped({"collection.anki2": packages.collection(fill)})
    )


def test_an_encrypted_package_is_refused() -> None:
    raw = bytearray(packages.old(NOTES))
    with zipfile.ZipFile(io.BytesIO(bytes(raw))) as archive:
        start = archive.getinfo("collection.anki2").header_offset
    raw[start + 6] |= 1
    central = raw.index(b"PK\x01\x02")
    raw[central + 8] |= 1
    assert "damaged" in told(bytes(raw))


@settings(max_examples=60)
@given(st.integers(0, 5_000), st.binary(max_size=20))
def test_a_package_with_damaged_bytes_is_read_or_refused_but_never_a_fault(place: int, piece: bytes) -> None:
    whole = packages.old(NOTES)
    start = place % len(whole)
    with suppress(BadData):
        bring_in_bytes(whole[:start] + piece + whole[start + len(piece) :], "boats", "apkg")


@settings(max_examples=60)
@given(st.integers(0, 20_000), st.binary(min_size=1, max_size=20))
def test_a_damaged_collection_is_read_or_refused_but_never_a_fault(place: int, piece: bytes) -> None:
    start = place % len(COLLECTION)
    broken = COLLECTION[:start] + piece + COLLECTION[start + len(piece) :]
    with suppress(BadData):
        bring_in_bytes(packages.zipped({"collection.anki2": broken}), "boats", "apkg")
