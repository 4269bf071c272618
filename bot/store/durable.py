"""The store over whichever database: one writer with group commit, readers beside it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from typing import TypeVar

from bot.store.engine import Engine
from bot.store.thread import WorkThread
from bot.store.tx import StoreTx, StoreView
from bot.store.writer import Writer

T = TypeVar("T")

Looking = Callable[[], AbstractContextManager[Engine]]
"""One consistent instant of the database after the other."""


class DurableStore:
    """What `bot.ports.Store` promises."""

    def __init__(self, writer: Writer, readers: tuple["Reader", ...]) -> None:
        self._writer = writer
        self._readers = readers

    async def write(self, work: Callable[[StoreTx], T]) -> T:
        result: T = await self._writer.put(work)
        return result

    async def read(self, work: Callable[[StoreView], T]) -> T:
        return await min(self._readers, key=lambda reader: reader.waiting).read(work)


class Reader:
    """A connection on its thread that gives one consistent view after the other."""

    def __init__(
        self, thread: WorkThread, looking: Looking, told: Callable[[BaseException], BaseException]
    ) -> None:
        self.waiting = 0
        self._thread = thread
        self._looking = looking
        self._told = told

    async def read(self, work: Callable[[StoreView], T]) -> T:
        self.waiting += 1
        try:
            return await self._thread.run(partial(self._look, work))
        finally:
            self.waiting -= 1

    def _look(self, work: Callable[[StoreView], T]) -> T:
        try:
            with self._looking() as engine:
                return work(StoreView(engine))
        except BaseException as error:  # noqa: BLE001  # whatever a work raises is its caller's
            raise self._told(error) from error.__cause__
