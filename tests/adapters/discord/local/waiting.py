"""Interactions on their way: what answered them, how soon, and what stands there in the end."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

DEADLINE = 3.0  # seconds for the first answer
MESSAGE, DEFERRED, DEFERRED_UPDATE, UPDATE, CHOICES, MODAL = 4, 5, 6, 7, 8, 9


@dataclass(slots=True)
class Waiting:
    event: dict[str, Any]
    began: float = field(default_factory=time.monotonic)
    deadline: float = DEADLINE
    kind: int = 0  # of the first answer; 0: there is none yet
    data: dict[str, Any] = field(default_factory=dict)  # what stands there now
    took: float = 0.0  # seconds until the first answer
    gone: bool = False  # it was taken away again
    whole: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def late(self) -> bool:
        return time.monotonic() - self.began > self.deadline

    @property
    def private(self) -> bool:
        return bool(self.data.get("flags", 0) & (1 << 6))

    def first(self, kind: int, data: dict[str, Any]) -> None:
        self.kind, self.data, self.took = kind, data, time.monotonic() - self.began
        if kind != DEFERRED:
            self.whole.set()

    def change(self, data: dict[str, Any]) -> None:
        private = self.data.get("flags", 0) & (1 << 6)
        self.data = data | {"flags": data.get("flags", 0) | private}
        self.whole.set()

    def forget(self) -> None:
        self.gone, self.data = True, {}
        self.whole.set()

    async def done(self, within: float = 60) -> "Waiting":
        """When all has been said."""
        async with asyncio.timeout(within):
            await self.whole.wait()
        return self


async def until(known: Callable[[], bool], within: float = 60) -> None:
    """Wait until something holds that nobody tells us of, such as what the library has read by now."""
    async with asyncio.timeout(within):
        while not known():  # noqa: ASYNC110 - there is no event to wait for
            await asyncio.sleep(0.005)
