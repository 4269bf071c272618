"""A chat that is killed at any moment has kept every answer that it acknowledged."""

import random
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.command import ROOT, environment, studybot

RUN = 12  # answers in a run of practice; a run begins anew when it is through


def typed(answers: int) -> Iterator[str]:
    for number in range(answers):
        if number % RUN == 0:
            yield f"/quiz deep-learning {RUN}\n"
        yield f"it learns from data, answer {number}\n"


def recorded(database: Path) -> int:
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        return int(connection.execute("SELECT count(*) FROM attempts").fetchone()[0])


@pytest.mark.parametrize("seed", range(3))
def test_a_killed_chat_has_lost_nothing_that_it_acknowledged(home: Path, seed: int) -> None:
    chance = random.Random(seed)
    patience = chance.randint(5, 90)  # answers seen before the kill
    chat = subprocess.Popen(
        [sys.executable, "-m", "bot", "run", "--as", "Ada"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env=environment(home),
        text=True,
    )
    assert chat.stdin is not None
    assert chat.stdout is not None
    chat.stdin.write("".join(typed(120)))
    chat.stdin.flush()
    seen = 0
    for line in chat.stdout:
        seen += line.startswith("Score ")
        if seen == patience:
            break
    chat.kill()
    rest = chat.stdout.read()
    chat.wait()
    chat.stdin.close()
    chat.stdout.close()
    acknowledged = seen + sum(line.startswith("Score ") for line in rest.splitlines())
    kept = recorded(home / "studybot" / "studybot.db")
    assert acknowledged <= kept <= acknowledged + 1, "the one after may be recorded and not told yet"
    assert studybot(home, "db", "check").returncode == 0
