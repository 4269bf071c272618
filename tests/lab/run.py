"""One run of the lab: processes are born and die until so many have died, then calm, then the verdict."""

import asyncio
import json
import os
import random
import signal
import sys
import time
from collections import Counter
from contextlib import AsyncExitStack, suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path

from aiohttp import web

from bot.store import open_store
from bot.store.shapes import ms
from tests.lab import ledger, plan
from tests.lab.bot import Life
from tests.lab.pace import Clock
from tests.lab.plan import BY_CHANCE, End
from tests.lab.street import SELDOM, Street

ROOT = Path(__file__).parents[2]
AT_ONCE = 2  # processes: two replicas, or one and the successor that waits for its lock
STUCK = 12.0  # seconds after which a process that has not come to its step is killed all the same
PAUSE, LOOKS = 0.5, 400  # seconds between two looks whether everything that is due has come out


@dataclass(frozen=True, slots=True)
class Trial:
    """What is tried. `fault`: a planted one; `events`: where all that happens is written."""

    database: str
    seed: int
    kills: int
    each: int = 0  # deaths at each step at least
    keys: bool = False  # known for some minutes, as Discord does
    fault: str = ""
    late: int = SELDOM  # how often the platform takes a post only after a while, in a hundred
    events: Path | None = None


@dataclass(slots=True)
class Report:
    deaths: Counter[str] = field(default_factory=Counter)
    verdict: ledger.Verdict = field(default_factory=ledger.Verdict)
    seconds: float = 0.0

    @property
    def kills(self) -> int:
        return self.deaths.total()


@dataclass(slots=True)
class Living:
    life: Life
    end: End
    pid: int = 0
    serving: bool = False
    killed: bool = False


class Run:
    def __init__(self, trial: Trial, stack: AsyncExitStack) -> None:
        self._trial = trial
        self._chance = random.Random(f"{trial.seed}-deaths")
        self._ends = plan.ends(self._chance)
        self._since = time.time()
        self.clock = Clock(plan.START, self._since)
        self._events = stack.enter_context(trial.events.open("w")) if trial.events else None
        chance = random.Random(f"{trial.seed}-moods")
        self.street = Street(self.clock, chance, self.log, keys=trial.keys, late=trial.late)
        self._living: dict[str, Living] = {}
        self._by_pid: dict[int, Living] = {}
        self._born = 0
        self._calm = False
        self.report = Report()
        self._over = asyncio.Event()

    def log(self, kind: str, **facts: object) -> None:
        if self._events:
            at = round(time.time() - self._since, 4)
            self._events.write(json.dumps({"at": at, "kind": kind, **facts}) + "\n")

    def _begin(self) -> None:
        """Time runs from here on, so that nothing is due yet that waits for the rooms to be made."""
        self._since = time.time()
        self.clock = self.street.clock = Clock(plan.START, self._since)

    async def through(self) -> Report:
        async with AsyncExitStack() as stack:
            async with open_store(self._trial.database) as store:
                await store.write(partial(plan.furnish, rooms=100 + 8 * self._trial.kills))
            self._begin()
            port = await self._open_street(stack)
            nursery = await self._open_nursery(stack)
            hearing = asyncio.create_task(self._hear(nursery, port))
            stack.callback(hearing.cancel)
            for _ in range(AT_ONCE):
                self._bear(nursery, port)
            await self._until_over(hearing)
            await self._calm_down()
            for living in self._by_pid.values():
                with suppress(ProcessLookupError):
                    os.kill(living.pid, signal.SIGKILL)
        self.report.verdict = await asyncio.to_thread(
            ledger.judge, self.street, self._trial.database, self._until
        )
        self.report.seconds = time.time() - self._since
        return self.report

    async def _until_over(self, hearing: "asyncio.Task[None]") -> None:
        over = asyncio.create_task(self._over.wait())
        await asyncio.wait({over, hearing}, return_when=asyncio.FIRST_COMPLETED)
        over.cancel()
        if hearing.done():
            raise RuntimeError("nobody is born any more: the nursery has died") from hearing.exception()

    async def _open_street(self, stack: AsyncExitStack) -> int:
        runner = web.AppRunner(self.street.application(), access_log=None)
        await runner.setup()
        stack.push_async_callback(runner.cleanup)
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        return int(runner.addresses[0][1])

    async def _open_nursery(self, stack: AsyncExitStack) -> asyncio.subprocess.Process:
        nursery = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.lab.nursery",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            cwd=ROOT,
        )

        async def end() -> None:
            with suppress(ProcessLookupError):
                nursery.kill()
            await nursery.wait()

        stack.push_async_callback(end)
        assert nursery.stdout is not None
        assert await nursery.stdout.readline() == b"ready\n"
        return nursery

    def _bear(self, nursery: asyncio.subprocess.Process, port: int) -> None:
        self._born += 1
        end = next(self._ends)
        calm = self._calm
        life = Life(
            name=f"bot-{self._born}",
            database=self._trial.database,
            port=port,
            start=plan.START.isoformat(),
            since=self._since,
            step="" if calm else end.step,
            nth=end.nth,
            fault=self._trial.fault,
            keys=self._trial.keys,
        )
        self._living[life.name] = Living(life, end)
        assert nursery.stdin is not None
        nursery.stdin.write(json.dumps(asdict(life)).encode() + b"\n")

    async def _hear(self, nursery: asyncio.subprocess.Process, port: int) -> None:
        assert nursery.stdout is not None
        while line := (await nursery.stdout.readline()).decode().split():
            match line:
                case ["born", name, pid]:
                    living = self._living[name]
                    living.pid = int(pid)
                    self._by_pid[living.pid] = living
                    self.log("born", name=name, pid=living.pid)
                case ["serving", name]:
                    self._serves(self._living[name])
                case ["dead", pid]:
                    self._died(self._by_pid.pop(int(pid)))
                    self._bear(nursery, port)

    def _serves(self, living: Living) -> None:
        living.serving = True
        self.log("serving", name=living.life.name, step=living.life.step)
        if not self._calm:
            wait = STUCK if living.life.step else living.end.after
            asyncio.get_running_loop().call_later(wait, self._kill, living)

    def _kill(self, living: Living) -> None:
        if not self._calm and living.pid in self._by_pid:
            living.killed = True
            with suppress(ProcessLookupError):  # it has died meanwhile
                os.kill(living.pid, signal.SIGKILL)

    def _died(self, living: Living) -> None:
        step = living.life.step if living.life.step and not living.killed else BY_CHANCE
        self.log("dead", name=living.life.name, step=step)
        del self._living[living.life.name]
        if self._calm:
            return
        self.report.deaths[step] += 1
        if self._enough():
            self._calm = True
            self._over.set()

    def _enough(self) -> bool:
        """As many deaths as were asked for, and so many at each step; twice as many end it in any case."""
        kills, trial = self.report.kills, self._trial
        each = all(self.report.deaths[step] >= trial.each for step in plan.STEPS)
        return kills >= (trial.kills if each else 2 * trial.kills)

    async def _calm_down(self) -> None:
        """Nobody is killed any more, the platform is well; wait until what is due by now has come out."""
        self.street.hostile = False
        self._until: datetime = self.clock.now()
        for living in list(self._living.values()):
            if living.life.step and living.pid:  # they would still die of their steps
                os.kill(living.pid, signal.SIGKILL)
        for _ in range(LOOKS):
            if await asyncio.to_thread(self._settled):
                break
            await asyncio.sleep(PAUSE)

    def _settled(self) -> bool:
        """Whether nothing is on its way that was due by the end of the killing."""
        until = ms(self._until)
        # At one instant: what is found to be out after its close goes from the outbox to the rounds and back.
        left = ledger.rows(
            self._trial.database,
            f"SELECT (SELECT count(*) FROM outbox WHERE state = 'waiting' AND since <= {until})"  # noqa: S608
            f" + (SELECT count(*) FROM schedules WHERE next_due <= {until})"
            f" + (SELECT count(*) FROM rounds WHERE closed IS NULL AND closes <= {until})",
        )
        return left == [(0,)] and self.street.waiting_since(self._until) == 0


async def run(trial: Trial) -> Report:
    async with AsyncExitStack() as stack:
        return await Run(trial, stack).through()
