"""What is asked for often looks at no more rows than it is about, however much there is besides."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.store import open_store
from bot.store.named import translated


@pytest.mark.parametrize(("name", "by"), [("past", "rounds_of_room_and_card (room=? AND card=?)")])
async def test_a_forecast_looks_at_the_rooms_of_its_team_alone(tmp_path: Path, name: str, by: str) -> None:
    async with open_store(tmp_path / "study.db"):
        pass
    statement = translated("queries.sql")[name]
    with closing(sqlite3.connect(tmp_path / "study.db")) as connection:
        plan = connection.execute(f"EXPLAIN QUERY PLAN {statement}", ("a", "b", "c")).fetchall()
    assert any(by in str(step[-1]) for step in plan), plan
    assert not any(str(step[-1]).startswith("SCAN") for step in plan), plan
