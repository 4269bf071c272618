"""Named statements to a PostgreSQL server, many on their way at once (pipeline mode), on one thread."""

import select
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import partial

import psycopg
from psycopg import pq
from psycopg.errors import error_from_result

from bot.store.engine import Row
from bot.store.named import queries

SILENCE = (
    90  # seconds without an answer after which the server counts as lost; it gives up a statement before
)
OWN = queries("postgres.sql")
A_FEW = 3  # statements that go out together
AT_MOST = 300  # statements on their way before their answers are read

Load = Callable[[bytes], object]
FINE = frozenset((pq.ExecStatus.COMMAND_OK, pq.ExecStatus.TUPLES_OK))


def _number(text: bytes) -> int | float:
    """Sums of whole numbers are NUMERIC there."""
    return float(text) if b"." in text else int(text)


_LOAD: dict[int, Load] = {
    16: b"t".__eq__, 20: int, 21: int, 23: int, 26: int, 700: float, 701: float, 1700: _number,
}  # fmt: skip
_OIDS = {int: 20, float: 701, str: 25, bool: 20}


def _written(value: object) -> bytes | None:
    match value:
        case None:
            return None
        case str():
            return value.encode()
        case bool() | int():
            return b"%d" % value
        case _:
            return repr(value).encode()


class Wire:
    """Statements are prepared when they are first sent. Errors are psycopg's own.

    psycopg's cursors take three times as long for each statement, which here is most of what an answer costs.
    """

    def __init__(self, connect: Callable[[], "psycopg.Connection[Row]"], texts: Mapping[str, str]) -> None:
        self._connect = connect
        self._texts = texts
        self._sent: deque[str] = deque()  # answers that are due; of a preparation the name, of all else ""
        self._prepared: set[str] = set()
        self._loads: dict[str, tuple[tuple[int, Load], ...]] = {}
        self._open()

    def _open(self) -> None:
        self.connection = self._connect()
        self._pg = self.connection.pgconn
        self._pg.enter_pipeline_mode()
        self._poll = select.poll()
        self._poll.register(self._pg.socket, select.POLLIN)
        self._sent.clear()
        self._prepared.clear()

    @property
    def broken(self) -> bool:
        return self.connection.closed or self._pg.status != pq.ConnStatus.OK

    def ready(self) -> None:
        """A connection that was lost is made anew. Raises psycopg.OperationalError while there is none."""
        if self.broken:
            self.close()
            self._open()

    def let_go(self) -> None:
        """Give the connection back as it was, once everything is settled."""
        self.settle()
        self._pg.exit_pipeline_mode()

    def close(self) -> None:
        self.connection.close()

    def send(self, name: str, args: Iterable[object] = ()) -> None:
        """Have a statement on its way; what becomes of it is told by `settle`, or by a later `ask`."""
        args = tuple(args)
        if name not in self._prepared:
            types = [_OIDS.get(type(arg), 0) for arg in args]
            self._pg.send_prepare(name.encode(), self._texts[name].encode(), types)
            self._prepared.add(name)
            self._sent.append(name)
        self._pg.send_query_prepared(name.encode(), [_written(arg) for arg in args])
        self._sent.append("")
        if len(self._sent) > AT_MOST:
            self.settle()
        elif len(self._sent) % A_FEW == 0:
            self._pg.flush()  # the server is at work on these while we make the next

    def ask(self, name: str, args: Iterable[object] = ()) -> "pq.abc.PGresult":
        """Send a statement and wait for its result, and so for all that were sent before."""
        self.send(name, args)
        return self._answered()

    def settle(self) -> None:
        """Wait for everything that is on its way. Raises the first error."""
        if self._sent:
            self._answered()

    def calm(self) -> None:
        """The same where what went wrong is known already."""
        with suppress(psycopg.Error):
            self.settle()

    def rows(self, name: str, result: "pq.abc.PGresult") -> list[Row]:
        count = result.ntuples
        if not count:
            return []
        loads = self._loads.get(name) or self._learn(name, result)
        value = result.get_value
        return [
            tuple([None if (text := value(row, column)) is None else load(text) for column, load in loads])
            for row in range(count)
        ]

    def _learn(self, name: str, result: "pq.abc.PGresult") -> tuple[tuple[int, Load], ...]:
        loads = tuple((n, _LOAD.get(result.ftype(n), bytes.decode)) for n in range(result.nfields))
        self._loads[name] = loads
        return loads

    # --- on the wire ----------------------------------------------------------------------------------------

    def _answered(self) -> "pq.abc.PGresult":
        """The result before the Sync that ends what was sent; the first error is raised once all is read."""
        self._pg.pipeline_sync()  # a Flush would not let the server see who stays idle in a transaction
        self._flush()
        last: pq.abc.PGresult | None = None
        wrong: pq.abc.PGresult | None = None
        while (result := self._take()).status != pq.ExecStatus.PIPELINE_SYNC:
            last = result
            preparation = self._sent.popleft()
            if result.status not in FINE:
                self._prepared.discard(preparation)
                wrong = wrong or result
        if wrong is not None:
            raise error_from_result(wrong, encoding="utf-8")
        assert last is not None  # something was sent
        return last

    def _flush(self) -> None:
        while self._pg.flush():  # a server that has not read all of it yet has nothing to say
            self._wait(select.POLLIN | select.POLLOUT)

    def _wait(self, until: int = select.POLLIN) -> None:
        """For a word of the server, or for room on the way to it; the interpreter goes on meanwhile."""
        self._poll.modify(self._pg.socket, until)
        ready = self._poll.poll(SILENCE * 1000)
        if not ready:
            self.connection.close()
            raise psycopg.OperationalError(f"the server was silent for {SILENCE} s")
        if ready[0][1] != select.POLLOUT:
            self._pg.consume_input()

    def _take(self) -> "pq.abc.PGresult":
        while self._pg.is_busy():
            self._wait()
        result = self._pg.get_result()
        if result is None or (result.status != pq.ExecStatus.PIPELINE_SYNC and self._pg.get_result()):
            self.close()
            raise psycopg.OperationalError("the server's answers are out of order")
        return result


def connector(
    address: str, settings: Mapping[str, str], name: str
) -> Callable[[], "psycopg.Connection[Row]"]:
    """Makes connections to an address, each with these settings."""
    return partial(_connected, address, dict(settings), name)


def _connected(address: str, settings: dict[str, str], name: str) -> "psycopg.Connection[Row]":
    connection: psycopg.Connection[Row] = psycopg.connect(
        address, autocommit=True, connect_timeout=10, application_name=name, client_encoding="utf8"
    )
    for key, value in settings.items():
        say(connection, "setting", key, value)
    return connection


def say(connection: "psycopg.Connection[Row]", name: str, *args: object) -> "psycopg.RawCursor[Row]":
    """A statement of postgres.sql on a connection that is in nobody's pipeline."""
    return psycopg.RawCursor(connection).execute(OWN[name].encode(), args)
