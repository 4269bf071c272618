"""What the domain verbs ask of a database: named statements, and nothing else."""

from typing import Any, Protocol

Row = tuple[Any, ...]  # a database's rows are a foreign edge: the verbs unpack them into values at once


class Engine(Protocol):
    """Runs statements of queries.sql inside the transaction that is open. Plain calls, good for one work."""

    def rows(self, name: str, *args: object) -> list[Row]:
        """Every row that the statement gives."""

    def one(self, name: str, *args: object) -> Row | None:
        """The first row; None: it gave none."""

    def run(self, name: str, *args: object) -> int:
        """How many rows the statement changed."""

    def add(self, name: str, *args: object) -> int:
        """The id of the row that the statement inserted."""


class Verbs:
    """What every group of verbs stands on; who and where is looked up once in a transaction."""

    __slots__ = ("_db", "_found")

    def __init__(self, db: Engine) -> None:
        self._db = db
        self._found: dict[tuple[object, ...], Row] = {}

    def forget(self) -> None:
        """Look everything up anew: another transaction begins, or what was written has been taken back."""
        self._found.clear()

    def _look_up(self, name: str, *args: object) -> Row | None:
        key = (name, *args)
        row = self._found.get(key) or self._db.one(name, *args)
        if row is not None:
            self._found[key] = row
        return row

    def _number(self, name: str, *args: object) -> int:
        """A number that writes change: never kept."""
        row = self._db.one(name, *args)
        return int(row[0]) if row and row[0] is not None else 0

    def _id(self, name: str, *args: object) -> int | None:
        row = self._look_up(name, *args)
        return int(row[0]) if row else None
