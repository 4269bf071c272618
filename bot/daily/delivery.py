"""Sends what waits in the outbox: claimed under a lease, in order within a room, never twice."""

import asyncio
import logging
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from bot.core.model import Member, Room
from bot.core.records import Delivery, DeliveryKind, PostRef
from bot.errors import Gone, Unavailable
from bot.messages import Message
from bot.ports import Platform, Tx, View
from bot.usecases import ask, ending, notice, nudges, reveal
from bot.usecases.house import House

log = logging.getLogger(__name__)

AT_MOST = 200  # deliveries claimed at once
LEASE = timedelta(minutes=2)  # so long that whoever takes it up after a death looks no sooner than is proof
PATIENCE = timedelta(seconds=30)  # for one post; well inside the lease
BACK_OFF = (timedelta(seconds=2), timedelta(seconds=10), timedelta(seconds=30), timedelta(minutes=2))
STALE = timedelta(hours=3)  # a reveal that could not be told for so long is dropped
GIVEN_UP = timedelta(days=1)  # for what runs into a fault every time it is sent


@dataclass(frozen=True, slots=True)
class Drawn:
    """A delivery ready to go out. No message: it is too late to say it. `ref`: what a refresh redraws."""

    message: Message | None
    ref: PostRef | None = None
    until: datetime | None = None  # whom it is for wants quiet until then
    under: PostRef | None = None  # the post that it follows


class Deliveries:
    """What this process has claimed, by room. `by` names it in leases."""

    def __init__(self, house: House, platforms: Mapping[str, Platform], by: str) -> None:
        self._house = house
        self._platforms = platforms
        self._by = by
        self._queues: dict[Room | Member, deque[tuple[Delivery, datetime]]] = {}  # until when each is ours

    async def hand_out(self, group: asyncio.TaskGroup) -> int:
        """Claim what is ready and send it, a task a room; how much there was.

        What is for a platform that is not there is left to a process that reaches it.
        """
        now = self._house.clock.now()
        there = [name for name, it in self._platforms.items() if it.present]
        until = now + LEASE
        claimed = await self._house.store.write(lambda tx: tx.claim(self._by, now, until, AT_MOST, there))
        for delivery in sorted(claimed, key=lambda d: d.id):
            if (queue := self._queues.get(delivery.to)) is not None:
                queue.append((delivery, until))
                continue
            self._queues[delivery.to] = deque([(delivery, until)])
            group.create_task(self._work_off(delivery.to))
        return len(claimed)

    async def _work_off(self, to: Room | Member) -> None:
        """One room's deliveries in order; after a failure the rest of them wait too."""
        queue = self._queues[to]
        try:
            while queue:
                delivery, until = queue.popleft()
                if _overtaken(delivery, (later for later, _ in queue)):
                    await self._drop(delivery, "overtaken")
                elif not await self._send(delivery, until):
                    while queue:
                        await self._give_back(queue.popleft()[0], BACK_OFF[0], uncertain=False)
        except Unavailable as gone:  # the lease runs out by itself
            log.warning("delivery_left", extra={"why": str(gone)})
        except Exception:  # one room's fault must end neither the others' deliveries nor the rhythm
            log.exception("delivery_fault")
        finally:
            del self._queues[to]

    async def _send(self, delivery: Delivery, until: datetime) -> bool:
        settles = self._platforms[delivery.to.team.platform].settles
        if self._house.clock.now() + PATIENCE + settles > until:
            # It waited behind a slow one, or this process stood still: somebody else may have begun on it.
            await self._give_back(delivery, timedelta(0), uncertain=False)
            return True
        try:
            async with asyncio.timeout(PATIENCE.total_seconds()):
                return await self._try(delivery)
        except Gone:
            await self._house.store.write(partial(notice.lost, house=self._house, delivery=delivery))
            self._house.wake()
            log.warning("room_gone", extra={"delivery": delivery.key})
        except (Unavailable, TimeoutError) as why:
            retry, uncertain = getattr(why, "retry_after", None), getattr(why, "uncertain", True)
            wait = timedelta(seconds=retry) if retry else BACK_OFF[min(delivery.tries, len(BACK_OFF)) - 1]
            wait = max(wait, settles) if uncertain else wait
            await self._give_back(delivery, wait, uncertain=uncertain)
            self._house.wake()  # the rhythm reckoned when to go on before this was put off
            log.warning("not_delivered", extra={"delivery": delivery.key, "why": str(why), "again_in": wait})
        except Exception:  # an adapter's fault stays with its room
            log.exception("delivery_fault", extra={"delivery": delivery.key})
            await self._after_fault(delivery)
        return False

    async def _try(self, delivery: Delivery) -> bool:
        platform = self._platforms[delivery.to.team.platform]
        if delivery.uncertain:
            under = await self._house.store.read(partial(_under, delivery=delivery))
            if known := await platform.find(delivery.to, delivery.key, delivery.since, under):
                await self._confirm(delivery, known)
                return True
        if delivery.kind is DeliveryKind.QUESTION and delivery.round is not None:
            await self._house.store.write(partial(ask.prepare, house=self._house, round_id=delivery.round))
        drawn = await self._house.store.read(partial(_draw, house=self._house, delivery=delivery))
        if drawn.until is not None:
            await self._give_back(delivery, drawn.until - self._house.clock.now(), uncertain=False)
            return True
        if drawn.message is None:
            await self._house.store.write(partial(notice.outdated, house=self._house, delivery=delivery))
            self._house.wake()
            return True
        if delivery.kind not in _REDRAWS:
            ref = await platform.post(delivery.to, drawn.message, delivery.key, drawn.under)
            await self._confirm(delivery, ref)
        else:
            if drawn.ref is not None:
                await platform.edit(drawn.ref, drawn.message)
            await self._confirm(delivery, drawn.ref)
        return True

    async def _after_fault(self, delivery: Delivery) -> None:
        """Again after a while, but not for ever; of a question its slot says when it is too late."""
        asks = delivery.kind is DeliveryKind.QUESTION
        if not asks and self._house.clock.now() - delivery.since > GIVEN_UP:
            await self._drop(delivery, "fault")
        else:
            await self._give_back(delivery, BACK_OFF[-1], uncertain=True)

    async def _drop(self, delivery: Delivery, why: str) -> None:
        await self._house.store.write(lambda tx: tx.drop(delivery.id, why))

    async def _confirm(self, delivery: Delivery, ref: PostRef | None) -> None:
        await self._house.store.write(lambda tx: tx.confirm(delivery.id, ref, self._house.clock.now()))
        redraws = delivery.kind is DeliveryKind.REFRESH  # as often as somebody answers
        told = {"delivery": delivery.key, "platform": delivery.to.team.platform, "tries": delivery.tries}
        log.log(logging.DEBUG if redraws else logging.INFO, "delivered", extra=told)

    async def _give_back(self, delivery: Delivery, wait: timedelta, *, uncertain: bool) -> None:
        until = self._house.clock.now() + wait

        def work(tx: Tx) -> None:
            tx.postpone(delivery.id, until, uncertain, delivery.tries)

        await self._house.store.write(work)


def _overtaken(delivery: Delivery, later: Iterable[Delivery]) -> bool:
    """A message that will be redrawn in a moment anyway need not be redrawn now, as after an outage."""
    same = ((d.kind, d.round, d.facts) == (delivery.kind, delivery.round, delivery.facts) for d in later)
    return delivery.kind in _REDRAWS and any(same)


def _under(view: View, delivery: Delivery) -> PostRef | None:
    """In the room, a reveal and what is said of a question follow it."""
    follows = delivery.kind in (DeliveryKind.REVEAL, DeliveryKind.NOTICE) and isinstance(delivery.to, Room)
    return view.ref(delivery.round) if follows and delivery.round is not None else None


_REDRAWS = frozenset((DeliveryKind.REFRESH, DeliveryKind.AMENDED))
_PERSONAL = frozenset((DeliveryKind.NUDGE, DeliveryKind.ENDING))


def _draw_word(view: View, house: House, delivery: Delivery) -> Drawn:
    """A word to somebody keeps out of their quiet hours also where its delivery has been late."""
    now = house.clock.now()
    if isinstance(delivery.to, Member) and (until := nudges.quiet_until(view, delivery.to, now)) > now:
        return Drawn(None, until=until)
    render = nudges.render if delivery.kind is DeliveryKind.NUDGE else ending.render
    return Drawn(render(view, house, delivery))


def _draw(view: View, house: House, delivery: Delivery) -> Drawn:
    """What to say, drawn as things stand now, and what it follows."""
    drawn = _drawn(view, house, delivery)
    return drawn if drawn.message is None else replace(drawn, under=_under(view, delivery))


def _drawn(view: View, house: House, delivery: Delivery) -> Drawn:
    if delivery.kind in _PERSONAL:
        return _draw_word(view, house, delivery)
    if delivery.kind is DeliveryKind.AMENDED and delivery.round is None:
        return Drawn(ending.render(view, house, delivery), ending.stands(view, delivery))
    if delivery.round is None or delivery.kind is DeliveryKind.NOTICE:
        return Drawn(notice.render(view, delivery))
    round_ = view.round(delivery.round)
    if round_ is None:
        return Drawn(None)
    match delivery.kind:
        case DeliveryKind.REVEAL:
            late = house.clock.now() - delivery.since > STALE
            return Drawn(None if late else reveal.render(view, house, round_, delivery.to))
        case DeliveryKind.AMENDED:
            places = (ref for ref in view.reveals(round_.id) if ref.to == delivery.to)
            return Drawn(reveal.render(view, house, round_, delivery.to), next(places, None))
        case DeliveryKind.REFRESH:
            return Drawn(ask.render(view, house, round_), view.ref(round_.id))
    late = ask.too_late(view, house, round_)
    return Drawn(None if late else ask.render(view, house, round_))
