"""Migrations: numbered, never changed, backed up before, and their sum is the schema that people read."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.errors import BadData, Unavailable
from bot.store import check, migrate, named, open_store
from bot.store.migrate import Migration
from bot.store.privacy import ERASED, KEPT

SCHEMA = Path(__file__).with_name("schema.sql")
EXTRA = Migration(
    len(migrate.shipped()) + 1, "9999_more.sql", "CREATE TABLE more (id INTEGER PRIMARY KEY) STRICT;"
)
WRONG = Migration(
    len(migrate.shipped()) + 1,
    "9999_wrong.sql",
    "CREATE TABLE more (id INTEGER PRIMARY KEY) STRICT;\nINSERT INTO nowhere VALUES (1);",
)


def opened(path: Path) -> None:
    async def open_and_close() -> None:
        async with open_store(path):
            pass

    asyncio.run(open_and_close())


def schema(connection: sqlite3.Connection) -> str:
    """Everything that stands in the database, in the order of its names."""
    rows = connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type DESC, name")
    return "".join(f"{sql};\n\n" for (sql,) in rows)


def test_the_schema_is_the_sum_of_the_migrations() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrate.apply(connection, migrate.pending(connection, ":memory:"))
        assert SCHEMA.read_text("utf-8") == schema(connection), "write the new sum into schema.sql"


def test_a_migration_is_one_transaction(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "study.db"
    opened(path)
    before = path.read_bytes()
    monkeypatch.setattr(migrate, "shipped", lambda: (*shipped, WRONG))
    with pytest.raises((sqlite3.OperationalError, Unavailable)):
        opened(path)
    monkeypatch.undo()
    assert check(path) == []
    assert path.read_bytes() == before


def test_a_database_is_backed_up_before_it_is_migrated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "study.db"
    opened(path)
    assert not list(tmp_path.glob("*before*"))
    monkeypatch.setattr(migrate, "shipped", lambda: (*shipped, EXTRA))
    opened(path)
    opened(path)
    assert check(path) == []
    (copy,) = tmp_path.glob("*before*")
    assert copy.name == f"study.db.before-{EXTRA.number:04}"
    monkeypatch.undo()
    assert check(copy) == []


def test_a_newer_database_is_refused_in_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "study.db"
    monkeypatch.setattr(migrate, "shipped", lambda: (*shipped, EXTRA))
    opened(path)
    monkeypatch.undo()
    with pytest.raises(
        BadData, match=rf"is of a newer studybot \(migration {EXTRA.number}; this one knows {len(shipped)}\)"
    ):
        opened(path)


def test_a_changed_migration_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "study.db"
    opened(path)
    first = shipped[0]
    changed = Migration(first.number, first.name, first.script + "-- changed\n")
    monkeypatch.setattr(migrate, "shipped", lambda: (changed, *shipped[1:]))
    with pytest.raises(BadData, match="is not what this database was made with"):
        opened(path)


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "study.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE songs (id INTEGER)")
    with pytest.raises(BadData, match="another program"):
        opened(path)


def test_scripts_are_cut_where_statements_end() -> None:
    script = (
        "-- one; not yet\nCREATE TABLE a (b TEXT DEFAULT ';');\n\nINSERT INTO a\nVALUES (1);\n-- the end\n"
    )
    assert [s.splitlines()[-1] for s in named.statements(script)] == [
        "CREATE TABLE a (b TEXT DEFAULT ';');",
        "VALUES (1);",
    ]
    with pytest.raises(ValueError, match="unfinished"):
        list(named.statements("SELECT 1"))


def test_every_named_statement_is_used_and_there() -> None:
    import re

    code = "".join(p.read_text("utf-8") for p in Path(migrate.__file__).parent.glob("*.py"))
    asked = set(re.findall(r"(?:_db|db)\.(?:rows|one|do|run|add)\(\s*\"(\w+)\"", code))
    asked |= set(re.findall(r"self\._(?:id|hide|number|look_up|list)\(\"(\w+)\"", code))
    asked |= set(re.findall(r"rows\(database, \"(\w+)\"", code))
    asked |= {*KEPT, *ERASED}
    assert asked == set(named.queries("queries.sql"))


def test_parameters_are_numbered_for_sqlite() -> None:
    texts = named.translated("queries.sql").values()
    assert not any("$" in sql for sql in texts)


shipped = migrate.shipped()
