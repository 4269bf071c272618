"""Work on files is shared out to several processes and comes back in order."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.errors import Problem
from bot.library import hands
from bot.library.check import check
from tests.library.paper import DECK


def size(file: Path) -> tuple[str, int]:
    return file.name, len(file.read_bytes())


def fails(file: Path) -> int:
    raise ValueError(file.name)


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    made = [tmp_path / f"{n}.yaml" for n in range(5)]
    for n, file in enumerate(made):
        file.write_text("x" * (n + 1) * 60_000)
    return made


def test_what_comes_back_is_in_the_files_order(files: list[Path]) -> None:
    assert hands.each(files, size) == [(f"{n}.yaml", (n + 1) * 60_000) for n in range(5)]


def test_a_fault_is_told_as_where_nothing_is_shared_out(files: list[Path]) -> None:
    with pytest.raises(ValueError, match=r"\d\.yaml"):
        hands.each(files, fails)


def test_a_missing_file_is_worked_on_like_any_other(files: list[Path]) -> None:
    with pytest.raises(FileNotFoundError):
        hands.each([*files, files[0].with_name("none.yaml")], size)


def test_many_decks_are_checked_as_one_after_the_other(tmp_path: Path) -> None:
    """Long comments make them worth sharing out."""
    for n in range(4):
        (tmp_path / f"{n}.yaml").write_text(DECK + "# x\n" * 20_000 + "colour: red\n")
    together = check([tmp_path])
    apart = [problem for file in sorted(tmp_path.iterdir()) for problem in check([file])]
    assert together == apart
    assert [type(problem) for problem in together].count(Problem) == len(together) >= 4


ENDLESS = """
import sys, time
from pathlib import Path
from bot.library import hands

def work(file):
    print(file.name, flush=True)
    time.sleep(600)

hands.each([Path(name) for name in sys.argv[1:]], work)
"""


@pytest.mark.skipif(hands._cores() < 2, reason="work is shared out where there are two cores")
def test_workers_end_with_a_process_that_is_killed(files: list[Path]) -> None:
    line = [sys.executable, "-c", ENDLESS, *map(str, files)]
    killed = subprocess.Popen(line, stdout=subprocess.PIPE, text=True)
    with killed:
        assert killed.stdout is not None
        for _ in range(2):
            killed.stdout.readline()
        killed.kill()
        rest, _ = killed.communicate(timeout=60)  # a worker that lives on holds it open
    assert rest == ""
