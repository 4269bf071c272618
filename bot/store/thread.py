"""A thread beside the event loop that runs whole functions, so that no transaction spans an await."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue
from threading import Thread
from typing import TypeVar

T = TypeVar("T")


class OwnThread:
    """Where one connection lives. A process that ends does not wait for it."""

    def __init__(self, name: str) -> None:
        self._todo: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._loop = asyncio.get_running_loop()
        self._thread = Thread(target=self._work_off, name=name, daemon=True)
        self._thread.start()

    def hand_over(self, function: Callable[[], None]) -> None:
        """Queue a function that never raises and tells its own end; nobody waits for it here."""
        self._todo.put(function)

    def tell(self, function: Callable[..., object], *args: object) -> None:
        """From the thread: call this on the loop. A loop that is closed needs to know nothing more."""
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(function, *args)

    async def run(self, function: Callable[[], T]) -> T:
        """Run the function there. A caller that is cancelled does not stop it."""
        future: asyncio.Future[T] = self._loop.create_future()

        def work() -> None:
            try:
                self.tell(_give, future, function())
            except BaseException as error:  # noqa: BLE001  # whatever it is, it is the caller's
                self.tell(_fail, future, error)

        self._todo.put(work)
        return await future

    async def close(self) -> None:
        """End after what is queued."""
        self._todo.put(None)
        await asyncio.to_thread(self._thread.join)

    def _work_off(self) -> None:
        while (function := self._todo.get()) is not None:
            function()


def _give(future: "asyncio.Future[T]", value: T) -> None:
    if not future.done():  # its caller was cancelled
        future.set_result(value)


def _fail(future: "asyncio.Future[T]", error: BaseException) -> None:
    if not future.done():
        future.set_exception(error)
