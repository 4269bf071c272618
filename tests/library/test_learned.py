"""What reviewers accepted goes into the author's own text and changes nothing else of it."""

from pathlib import Path

import pytest

from bot.core.appeals import Judged, Ruled
from bot.library.check import check
from bot.library.learned import patch
from bot.library.lexicon import shipped

DECK = """\
# Knots, by the harbour master.
deck: knots
title: Knots
cards:
  - id: reef   # the first one
    ask: Which knot joins two ropes of one size?
    answer: The reef knot.
    points: [{is: reef | square, label: Reef}]
    try: {right: [a reef knot], wrong: [a granny knot]}
  - id: loop
    ask: Which two things must a good loop do?
    answer: It holds and it opens.
    points:
      - is: >-
          hold | stay | (does not | never) slip | remain firm | keep fast | sit tight | never give way |
          not come loose
        label: Holds
      - "open | \\"come undone\\""
    try: {partly: [it holds]}
  - id: line
    ask: What is a thin rope called?
    answer: A line.
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "knots.yaml"
    file.write_text(DECK)
    assert [problem for problem in check([file]) if problem.error] == []
    return file


def judged(
    card: str, point: int | None, label: str, words: str, verdict: Ruled = Ruled.ALTERNATIVE
) -> Judged:
    return Judged(f"knots/{card}", point, label, verdict, words, "what somebody typed")


def learnt(file: Path, *some: Judged) -> str:
    """The lines that a patch adds, once the patched file has passed the check."""
    made = patch(file, some, shipped())
    lines = made.diff.splitlines(keepends=True)
    old, new = ([line[1:] for line in lines[3:] if line[0] in (" ", sign)] for sign in ("-", "+"))
    file.write_text(file.read_text().replace("".join(old), "".join(new)))
    assert [problem for problem in check([file]) if problem.error] == []
    return "".join(line[1:].strip() for line in lines[2:] if line.startswith("+"))


@pytest.mark.parametrize(
    ("one", "line"),
    [
        (judged("reef", 0, "Reef", "flat"), "points: [{is: reef | square | flat, label: Reef}]"),
        (
            judged("reef", 0, "Reef", '"a, b"'),
            "points: [{is: 'reef | square | \"a, b\"', label: Reef}]",
        ),
        (judged("loop", 0, "Holds", "bite"), "not come loose | bite"),
        (judged("loop", 1, "open", '"let go"'), '- "open | \\"come undone\\" | \\"let go\\""'),
        (judged("line", None, "", "It's a cord"), "accept: ['It''s a cord']"),
    ],
)
def test_an_alternative_stands_where_its_author_would_have_put_it(file: Path, one: Judged, line: str) -> None:
    assert learnt(file, one) == line
    assert "# the first one" in file.read_text()


def test_a_line_that_is_full_goes_on_in_the_next(file: Path) -> None:
    first = judged("loop", 0, "Holds", "bite")
    long = judged(
        "loop",
        0,
        "Holds",
        "(keep | stay) (put | where | there | firm | tight | closed | shut)",
    )
    again = judged("loop", 0, "Holds", "(cling | stick | grip) (fast | hard | well | good)")
    learnt(file, first, long, again)
    assert max(map(len, file.read_text().splitlines())) < 120


def test_whole_answers_join_those_that_are_accepted_already(file: Path) -> None:
    learnt(file, judged("line", None, "", "a cord"))
    assert learnt(file, judged("line", None, "", "a string")) == "accept: ['a cord', 'a string']"


def test_what_is_there_already_changes_nothing(file: Path) -> None:
    made = patch(file, [judged("reef", 0, "Reef", "square"), judged("line", None, "", "A LINE")], shipped())
    assert (made.diff, made.taken, made.left) == ("", (), ())


@pytest.mark.parametrize(
    ("one", "why"),
    [
        (judged("reef", 0, "Reef", "granny"), "tries"),
        (judged("reef", 0, "Gone", "flat"), "no-point"),
        (judged("gone", 0, "Reef", "flat"), "no-card"),
        (judged("reef", 0, "Reef", "(flat"), "no-pattern"),
    ],
)  # fmt: skip
def test_what_would_harm_or_has_no_place_is_left_and_says_why(file: Path, one: Judged, why: str) -> None:
    made = patch(file, [one], shipped())
    assert (made.diff, [left.why for left in made.left]) == ("", [why])


@pytest.mark.parametrize("verdict", [Ruled.ONCE, Ruled.REJECTED])
def test_only_what_counts_for_everyone_is_written(file: Path, verdict: Ruled) -> None:
    assert patch(file, [judged("reef", 0, "Reef", "flat", verdict)], shipped()).diff == ""
