"""The one writer: all who wait are written in one transaction, and a work that fails harms no other."""

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Any

from bot.errors import BotError, Unavailable
from bot.store.engine import Session
from bot.store.thread import WorkThread, tell
from bot.store.tx import StoreTx

MOST = 512  # works a transaction
AT_ONCE = 16  # callers woken before others on the loop have their turn
TURNS = 3  # times that works are run when another process was in their way

Work = Callable[[StoreTx], Any]
Job = tuple[Work, "asyncio.Future[Any]"]
Told = tuple["asyncio.Future[Any]", Any, BaseException | None]


class Writer:
    """Takes works on the loop, runs them on the session's thread, wakes their callers after the commit."""

    def __init__(self, thread: WorkThread, session: Session) -> None:
        self._thread = thread
        self._session = session
        self._tx = StoreTx(session.db)
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
            self._thread.hand_over(self._drain)
        return future

    async def close(self) -> None:
        """Finish what waits, then take nothing more."""
        self._closing = self._loop.create_future()
        if self._busy:
            await self._closing

    # --- on the session's thread ----------------------------------------------------------------------------

    def _drain(self) -> None:
        batch = [self._waiting.popleft() for _ in range(min(MOST, len(self._waiting)))]
        outcomes = self._commit([job for job in batch if not job[1].cancelled()])
        tell(self._loop, self._tell, outcomes)

    def _commit(self, batch: list[Job]) -> list[Told]:
        failure: BaseException = Unavailable("the database is busy")
        for _ in range(TURNS):
            try:
                return self._in_one_transaction(batch)
            except BaseException as error:  # noqa: BLE001  # no transaction at all: each caller is told
                self._session.roll_back()
                failure = error
                if not self._session.again(error):
                    break
        return [(future, None, self._session.told(failure)) for _, future in batch]

    def _in_one_transaction(self, batch: list[Job]) -> list[Told]:
        self._begin(batch)
        outcomes = self._together(batch)
        if outcomes is None:
            self._session.roll_back()
            self._begin(batch)
            outcomes = [self._behind_mark(job) for job in batch]
        self._session.commit()
        return outcomes

    def _begin(self, batch: list[Job]) -> None:
        self._session.begin(len(batch))
        self._tx.forget()

    def _together(self, batch: list[Job]) -> list[Told] | None:
        """Everybody's work in a row; None: one of them failed after it had written, so all must be undone."""
        session, tx = self._session, self._tx
        outcomes: list[Told] = []
        try:
            for work, future in batch:
                written = session.written
                try:
                    outcomes.append((future, work(tx), None))
                except BotError as refused:  # most are refused before they write anything
                    if session.written != written:
                        return None
                    outcomes.append((future, None, refused))
            session.settle()
        except BaseException as error:  # whatever it is, it is one caller's: found one by one
            if session.again(error):
                raise
            return None
        return outcomes

    def _behind_mark(self, job: Job) -> Told:
        work, future = job
        session = self._session
        session.mark()
        try:
            value = work(self._tx)
            session.settle()
        except BaseException as error:
            if session.lost or session.again(error):
                raise
            session.go_back()
            self._tx.forget()
            return future, None, session.told(error)
        session.keep()
        return future, value, None

    # --- on the loop ----------------------------------------------------------------------------------------

    def _tell(self, outcomes: list[Told]) -> None:
        for future, value, error in outcomes[:AT_ONCE]:
            if future.done():  # its caller was cancelled
                continue
            if error is None:
                future.set_result(value)
            else:
                future.set_exception(error)
        if rest := outcomes[AT_ONCE:]:
            self._loop.call_soon(self._tell, rest)
            return
        # Those just woken often write again: let them, so that the next transaction carries them all.
        self._loop.call_soon(self._go_on)

    def _go_on(self) -> None:
        if self._waiting:
            self._thread.hand_over(self._drain)
            return
        self._busy = False
        if self._closing and not self._closing.done():
            self._closing.set_result(None)
