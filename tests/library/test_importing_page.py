"""The page on importing shows what happens: every example is imported, every command on it is run."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.library.exchange import EXPORTS, IMPORTS, bring_in_bytes
from bot.library.exporters.formats import SUFFIXES

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "importing.md").read_text("utf-8")
CARDS = [("fender", "a cushion between hull and quay"), ("bow", "the front end of a boat")]
UNSHOWN = {"apkg"}  # no text that could stand on a page


@dataclass(frozen=True, slots=True)
class Example:
    format: str
    file: str
    text: str


def examples() -> list[Example]:
    found = re.findall(r"^```([\w-]+)(?: (\S+))?\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    return [Example(*one) for one in found if one[0] in IMPORTS]


def short() -> list[Example]:
    """Those that show a format, not a whole file."""
    return [one for one in examples() if not one.file]


def commands() -> Iterator[tuple[str, str]]:
    """Each command on the page with the output under it; "" where none is shown."""
    for block in re.findall(r"^```console\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE):
        for part in block.split("$ ")[1:]:
            command, _, output = part.partition("\n")
            yield command, output


def named(text: str) -> str:
    """`What is a fender?` and `Fender` ask the same."""
    return text.casefold().removeprefix("what is a ").rstrip("?")


@pytest.mark.parametrize("format", ["named", "told by its looks"])
@pytest.mark.parametrize("example", short(), ids=lambda example: example.format)
def test_every_example_gives_the_same_two_cards(example: Example, format: str) -> None:
    made = bring_in_bytes(example.text.encode(), "x", example.format if format == "named" else "")
    assert made.report.format == example.format
    assert [(named(card.ask), card.answer) for card in made.deck.cards] == CARDS
    assert not made.report.skipped
    assert not made.report.warnings
    assert not made.confidence


def test_every_format_has_a_heading_and_an_example() -> None:
    headings = " ".join(re.findall(r"^### (.*)$", PAGE, re.MULTILINE))
    assert set(re.findall(r"`([\w-]+)`", headings)) == set(IMPORTS)
    assert {one.format for one in short()} | UNSHOWN == set(IMPORTS)


def test_every_export_is_shown() -> None:
    shown = {SUFFIXES[Path(command.split()[-1]).suffix] for command, _ in commands() if "export" in command}
    assert shown == set(EXPORTS)


def test_the_commands_of_the_page_say_what_the_page_says(tmp_path: Path) -> None:
    for example in examples():
        if example.file:
            (tmp_path / example.file).write_text(example.text, "utf-8")
    for command, output in commands():
        done = run(tmp_path, command)
        assert done.returncode == 0, (command, done.stdout, done.stderr)
        if output:
            assert done.stdout == output, command


def test_what_scripts_read_has_the_keys_that_are_shown() -> None:
    shown = next(output for command, output in commands() if "--report json" in command)
    assert list(json.loads(shown)) == ["format", "declared", "found", "skipped", "duplicates", "warnings"]


def run(folder: Path, command: str) -> subprocess.CompletedProcess[str]:
    name, *words = command.split()
    assert name == "studybot"
    kept = {key: value for key, value in os.environ.items() if not key.startswith("STUDYBOT_")}
    home = {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-m", "bot", *words],
        cwd=folder, env=kept | home, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
