"""Pastes of every shape become the right cards; what cannot is told, and nothing hurts."""

import os
import random
from contextlib import suppress
from functools import cache
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.model import Deck, Quantity
from bot.errors import BadData
from bot.library.exchange import IMPORTS, bring_in, bring_in_bytes
from bot.library.importers import detect
from bot.library.importers.draft import Draft
from tests.library import boundaries
from tests.library.paper import DECK, read
from tests.library.variants import (
    CHANGES,
    NUMBERED,
    Change,
    alternating,
    damaged,
    inline,
    marked,
    removed,
    some_numbers_lost,
    without_paragraphs,
    without_some,
)

SEEDS = Path(os.environ.get("STUDYBOT_SHARED", "../shared")) / "seeds"
FOUND = {"000": (85, 85), "002": (155, 150), "003": (28, 28), "004": (193, 193)}
FORMATS = {"000": "numbered", "002": "numbered", "003": "article", "004": "alternating"}

CARDS = [
    ("What holds a boat?", "Lines hold it.\n- bow line\n- stern line"),
    ("Fender", "a cushion between hull and quay"),
    ("How deep is the harbour?", "5"),
    ("when does the tide turn", "every six hours\n\nroughly"),
    ("Knots: which one never slips?", "the bowline"),
    ("IP insights | un/supervised", "unsupervised"),
    ("Harbour master", "whoever gives out the berths"),
    ("Which side is port?", "left"),
]


def seed(number: str) -> str:
    for file in SEEDS.glob(f"{number}_*.txt"):
        return file.read_text(encoding="utf-8")
    pytest.skip("needs the seed pastes (STUDYBOT_SHARED)")


def imported(text: str, format: str = "") -> Draft:
    return bring_in_bytes(text.encode(), "harbour", format)


def cards(made: Draft) -> list[tuple[str, str]]:
    return [(card.ask, " ".join(card.answer.split())) for card in made.deck.cards]


def flat(some: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(front, " ".join(back.split())) for front, back in some]


# --- the seeds ---------------------------------------------------------------------------------------------


@cache
def stood(number: str) -> list[tuple[str, str]]:
    """The fronts and backs of a seed as it is, those that are skipped or stand twice among them."""
    return paired(seed(number))


def paired(text: str) -> list[tuple[str, str]]:
    return [(pair.front, " ".join(pair.back.split())) for pair in detect.read(text.encode()).pairs]


def test_the_seeds_have_the_cards_they_are_known_to_have() -> None:
    for number, (found, cards) in FOUND.items():
        made = imported(seed(number))
        assert made.report.format == FORMATS[number]
        assert (made.report.found, len(made.deck.cards)) == (found, cards)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize("number", FOUND)
def test_a_seed_gives_the_same_cards_in_whatever_shape_it_comes(number: str, change: Change) -> None:
    assert paired(change(seed(number))) == stood(number)


@pytest.mark.parametrize("number", FOUND)
def test_two_changes_at_a_time_change_no_card(number: str) -> None:
    chance = random.Random(number)
    for one, other in chance.sample(list(permutations(CHANGES.values(), 2)), 6):
        assert paired(other(one(seed(number)))) == stood(number)


@pytest.mark.parametrize("change", NUMBERED.values(), ids=NUMBERED)
@pytest.mark.parametrize("number", ["000", "002"])
def test_numbered_cards_are_found_without_their_numbers(number: str, change: Change) -> None:
    assert paired(change(seed(number))) == stood(number)


@pytest.mark.parametrize("share", [0.1, 0.3, 0.6])
@pytest.mark.parametrize("number", ["000", "002"])
def test_cards_removed_are_just_not_there(number: str, share: float) -> None:
    for chance in (9, 13, 15, 36):
        text, left = removed(seed(number), chance, share)
        assert len(left) < FOUND[number][0]
        assert paired(CHANGES["CRLF"](text)) == [stood(number)[n] for n in left]


@pytest.mark.parametrize("chance", range(3))
def test_questions_and_answers_removed_are_just_not_there(chance: int) -> None:
    text, left = without_paragraphs(seed("004"), stood("004"), chance)
    assert paired(text) == [stood("004")[n] for n in left]


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_an_article_with_blank_lines_between_all_is_still_one(change: Change) -> None:
    some = seed("003")[: seed("003").index("Object Detection\nWhat is it?")]
    assert paired(change(some.replace("\n", "\n\n"))) == paired(some) == stood("003")[: len(paired(some))]


def test_a_section_that_lost_its_questions_is_no_part_of_an_answer() -> None:
    text = seed("003")
    start, end = text.index("Object2Vec\nWhat is it?"), text.index("Object Detection\nWhat is it?")
    gone = paired(text[start:end])
    left = text[:start] + "Object2Vec\n" + text[end:]
    assert paired(left) == [card for n, card in enumerate(stood("003")) if not 11 <= n < 11 + len(gone)]


@pytest.mark.parametrize("chance", range(5))
@pytest.mark.parametrize("number", ["000", "002"])
def test_some_numbers_lost_lose_no_card(number: str, chance: int) -> None:
    assert paired(some_numbers_lost(seed(number), chance)) == stood(number)


def test_what_a_seed_skips_is_told_with_line_and_reason() -> None:
    report = imported(seed("002")).report
    assert [(one.line, one.why) for one in report.skipped] == [
        (2217, "front and back are empty"),
        (2321, "no back to `S3 Durability`"),
        (2701, "front and back are empty"),
        (2744, "front and back are empty"),
    ]
    assert [(one.line, one.of) for one in report.duplicates] == [(1007, 990)]


def test_a_declared_count_is_compared() -> None:
    text = seed("000")
    assert imported(text).report.declared == 85
    lacking = text[: text.index("\n85\nIP Insights instance type\n")]
    assert "the file says it has 85 cards, 84 were found" in imported(lacking).report.warnings


def test_an_articles_questions_carry_their_section() -> None:
    made = imported(seed("003"))
    assert made.deck.cards[0].ask == "BlazingText: What is it?"
    assert [topic.title for topic in made.deck.header.topics] == [
        "BlazingText", "Object2Vec", "Object Detection", "Image Classification",
    ]  # fmt: skip
    assert "Want more" not in made.deck.cards[-1].answer


def test_a_list_whose_definitions_come_first_is_cut_before_its_terms() -> None:
    rows = ("a cushion - of rubber or rope - at a quay - fender", "the front end of a ship - bow")
    assert paired("\n".join((*rows, "the back end of a ship - stern"))) == [
        ("a cushion - of rubber or rope - at a quay", "fender"),
        ("the front end of a ship", "bow"),
        ("the back end of a ship", "stern"),
    ]
    turned = ("fender - a cushion - of rubber or rope - at a quay", "bow - the front end of a ship")
    assert paired("\n".join((*turned, "stern - the back end of a ship")))[0][0] == "fender"


@pytest.mark.parametrize("first", [0, 1], ids=["terms first", "definitions first"])
def test_terms_and_definitions_that_take_turns_need_no_guess(first: int) -> None:
    sides = [("fender", "a cushion between ship and quay"), ("mooring line", "a rope to the quay, or two")]
    sides += [("bow", "the front end"), ("stern", "the back end of a ship")]
    made = imported("\n".join(f"{pair[first]}\n{pair[1 - first]}" for pair in sides))
    assert [(card.ask, card.answer) for card in made.deck.cards] == [
        (pair[first], pair[1 - first]) for pair in sides
    ]
    assert not made.confidence


def test_a_paste_without_marks_is_a_draft_with_a_confidence_for_each_boundary() -> None:
    made = imported(seed("001"))
    assert made.report.format == "lines"
    assert 75 <= made.report.found <= 105
    assert made.confidence
    assert all(0 < sure < 1 for sure in made.confidence.values())
    assert any("guessed" in one for one in made.report.warnings)


def test_the_loaded_decks_help_to_guess_where_cards_begin() -> None:
    seed("001")
    decks = boundaries.all_decks()
    assert boundaries.score(decks).f1 > 0.9
    assert boundaries.score(boundaries.others(decks)).f1 > boundaries.score([]).f1 > 0.8


@pytest.mark.parametrize("mark", ["\n", "# ", "Q: "])
def test_a_paste_without_marks_becomes_exact_with_a_mark_before_each_card(mark: str) -> None:
    lines = [line for line in seed("001").split("\n") if line.strip()][1:]
    fronts = list(range(0, len(lines) - 1, 4))
    text = "\n".join(mark + line if n in fronts else line for n, line in enumerate(lines))
    made = imported(text)
    assert (made.report.format, made.report.found) == ("lines", len(fronts))
    assert not made.confidence


# --- pastes put together here ------------------------------------------------------------------------------


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize("rated", [True, False])
def test_numbered_blocks(change: Change, rated: bool) -> None:
    made = imported(change(marked(CARDS, rated=rated).text))
    assert cards(made) == flat(CARDS)
    assert (made.report.format, made.report.declared) == ("numbered", len(CARDS))
    assert made.deck.header.title == "Harbour Flashcards"


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_inline_numbered_cards(change: Change) -> None:
    assert cards(imported(change(inline(CARDS).text))) == flat(CARDS)


@pytest.mark.parametrize("title", ["", "Harbour words"])
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_question_and_answer_lines(change: Change, title: str) -> None:
    made = imported(change(alternating(CARDS, title).text))
    assert cards(made) == flat(CARDS)
    assert made.report.format == "alternating"


_FRONT = (
    st.text("abcdefg ?", min_size=3, max_size=30)
    .map(lambda text: " ".join(text.split()))
    .filter(lambda t: len(t) > 2)
)
_BACK = st.lists(_FRONT, min_size=1, max_size=3).map("\n".join)
_CARDS = st.lists(st.tuples(_FRONT, _BACK), min_size=3, max_size=12, unique=True)


@given(_CARDS, st.integers(0, 99), st.sampled_from(sorted(CHANGES)))
def test_marked_cards_are_found_whatever_they_say(
    some: list[tuple[str, str]], chance: int, change: str
) -> None:
    kept = without_some(some, chance)
    assert cards(imported(CHANGES[change](marked(kept).text), "numbered")) == flat(kept)


@given(_CARDS)
def test_inline_cards_are_found_whatever_they_say(some: list[tuple[str, str]]) -> None:
    assert cards(imported(inline(some).text, "numbered")) == flat(some)


def test_fronts_without_a_subject_are_named() -> None:
    warnings = imported(
        marked([("what is it limited to?", "pairs"), ("Fender", "a cushion")]).text
    ).report.warnings
    assert len(warnings) == 1
    assert "`what is it limited to?` names no subject" in warnings[0]


def test_two_cards_of_one_front_are_both_kept_under_different_ids() -> None:
    made = imported(marked([("S3", "stores objects"), ("S3", "is cheap"), ("S3", "Stores  objects")]).text)
    assert [card.id for card in made.deck.cards] == ["s3", "s3-2"]
    assert [one.front for one in made.report.duplicates] == ["S3"]


# --- tables and other programs -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "format"),
    [
        ("Fender\ta cushion\nBow\tthe front end\n", "quizlet"),
        ("Fender\ta cushion\nBow\tthe front\nend\n", "quizlet"),
        ("front\tback\nFender\ta cushion\nBow\tthe front end\n", "tsv"),
        ("Fender\ta cushion\tboats\nBow\tthe front end\tboats\n", "tsv"),
        ("Question,Answer\nFender,a cushion\nBow,the front end\n", "csv"),
        ("id;answer;question\n1;a cushion;Fender\n2;the front end;Bow\n", "csv"),
        ('Fender,"a cushion"\nBow,"the front\nend"\n', "csv"),
        ("#separator:tab\n#html:true\nFender\ta <b>cushion</b>\nBow\tthe&nbsp;front<br>end\n", "anki-text"),
        (
            (
                "#separator:Semicolon\n#html:false\n#tags column:1\nboats;Fender;a cushion\n"
                "boats;Bow;the front end\n"
            ),
            "anki-text",
        ),
        (
            (
                "#separator:tab\n#guid column:1\n#deck column:2\nx\tBoats\tFender\ta cushion\n"
                "y\tBoats\tBow\tthe front end\n"
            ),
            "anki-text",
        ),
        ("::one:: Fender {=a cushion}\n\n::two:: Bow {=the front end}\n", "gift"),
        (
            "// words\n$CATEGORY: boats\n\nFender {~a rope =a cushion#yes ~a sail}\n\nBow {=the front end}",
            "gift",
        ),
        ("Q: Fender\nA: a cushion\nQ: Bow\nA: the front end", "lines"),
        ("1. Fender\n2. Bow\n", ""),
    ],
)
def test_a_format_is_known_by_its_looks(text: str, format: str) -> None:
    if not format:
        assert imported(text).report.format in IMPORTS
        return
    made = imported(text)
    assert made.report.format == format
    assert cards(made) == [("Fender", "a cushion"), ("Bow", "the front end")]


@pytest.mark.parametrize("between", ["\t", " - ", " – ", ":::", "|||", " = ", " => ", ": "])
@pytest.mark.parametrize("after", ["\n", ";", ";;;", "\n\n", "###"])
def test_quizlet_parts_terms_and_cards_by_what_people_choose(between: str, after: str) -> None:
    some = [("Fender", "a cushion, soft"), ("Bow", "the front end"), ("Mast", "holds sails")]
    made = imported(after.join(between.join(card) for card in some) + after)
    assert made.report.format == "quizlet"
    assert cards(made) == some


def test_quizlet_with_commas_and_semicolons() -> None:
    made = imported("Fender,a cushion;Bow,the front end;\nMast,holds sails, and flags;")
    assert cards(made) == [
        ("Fender", "a cushion"),
        ("Bow", "the front end"),
        ("Mast", "holds sails, and flags"),
    ]


def test_a_list_of_terms_in_markdown_is_read_without_its_marks() -> None:
    made = imported("- **Fender**: a cushion\n- **Bow**: the front end\n- **Mast**: holds sails\n")
    assert cards(made) == [("Fender", "a cushion"), ("Bow", "the front end"), ("Mast", "holds sails")]


def test_prose_is_no_list_of_terms() -> None:
    text = "A boat - small or large - floats.\nIts bow is in front.\nFenders: soft things.\nRopes hold it."
    assert imported(text).report.format == "lines"


def test_gaps_in_ankis_text_become_questions() -> None:
    made = imported(
        "#separator:tab\n#html:true\nThe {{c1::bow::front}} and the {{c2::stern}}.\t\nMast\tsails\n"
    )
    assert cards(made) == [("The [front] and the […].", "bow, stern"), ("Mast", "sails")]


def test_gift_numbers_truths_and_gaps() -> None:
    made = imported(
        "How deep? {#5:0.5}\n\nHow far? {#1..3}\n\nBoats float. {T}\n\nA {=bow} is in front.\n\nWhy? {}\n\n"
        "Which? {~%50%oars ~%50%sails ~%-100%wheels}\n\nA \\{b\\} \\= c? {=yes =aye}\n\n"
        "Match {=bow -> front =stern -> back}"
    )
    found = {card.ask: card for card in made.deck.cards}
    assert found["How deep?"].rubric.number == Quantity("5", "", "0.5")
    assert found["How far?"].rubric.number == Quantity("2", "", "1")
    assert found["True or false: Boats float."].answer == "true"
    assert found["A _____ is in front."].answer == "bow"
    assert found["Which?"].answer == "oars\nsails"
    assert found["A {b} = c?"].rubric.accept == ("aye",)
    assert [one.why for one in made.report.skipped] == ["an essay: it has no answer"]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_a_text_is_read_in_its_encoding(encoding: str) -> None:
    made = bring_in_bytes("Fender\tan d’ém cushion\nBow\tthe front é end\n".encode(encoding), "x")
    assert made.deck.cards[0].answer == "an d’ém cushion"
    assert bool(made.report.warnings) == (encoding in ("cp1252", "utf-16-le", "utf-16-be"))


@pytest.mark.parametrize("encoding", ["cp932", "utf-16", "utf-16-le", "utf-16-be", "utf-8"])
def test_a_japanese_text_is_read_in_its_encoding(encoding: str) -> None:
    made = bring_in_bytes("Bow\t船の前の端です\nFender\t岸壁とのクッション\n".encode(encoding), "x")
    assert [card.answer for card in made.deck.cards] == ["船の前の端です", "岸壁とのクッション"]
    assert bool(made.report.warnings) == (encoding not in ("utf-8", "utf-16"))


@pytest.mark.parametrize(
    ("text", "encoding"), [("Bow\tпередняя часть судна", "cp1251"), ("Bow\t船的前端部分", "gb18030")]
)
def test_a_text_in_an_encoding_that_is_not_read_is_refused_and_never_garbled(
    text: str, encoding: str
) -> None:
    with pytest.raises(BadData, match="save it as UTF-8"):
        bring_in_bytes(text.encode(encoding), "x")


# --- hostile -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"x" * 5_000_001, "too-large"),
        (b"\n".join(b"Berth %d\ta place to lie" % n for n in range(20_001)), "too-many"),
        (b"a\x00b\n" * 20, "binary"),
        (b"\xff\xfe\x00\xd8", "encoding"),
        (b"a\x81\x8d\xff", "encoding"),
        (b"PK\x03\x04 and nothing more", "package"),
        (b"deck: a\ncards:\n  - &x [*x]\n", "anchor"),
        (b'front,back\na,"never closed' + b"x" * 200_000, "table"),
    ],
)
def test_a_hostile_file_gets_a_clear_error(raw: bytes, code: str) -> None:
    with pytest.raises(BadData) as told:
        bring_in_bytes(raw, "x")
    assert code in {problem.code for problem in told.value.problems}
    assert all(problem.file for problem in told.value.problems)


def test_a_missing_file_and_an_unknown_format_are_told(tmp_path: Path) -> None:
    with pytest.raises(BadData, match="cannot be read"):
        bring_in(tmp_path / "none")
    with pytest.raises(BadData, match="no format `word`"):
        bring_in_bytes(b"x", "x", "word")


@pytest.mark.parametrize("format", ["", *(name for name in IMPORTS if name not in ("apkg", "studybot"))])
@pytest.mark.parametrize(
    "text",
    ["", "\n" * 50_000, "1\n" * 10_000, "Q\nA\n" * 10_000, "Q\n" * 10_000, "{" * 50_000, "{=" * 20_000,
     "\t" * 50_000, "a?\n" * 10_000, "x " * 50_000, "#\n" * 10_000, '"' * 50_000, ",\n" * 10_000,
     "a\tb\n" + "c\n" * 60_000, "<" * 50_000, "{{c1::" * 10_000, "::" * 20_000, "What is it?\n\n" * 5_000,
     "- a\n" * 10_000],
    ids=lambda text: repr(text[:6]),
)  # fmt: skip
def test_nothing_makes_an_importer_hang(text: str, format: str) -> None:
    with suppress(BadData):
        imported(text, format)


@pytest.mark.parametrize(
    ("text", "format"),
    [
        ("c\n" * 300_000, "numbered"),
        ("c\n" * 20_000, "lines"),
        ("".join(f"Heading {n}\nWhat is it?\nIt is {n}\n" for n in range(30_000)), "article"),
    ],
    ids=["numbered", "lines", "article"],
)
def test_a_large_hostile_file_keeps_no_importer_busy_for_minutes(text: str, format: str) -> None:
    """Each was read anew from its beginning, or to its end, for every line: minutes instead of a second."""
    with suppress(BadData):
        imported(text, format)


@settings(max_examples=40)
@given(
    st.integers(0, 10_000),
    st.sampled_from(["", "numbered", "alternating", "article", "lines", "gift", "csv"]),
)
def test_a_damaged_paste_is_imported_or_refused_but_never_a_fault(chance: int, format: str) -> None:
    text = marked(CARDS[:4]).text + "\n" + inline(CARDS[4:]).text
    for broken in damaged(text, chance):
        try:
            made = imported(broken, format)
        except BadData:
            continue
        assert made.report.found == made.report.cards + len(made.report.skipped) + len(made.report.duplicates)


@given(st.text(max_size=200), st.sampled_from(sorted(IMPORTS)))
def test_no_text_whatsoever_breaks_an_importer(text: str, format: str) -> None:
    try:
        made = bring_in_bytes(text.encode("utf-8", "replace"), "x", format)
    except BadData:
        return
    assert all(card.ask and card.answer for card in made.deck.cards)


def test_a_studybot_deck_comes_in_whole() -> None:
    sheet, _ = read(DECK)
    assert sheet is not None
    assert imported(DECK).deck == sheet.deck


def test_an_empty_file_is_an_empty_draft() -> None:
    made = imported("")
    assert (made.report.found, made.deck.cards) == (0, ())
    assert isinstance(made.deck, Deck)
