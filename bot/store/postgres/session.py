"""Transactions on PostgreSQL: one process writes at a time, and each sees all that was written before."""

import re
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress

import psycopg
from psycopg import errors

from bot.errors import Unavailable
from bot.store.connection import carried
from bot.store.engine import Row
from bot.store.named import queries
from bot.store.postgres.wire import OWN, Wire

AHEAD = 64  # ids that a transaction takes at once, at most
INSERT = re.compile(r"(INSERT\s+INTO (\w+) )\((.*?)\)(\s*)VALUES \((.*)\)$", re.DOTALL)
WRITING, ALIVE = 0x53545544, 0x53545545  # advisory locks: whose turn it is to write; who is running
NOT_NOW = (
    psycopg.OperationalError,
    psycopg.InterfaceError,
    errors.ReadOnlySqlTransaction,
    errors.DataCorrupted,
)
AGAIN = (errors.SerializationFailure, errors.DeadlockDetected)


def texts(*files: str) -> dict[str, str]:
    """The statements of the files as PostgreSQL wants them, and its own under names that begin with @."""
    named: dict[str, str] = {}
    for file in files:
        named |= queries(file)
        with suppress(FileNotFoundError):
            named |= queries(file.replace(".sql", ".postgres.sql"))
    adding = {f"{name} with id": _with_id(sql) for name, sql in named.items() if INSERT.match(sql)}
    return named | adding | {f"@{name}": sql for name, sql in OWN.items()}


def _with_id(sql: str) -> str:
    """An insert that is given its row's id as the last parameter."""
    most = max(map(int, re.findall(r"\$(\d+)", sql)), default=0)
    return INSERT.sub(rf"\1(id, \3)\4VALUES (${most + 1}, \5)", sql)


class PostgresEngine:
    """Named statements on one wire."""

    __slots__ = ("_ids", "_tables", "_texts", "_wire", "ahead", "written")

    def __init__(self, wire: Wire, texts: Mapping[str, str]) -> None:
        self.written = 0
        self.ahead = 1
        self._wire = wire
        self._texts = texts
        self._ids: defaultdict[str, deque[int]] = defaultdict(deque)
        self._tables: dict[str, str] = {}

    def rows(self, name: str, *args: object) -> list[Row]:
        return self._wire.rows(name, self._wire.ask(name, args))

    def one(self, name: str, *args: object) -> Row | None:
        return next(iter(self._wire.rows(name, self._wire.ask(name, args))), None)

    def do(self, name: str, *args: object) -> None:
        self.written += 1
        self._wire.send(name, args)

    def run(self, name: str, *args: object) -> int:
        self.written += 1
        return self._wire.ask(name, args).command_tuples or 0

    def add(self, name: str, *args: object) -> int:
        """The id is taken before, so that nobody waits for the row; as it is our turn, ids grow with time."""
        self.written += 1
        ids = self._ids[name] or self._take_ids(name)
        id = ids.popleft()
        self._wire.send(f"{name} with id", (*args, id))
        return id

    def forget_ids(self) -> None:
        """Ids left over from a transaction are never used: another process may have given later ones."""
        self._ids.clear()

    def _take_ids(self, name: str) -> deque[int]:
        table = self._tables.get(name)
        if table is None:
            found = INSERT.match(self._texts[name])
            assert found, name
            table = self._tables[name] = found[2]
        self._ids[name] = deque(id for (id,) in self.rows("@ids", table, min(self.ahead, AHEAD)))
        return self._ids[name]


class PostgresSession:
    """What `bot.store.engine.Session` promises.

    Processes take turns by an advisory lock that ends with the transaction, so that every work runs as if
    alone, as on SQLite: two that meet a new member, or the same request, at once are not in each other's way.
    """

    def __init__(self, wire: Wire, engine: PostgresEngine) -> None:
        self.db = engine
        self._wire = wire
        self._open = False

    @property
    def written(self) -> int:
        return self.db.written

    @property
    def lost(self) -> bool:
        return self._wire.broken

    def begin(self, works: int) -> None:
        self._wire.ready()
        self.db.forget_ids()
        self.db.ahead = works
        self._open = True
        self._wire.send("@begin")
        self._wire.ask("@turn", (WRITING,))

    def settle(self) -> None:
        self._wire.settle()

    def commit(self) -> None:
        self._wire.settle()  # so that a failure here is known to be one of nothing committed
        self._wire.ask("@commit")
        self._open = False

    def roll_back(self) -> None:
        if not self._open:
            return
        self._open = False
        undo(self._wire)

    def mark(self) -> None:
        self._wire.send("@mark")

    def go_back(self) -> None:
        self._wire.calm()
        self._wire.send("@back")
        self._wire.send("@keep")
        self._wire.settle()

    def keep(self) -> None:
        self._wire.send("@keep")

    def told(self, error: BaseException) -> BaseException:
        return told(error)

    def again(self, error: BaseException) -> bool:
        return isinstance(error, AGAIN)

    def close(self) -> None:
        self._wire.close()


@contextmanager
def instant(wire: Wire, engine: PostgresEngine) -> Iterator[PostgresEngine]:
    """The database as it is at one instant; nothing of it is written."""
    wire.ready()
    try:
        wire.send("@look")
        yield engine
    finally:
        undo(wire)


def undo(wire: Wire) -> None:
    """End the transaction without a trace; never raises."""
    if wire.broken:
        return
    try:
        wire.calm()
        wire.ask("@rollback")
    except psycopg.Error:  # the server undoes what a lost connection began
        wire.close()


def told(error: BaseException) -> BaseException:
    """What a caller is told: a database that cannot be used now is Unavailable, all else is what it was."""
    if isinstance(error, NOT_NOW):
        unavailable = Unavailable(f"the database cannot be used now: {first_line(error)}")
        unavailable.__cause__ = error
        return unavailable
    return carried(error)


def first_line(error: BaseException) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)
