"""A faster life: a process whose clock, sleeps and timeouts all run at many times the speed."""

import asyncio
import selectors
import time
from datetime import UTC, datetime, timedelta

SPEED = 30  # a lease of a minute is two seconds, the patience for a post one


class Selector(selectors.DefaultSelector):
    """Waits as many times shorter as the loop's time runs faster."""

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        return super().select(timeout / SPEED if timeout else timeout)


class Loop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        super().__init__(Selector())

    def time(self) -> float:
        return super().time() * SPEED


class Clock:
    """The wall clock of every process of the lab: `start` was at the machine's time `since`."""

    def __init__(self, start: datetime, since: float) -> None:
        self._start = start
        self._since = since

    def now(self) -> datetime:
        return (self._start + timedelta(seconds=(time.time() - self._since) * SPEED)).astimezone(UTC)

    async def sleep(self, delay: timedelta) -> None:
        await asyncio.sleep(delay.total_seconds())
