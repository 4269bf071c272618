"""The time: the machine's own, started elsewhere on wish, or one that is moved by hand."""

import asyncio
from datetime import UTC, datetime, timedelta


class SystemClock:
    """The machine's clock. With `start`, it begins at that instant and then runs at real speed."""

    def __init__(self, start: datetime | None = None) -> None:
        self._ahead = start - datetime.now(UTC) if start is not None else timedelta(0)

    def now(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    async def sleep(self, delay: timedelta) -> None:
        await asyncio.sleep(delay.total_seconds())


class VirtualClock:
    """A clock that stands still until it is moved; who sleeps wakes when it has been moved far enough."""

    def __init__(self, start: datetime) -> None:
        self._now = start
        self._sleepers: list[tuple[datetime, asyncio.Future[None]]] = []

    def now(self) -> datetime:
        return self._now

    async def sleep(self, delay: timedelta) -> None:
        waiting = asyncio.get_running_loop().create_future()
        self._sleepers.append((self._now + delay, waiting))
        await waiting

    def move(self, to: datetime) -> None:
        """Set the clock, backwards too, and wake those whose time has come."""
        self._now = to
        awake = [future for at, future in self._sleepers if at <= to]
        self._sleepers = [(at, future) for at, future in self._sleepers if at > to]
        for future in awake:
            if not future.done():
                future.set_result(None)
