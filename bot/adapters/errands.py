"""What an adapter is busy with: each errand on its own, and a stop lets them finish."""

import asyncio
import logging
from collections.abc import Coroutine
from datetime import timedelta
from typing import Any, TypeVar

T = TypeVar("T")

PROMPT = 1.5  # seconds: a reply that is there by then is itself the acknowledgement
PARTING = timedelta(seconds=10)  # how long a stop waits for what was acknowledged

log = logging.getLogger(__name__)


class Errands:
    """Not a TaskGroup: an errand's fault is logged and ends no other, and a stop lets them end."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[Any]] = set()

    def start(self, errand: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """Run it beside everything else."""
        task = asyncio.get_running_loop().create_task(errand)
        self._running.add(task)
        task.add_done_callback(self._ended)
        return task

    async def finish(self, patience: timedelta = PARTING) -> None:
        """Wait for what runs, and end what takes longer."""
        if self._running:
            await asyncio.wait(set(self._running), timeout=patience.total_seconds())
        for task in set(self._running):
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        if not task.cancelled() and (fault := task.exception()) is not None:
            log.error("errand_fault", exc_info=fault)


async def prompt(task: asyncio.Task[T], within: float = PROMPT) -> T | None:
    """What the task gives, if it does so at once (`within` is in seconds); None: it goes on beside."""
    done, _ = await asyncio.wait({task}, timeout=within)
    return task.result() if done else None
