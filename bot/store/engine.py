"""What the domain verbs ask of a database: named statements, and nothing else."""

from collections.abc import Callable, Hashable
from typing import Any, Protocol, TypeVar

T = TypeVar("T")

Row = tuple[Any, ...]  # a database's rows are a foreign edge: the verbs unpack them into values at once


class Engine(Protocol):
    """Runs statements of queries.sql inside the transaction that is open. Plain calls, good for one work."""

    def rows(self, name: str, *args: object) -> list[Row]:
        """Every row that the statement gives."""

    def one(self, name: str, *args: object) -> Row | None:
        """The first row; None: it gave none."""

    def do(self, name: str, *args: object) -> None:
        """Run the statement. What is wrong with it may be told later, before the work's transaction ends."""

    def run(self, name: str, *args: object) -> int:
        """How many rows the statement changed: dearer than `do`, as the database must answer at once."""

    def add(self, name: str, *args: object) -> int:
        """The id of the row that the statement inserted."""


class Session(Protocol):
    """The one connection that writes: transactions, and marks in them to go back to. Of its thread alone."""

    @property
    def db(self) -> Engine: ...

    @property
    def written(self) -> int:
        """Goes up with whatever a work writes."""

    @property
    def lost(self) -> bool:
        """The whole transaction is gone; going back to a mark is no longer possible."""

    def begin(self, works: int) -> None:
        """Open a transaction for so many works; no other process writes until it ends."""

    def settle(self) -> None:
        """Everything that was done is done; raises what was wrong with it."""

    def commit(self) -> None:
        """What this returns from is durable."""

    def roll_back(self) -> None:
        """Undo the whole transaction, if one is open. Never raises."""

    def mark(self) -> None: ...

    def go_back(self) -> None:
        """Undo what came after the mark, and forget the mark."""

    def keep(self) -> None:
        """Forget the mark alone."""

    def told(self, error: BaseException) -> BaseException:
        """As a caller is told: a database that cannot be used now is Unavailable, all else is what it was."""

    def again(self, error: BaseException) -> bool:
        """Whether the same works may well succeed when they are run again at once."""

    def close(self) -> None: ...


NOTHING: Row = ()  # known not to be there


class Verbs:
    """What every group of verbs stands on.

    What many works of a transaction ask for and few of them change is looked up once in it; a verb that
    changes something of that calls `forget`.
    """

    __slots__ = ("_db", "_found", "_made")

    def __init__(self, db: Engine) -> None:
        self._db = db
        self._found: dict[tuple[object, ...], Row] = {}
        self._made: dict[Hashable, Any] = {}

    def forget(self) -> None:
        """Look everything up anew: another transaction begins, or what was written has been taken back."""
        self._found.clear()
        self._made.clear()

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        made = self._made
        if key not in made:
            made[key] = make()
        known: T = made[key]
        return known

    def _look_up(self, name: str, *args: object) -> Row | None:
        key = (name, *args)
        row = self._found.get(key)
        if row is None:
            row = self._db.one(name, *args)
            if row is not None:
                self._found[key] = row
        return row or None

    def _number(self, name: str, *args: object) -> int:
        """A number that writes change: never kept."""
        row = self._db.one(name, *args)
        return int(row[0]) if row and row[0] is not None else 0

    def _id(self, name: str, *args: object) -> int | None:
        row = self._look_up(name, *args)
        return int(row[0]) if row else None
