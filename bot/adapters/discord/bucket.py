"""Requests at an even pace: Discord counts 50 a second for a bot, and its library does not."""

import asyncio

RATE = 45.0  # requests a second for a whole bot; what answers an interaction is not counted
BURST = 5  # that may go at once after a rest


class Bucket:
    """A share of the rate; whoever comes while there is none left waits in line."""

    def __init__(self, rate: float = RATE) -> None:
        self._gap = 1 / rate
        self._next = 0.0  # when the next one would go if all went evenly

    async def take(self) -> None:
        now = asyncio.get_running_loop().time()
        self._next = max(self._next, now) + self._gap
        wait = self._next - now - BURST * self._gap
        if wait > 0:
            await asyncio.sleep(wait)
