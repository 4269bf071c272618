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
    """What every group of verbs stands on."""

    __slots__ = ("_db",)

    def __init__(self, db: Engine) -> None:
        self._db = db

    def _id(self, name: str, *args: object) -> int | None:
        row = self._db.one(name, *args)
        return int(row[0]) if row else None
