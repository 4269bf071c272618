"""The one writer: all who wait are written in one transaction, and a work that fails harms no other."""

import asyncio
import sqlite3
from collections import deque
from collections.abc import Callable
from typing import Any

from bot.errors import Unavailable
from bot.store.connection import SqliteEngine, ThreadConnection, told
from bot.store.tx import StoreTx

MOST = 512  # works a transaction

Work = Callable[[StoreTx], Any]
Job = tuple[Work, "asyncio.Future[Any]"]
Told = tuple["asyncio.Future[Any]", Any, BaseException | None]


class Writer:
    """Takes works on the loop, runs them on the connection's thread, wakes their callers after the commit."""

    def __init__(self, connection: ThreadConnection, raw: sqlite3.Connection) -> None:
        self._connection = connection
        self._run = raw.cursor().execute
        self._raw = raw
        self._tx = StoreTx(SqliteEngine(raw))
        self._waiting: deque[Job] = deque()
        self._busy = False
        self._closing: asyncio.Future[None] | None = None
        self._loop = asyncio.get_running_loop()

    def put(self, work: Work) -> "asyncio.Future[Any]":
        """Queue a work; the future is done once it is durable."""
        if self._closing:
            raise Unavailable("the store is closed")
        future = self._loop.create_future()
        self._waiting.append((work, future))
        if not self._busy:
            self._busy = True
            self._connection.hand_over(self._drain)
        return future

    async def close(self) -> None:
        """Finish what waits, then take nothing more."""
        self._closing = self._loop.create_future()
        if self._busy:
            await self._closing

    # --- on the connection's thread -------------------------------------------------------------------------

    def _drain(self) -> None:
        batch = [self._waiting.popleft() for _ in range(min(MOST, len(self._waiting)))]
        outcomes = self._commit([job for job in batch if not job[1].cancelled()])
        self._loop.call_soon_threadsafe(self._tell, outcomes)

    def _commit(self, batch: list[Job]) -> list[Told]:
        try:
            self._run("BEGIN IMMEDIATE")
            self._tx.forget()
            outcomes = self._together(batch) or self._one_by_one(batch)
            self._run("COMMIT")
        except BaseException as error:  # noqa: BLE001  # no transaction at all: each caller is told
            self._roll_back()
            return [(future, None, told(error)) for _, future in batch]
        return outcomes

    def _together(self, batch: list[Job]) -> list[Told]:
        """Everybody's work in a row; empty, and undone, when one of them failed."""
        tx = self._tx
        try:
            return [(future, work(tx), None) for work, future in batch]
        except BaseException:  # noqa: BLE001  # whatever it is, it is one caller's: found one by one
            self._roll_back()
            self._tx.forget()
            self._run("BEGIN IMMEDIATE")
            return []

    def _one_by_one(self, batch: list[Job]) -> list[Told]:
        """Each behind a savepoint of its own."""
        return [self._behind_savepoint(job) for job in batch]

    def _behind_savepoint(self, job: Job) -> Told:
        work, future = job
        self._run("SAVEPOINT work")
        try:
            value = work(self._tx)
        except BaseException as error:
            if not self._raw.in_transaction:  # a full disk may take the whole transaction with it
                raise
            self._run("ROLLBACK TO work")
            self._tx.forget()
            self._run("RELEASE work")
            return future, None, told(error)
        self._run("RELEASE work")
        return future, value, None

    def _roll_back(self) -> None:
        if self._raw.in_transaction:
            self._run("ROLLBACK")

    # --- on the loop ----------------------------------------------------------------------------------------

    def _tell(self, outcomes: list[Told]) -> None:
        for future, value, error in outcomes:
            if future.done():  # its caller was cancelled
                continue
            if error is None:
                future.set_result(value)
            else:
                future.set_exception(error)
        # Those just woken often write again: let them, so that the next transaction carries them all.
        self._loop.call_soon(self._go_on)

    def _go_on(self) -> None:
        if self._waiting:
            self._connection.hand_over(self._drain)
            return
        self._busy = False
        if self._closing and not self._closing.done():
            self._closing.set_result(None)
