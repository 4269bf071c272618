"""A process of the bot in the lab: the house, its rhythm and its door, mortal at each step."""

import asyncio
import os
import signal
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any, TypeVar

from bot.adapters.slack.seen import SETTLES
from bot.app.parts import Parts, put_together
from bot.errors import Unavailable
from bot.library.catalogue import Catalogue
from bot.ports import Store, Tx, View
from bot.store import is_address, open_store
from bot.usecases.commands import SPECS
from bot.usecases.door import door
from tests.lab import faults
from tests.lab.client import Client
from tests.lab.pace import Clock

T = TypeVar("T")

STEPS = {"open_round": "opened", "claim": "claimed", "confirm": "confirmed", "record": "recorded"}
PATIENCE = 0.3  # seconds of the loop between two looks whether the file's lock is free


@dataclass(frozen=True, slots=True)
class Life:
    """What a process is told when it is born. It dies the `nth` time at the step; "": when it is killed."""

    name: str
    database: str
    port: int
    start: str
    since: float
    step: str = ""
    nth: int = 1
    fault: str = ""
    keys: bool = False  # the platform knows a key for some minutes


class Death:
    """Ends the process as `kill -9` does, at a step that was chosen for it."""

    def __init__(self, step: str, nth: int) -> None:
        self._step = step
        self._left = nth

    def __call__(self, step: str) -> None:
        if step and step == self._step:
            self._left -= 1
            if self._left <= 0:
                os.kill(os.getpid(), signal.SIGKILL)


class Watched:
    """A transaction whose steps are noted."""

    def __init__(self, tx: Tx, steps: set[str]) -> None:
        self._tx = tx
        self._steps = steps

    def __getattr__(self, verb: str) -> Any:
        method = getattr(self._tx, verb)
        step = STEPS.get(verb)
        return method if step is None else partial(self._noted, method, step)

    def _noted(self, method: Callable[..., T], step: str, *args: object) -> T:
        done = method(*args)
        if (done is not None and done != ()) or step == "confirmed":
            self._steps.add(step)
        return done


class MortalStore:
    """The store, where a process may die right after a commit."""

    def __init__(self, store: Store, dies: Callable[[str], None], fault: str) -> None:
        self._store = store
        self._dies = dies
        self._fault = fault

    async def read(self, work: Callable[[View], T]) -> T:
        return await self._store.read(work)

    async def write(self, work: Callable[[Tx], T]) -> T:
        steps: set[str] = set()

        def watched(tx: Tx) -> T:
            steps.clear()
            return work(Watched(faults.planted(tx, self._fault), steps))

        if self._fault == "hasty":
            return await faults.hasty(self._store, watched, lambda: "recorded" in steps)
        done = await self._store.write(watched)
        for step in steps:
            self._dies(step)
        return done


async def live(life: Life, catalogue: Catalogue, serving: Callable[[], object]) -> None:
    """Serve until killed. On a file, wait until nobody else has it."""
    async with AsyncExitStack() as stack:
        store = await _opened(stack, life)
        serving()
        dies = Death(life.step, life.nth)
        clock = Clock(datetime.fromisoformat(life.start), life.since)
        parts = put_together(MortalStore(store, dies, life.fault), catalogue, clock, "UTC")
        await _serve(parts, _client(life, dies), life)


def _client(life: Life, dies: Callable[[str], None]) -> Client:
    settles = timedelta(0) if life.keys or life.fault == "hurried" else SETTLES
    return Client(life.port, dies, settles, blind=life.fault in faults.BLIND)


async def _opened(stack: AsyncExitStack, life: Life) -> Store:
    while True:
        try:
            return await stack.enter_async_context(open_store(life.database, life.name))
        except Unavailable:
            if is_address(life.database):
                raise
            await asyncio.sleep(PATIENCE)


async def _serve(parts: Parts, client: Client, life: Life) -> None:
    async with asyncio.TaskGroup() as group:
        group.create_task(parts.daily({client.name: client}, life.name).run(parts.woken))
        group.create_task(client.serve(SPECS, door(parts.house)))
