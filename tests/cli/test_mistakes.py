"""What people get wrong at the command line is told in a sentence, never in a traceback."""

import json
from pathlib import Path

import pytest

from tests.cli.command import called, studybot

PLAN = ("simulate", "--from", "2026-03-02", "--days", "2")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("simulate", "--from", "2026-03-02", "--days", "0"), "--days"),
        (("simulate", "--from", "2026-03-02", "--days", "99999999"), "--days"),
        (("simulate", "--from", "0001-01-01", "--days", "2"), "--from"),
        (("simulate", "--from", "9999-12-31", "--days", "2"), "--from"),
        (("simulate", "--from", "someday", "--days", "2"), "2026-03-02"),
        ((*PLAN, "--people", "-3"), "--people"),
        ((*PLAN, "--at", "25:00"), "is no time of day"),
        ((*PLAN, "--weekdays", "someday"), "names no weekday"),
        ((*PLAN, "--zone", "Europe/Berlim"), "Europe/Berlin"),
        (("slack", "manifest", "--address", "nonsense"), "https://study.example.org"),
        (("slack", "manifest", "--address", "http://study.example.org"), "https://study.example.org"),
        (("slack", "manifest", "--address", "https://study.example.org/?a=b"), "https://study.example.org"),
        (("slack", "manifest", "--link", "--address", "nonsense"), "https://study.example.org"),
        (("decks", "try", "sagemaker", "it flips"), "is a deck"),
        (("decks", "try", "sagemaker/od-overfiting", "it flips"), "sagemaker/od-overfitting"),
        (("decks", "try", "zzzzz", "it flips"), "no card called zzzzz"),
        (("db", "backup", "."), "is a folder"),
    ],
)
def test_an_unclear_call_is_told_what_is_unclear(home: Path, arguments: tuple[str, ...], says: str) -> None:
    done = called(home, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("simulate", "--from", "2026-03-02", "--days", "2", "--holidays", "/nope"), "/nope"),
        (("simulate", "--from", "2026-03-02", "--days", "2", "--holidays", "/"), "/"),
        (("grade", "--decks", "/nope"), "/nope"),
        (("decks", "try", "--decks", "/nope", "sagemaker/od-overfitting", "it flips"), "/nope"),
        (("decks", "check", "/nope"), "/nope"),
        (("decks", "export", "sagemaker", "--out", "/nope/deck.csv"), "/nope"),
        (("db", "check"), "no such file"),
        (("db", "check", "--quick"), "no such file"),
        (("db", "backup", "/nope/copy.db"), "no such file"),
    ],
)
def test_a_failure_is_told_in_a_sentence(home: Path, arguments: tuple[str, ...], says: str) -> None:
    done = called(home, *arguments)
    assert done.returncode == 1
    assert says in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_without_a_deck_is_no_success(home: Path) -> None:
    for done in (
        called(home, "decks", "check", str(home)),
        called(home, "grade", "--decks", str(home)),
    ):
        assert done.returncode == 1
        assert "no deck" in done.stdout + done.stderr
    found = json.loads(called(home, "decks", "check", "--format", "json", str(home)).stdout)
    assert [problem["code"] for problem in found] == ["no-deck"]


def test_a_broken_deck_is_not_graded_by(home: Path) -> None:
    (home / "broken.yaml").write_text("deck: [", "utf-8")
    done = called(home, "grade", "--decks", str(home / "broken.yaml"))
    assert done.returncode == 1
    assert "broken.yaml" in done.stderr


def test_an_unknown_log_level_is_told(home: Path) -> None:
    done = studybot(home, "run", STUDYBOT_LOG="foo")
    assert done.returncode == 1
    assert "STUDYBOT_LOG" in done.stderr
    assert "info" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_home_that_cannot_be_written_is_told(home: Path) -> None:
    (home / "file").touch()
    done = studybot(home, "run", XDG_DATA_HOME=str(home / "file"))
    assert done.returncode == 1
    assert "STUDYBOT_DATABASE" in done.stderr
    assert "Traceback" not in done.stderr


def test_with_a_database_elsewhere_no_home_is_needed(home: Path) -> None:
    (home / "file").touch()
    done = studybot(
        home,
        "run",
        typed="flips\n",
        XDG_DATA_HOME=str(home / "file"),
        STUDYBOT_DATABASE=str(home / "here" / "elsewhere.db"),
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "Streak 1" in done.stdout


def test_a_database_that_cannot_be_made_is_told(home: Path) -> None:
    (home / "file").touch()
    done = studybot(home, "run", STUDYBOT_DATABASE=str(home / "file" / "studybot.db"))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


def test_what_people_keep_here_is_theirs_alone(home: Path) -> None:
    (home / "studybot").mkdir(mode=0o755)
    studybot(home, "run", typed="flips\n")
    studybot(home, "db", "backup", str(home / "copy.db"))
    kept = [home / "studybot", home / "copy.db", *(home / "studybot").iterdir()]
    assert len(kept) > 3
    assert {path.name: path.stat().st_mode & 0o077 for path in kept} == {path.name: 0 for path in kept}


def test_a_quick_check_looks_at_the_schema_alone(home: Path) -> None:
    studybot(home, "run", typed="flips\n")
    done = studybot(home, "db", "check", "--quick")
    assert (done.returncode, done.stderr) == (0, "")
    assert "schema" in done.stdout


def test_a_quick_check_fails_on_what_is_no_database_of_ours(home: Path) -> None:
    (home / "other.db").write_text("no database at all, but long enough to look into" * 99, "utf-8")
    done = called(home, "db", "check", "--quick", STUDYBOT_DATABASE=str(home / "other.db"))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


def test_an_empty_database_is_behind(home: Path) -> None:
    (home / "empty.db").touch()
    done = called(home, "db", "check", "--quick", STUDYBOT_DATABASE=str(home / "empty.db"))
    assert done.returncode == 1
    assert "db migrate" in done.stdout


@pytest.mark.parametrize("port", ["0", "99999", "-1", "http"])
def test_a_port_that_cannot_be_is_told(home: Path, port: str) -> None:
    done = called(home, "web", "--port", port)
    assert done.returncode == 2
    assert "1 to 65535" in done.stderr or "expected one argument" in done.stderr
