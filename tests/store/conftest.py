"""The same suite over every engine: SQLite in memory and in a file, PostgreSQL on a server of our own."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import psycopg
import pytest

from bot.ports import Store
from bot.store import MEMORY, open_store
from bot.store.postgres import schema
from tests.cluster import Cluster, cluster


@pytest.fixture(scope="session")
def server() -> Iterator[Cluster]:
    """A server for all tests of this process."""
    try:
        with cluster() as running:
            yield running
    except LookupError as missing:
        pytest.skip(f"needs a PostgreSQL server: {missing}")


@pytest.fixture(scope="session")
def template(server: Cluster) -> str:
    """A database that has the schema, to be copied."""
    address = server.fresh()
    with psycopg.connect(address, autocommit=True) as connection:
        schema.bring_up_to_date(connection)
    return address.rpartition("/")[2]


@pytest.fixture(params=["memory", "file", "postgres"])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    match request.param:
        case "memory":
            database = MEMORY
        case "file":
            database = str(tmp_path / "study.db")
        case _:
            server: Cluster = request.getfixturevalue("server")
            database = server.fresh(request.getfixturevalue("template"))
    async with open_store(database) as store:
        yield store
