"""The catalogue: decks as they are now, and what happens when their files change."""

import asyncio
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.core.model import Deck
from bot.errors import Problem
from bot.library import folders
from bot.library.catalogue import Catalogue, keep_fresh
from bot.library.lexicon import shipped
from tests.library.paper import DECK, catalogue_of


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "harbour.yaml"


@pytest.fixture
def catalogue(file: Path) -> Catalogue:
    return catalogue_of(file, DECK)


def deck(catalogue: Catalogue) -> Deck:
    return catalogue.snapshot().decks["harbour"]


def test_nothing_changed_means_nothing_to_tell(catalogue: Catalogue) -> None:
    before = catalogue.snapshot()
    assert catalogue.refresh() == ()
    assert catalogue.snapshot() is before


def test_a_changed_deck_is_swapped_whole(catalogue: Catalogue, file: Path) -> None:
    before = catalogue.snapshot()
    file.write_text(DECK.replace("The harbour", "The port"))
    assert catalogue.refresh() == ()
    assert deck(catalogue).header.title == "The port"
    assert before.decks["harbour"].header.title == "The harbour"


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text.replace("facet: mechanism", "facet: x"),
        lambda text: text.replace("partly: [ropes]", "partly: [nothing]"),
        lambda text: text[: len(text) // 2] + "'",
        lambda text: "",
    ],
    ids=["wrong key", "failing try", "cut off", "emptied"],
)
def test_a_broken_deck_leaves_the_old_one_and_is_told_once(
    catalogue: Catalogue, file: Path, damage: Callable[[str], str]
) -> None:
    file.write_text(damage(DECK))
    problems = catalogue.refresh()
    assert problems
    assert all(problem.file == str(file) and problem.line for problem in problems)
    assert deck(catalogue).header.title == "The harbour"
    assert catalogue.refresh() == ()
    os.utime(file)
    assert catalogue.refresh() == ()


def test_a_mended_deck_comes_back(catalogue: Catalogue, file: Path) -> None:
    file.write_text("")
    catalogue.refresh()
    file.write_text(DECK.replace("The harbour", "The port"))
    assert catalogue.refresh() == ()
    assert deck(catalogue).header.title == "The port"


def test_a_deck_that_is_put_back_as_it_was_counts_again(catalogue: Catalogue, file: Path) -> None:
    file.write_text("")
    catalogue.refresh()
    file.write_text(DECK)
    assert catalogue.refresh() == ()
    assert deck(catalogue).header.title == "The harbour"


def test_a_removed_deck_leaves_the_library(catalogue: Catalogue, file: Path) -> None:
    file.unlink()
    assert catalogue.refresh() == ()
    assert not catalogue.snapshot().decks


def test_a_new_file_is_taken_up(catalogue: Catalogue, file: Path) -> None:
    (file.parent / "port.yaml").write_text(DECK.replace("deck: harbour", "deck: port"))
    assert catalogue.refresh() == ()
    assert set(catalogue.snapshot().decks) == {"harbour", "port"}


def test_of_two_decks_with_one_name_the_first_stays_and_it_is_told_once(
    catalogue: Catalogue, file: Path
) -> None:
    (file.parent / "other.yaml").write_text(DECK.replace("The harbour", "Another"))
    assert [problem.code for problem in catalogue.refresh()] == ["duplicate-deck"]
    assert catalogue.refresh() == ()


def test_a_deck_that_is_broken_at_the_start_does_not_harm_the_others(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("cards: [")
    (tmp_path / "good.yaml").write_text(DECK)
    made = Catalogue([], [tmp_path], shipped())
    assert [problem.code for problem in made.load()] == ["yaml"]
    assert set(made.snapshot().decks) == {"harbour"}


def test_a_named_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    made = Catalogue([], [tmp_path / "none.yaml"], shipped())
    assert [problem.code for problem in made.load()] == ["unreadable"]


def test_added_folders_are_parted_as_a_path_is(tmp_path: Path) -> None:
    named = os.pathsep.join((str(tmp_path), "", "~/decks"))
    assert folders.added({"STUDYBOT_DECKS": named}) == (tmp_path, Path("~/decks").expanduser())
    assert folders.added({}) == ()


def test_the_shipped_decks_are_found() -> None:
    assert (folders.shipped() / "README.md").is_file()


async def test_the_files_are_looked_at_again_and_again_until_cancelled(
    catalogue: Catalogue, file: Path
) -> None:
    told: list[tuple[Problem, ...]] = []

    async def tell(problems: tuple[Problem, ...]) -> None:
        told.append(problems)

    class Ticks:
        """A clock whose time passes by being slept; it ends the third sleep by cancelling."""

        slept = 0

        def now(self) -> datetime:
            return datetime(2026, 1, 1, tzinfo=UTC)

        async def sleep(self, delay: timedelta) -> None:
            self.slept += 1
            if self.slept == 2:
                file.write_text("")  # noqa: ASYNC240 - the file of a test
            if self.slept == 4:
                raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await keep_fresh(catalogue, Ticks(), tell)
    assert [[problem.code for problem in problems] for problems in told] == [["empty"]]


async def test_a_folder_that_cannot_be_looked_at_ends_nothing(
    caplog: pytest.LogCaptureFixture,
) -> None:
    class Locked(Catalogue):
        """Its folder may not be read."""

        looks = 0

        def refresh(self) -> tuple[Problem, ...]:
            self.looks += 1
            raise PermissionError("decks")

    class Still:
        """A clock on which no time passes; it ends the third sleep by cancelling."""

        slept = 0

        def now(self) -> datetime:
            return datetime(2026, 1, 1, tzinfo=UTC)

        async def sleep(self, delay: timedelta) -> None:
            self.slept += 1
            if self.slept == 3:
                raise asyncio.CancelledError

    async def tell(problems: tuple[Problem, ...]) -> None: ...

    locked = Locked([], [], shipped())
    with pytest.raises(asyncio.CancelledError):
        await keep_fresh(locked, Still(), tell)
    assert locked.looks == 2
    assert "decks_not_looked_at" in caplog.text
