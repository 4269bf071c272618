"""`studybot decks learned` and `regrade`, as an author uses them."""

import subprocess
from pathlib import Path

import pytest

from tests.cli.command import studybot

DECK = """\
deck: knots
title: Knots
cards:
  - id: reef
    ask: Which knot joins two ropes of one size?
    answer: The reef knot.
    points: [{is: reef, label: Reef}]
"""
TYPED = """\
/study setup knots
/quiz knots 1
a flat one
/right it is flat
/as Eve
/study review
/appeal
/words flat
/accept
"""


@pytest.fixture
def decks(home: Path) -> str:
    (home / "knots.yaml").write_text(DECK)
    return str(home / "knots.yaml")


def test_what_was_accepted_is_a_patch_that_applies_and_passes_the_check(home: Path, decks: str) -> None:
    said = studybot(home, "run", "--as", "Ada", typed=TYPED, STUDYBOT_DECKS=decks)
    assert "Accepted. 1 person gains by it." in said.stdout
    done = studybot(home, "decks", "learned", STUDYBOT_DECKS=decks)
    assert done.returncode == 0
    assert "+    points: [{is: reef | flat, label: Reef}]\n" in done.stdout
    subprocess.run(["patch", decks], input=done.stdout, text=True, check=True, capture_output=True)
    assert studybot(home, "decks", "check", decks).returncode == 0
    assert studybot(home, "decks", "learned", STUDYBOT_DECKS=decks).stdout == ""


def test_suggestions_know_what_reviewers_ruled(home: Path, decks: str) -> None:
    studybot(home, "run", "--as", "Ada", typed=TYPED, STUDYBOT_DECKS=decks)
    done = studybot(home, "decks", "suggest", STUDYBOT_DECKS=decks)
    assert "knots/reef: to point 1 (Reef), add  | flat\n" in done.stdout
    assert "nobody has judged" not in done.stdout


def test_answers_are_graded_anew_only_when_that_is_asked_for(home: Path, decks: str) -> None:
    typed = "/study setup knots\n/quiz knots 1\na flat one\n"
    studybot(home, "run", "--as", "Ada", typed=typed, STUDYBOT_DECKS=decks)
    Path(decks).write_text(DECK.replace("reef,", "reef | flat,"))
    shown = studybot(home, "decks", "regrade", "knots/reef", STUDYBOT_DECKS=decks)
    assert shown.stdout.splitlines()[:3] == [
        "knots/reef: 1 answers in 1 rounds, 1 graded otherwise",
        "1 gain",
        "  practice: 0 → 12 points, ada in terminal",
    ]
    assert "nothing was written" in shown.stdout
    applied = studybot(home, "decks", "regrade", "knots/reef", "--apply", STUDYBOT_DECKS=decks)
    assert "nothing was written" not in applied.stdout
    assert (
        "0 graded otherwise" in studybot(home, "decks", "regrade", "knots/reef", STUDYBOT_DECKS=decks).stdout
    )
    assert studybot(home, "db", "check").returncode == 0
    told = studybot(home, "run", "--as", "Ada", typed="/streak\n", STUDYBOT_DECKS=decks)
    assert "Your answer in practice was right after all" in told.stdout


def test_a_card_that_is_not_there_is_told(home: Path) -> None:
    done = studybot(home, "decks", "regrade", "sagemaker/od-overfiting")
    assert (done.returncode, "did you mean" in done.stderr) == (2, True)
