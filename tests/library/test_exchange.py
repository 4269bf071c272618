"""What goes out comes back the same, and what comes in twice is there once."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.model import Card, Deck, Header, KeyPoint, Quantity, Rubric, Topic, Tries, Void
from bot.errors import BadData
from bot.library.exchange import EXPORTS, bring_in, bring_in_bytes, give_out, save
from bot.library.exporters import markdown
from bot.library.reading import read_deck
from tests.library.paper import DECK, codes, read
from tests.library.variants import marked

_TEXT = st.text("abé \n\t|,;:#=~{}<>&\"'\\-*_()`!?5", min_size=1, max_size=20).map(
    lambda text: "\n".join(" ".join(line.split()) for line in text.split("\n") if line.strip())
).filter(bool)  # fmt: skip
_LINE = _TEXT.map(lambda text: " ".join(text.split()))
_PATTERN = st.sampled_from(
    ["flip | mirror", '"a phrase" < (b | c)', "=map", "regulari*", "5 GB", "a -- b --> c"]
)
_POINT = st.builds(
    KeyPoint, _PATTERN, label=st.just("") | _LINE, hint=st.just("") | _LINE, weight=st.integers(1, 3)
)
_RUBRIC = st.builds(
    Rubric,
    points=st.lists(_POINT, max_size=2).map(tuple),
    voids=st.lists(st.builds(Void, _PATTERN, st.booleans()), max_size=1).map(tuple),
    number=st.none() | st.just(Quantity("5", "GB", "0.5")),
    accept=st.lists(_LINE, max_size=2).map(tuple),
)
_CARD = st.builds(
    Card, id=st.sampled_from(["a", "b", "c-d", "e2"]), deck=st.just("harbour"), ask=_LINE, answer=_TEXT,
    rubric=_RUBRIC, why=st.just("") | _TEXT, topic=st.sampled_from(["", "boats"]),
    tags=st.lists(_LINE, max_size=2).map(tuple), sources=st.lists(_LINE, max_size=2).map(tuple),
    tries=st.builds(Tries, st.lists(_TEXT, max_size=2).map(tuple)),
)  # fmt: skip
_HEADER = Header(
    "harbour",
    "The harbour: boats",
    "All of it",
    ("port",),
    (Topic("boats", "Boats", ("ships",)),),
    (("A", "b"),),
)
_DECK = st.lists(_CARD, min_size=1, max_size=4, unique_by=lambda card: card.id).map(
    lambda cards: Deck(_HEADER, tuple(cards))
)


def test_a_question_that_begins_with_a_number_sign_is_no_header_of_anki() -> None:
    deck = Deck(_HEADER, (Card("a", "harbour", "#1 of the berths?", "North"),))
    assert bring_in_bytes(give_out(deck, "anki-text"), "other", "anki-text").deck == deck


@settings(max_examples=60)
@given(_DECK, st.sampled_from(EXPORTS))
def test_an_export_that_comes_back_is_the_same_deck(deck: Deck, format: str) -> None:
    back = bring_in_bytes(give_out(deck, format), "other", format)
    assert back.deck == deck
    assert not back.report.skipped


@pytest.mark.parametrize("format", EXPORTS)
def test_an_export_is_known_by_its_looks(format: str) -> None:
    sheet, _ = read(DECK)
    assert sheet is not None
    back = bring_in_bytes(give_out(sheet.deck, format), "other")
    assert back.report.format == format
    assert back.deck == sheet.deck


@pytest.mark.parametrize("format", ["csv", "anki-text", "markdown", "gift"])
def test_what_people_changed_in_an_export_counts(format: str) -> None:
    sheet, _ = read(DECK)
    assert sheet is not None
    text = give_out(sheet.deck, format).decode()
    changed = (
        text.replace("protect it.", "guard it.", 1)
        if format != "gift"
        else text.replace("=Lines hold it", "=Ropes hold it")
    )
    if format == "markdown":
        changed = text[: text.rindex("protect it.")] + "guard it.\n"
    card = bring_in_bytes(changed.encode(), "x", format).deck.cards[0]
    assert card.answer in ("Lines hold it and fenders guard it.", "Ropes hold it and fenders protect it.")
    assert card.rubric == sheet.deck.cards[0].rubric


def test_an_export_is_the_same_every_time() -> None:
    sheet, _ = read(DECK)
    assert sheet is not None
    assert give_out(sheet.deck, "apkg") == give_out(sheet.deck, "apkg")


def test_a_comment_in_markdown_cannot_be_ended_by_a_card() -> None:
    sheet, _ = read(DECK)
    assert sheet is not None
    card = replace(sheet.deck.cards[0], why="so --> <script>")
    text = markdown.write(Deck(sheet.deck.header, (card,)))
    assert text.count("-->") == 2
    assert bring_in_bytes(text.encode(), "x").deck.cards[0].why == "so --> <script>"


def test_the_format_is_told_by_the_files_ending() -> None:
    sheet, _ = read(DECK)
    assert sheet is not None
    assert give_out(sheet.deck, file=Path("x.CSV")).startswith(b"front,back")
    with pytest.raises(BadData, match="no format"):
        give_out(sheet.deck, file=Path("x.doc"))


# --- drafts on disk ----------------------------------------------------------------------------------------

CARDS = [("Fender", "a cushion"), ("Bow", "the front end"), ("S3", "stores"), ("S3", "is cheap")]


def paste(tmp_path: Path, cards: list[tuple[str, str]]) -> Path:
    file = tmp_path / "harbour.txt"
    file.write_text(marked(cards).text)
    return file


def test_a_draft_is_a_deck_that_the_reader_takes(tmp_path: Path) -> None:
    out = tmp_path / "harbour.yaml"
    made = save(bring_in(paste(tmp_path, CARDS)), out)
    assert read_deck(out) == made.deck
    assert out.read_text().startswith("# A draft")
    assert not {code for code in codes(out.read_text()) if code.startswith(("yaml", "missing", "unknown"))}


def test_a_guessed_boundary_is_noted_above_its_card(tmp_path: Path) -> None:
    file, out = tmp_path / "notes.txt", tmp_path / "notes.yaml"
    file.write_text(
        "Boat notes\nFender\na cushion, soft\nWhat is a bow?\nit is the front end\n"
        "Knots\n- bowline\n- hitch\n"
    )
    made = save(bring_in(file), out)
    assert len(made.deck.cards) >= 2
    assert "% certainty" in out.read_text()


def test_importing_twice_updates_instead_of_doubling(tmp_path: Path) -> None:
    out = tmp_path / "harbour.yaml"
    first = save(bring_in(paste(tmp_path, CARDS)), out)
    again = save(bring_in(paste(tmp_path, CARDS)), out)
    assert again.deck == first.deck
    changed = [("Fender", "a soft cushion"), *CARDS[1:], ("Stern", "the back end")]
    third = save(bring_in(paste(tmp_path, changed)), out)
    assert [(card.id, card.answer) for card in third.deck.cards] == [
        ("fender", "a soft cushion"), ("bow", "the front end"), ("s3", "stores"), ("s3-2", "is cheap"),
        ("stern", "the back end"),
    ]  # fmt: skip


def test_what_people_added_to_a_draft_stays(tmp_path: Path) -> None:
    out = tmp_path / "harbour.yaml"
    save(bring_in(paste(tmp_path, CARDS)), out)
    out.write_text(
        out.read_text()
        .replace("    answer: a cushion", "    answer: a cushion\n    why: It is soft.")
        .replace("id: bow", "id: front")
    )
    again = save(bring_in(paste(tmp_path, CARDS[:2])), out)
    assert [card.id for card in again.deck.cards] == ["fender", "front", "s3", "s3-2"]
    assert again.deck.cards[0].why == "It is soft."


def test_a_deck_that_cannot_be_read_is_never_overwritten(tmp_path: Path) -> None:
    out = tmp_path / "harbour.yaml"
    out.write_text("cards: [")
    with pytest.raises(BadData):
        save(bring_in(paste(tmp_path, CARDS)), out)
    assert out.read_text() == "cards: ["


def test_a_draft_too_large_for_a_deck_is_refused_before_it_is_written(tmp_path: Path) -> None:
    out = tmp_path / "harbour.yaml"
    many = [(f"Berth {n}", "a place to lie " * 5) for n in range(12_000)]
    with pytest.raises(BadData, match="split"):
        save(bring_in(paste(tmp_path, many)), out)
    assert not out.exists()


def test_the_report_is_plain_json(tmp_path: Path) -> None:
    report = json.loads(
        json.dumps(bring_in(paste(tmp_path, [*CARDS, ("Fender", "a cushion"), ("Mast", "")])).report.plain())
    )
    assert report == {
        "format": "numbered", "declared": 6, "found": 6, "cards": 4,
        "skipped": [{"line": report["skipped"][0]["line"], "why": "no back to `Mast`"}],
        "duplicates": [{"line": report["duplicates"][0]["line"], "of": 6, "front": "Fender"}], "warnings": [],
    }  # fmt: skip
