"""Every command that the pages tell people to type is one that there is; the README's own are run."""

import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cli import parser
from tests.cli.command import environment
from tests.house.tree import ROOT, tracked

PAGES = [path for path in tracked() if re.fullmatch(r"README\.md|docs/[\w-]+\.md|SECURITY\.md", path)]
BLOCK = re.compile(r"^ *```console\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
OURS = re.compile(r"(?:^|\s)(?:studybot|\.venv/bin/python -m bot) (?!studybot)([a-z].*)$")
RUN = re.compile(r"^\.venv/bin/python -m bot (decks|doctor|grade|simulate)\b")


def typed(page: str) -> Iterator[str]:
    """The commands in the console blocks of a page, without what comes behind a pipe."""
    for block in BLOCK.findall((ROOT / page).read_text("utf-8")):
        for line in block.splitlines():
            if line.strip().startswith("$ "):
                yield line.strip()[2:].split(" | ")[0]


def arguments(line: str) -> list[str]:
    """Those of studybot; none where it is another program's command."""
    found = OURS.search(line)
    if found is None:
        return []
    words = shlex.split(re.sub(r"\$\(.*?\)", "x", found[1]))
    return words[: words.index(">")] if ">" in words else words


@pytest.mark.parametrize("page", PAGES)
def test_every_command_of_ours_can_be_read(page: str) -> None:
    for line in typed(page):
        if words := arguments(line):
            parser().parse_args(words)


def test_there_are_commands_to_read() -> None:
    assert sum(bool(arguments(line)) for page in PAGES for line in typed(page)) > 15


@pytest.mark.parametrize("line", [line for line in typed("README.md") if RUN.match(line)])
def test_the_commands_of_the_readme_run(line: str, tmp_path: Path) -> None:
    done = subprocess.run(
        shlex.split(line),
        cwd=ROOT,
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
