"""Threads beside the event loop that run whole functions, so that no transaction spans an await."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue
from threading import Thread
from typing import Protocol, TypeVar

T = TypeVar("T")


class WorkThread(Protocol):
    """Where one connection lives. A process that ends does not wait for it."""

    def hand_over(self, function: Callable[[], None]) -> None:
        """Queue a function that never raises and tells its own end; nobody waits for it here."""

    async def run(self, function: Callable[[], T]) -> T:
        """Run the function there. A caller that is cancelled does not stop it."""


class OwnThread:
    """A `WorkThread` for a library that brings none."""

    def __init__(self, name: str) -> None:
        self._todo: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._loop = asyncio.get_running_loop()
        self._thread = Thread(target=self._work_off, name=name, daemon=True)
        self._thread.start()

    def hand_over(self, function: Callable[[], None]) -> None:
        self._todo.put(function)

    async def run(self, function: Callable[[], T]) -> T:
        future: asyncio.Future[T] = self._loop.create_future()

        def work() -> None:
            try:
                tell(self._loop, _give, future, function())
            except BaseException as error:  # noqa: BLE001  # whatever it is, it is the caller's
                tell(self._loop, _fail, future, error)

        self._todo.put(work)
        return await future

    async def close(self) -> None:
        """End after what is queued."""
        self._todo.put(None)
        await asyncio.to_thread(self._thread.join)

    def _work_off(self) -> None:
        while (function := self._todo.get()) is not None:
            function()


def tell(loop: asyncio.AbstractEventLoop, function: Callable[..., object], *args: object) -> None:
    """From a thread: call this on the loop. A loop that is closed needs to know nothing more."""
    with suppress(RuntimeError):
        loop.call_soon_threadsafe(function, *args)


def _give(future: "asyncio.Future[T]", value: T) -> None:
    if not future.done():  # its caller was cancelled
        future.set_result(value)


def _fail(future: "asyncio.Future[T]", error: BaseException) -> None:
    if not future.done():
        future.set_exception(error)
