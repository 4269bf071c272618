"""The heartbeat, and the only one who delivers: close what is over, open what is due, send what waits."""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial

from bot.core.calendar import local_day
from bot.core.model import Schedule, Slot
from bot.core.outage import PATIENCE
from bot.daily.delivery import Deliveries
from bot.daily.leavers import Leavers
from bot.errors import Unavailable
from bot.ports import Platform, Tx
from bot.usecases import ask, notice, reveal, turns
from bot.usecases.house import House

log = logging.getLogger(__name__)

What = tuple[str, int]

AT_MOST = 200  # of anything taken up in one beat
TOGETHER = 25  # rooms that share a transaction
LONGEST_WAIT = timedelta(seconds=30)  # between beats, so that a clock that jumps is noticed
LEAST_WAIT = timedelta(milliseconds=250)
REST = timedelta(minutes=2)  # for a room whose schedule or round runs into a fault
REMEMBERED = timedelta(days=7)  # how long a second delivery of a request is known as one
KEPT = timedelta(days=30)  # how long it is known that a question was redrawn, or somebody reminded
ABSENT = timedelta(seconds=2)  # between looks whether a platform is there again, while one is not
FAR = timedelta(days=8)  # a slot planned later than this may stem from a clock that was ahead


class Daily:
    """The rhythm of one process. `by` names it in leases; a silence up to `patience` is no absence."""

    def __init__(
        self, house: House, platforms: Mapping[str, Platform], by: str, patience: timedelta = PATIENCE
    ) -> None:
        self._house = house
        self._platforms = platforms
        self._deliveries = Deliveries(house, platforms, by)
        self._leavers = Leavers(house, platforms)
        self._patience = patience
        self._seen: dict[str, datetime] = {}  # until when each platform is known to have been there
        self._begun = False
        self._resting: dict[tuple[str, int], datetime] = {}

    async def run(self, woken: asyncio.Event) -> None:
        """Beat until cancelled: when something is due, when woken after a commit, and every half minute.

        Rooms are delivered to beside the beat, so that a slow one holds up no other.
        """
        async with asyncio.TaskGroup() as group:
            while True:
                woken.clear()
                delay = await self._once(group)
                await self._wait(woken, delay)

    async def beat(self) -> None:
        """Everything that is due now, delivered before this returns."""
        fault: Exception | None = None
        async with asyncio.TaskGroup() as group:
            try:
                await self._plan(group)
            except Exception as error:  # noqa: BLE001  # what is on its way is delivered first
                fault = error
        if fault is not None:
            raise fault
        await self._leavers.look()
        handed_out = 1
        while handed_out:
            async with asyncio.TaskGroup() as group:
                handed_out = await self._deliveries.hand_out(group)

    async def _once(self, group: asyncio.TaskGroup) -> timedelta:
        """One beat, and how long to wait for the next. No fault ends the rhythm."""
        try:
            await self._plan(group)
            while await self._deliveries.hand_out(group):
                pass
            group.create_task(self._look_round())
            return await self._pause()
        except Unavailable as gone:
            log.warning("beat_failed", extra={"why": str(gone)})
        except Exception:  # the rhythm goes on for all the others
            log.exception("beat_fault")
        return LONGEST_WAIT

    async def _look_round(self) -> None:
        """Beside the beat, since a platform may take its time to tell who left."""
        try:
            await self._leavers.look()
        except Unavailable as gone:
            log.warning("not_looked_round", extra={"why": str(gone)})
        except Exception:  # the rhythm goes on
            log.exception("looking_round_fault")

    async def _pause(self) -> timedelta:
        there = [name for name, it in self._platforms.items() if it.present]
        longest = LONGEST_WAIT if len(there) == len(self._platforms) else ABSENT
        following = await self._house.store.read(lambda view: view.next_due(there))
        if following is None:
            return longest
        least = timedelta(seconds=1) if self._resting else LEAST_WAIT
        return min(longest, max(following - self._house.clock.now(), least))

    async def _wait(self, woken: asyncio.Event, delay: timedelta) -> None:
        waits = {
            asyncio.create_task(self._house.clock.sleep(delay)),
            asyncio.create_task(woken.wait()),
        }
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()

    async def _plan(self, group: asyncio.TaskGroup) -> None:
        """Close and open what is due. Each room on its own: one's failure touches no other."""
        now = self._house.clock.now()
        present = {name: self._since(name, now) for name, it in self._platforms.items() if it.present}
        await self._house.store.write(partial(self._be_there, present=present, now=now))
        self._seen = dict.fromkeys(present, now)
        if not self._begun:
            self._begun = True
            await self._house.store.write(self._straighten)
        house = self._house
        most = AT_MOST + len(self._resting)  # those that rest take nobody's place
        closing = await house.store.read(lambda view: view.closing(now, most))
        closes = [(("close", one.id), partial(reveal.close, house=house, round_=one)) for one in closing]
        await self._each(closes, group)
        over = await house.store.read(lambda view: view.turns(now, most))
        await self._each(
            [(("turn", one.id), partial(turns.take, house=house, turn=one)) for one in over], group
        )
        due = await house.store.read(lambda view: view.due(now, most))
        opens = [
            (("open", one.id), partial(_settle, house=house, schedule=one, slot=slot)) for one, slot in due
        ]
        await self._each(opens, group)

    def _since(self, platform: str, now: datetime) -> datetime:
        """From when on a platform that is there now has been there."""
        seen = self._seen.get(platform, now)
        return seen if timedelta(0) <= now - seen <= self._patience else now

    def _be_there(self, tx: Tx, present: Mapping[str, datetime], now: datetime) -> None:
        for platform, since in present.items():
            tx.be_present(platform, since, now)
        tx.prune(now - REMEMBERED)
        tx.sweep(now - KEPT)

    def _straighten(self, tx: Tx) -> None:
        """Plan anew what was planned by a clock that had run ahead."""
        now = self._house.clock.now()
        for schedule in tx.planned_after(now + FAR, AT_MOST):
            tx.unskip(schedule.id, local_day(now, schedule.zone))
            tx.plan(schedule.id, ask.following(tx, schedule, now))

    async def _each(
        self, works: Sequence[tuple[What, Callable[[Tx], None]]], group: asyncio.TaskGroup
    ) -> None:
        """A few rooms at a time: they share a commit, and what people do comes in between.

        What the first of them have to say goes out while the next have their turn.
        """
        for start in range(0, len(works), TOGETHER):
            few = works[start : start + TOGETHER]
            told = await asyncio.gather(*(self._safely(*one) for one in few), return_exceptions=True)
            for gone in filter(None, told):
                raise gone
            if start + TOGETHER < len(works):
                await self._deliveries.hand_out(group)

    async def _safely(self, what: What, work: Callable[[Tx], None]) -> None:
        now = self._house.clock.now()
        if self._resting.get(what, now) > now:
            return
        self._resting.pop(what, None)
        try:
            await self._house.store.write(work)
        except Unavailable:
            raise
        except Exception:  # one room's fault must not keep the others from their question
            self._resting[what] = now + REST
            log.exception("beat_fault", extra={"what": what[0], "id": what[1]})


def _settle(tx: Tx, house: House, schedule: Schedule, slot: Slot) -> None:
    told = ask.settle(tx, house, schedule, slot)
    notice.skipped(tx, house, schedule, [opened for opened in told if opened.why])
