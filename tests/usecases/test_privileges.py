"""Whoever is no admin changes nothing by an admin's command, button or form, whatever they send."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.usecases.commands import ADMIN_VERBS, COMMANDS, FORMS, PRESSES
from tests.usecases.hall import ADA, BEN, Hall, opened, said

TYPED: dict[str, dict[str, Any]] = {  # what would do something, if it were allowed
    "study setup": {"how": "10:00 mon-fri harbour"},
    "study holidays": {"days": "2026-12-24"},
    "study admins": {"who": "<@ben>"},
    "study join": {"code": "off"},
    "study digest": {"switch": "on"},
    "study exam": {"day": "2026-12-24"},
}
ADMINS = sorted(spec.name for spec, _ in COMMANDS if spec.admin)
BY_THEIR_WORDS = [  # everybody may look, admins alone may change
    ("study squads", "add Reds"),
    ("study squads", "draw North South"),
    ("study squads", "put Reds @Ada"),
    ("study season", "2 weeks"),
]


@pytest.fixture
async def file(tmp_path: Path) -> Path:
    return tmp_path / "study.db"


@pytest.fixture
async def hall(file: Path) -> AsyncIterator[Hall]:
    async with opened(scheduled=True, database=file) as made:
        await made.answer(ADA, "the moon and the sun")
        await made.answer(BEN, "the moon")
        yield made


def state(file: Path) -> list[str]:
    """All that is kept, as SQL."""
    with closing(sqlite3.connect(file)) as connection:
        return list(connection.iterdump())


@pytest.mark.parametrize("name", ADMINS)
async def test_a_command_of_an_admin(hall: Hall, file: Path, name: str) -> None:
    before = state(file)
    assert "admins" in said(await hall.command(BEN, name, **TYPED.get(name, {})))
    assert state(file) == before


@pytest.mark.parametrize(("name", "how"), BY_THEIR_WORDS)
async def test_words_that_change_something(hall: Hall, file: Path, name: str, how: str) -> None:
    before = state(file)
    assert "admins" in said(await hall.command(BEN, name, how=how))
    assert state(file) == before


@pytest.mark.parametrize("verb", sorted(ADMIN_VERBS & set(PRESSES)))
async def test_a_button_of_an_admin(hall: Hall, file: Path, verb: str) -> None:
    before = state(file)
    for argument in ("", "1", "harbour/cleat"):
        assert "admins" in said(await hall.press(BEN, f"{verb}:{argument}"))
    assert state(file) == before


@pytest.mark.parametrize("verb", sorted(ADMIN_VERBS & set(FORMS)))
async def test_a_form_of_an_admin(hall: Hall, file: Path, verb: str) -> None:
    before = state(file)
    assert "admins" in said(await hall.submit(BEN, f"{verb}:", {"at": "10:00", "day": "2026-12-24"}))
    assert state(file) == before


def test_there_is_something_to_try() -> None:
    assert len(ADMINS) > 5
    assert len(ADMIN_VERBS & set(PRESSES)) > 3
    assert {*PRESSES, *FORMS} >= ADMIN_VERBS
