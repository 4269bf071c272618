"""The reference pages are what the code says now."""

import pytest

from scripts.reference import pages
from tests.house.tree import ROOT


@pytest.mark.parametrize("name", sorted(pages()))
def test_the_page_is_what_the_code_says(name: str) -> None:
    written = (ROOT / "docs" / name).read_text("utf-8")
    assert written == pages()[name], "write it anew: .venv/bin/python -m scripts.reference"
