"""Platforms are served each on its own: whatever ends one, it comes back, and the others do not notice."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import pytest

from bot.adapters.clock import VirtualClock
from bot.adapters.errands import Errands, prompt
from bot.adapters.recorder import Recorder
from bot.app.serve import LONGEST_PAUSE, STEADY, UNKNOWN_PAUSE, keep_serving
from bot.errors import Gone, Unavailable
from bot.messages import CommandSpec, Nothing, Reply, Request
from bot.ports import Handle
from tests.talks.stage import BEGINNING

NEVER = timedelta(0)


async def nothing(request: Request) -> Reply:
    return Nothing()


class Shaky(Recorder):
    """A platform that fails in the given way each time it is served, and notes when."""

    def __init__(self, clock: VirtualClock, failure: Exception | None, lasts: timedelta = NEVER) -> None:
        super().__init__("shaky", clock)
        self.failure = failure
        self.lasts = lasts
        self.served: list[float] = []

    async def serve(self, commands: Sequence[CommandSpec], handle: Handle) -> None:
        self.served.append((self.clock.now() - BEGINNING).total_seconds())
        if self.lasts:
            await self.clock.sleep(self.lasts)
        if self.failure is not None:
            raise self.failure


async def times_served(shaky: Shaky, clock: VirtualClock, steps: int, step: timedelta) -> list[float]:
    task = asyncio.get_running_loop().create_task(keep_serving(shaky, nothing, clock))
    for _ in range(steps):
        for _ in range(5):
            await asyncio.sleep(0)
        clock.move(clock.now() + step)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    return shaky.served


@pytest.mark.parametrize("failure", [None, Unavailable("away"), RuntimeError("a fault")])
async def test_an_adapter_comes_back_with_longer_and_longer_pauses(failure: Exception | None) -> None:
    clock = VirtualClock(BEGINNING)
    served = await times_served(Shaky(clock, failure), clock, 130, timedelta(seconds=1))
    assert served == [0, 1, 3, 7, 15, 31, 63, 63 + LONGEST_PAUSE.total_seconds()]


async def test_an_adapter_waits_as_long_as_the_platform_asks(caplog: pytest.LogCaptureFixture) -> None:
    clock = VirtualClock(BEGINNING)
    served = await times_served(Shaky(clock, Unavailable("busy", 40)), clock, 90, timedelta(seconds=1))
    assert served == [0, 40, 80]


async def test_a_platform_that_does_not_know_us_is_asked_seldom() -> None:
    clock = VirtualClock(BEGINNING)
    served = await times_served(Shaky(clock, Gone("revoked")), clock, 11, timedelta(minutes=1))
    assert served == [0, UNKNOWN_PAUSE.total_seconds(), 2 * UNKNOWN_PAUSE.total_seconds()]


async def test_an_adapter_that_served_for_long_comes_back_at_once() -> None:
    clock = VirtualClock(BEGINNING)
    shaky = Shaky(clock, RuntimeError("late"), lasts=STEADY + timedelta(seconds=1))
    served = await times_served(shaky, clock, 500, timedelta(seconds=1))
    assert served == [0, 122, 244, 366, 488]


async def test_a_stop_lets_errands_finish_and_ends_what_takes_too_long() -> None:
    errands, done = Errands(), list[str]()
    may = asyncio.Event()

    async def quick() -> None:
        await may.wait()
        done.append("quick")

    errands.start(quick())
    slow = errands.start(asyncio.Event().wait())
    asyncio.get_running_loop().call_soon(may.set)
    await errands.finish(timedelta(milliseconds=50))
    assert done == ["quick"]
    assert slow.cancelled()


async def test_an_errands_fault_is_logged_and_touches_no_other(caplog: pytest.LogCaptureFixture) -> None:
    errands = Errands()

    async def fails() -> None:
        raise RuntimeError("a fault")

    async def works() -> str:
        return "done"

    errands.start(fails())
    fine = errands.start(works())
    await errands.finish()
    assert fine.result() == "done"
    assert "errand_fault" in caplog.text


async def test_what_is_prompt_is_had_at_once_and_the_rest_goes_on() -> None:
    errands, may = Errands(), asyncio.Event()

    async def waits() -> str:
        await may.wait()
        return "late"

    async def answers() -> str:
        return "soon"

    assert await prompt(errands.start(answers())) == "soon"
    late = errands.start(waits())
    assert await prompt(late, within=0.01) is None
    may.set()
    assert await late == "late"
