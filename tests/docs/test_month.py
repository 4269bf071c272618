"""The month in docs/operations.md: its command is run, and its log and figures are what the page shows."""

import re
import shlex
from pathlib import Path

import pytest

from tests.cli.command import studybot
from tests.house.tree import ROOT

PAGE = (ROOT / "docs" / "operations.md").read_text("utf-8").partition("## What a month looks like")[2]
COMMAND, LOG, FIGURES = re.findall(r"```\w+\n(.*?)```", PAGE, re.DOTALL)[:3]
LINE = re.compile(r"(\S+) (info|warning) (\w+) (.*)")


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("month")
    words = shlex.split(COMMAND.removeprefix("$ studybot "))
    placed = [str(folder / word) if word.startswith("month.") else word for word in words]
    done = studybot(folder, *placed)
    assert (done.returncode, done.stderr) == (0, "")
    (folder / "printed").write_text(done.stdout, "utf-8")
    return folder


def test_the_log_begins_as_the_page_shows(month: Path) -> None:
    shown = LOG.splitlines()
    assert (month / "month.log").read_text("utf-8").splitlines()[: len(shown)] == shown


def test_the_figures_have_the_names_that_the_page_shows(month: Path) -> None:
    named = [line.rpartition(" ")[0] for line in (month / "month.txt").read_text("utf-8").splitlines()]
    assert [line for line in FIGURES.splitlines() if line.rpartition(" ")[0] not in named] == []


def test_each_line_has_the_virtual_time_and_no_question_is_lost_or_doubled_in_trouble(month: Path) -> None:
    lines = [LINE.fullmatch(line) for line in (month / "month.log").read_text("utf-8").splitlines()]
    told = [line.groups() for line in lines if line is not None]
    assert len(told) == len(lines)
    assert {at[:7] for at, *_ in told} == {"2026-03", "2026-04"}
    assert {event for _, level, event, _ in told if level == "warning"} == {"not_delivered"}
    delivered = [words.split()[0] for _, _, event, words in told if event == "delivered"]
    assert len(delivered) == len(set(delivered))
    printed = (month / "printed").read_text("utf-8").splitlines()
    posts = [line.split()[2:4] for line in printed if line.split()[1] in ("post", "late")]
    assert (
        len(posts) == len({tuple(post) for post in posts}) == sum("=slot:" in one for one in delivered) == 46
    )
