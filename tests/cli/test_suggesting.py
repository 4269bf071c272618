"""`studybot decks suggest`, as people and scripts use it."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from tests.cli.command import ROOT, studybot
from tests.library.paper import DECK

CARD = "harbour/mooring"
ANSWERS = (
    {"card": CARD, "answer": "hawsers and fenders", "verdict": "correct", "points_hit": [0, 1]},
    {"card": CARD, "answer": "a strong hawser, and cushions", "verdict": "correct", "points_hit": [0, 1]},
    {"card": CARD, "answer": "an anchor", "verdict": "wrong", "points_hit": []},
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "answers.jsonl"
    file.write_text("".join(json.dumps(one) + "\n" for one in ANSWERS))
    (tmp_path / "harbour.yaml").write_text(
        DECK.replace("rope | moor", "moor").replace("ropes and cushions, ", "").replace("[ropes]", "[lines]")
    )
    return file


def suggest(home: Path, file: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return studybot(
        home, "decks", "suggest", str(file), "--decks", str(file.with_name("harbour.yaml")), *more
    )


def test_proposals_are_told_with_their_effect(home: Path, file: Path) -> None:
    done = suggest(home, file)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"{CARD}: to point 1 (Lines), add  | hawser\n" in done.stdout
    assert "becomes right: 2: “hawsers and fenders”, “a strong hawser, and cushions”" in done.stdout
    assert "nothing gets worse" in done.stdout


def test_scripts_read_the_same_as_json(home: Path, file: Path) -> None:
    done = suggest(home, file, "--format", "json", "--limit", "1")
    whole = json.loads(done.stdout)
    assert (whole["cards"], whole["answers"], len(whole["proposals"])) == (1, 3, 1)
    (made,) = whole["proposals"]
    assert (made["card"], made["point"], made["gained"], made["spoiled"], made["safe"]) == (
        CARD,
        0,
        2,
        0,
        True,
    )


def test_the_page_shows_what_is_printed(home: Path, file: Path) -> None:
    page = (ROOT / "docs" / "suggesting.md").read_text("utf-8")
    file.write_text(page.split("```json\n")[1].split("```", maxsplit=1)[0], "utf-8")
    assert suggest(home, file).stdout == page.split("```text\n")[1].split("```", maxsplit=1)[0]
    (made,) = json.loads(suggest(home, file, "--format", "json").stdout)["proposals"]
    rows = re.findall(r"^\| (`[^|]*) \|", page, re.MULTILINE)
    assert [name for row in rows for name in re.findall(r"`(\w+)`", row)] == list(made)


def test_without_a_file_the_answers_of_the_database_are_looked_at(home: Path) -> None:
    said = "they zorble the images, jitter and rescale"
    people = "".join(f"/as {name}\n{said}\n" for name in ("Ada", "Ben", "Cleo"))
    studybot(home, "run", "--as", "Ada", typed=people)
    done = studybot(home, "decks", "suggest", "--format", "json")
    whole = json.loads(done.stdout)
    assert whole["answers"] == 3
    assert [(one["point"], one["gained"], one["judged"]) for one in whole["proposals"]] == [(0, 3, False)]
    assert "nobody has judged" in studybot(home, "decks", "suggest").stdout


def test_what_cannot_be_read_is_told(home: Path, file: Path) -> None:
    assert studybot(home, "decks", "suggest").returncode == 1
    assert suggest(home, file, "--limit", "0").returncode == 2
    file.write_text('{"card": "sagemaker/none"}\n')
    done = studybot(home, "decks", "suggest", str(file))
    assert done.returncode == 1
    assert f"{file}:1:1: error: no card `sagemaker/none`" in done.stderr
