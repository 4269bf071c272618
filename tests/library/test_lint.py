"""The linter: what makes a deck wrong, and what makes it teach badly."""

import json
import time
from pathlib import Path

import pytest

from bot.library.check import as_json, check, render
from tests.library.paper import CARD, DECK, HEAD, codes, linted, spot

LINE = "  - {id: tide, ask: What moves the boats?, answer: the tide, sources: [x]}\n"


def test_a_good_deck_is_clean_also_by_the_strict_measure() -> None:
    assert linted(DECK, strict=True) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (DECK + CARD, "duplicate-id"),
        (DECK.replace("topic: boats", "topic: boat"), "unknown-topic"),
        (DECK.replace("    why:", "    need: 3\n    why:"), "need"),
        (DECK.replace("    why:", "    pick: one\n    why:"), "pick"),
        (DECK.replace("    why:", "    image: a.png\n    why:"), "alt"),
        (DECK.replace("    why:", "    number: 5\n    why:"), "number"),
        (HEAD + LINE.replace("sources: [x]", "order: true"), "order"),
        (DECK.replace("aliases: [ships]", "aliases: [ships]}, ships: {title: Ships"), "same-name"),
        (DECK.replace("line | rope | moor", "(line | rope"), "pattern-open-bracket"),
        (DECK.replace("line | rope | moor", "line | | moor"), "pattern-nothing-here"),
        (DECK.replace("cards:", "rivals: [[a, (b]]\ncards:"), "pattern-open-bracket"),
        (DECK.replace("wrong: [neither", "right: [neither"), "duplicate-key"),
        (DECK.replace("partly: [ropes]", "partly: [ropes and fenders]"), "try"),
        (DECK.replace("answer: Lines hold it", "answer: Anchors hold it"), "model-answer"),
    ],
)
def test_a_wrong_deck_is_an_error(text: str, code: str) -> None:
    found = {problem.code for problem in linted(text) if problem.error}
    assert code in found


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (DECK.replace('sources: ["https://example.org/mooring"]', "tags: [x]"), "no-source"),
        (DECK + CARD.replace("mooring", "moored"), "duplicate-ask"),
        (DECK + CARD.replace("mooring", "moored").replace("Lines hold it and", "Ropes and"), "other-answer"),
        (DECK.replace("How does a boat stay", "Which line and rope keep a boat"), "leak"),
        (DECK.replace("is: fender | cushion", "is: moor | line | rope"), "shared-key"),
        (DECK.replace("Lines hold it and", "Lines hold it and " + "very " * 25), "long-answer"),
        (
            DECK.replace("    why:", "    points: [{is: line, must: true}]\n    why:").replace(
                "    points:\n", "    x:\n"
            ),
            "must",
        ),
    ],
)
def test_a_deck_that_teaches_badly_is_warned_about(text: str, code: str) -> None:
    found = {problem.code: problem.error for problem in linted(text)}
    assert found[code] is False


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (DECK.replace(", hint: Old tyres do as well.", ""), "no-hint"),
        (DECK.replace("    facet: mechanism\n", ""), "no-facet"),
        (DECK.replace("    why: A boat moves with wind and tide.\n", ""), "no-why"),
        (DECK.replace("    difficulty: easy\n", ""), "no-difficulty"),
        (DECK.replace("      partly: [ropes]\n", ""), "no-partly"),
        (
            DECK.replace("right: [ropes and cushions, lines and fenders]", "right: [ropes and cushions]"),
            "few-right",
        ),
        (DECK.replace("ropes and cushions", "lines hold it with fenders"), "no-free-right"),
        (DECK.replace("wrong: [neither lines nor fenders]", "wrong: [glue]"), "no-hard-wrong"),
        (DECK.replace("      wrong: [neither lines nor fenders]\n", ""), "no-wrong"),
        (DECK.replace("right: [ropes and", "right: [fenders and lines, ropes and"), "reordered"),
    ],
)
def test_shipped_decks_promise_more(text: str, code: str) -> None:
    assert code not in codes(text)
    assert code in {problem.code for problem in linted(text, strict=True) if problem.error}


def test_a_pattern_is_faulted_at_its_very_column() -> None:
    text = DECK.replace("{is: line | rope | moor,", "{is: 'it''s | (rope',")
    problem = linted(text)[0]
    assert (problem.line, problem.column) == spot(text, "(rope")


def test_every_pattern_of_a_card_is_looked_at() -> None:
    text = DECK.replace("line | rope | moor", "(line").replace("fender | cushion", "(fender")
    assert codes(text) == ["pattern-open-bracket"] * 2


def test_a_card_that_cannot_be_made_still_takes_its_name() -> None:
    assert "duplicate-id" in codes(
        DECK + CARD.replace("answer: Lines hold it and fenders protect it.", "answer: [a]")
    )


def test_a_failed_try_says_what_came_out_and_why() -> None:
    problem = linted(DECK.replace("partly: [ropes]", "partly: [ropes and fenders]"))[0]
    assert "`partly` number 1 of `mooring` comes out correct (100%)" in problem.text
    assert "hit Lines by “ropes”, Fenders by “fenders”" in problem.text


def test_people_see_the_line_and_a_caret(tmp_path: Path) -> None:
    file = tmp_path / "harbour.yaml"
    file.write_text(DECK.replace("facet: mechanism", "facet: mechanics"))
    assert render(check([file])).splitlines() == [
        f"{file}:13:12: error: `facet` cannot be `mechanics`; did you mean `mechanism`? [unknown-value]",
        "        facet: mechanics",
        "               ^",
    ]


def test_a_long_line_is_cut_around_the_caret(tmp_path: Path) -> None:
    file = tmp_path / "harbour.yaml"
    file.write_text(
        HEAD + "  - {id: a, ask: " + "word " * 60 + "?, answer: b, ponits: [c], " + "d: e, " * 40 + "}"
    )
    place, line, caret = render([one for one in check([file]) if "ponits" in one.text]).splitlines()
    assert place.startswith(f"{file}:5:")
    assert len(line) < 110
    assert line[caret.index("^") :].startswith("ponits")


def test_programs_read_the_same_as_json(tmp_path: Path) -> None:
    file = tmp_path / "harbour.yaml"
    file.write_text(DECK + CARD)
    assert json.loads(as_json(check([file])))[0]["code"] == "duplicate-id"


def test_a_folder_is_all_its_decks(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("")
    (tmp_path / "b.yml").write_text("")
    (tmp_path / "c.txt").write_text("")
    assert [Path(one.file).name for one in check([tmp_path])] == ["a.yaml", "b.yml"]


def test_five_hundred_cards_do_not_take_long() -> None:
    """A generous bound against a slip of an order of magnitude; the figures themselves are measured apart."""
    cards = "".join(
        CARD.replace("mooring", f"mooring-{n}")
        .replace("quay", f"quay {n}")
        .replace("boats", f"boats-{n // 20}")
        for n in range(500)
    )
    topics = ", ".join(f"boats-{n}: {{title: Boats {n}}}" for n in range(25))
    text = HEAD.replace("boats: {title: Boats, aliases: [ships]}", topics) + cards
    begun = time.process_time()
    assert {problem.code for problem in linted(text)} <= {"other-answer"}
    assert time.process_time() - begun < 10


def test_kin_may_share_an_answer_and_must_exist(tmp_path: Path) -> None:
    cards = """
  - {id: a, ask: What raises the tides?, answer: the moon, topic: t, sources: [x]}
  - {id: b, ask: What pulls at the sea?, answer: the moon itself, points: [moon], topic: t, sources: [x]%s}
"""
    head = "deck: d\ntitle: D\ntopics: {t: {title: T}}\ncards:"
    file = tmp_path / "d.yaml"
    found = {}
    for kin in ("", ", kin: [a]", ", kin: [aa]"):
        file.write_text(head + cards % kin, "utf-8")
        found[kin] = {problem.code for problem in check([file])}
    assert "other-answer" in found[""]
    assert "other-answer" not in found[", kin: [a]"]
    assert "unknown-kin" in found[", kin: [aa]"]
