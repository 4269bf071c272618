"""The heartbeat, and the only one who delivers: close what is over, open what is due, send what waits."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from bot.core.model import Member, Room, Schedule, Slot
from bot.core.records import Delivery, DeliveryKind, PostRef
from bot.errors import Gone, Unavailable
from bot.messages import Message
from bot.ports import Platform, Tx, View
from bot.usecases import ask, notice, reveal
from bot.usecases.house import House

log = logging.getLogger(__name__)

AT_MOST = 200  # of anything taken up in one beat
LEASE = timedelta(seconds=60)
PATIENCE = timedelta(seconds=30)  # for one post; well inside the lease
LONGEST_WAIT = timedelta(seconds=30)  # between beats, so that a clock that jumps is noticed
BACK_OFF = (timedelta(seconds=2), timedelta(seconds=10), timedelta(seconds=30), timedelta(minutes=2))
REMEMBERED = timedelta(days=7)  # how long a second delivery of a request is known as one
STALE = timedelta(hours=3)  # a reveal or notice that could not be told for so long is dropped


@dataclass(frozen=True, slots=True)
class Drawn:
    """A delivery ready to go out. No message: it is too late to say it. `ref`: what a refresh redraws."""

    message: Message | None
    ref: PostRef | None = None


class Daily:
    """The rhythm of one process. `by` names it in leases."""

    def __init__(self, house: House, platforms: Mapping[str, Platform], by: str) -> None:
        self._house = house
        self._platforms = platforms
        self._by = by

    async def run(self, woken: asyncio.Event) -> None:
        """Beat until cancelled: when something is due, when woken after a commit, and every half minute."""
        while True:
            woken.clear()
            try:
                await self.beat()
            except Unavailable as gone:
                log.warning("beat_failed", extra={"why": str(gone)})
            await self._wait(woken)

    async def beat(self) -> None:
        """Everything that is due now. Each room on its own: one's failure touches no other."""
        await self._close()
        await self._open()
        await self._house.store.write(lambda tx: tx.prune(self._house.clock.now() - REMEMBERED))
        while await self._deliver():
            pass

    async def _wait(self, woken: asyncio.Event) -> None:
        now = self._house.clock.now()
        following = await self._house.store.read(lambda view: view.next_due(tuple(self._platforms)))
        delay = LONGEST_WAIT if following is None else min(LONGEST_WAIT, max(following - now, timedelta(0)))
        waits = {
            asyncio.create_task(self._house.clock.sleep(delay or timedelta(milliseconds=50))),
            asyncio.create_task(woken.wait()),
        }
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()

    async def _close(self) -> None:
        over = await self._house.store.read(lambda view: view.closing(self._house.clock.now(), AT_MOST))
        for round_ in over:
            await self._safely("close", round_.id, partial(reveal.close, house=self._house, round_=round_))

    async def _open(self) -> None:
        due = await self._house.store.read(lambda view: view.due(self._house.clock.now(), AT_MOST))
        for schedule, slot in due:
            await self._safely(
                "open", schedule.id, partial(_settle, house=self._house, schedule=schedule, slot=slot)
            )

    async def _safely(self, what: str, id: int, work: Callable[[Tx], None]) -> None:
        try:
            await self._house.store.write(work)
        except Unavailable:
            raise
        except Exception:  # one room's fault must not keep the others from their question
            log.exception("beat_fault", extra={"what": what, "id": id})

    async def _deliver(self) -> int:
        """Claim what is ready and send it; how much there was."""
        now = self._house.clock.now()
        claim = await self._house.store.write(
            lambda tx: tx.claim(self._by, now, now + LEASE, AT_MOST, tuple(self._platforms))
        )
        async with asyncio.TaskGroup() as group:
            for one in _in_order(claim):
                group.create_task(self._send_all(one))
        return len(claim)

    async def _send_all(self, deliveries: list[Delivery]) -> None:
        """One room's deliveries in order; after a failure the rest of them wait too."""
        for place, delivery in enumerate(deliveries):
            if not await self._send(delivery):
                for later in deliveries[place + 1 :]:
                    await self._give_back(later, BACK_OFF[0], uncertain=False)
                return

    async def _send(self, delivery: Delivery) -> bool:
        try:
            async with asyncio.timeout(PATIENCE.total_seconds()):
                return await self._try(delivery)
        except Gone:
            await self._house.store.write(partial(notice.lost, house=self._house, delivery=delivery))
            log.warning("room_gone", extra={"delivery": delivery.key})
            return False
        except (Unavailable, TimeoutError) as why:
            retry = getattr(why, "retry_after", None)
            wait = timedelta(seconds=retry) if retry else BACK_OFF[min(delivery.tries, len(BACK_OFF) - 1)]
            await self._give_back(delivery, wait, uncertain=True)
            log.warning("not_delivered", extra={"delivery": delivery.key, "why": str(why), "again_in": wait})
            return False
        except Exception:  # an adapter's fault stays with its room
            log.exception("delivery_fault", extra={"delivery": delivery.key})
            await self._give_back(delivery, BACK_OFF[-1], uncertain=True)
            return False

    async def _try(self, delivery: Delivery) -> bool:
        platform = self._platforms[delivery.to.team.platform]
        drawn = await self._house.store.read(partial(_draw, house=self._house, delivery=delivery))
        if drawn.message is None:
            await self._house.store.write(partial(notice.outdated, house=self._house, delivery=delivery))
            return True
        ref = drawn.ref
        if delivery.kind is DeliveryKind.REFRESH:
            if ref is not None:
                await platform.edit(ref, drawn.message)
        else:
            ref = (
                await platform.find(delivery.to, delivery.key, delivery.since) if delivery.uncertain else None
            )
            ref = ref or await platform.post(delivery.to, drawn.message, delivery.key)
        await self._house.store.write(partial(_confirm, house=self._house, delivery=delivery, ref=ref))
        return True

    async def _give_back(self, delivery: Delivery, wait: timedelta, *, uncertain: bool) -> None:
        until = self._house.clock.now() + wait
        await self._house.store.write(lambda tx: tx.postpone(delivery.id, until, uncertain, delivery.tries))


def _settle(tx: Tx, house: House, schedule: Schedule, slot: Slot) -> None:
    told = ask.settle(tx, house, schedule, slot)
    notice.skipped(tx, house, schedule, [opened for opened in told if opened.why])


def _in_order(claim: tuple[Delivery, ...]) -> list[list[Delivery]]:
    """By room, each in the order in which it was put into the outbox."""
    rooms: dict[Room | Member, list[Delivery]] = {}
    for delivery in sorted(claim, key=lambda d: d.id):
        rooms.setdefault(delivery.to, []).append(delivery)
    return list(rooms.values())


def _draw(view: View, house: House, delivery: Delivery) -> Drawn:
    """What to say, drawn as things stand now."""
    if delivery.round is None:
        return Drawn(notice.render(delivery))
    round_ = view.round(delivery.round)
    if round_ is None:
        return Drawn(None)
    match delivery.kind:
        case DeliveryKind.REVEAL:
            late = house.clock.now() - delivery.since > STALE
            return Drawn(None if late else reveal.render(view, house, round_))
        case DeliveryKind.REFRESH:
            return Drawn(ask.render(view, house, round_), view.ref(round_.id))
    late = ask.too_late(view, house, round_)
    return Drawn(None if late else ask.render(view, house, round_))


def _confirm(tx: Tx, house: House, delivery: Delivery, ref: PostRef | None) -> None:
    tx.confirm(delivery.id, ref, house.clock.now())
    if delivery.kind is DeliveryKind.QUESTION and delivery.round is not None:
        ask.posted(tx, house, delivery.round)
