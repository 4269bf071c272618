"""Requests at an even pace: Discord counts 50 a second for a bot, and its library does not."""

import asyncio

from bot.errors import Unavailable

RATE = 45.0  # requests a second for a whole bot; what answers an interaction is not counted
BURST = 5  # that may go at once after a rest
LONGEST = 10.0  # seconds that anybody waits in line; a delivery gives up after thirty


class Bucket:
    """A share of the rate. Whoever gives up waiting takes nobody's place."""

    def __init__(self, rate: float = RATE) -> None:
        self._gap = 1 / rate
        self._next = 0.0  # when the next one would go if all went evenly
        self._line = asyncio.Lock()  # wakes those who wait in their order
        self._waiting = 0
        self._refused = 0  # since the line was last empty

    async def take(self) -> None:
        """Wait for one's turn. Raises Unavailable where the line is too long, with when to come again."""
        wait = self._waiting * self._gap
        if wait > LONGEST:
            self._refused += 1
            raise Unavailable("busy", wait + self._refused * self._gap, uncertain=False)
        self._waiting += 1
        try:
            async with self._line:
                await self._turn()
        finally:
            self._waiting -= 1
            self._refused = self._refused if self._waiting else 0

    async def _turn(self) -> None:
        now = asyncio.get_running_loop().time()
        self._next = max(self._next, now) + self._gap
        wait = self._next - now - BURST * self._gap
        if wait > 0:
            await asyncio.sleep(wait)
