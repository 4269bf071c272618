"""The same suite over every engine: SQLite in memory and in a file."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.ports import Store
from bot.store import MEMORY, open_store


@pytest.fixture(params=["memory", "file"])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    database = MEMORY if request.param == "memory" else tmp_path / "study.db"
    async with open_store(database) as store:
        yield store
