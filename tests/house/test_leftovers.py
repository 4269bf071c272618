"""Nothing of anybody's machine, editor or unfinished thought is tracked."""

import re
from pathlib import Path

import pytest

from tests.house.tree import ROOT, tracked

# Written in halves, so that this file does not find itself.
LINES = re.compile(
    r"(?<![\w.])/(wo" + r"rk|ro" + r"ot|ho" + r"me/\w+|Us" + r"ers/\w+)/"
    r"|\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b"
    r"|^(<{7}|>{7}|={7})( |$)"
    r"|\bbreak" + r"point\(\)|\bimport p" + r"db\b",
    re.MULTILINE,
)
FILES = re.compile(
    r"(\.(orig|rej|bak|swp|pyc|log|db|sqlite3?)|~|\.DS_Store|Thumbs\.db)$|(^|/)(\.idea|\.vscode|__pycache__)/"
)


def test_no_line_speaks_of_a_machine_or_of_unfinished_work() -> None:
    found = [f"{path}: {line[0]}" for path in tracked() for line in LINES.finditer(_text(ROOT / path))]
    assert found == []


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        return ""  # a picture or a font


def test_no_file_was_left_by_a_tool() -> None:
    assert [path for path in tracked() if FILES.search(path)] == []


@pytest.mark.parametrize("line", ["see /ro" + "ot/.venv/bin", "# TO" + "DO later", "<<<<<<< HEAD"])
def test_a_leftover_is_seen(line: str) -> None:
    assert LINES.search(line)
