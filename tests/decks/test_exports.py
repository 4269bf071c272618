"""The shipped decks go out in every format and come back the same, told by their looks alone."""

from pathlib import Path

import pytest

from bot.library.exchange import EXPORTS, bring_in_bytes, give_out
from bot.library.folders import deck_files, shipped
from bot.library.reading import read_deck


@pytest.mark.parametrize("format", EXPORTS)
@pytest.mark.parametrize("file", deck_files(shipped()), ids=lambda file: file.stem)
def test_a_shipped_deck_comes_back_the_same(file: Path, format: str) -> None:
    deck = read_deck(file)
    back = bring_in_bytes(give_out(deck, format), "other")
    assert back.report.format == format
    assert back.deck == deck
    assert not back.report.skipped
