"""The reference pages are what the code says now."""

import pytest

from scripts.reference import pages
from tests.house.tree import ROOT


@pytest.mark.parametrize("name", sorted(pages()))
def test_the_page_is_what_the_code_says(name: str) -> None:
    written = (ROOT / "docs" / name).read_text("utf-8")
    assert written == pages()[name], "write it anew: .venv/bin/python -m scripts.reference"


def test_every_argument_of_the_command_line_says_what_it_is() -> None:
    assert [line for line in pages()["cli.md"].splitlines() if line.endswith("|  |")] == []


def test_the_index_leads_to_every_page() -> None:
    index = (ROOT / "docs" / "README.md").read_text("utf-8")
    pages = {page.name for page in (ROOT / "docs").glob("*.md")} - {"README.md"}
    assert sorted(page for page in pages if f"({page})" not in index) == []
