"""The installed command, as people and scripts use it: a process of its own each time."""

import json
import signal
import subprocess
import sys
from pathlib import Path

from tests.cli.command import ROOT, environment, studybot


def test_a_newcomer_answers_the_first_question_by_typing(home: Path) -> None:
    done = studybot(home, "run", "--as", "Ada", typed="flips, rescales and jitters the images\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Question 1 · Object Detection" in done.stdout
    assert "Correct" in done.stdout
    assert "Streak 1" in done.stdout


def test_the_streak_is_there_tomorrow(home: Path) -> None:
    studybot(home, "run", "--as", "Ada", typed="flips\n")
    tomorrow = studybot(
        home, "run", "--as", "Ada", typed="whatever\n/streak\n", STUDYBOT_NOW="2026-03-03T10:00:00+00:00"
    )
    assert "Answer to question 1 is out" in tomorrow.stdout
    assert "Streak: 2 question days" in tomorrow.stdout


def test_a_second_start_shows_the_question_that_is_open(home: Path) -> None:
    studybot(home, "run", "--as", "Ada")
    assert "Question 1 · Object Detection" in studybot(home, "run", "--as", "Ben").stdout


def test_several_people_in_one_pipe_share_a_board(home: Path) -> None:
    typed = "flips, rescales and jitters\n/as Ben\nflips\n/leaderboard\n"
    board = studybot(home, "run", "--as", "Ada", typed=typed).stdout
    assert board.index("1.    Ada") < board.index("2.    Ben")


def test_nothing_typed_is_no_fault(home: Path) -> None:
    assert studybot(home, "run", typed="\n\n").returncode == 0


def test_bytes_that_are_no_text_are_no_fault(home: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "run"],
        input=b"\xff\xfe flips\n",
        capture_output=True, cwd=ROOT, env=environment(home), timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0
    assert b"incident" not in done.stdout


def test_serving_without_a_platform_names_what_is_missing(home: Path) -> None:
    done = studybot(home, "run", "--serve")
    assert done.returncode == 2
    assert "DISCORD_TOKEN" in done.stderr


def test_a_second_process_on_one_file_is_told_who_holds_it(home: Path) -> None:
    held = subprocess.Popen(
        [sys.executable, "-m", "bot", "run"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, env=environment(home), text=True,
    )  # fmt: skip
    assert held.stdout is not None
    held.stdout.readline()
    second = studybot(home, "run")
    held.communicate("")
    assert second.returncode == 1
    assert str(held.pid) in second.stderr


def test_a_bad_clock_is_told_in_a_sentence(home: Path) -> None:
    done = studybot(home, "run", STUDYBOT_NOW="yesterday")
    assert done.returncode == 1
    assert "2026-03-28T09:00:00+01:00" in done.stderr


def test_an_interrupted_chat_keeps_what_it_told(home: Path) -> None:
    chat = subprocess.Popen(
        [sys.executable, "-m", "bot", "run", "--as", "Ada"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, env=environment(home), text=True,
    )  # fmt: skip
    assert chat.stdin is not None
    assert chat.stdout is not None
    chat.stdin.write("flips, rescales and jitters\n")
    chat.stdin.flush()
    while "Streak 1" not in chat.stdout.readline():
        pass
    chat.send_signal(signal.SIGKILL)
    chat.communicate()
    assert "12 points" in studybot(home, "run", "--as", "Ada", typed="/stats\n").stdout
    assert studybot(home, "db", "check").returncode == 0


def test_the_simulator_prints_one_json_object_a_line(home: Path) -> None:
    done = studybot(
        home, "simulate", "--from", "2026-03-27", "--days", "4", "--zone", "Europe/Berlin", "--at", "02:30",
        "--weekdays", "all", "--json",
    )  # fmt: skip
    events = [json.loads(line) for line in done.stdout.splitlines()]
    posts = [event["local"] for event in events if event["kind"] == "post"]
    assert posts == [
        "2026-03-27T02:30:00+01:00", "2026-03-28T02:30:00+01:00",
        "2026-03-29T03:30:00+02:00", "2026-03-30T02:30:00+02:00",
    ]  # fmt: skip


def test_a_simulation_is_the_same_each_time(home: Path) -> None:
    plan = ("simulate", "--from", "2026-03-02", "--days", "5", "--people", "3", "--seed", "7", "--json")
    first, second = studybot(home, *plan), studybot(home, *plan)
    assert first.stdout == second.stdout
    assert '"kind": "answer"' in first.stdout


def test_grading_streams_in_order_and_fails_only_at_the_end(home: Path) -> None:
    lines = [
        json.dumps({"card": "sagemaker/od-overfitting", "answer": "flips, rescales and jitters"}),
        "no json",
        json.dumps(
            {
                "rubric": {"ask": "What does GPU stand for?", "answer": "graphics processing unit"},
                "answer": "no",
            }
        ),
    ]
    done = studybot(home, "grade", typed="\n".join(lines) + "\n")
    results = [json.loads(line) for line in done.stdout.splitlines()]
    assert [result.get("verdict", "error") for result in results] == ["correct", "error", "wrong"]
    assert done.returncode == 1


def test_trying_a_card_shows_the_words_that_decided(home: Path) -> None:
    done = studybot(home, "decks", "try", "sagemaker/od-overfitting", "it flips them")
    assert "hit           Flip: “flips”" in done.stdout
