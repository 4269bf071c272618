"""Every fault that is listed as survived names the tests that try it, and those are there."""

import ast
import re
from functools import cache

import pytest

from tests.house.tree import ROOT

PAGE = (ROOT / "docs" / "reliability.md").read_text("utf-8")
NAMED = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")
TO_SURVIVE = (
    "kill -9", "power", "disk is full", "read-only", "locked", "clock", "three times", "429", "gateway",
    "for an hour", "holding a lease", "deck is broken", "emptied", "removed", "token", "lost channel",
    "permission", "signature", "4,000 characters", "Unicode", "mention", "alias", "zip", ".apkg", "pattern",
    "not an admin", "never in a log", "fuzz",
)  # fmt: skip


def rows() -> list[list[str]]:
    """The list of faults: what happens, what is seen, what tries it."""
    section = PAGE.split("## The list of faults\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("| ")][1:]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


@cache
def named_in(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    found = (node for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return frozenset(node.name for node in found if node.name.startswith("test_"))


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[0][:40])
def test_a_fault_says_what_is_seen_and_names_tests_that_are_there(row: list[str]) -> None:
    assert len(row) == 3 and len(row[1]) > 15
    named = NAMED.findall(row[2])
    assert named, "a test by its whole name"
    missing = [f"{path}::{test}" for path, test in named if test and test not in named_in(path)]
    assert missing == []


@pytest.mark.parametrize("fault", TO_SURVIVE)
def test_no_fault_to_survive_is_left_out(fault: str) -> None:
    assert any(fault in row[0] for row in rows())


def test_every_test_that_the_page_names_is_there() -> None:
    missing = [
        f"{path}::{test}"
        for path, test in NAMED.findall(PAGE)
        if not (ROOT / path).is_file() or (test and test not in named_in(path))
    ]
    assert missing == []
