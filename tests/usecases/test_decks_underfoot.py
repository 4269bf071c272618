"""A deck is broken, emptied or removed while the bot runs on it: what is open stays, what is due is told."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.library.catalogue import Catalogue
from tests.library.paper import catalogue_of
from tests.talks.stage import HERE
from tests.usecases.hall import ADA, BEN, NINE, Hall, opened, said

A_DAY = timedelta(days=1)
DECK = (HERE / "harbour.yaml").read_text("utf-8")

DAMAGES = {
    "broken": (DECK[: len(DECK) // 2] + "'").encode(),
    "emptied": b"",
    "turned into a bomb": b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
    "no text any more": b"\x00\xff" * 5_000,
}


def becomes(file: Path, content: bytes | None) -> None:
    """None: it is there no more."""
    if content is None:
        file.unlink()
    else:
        file.write_bytes(content)


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return catalogue_of(tmp_path / "harbour.yaml", DECK)


@pytest.fixture
async def hall(catalogue: Catalogue) -> AsyncIterator[Hall]:
    async with opened(scheduled=True, catalogue=catalogue) as made:
        yield made


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "harbour.yaml"


@pytest.mark.parametrize("how", DAMAGES)
async def test_a_damaged_deck_is_told_and_the_one_before_goes_on(
    hall: Hall, catalogue: Catalogue, file: Path, how: str
) -> None:
    becomes(file, DAMAGES[how])
    assert catalogue.refresh()
    assert "Moon" in said(await hall.answer(ADA, "the moon"))
    await hall.move(NINE + A_DAY)
    assert hall.came() == ["slot:1:2026-03-02", "reveal:1", "slot:1:2026-03-03"]
    becomes(file, DECK.encode())
    assert catalogue.refresh() == ()
    await hall.move(NINE + 2 * A_DAY)
    assert hall.came()[-1] == "slot:1:2026-03-04"


async def test_an_open_question_of_a_removed_deck_is_graded_and_revealed(
    hall: Hall, catalogue: Catalogue, file: Path
) -> None:
    """What was asked is kept with the round, so the deck may go."""
    becomes(file, None)
    catalogue.refresh()
    assert "Moon" in said(await hall.answer(ADA, "the moon"))
    assert "Sun" in said(await hall.answer(BEN, "the sun"))
    await hall.move(NINE + A_DAY)
    assert hall.came()[:2] == ["slot:1:2026-03-02", "reveal:1"]


async def test_without_any_deck_nothing_is_asked_and_once_there_is_one_it_goes_on(
    hall: Hall, catalogue: Catalogue, file: Path
) -> None:
    becomes(file, None)
    catalogue.refresh()
    await hall.move(NINE + A_DAY)
    await hall.move(NINE + 2 * A_DAY)
    assert not [key for key in hall.came()[1:] if key.startswith("slot")]
    assert said(await hall.command(ADA, "quiz"))
    becomes(file, DECK.encode())
    catalogue.refresh()
    await hall.move(NINE + 3 * A_DAY)
    assert hall.came()[-1] == "slot:1:2026-03-05"
