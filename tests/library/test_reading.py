"""The reader: exact text, every problem at once, each at its place, and nothing that hurts."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.core.model import Difficulty, KeyPoint, Quantity, Strictness, Void
from bot.errors import BadData
from bot.library.nodes import Entries, Items, Node, Text, parse, spot_in
from bot.library.reading import read_deck, study
from bot.library.source import MOST_BYTES, Findings, decode, load
from tests.library.paper import CARD, DECK, HEAD, read, spot


def test_a_deck_is_read_with_every_key_of_a_card() -> None:
    text = HEAD + (
        "  - {id: depth, ask: How deep?, answer: 5 m, number: {value: 5, unit: m, within: 0.5}, "
        "not: [{is: shallow, cap: partly}, dry], rivals: [tide], pick: one, strict: lenient, "
        "accept: [five], reject: [six], tags: [sea], difficulty: hard, code: x = 1, "
        "image: a.png, alt: a chart, max_words: 30, self: true}\n"
    )
    sheet, problems = read(text)
    assert not problems
    assert sheet is not None
    card = sheet.deck.cards[0]
    assert card.key == "harbour/depth"
    assert card.rubric.number == Quantity("5", "m", "0.5")
    assert card.rubric.voids == (Void("shallow", cap=True), Void("dry"))
    assert card.rubric.pick_one
    assert card.rubric.strict is Strictness.LENIENT
    assert card.difficulty is Difficulty.HARD
    assert card.self_rated
    assert card.max_words == 30


def test_a_point_is_a_pattern_or_a_mapping() -> None:
    sheet, _ = read(
        HEAD + "  - {id: a, ask: b?, answer: c, need: 1, "
        "points: [c, {is: d, of: e, not: f, weight: 2, must: true}]}"
    )
    assert sheet is not None
    points = sheet.deck.cards[0].rubric.points
    assert points == (KeyPoint("c"), KeyPoint("d", of="e", contrary="f", weight=2, must=True))


@pytest.mark.parametrize(
    "typed", ["No", "12:30", "010", "1.0", "null", "~", "0x1F", "2024-01-01", "1e3", "yes", "'it''s'"]
)
def test_what_was_typed_stays_what_was_typed(typed: str) -> None:
    sheet, problems = read(HEAD + f"  - id: a\n    ask: b?\n    answer: {typed}\n")
    assert not problems
    assert sheet is not None
    assert sheet.deck.cards[0].answer == typed.strip("'").replace("''", "'")


def test_all_problems_are_told_at_once_each_at_its_place() -> None:
    text = DECK.replace("    why:", "    ponits: [x]\n    why:").replace("mechanism", "mechanics")
    text = text.replace("title: The", "titel: The")
    _, problems = read(text)
    assert {(problem.code, problem.line, problem.column) for problem in problems} == {
        ("unknown-key", *spot(text, "titel")),
        ("missing-key", 1, 1),
        ("unknown-key", *spot(text, "ponits")),
        ("unknown-value", *spot(text, "mechanics")),
    }
    assert any("did you mean `points`?" in problem.text for problem in problems)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("cards: []", "missing-key"),
        ("just words", "not-a-mapping"),
        ("deck: a\ndeck: b", "duplicate-key"),
        ("deck: &x a\ntitle: *x", "anchor"),
        ("deck: !!python/object:os.system x", "tag"),
        ("deck: ! x", "tag"),
        ("deck: a\n---\ndeck: b", "documents"),
        ("deck: " + "[" * 100_000, "depth"),
        ("- " * 100_000 + "x", "depth"),
        ("{" * 100_000, "depth"),
        ("deck: 'a", "yaml"),
        ("deck: a: b", "yaml"),
        ("deck: [a", "yaml"),
        ("deck: a\n\tb: c", "yaml"),
        ('deck: "\\ud800"', "yaml"),
        ('deck: "\\0"', "character"),
        ("deck: a\x00b", "character"),
        ("deck: a\x07b", "character"),
        ("? [a]\n: b", "key"),
        ("{a: b}: c", "key"),
        (HEAD + "  - mooring", "not-a-mapping"),
        (HEAD + "  - {id: A b, ask: c?, answer: d}", "id"),
        (HEAD + "  - {id: a, ask: ' ', answer: d}", "empty"),
        (HEAD + "  - {id: a, ask: b?, answer: [c]}", "not-a-text"),
        (HEAD + "  - {id: a, ask: b?, answer: c, tags: d}", "not-a-list"),
        (HEAD + "  - {id: a, ask: b?, answer: c, need: none}", "not-a-number"),
        (HEAD + "  - {id: a, ask: b?, answer: c, self: si}", "not-true-or-false"),
        (HEAD + "  - {id: a, ask: b?, answer: c, number: {value: five}}", "not-a-number"),
        (HEAD + "  - {id: a, ask: b?}", "missing-key"),
    ],
)
def test_a_fault_has_its_code(text: str, code: str) -> None:
    _, problems = read(text)
    assert code in {problem.code for problem in problems}


def test_an_alias_bomb_is_refused_before_it_goes_off() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    _, problems = read(bomb)
    assert {problem.code for problem in problems} >= {"alias"}


def test_a_syntax_error_points_to_where_it_was_opened() -> None:
    text = "deck: a\ntitle: 'never closed\ncards: []\n"
    _, problems = read(text)
    assert (problems[0].line, problems[0].column) == spot(text, "'never")


@pytest.mark.parametrize(
    "text", [DECK, DECK.replace("\n", "\r\n"), DECK.rstrip("\n"), DECK.replace("\n", "\r")]
)
def test_line_ends_and_a_missing_last_one_change_nothing(text: str) -> None:
    sheet, problems = read(text)
    assert not problems
    assert sheet is not None
    assert sheet.deck == _deck()


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (DECK.encode("utf-16"), "encoding"),
        (DECK.encode("utf-32"), "encoding"),
        (DECK.encode() + b"# caf\xe9", "encoding"),
        (b"x" * (MOST_BYTES + 1), "too-large"),
    ],
)
def test_bytes_that_are_no_deck_get_a_clear_answer(raw: bytes, code: str) -> None:
    assert [problem.code for problem in decode(raw, Findings("x")).problems] == [code]


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    sheet, found = study(decode(b"\xef\xbb\xbf" + DECK.encode(), Findings("x")))
    assert not found.problems
    assert sheet is not None


def test_a_wrong_byte_is_named_with_its_place() -> None:
    problem = decode(b"deck: a\ntitle: caf\xe9", Findings("x")).problems[0]
    assert (problem.line, problem.column) == (2, 11)
    assert "0xE9" in problem.text


def test_a_missing_file_is_a_problem_and_no_fault(tmp_path: Path) -> None:
    assert load(tmp_path / "none.yaml").problems[0].code == "unreadable"
    with pytest.raises(BadData, match="cannot be read"):
        read_deck(tmp_path / "none.yaml")


def _deck() -> object:
    sheet, _ = read(DECK)
    assert sheet is not None
    return sheet.deck


def _scalars(node: Node) -> list[Text]:
    match node:
        case Text():
            return [node]
        case Items():
            return [text for inner in node.nodes for text in _scalars(inner)]
        case Entries():
            return [text for key, inner in node.pairs.values() for text in (key, *_scalars(inner))]


_WORDS = st.lists(
    st.text("abc'\"\\:#é\n ", min_size=1, max_size=12).map(str.strip).filter(bool), min_size=1, max_size=9
)


@given(_WORDS, st.sampled_from(["'", '"', "|", ">", None]), st.sampled_from([20, 80]))
def test_a_character_of_a_value_is_found_in_the_source_however_it_is_quoted(
    words: list[str], style: str | None, width: int
) -> None:
    value = " ".join(words) + "ß"
    text = yaml.dump({"deck": {"about": value}}, default_style=style, width=width, allow_unicode=True)
    found = Findings("x", text)
    tree = parse(found)
    assert tree is not None
    node = _scalars(tree)[-1]
    assert node.value.strip() == value
    place = spot_in(found, node, node.value.index("ß"))
    line = text.split("\n")[place.line]
    assert line[place.column :].startswith(("ß", "\\xDF"))


@given(st.text(max_size=300))
def test_no_text_whatsoever_breaks_the_reader(text: str) -> None:
    _, problems = read(text)
    assert problems


@given(st.data())
def test_a_damaged_deck_is_read_or_refused_but_never_a_fault(data: st.DataObject) -> None:
    text = DECK
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 20)))
        text = (
            text[:start] + data.draw(st.text("\n -:[]{}|>'\"&*!#%@,?ab\t\x00\ud800", max_size=5)) + text[end:]
        )
    sheet, problems = read(text)
    assert sheet is not None or problems


@given(st.binary(max_size=200))
def test_no_bytes_whatsoever_break_the_reader(raw: bytes) -> None:
    study(decode(raw, Findings("x")))


def test_the_card_of_these_tests_is_clean() -> None:
    assert "id: mooring" in CARD
    assert not read(DECK)[1]
