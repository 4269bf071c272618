"""What the laws of projections and boards are played on: an open transaction of either database."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.store import migrate
from bot.store.check import compared, differences
from bot.store.connection import PATIENCE, SqliteEngine, writing
from bot.store.postgres import SETTINGS
from bot.store.postgres.session import PostgresEngine, PostgresSession, texts
from bot.store.postgres.wire import Wire, connector
from bot.store.tx import StoreTx


@dataclass(frozen=True, slots=True)
class Ground:
    """`differences`: between the projections and the ledger, as they stand."""

    tx: StoreTx
    differences: Callable[[], list[str]]
    leave: Callable[[], None]


def in_memory() -> Ground:
    raw = writing(":memory:", PATIENCE)
    migrate.apply(raw, migrate.pending(raw, ":memory:"))
    return Ground(StoreTx(SqliteEngine(raw)), lambda: differences(raw), raw.close)


def on_server(address: str) -> Ground:
    """In a transaction that is taken back, so that one database serves for all that is played."""
    known = texts("queries.sql", "check.sql")
    wire = Wire(connector(address, SETTINGS, "laws"), known)
    engine = PostgresEngine(wire, known)
    session = PostgresSession(wire, engine)
    session.begin(64)

    def leave() -> None:
        session.roll_back()
        session.close()

    return Ground(StoreTx(engine), lambda: compared(engine.rows), leave)
