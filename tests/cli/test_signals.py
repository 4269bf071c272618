"""A chat that is told to stop stops at once, with what it acknowledged written."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.command import ROOT, environment, studybot


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
def test_a_signal_ends_a_chat_that_waits(home: Path, number: signal.Signals, code: int) -> None:
    chat = subprocess.Popen(
        [sys.executable, "-m", "bot", "run", "--as", "Ada"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=environment(home),
        text=True,
    )
    assert chat.stdin is not None
    assert chat.stdout is not None
    chat.stdin.write("flips, rescales and jitters\n")
    chat.stdin.flush()
    while "Streak 1" not in chat.stdout.readline():
        pass
    chat.send_signal(number)
    ended = chat.wait(timeout=10)  # its input is still open
    _, told = chat.communicate()
    assert (ended, told) == (code, "")
    assert "12 points" in studybot(home, "run", "--as", "Ada", typed="/stats\n").stdout


def test_a_file_can_be_typed_in(home: Path) -> None:
    (home / "script").write_text("flips, rescales and jitters\n/streak\n", "utf-8")
    with (home / "script").open() as script:
        done = subprocess.run(
            [sys.executable, "-m", "bot", "run"],
            stdin=script, capture_output=True, text=True, cwd=ROOT, env=environment(home), timeout=60,
            check=False,
        )  # fmt: skip
    assert done.returncode == 0
    assert "Streak: 1 question day" in done.stdout


@pytest.mark.parametrize(
    "arguments",
    [("simulate", "--from", "2026-03-02", "--days", "900"), ("decks", "check", "tests/talks/harbour.yaml")],
)
def test_who_reads_the_output_may_leave(home: Path, arguments: tuple[str, ...]) -> None:
    reads, writes = os.pipe()
    os.close(reads)
    with os.fdopen(writes, "w") as gone:
        done = subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            stdout=gone, stderr=subprocess.PIPE, text=True, cwd=ROOT, env=environment(home), timeout=60,
            check=False,
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
