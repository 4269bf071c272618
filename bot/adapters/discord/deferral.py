"""What begins on its own when a block takes too long: no second task is needed for a block that does not."""

import asyncio
from collections.abc import Callable
from types import TracebackType
from typing import Generic, TypeVar

T = TypeVar("T")


class Deferral(Generic[T]):
    """`begin` is called `after` seconds, unless the block has ended by then; None: it is never called."""

    def __init__(self, after: float | None, begin: Callable[[], asyncio.Task[T]]) -> None:
        self._after = after
        self._begin = begin
        self._timer: asyncio.TimerHandle | None = None
        self._begun: asyncio.Task[T] | None = None

    def __enter__(self) -> "Deferral[T]":
        if self._after is not None:
            self._timer = asyncio.get_running_loop().call_later(self._after, self._start)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._timer is not None:
            self._timer.cancel()

    async def outcome(self) -> T | None:
        """What came of it, once that is known; None: it was not needed."""
        return await self._begun if self._begun is not None else None

    def _start(self) -> None:
        self._begun = self._begin()
