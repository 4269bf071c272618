"""Planted faults: what the lab must see, or else it sees nothing."""

import asyncio
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import Any, TypeVar, cast

from bot.core.model import Attempt
from bot.core.records import Delivery, DeliveryKind, NewAttempt, NewDelivery
from bot.ports import Store, Tx
from bot.store.tx import StoreTx

T = TypeVar("T")

PLANTED = {
    "naive": "marks a post only after it was sent: doubled",
    "hurried": "looks for what is uncertain before it would stand there: doubled",
    "blind": "sends again what is uncertain without looking: doubled",
    "early": "confirms a post when it is claimed: lost",
    "mute": "forgets to write a reveal into the outbox now and then: lost",
    "hasty": "acknowledges an answer before it is written: lost",
    "forgetful": "does not know a request that comes a second time: counted twice",
    "greedy": "counts a point too many on the boards: the check differs",
}
BLIND = frozenset({"naive", "blind"})
LONG = timedelta(hours=9)


def planted(tx: Tx, fault: str) -> Tx:
    """The transaction with a fault in it; "": as it is."""
    kind = _FAULTY.get(fault)
    return cast(Tx, kind(cast(StoreTx, tx))) if kind else tx


class Faulty:
    def __init__(self, tx: StoreTx) -> None:
        self._tx = tx

    def __getattr__(self, verb: str) -> Any:
        return getattr(self._tx, verb)


class Naive(Faulty):
    def claim(
        self, by: str, now: datetime, until: datetime, limit: int, platforms: Collection[str]
    ) -> tuple[Delivery, ...]:
        """Nothing is kept of a claim but that it is not taken up again for some seconds."""
        claimed = self._tx.claim(by, now, until, limit, platforms)
        for delivery in claimed:
            self._tx.postpone(delivery.id, now + timedelta(seconds=20), uncertain=False)
        return claimed


class Early(Faulty):
    def claim(
        self, by: str, now: datetime, until: datetime, limit: int, platforms: Collection[str]
    ) -> tuple[Delivery, ...]:
        claimed = self._tx.claim(by, now, until, limit, platforms)
        for delivery in claimed:
            self._tx.confirm(delivery.id, None, now)
        return claimed


class Mute(Faulty):
    def send(self, new: NewDelivery) -> None:
        if new.kind is not DeliveryKind.REVEAL or (new.round or 0) % 5:
            self._tx.send(new)


class Forgetful(Faulty):
    def outcome(self, request: str) -> str | None:
        return None

    def remember(self, request: str, at: datetime, outcome: str) -> None:
        return None


class Greedy(Faulty):
    def record(self, new: NewAttempt) -> Attempt:
        attempt = self._tx.record(new)
        self._tx._db.do("add_totals", new.round, self._tx._known(new.member), 1, 0, 0, 0)
        return attempt


_FAULTY: dict[str, type[Faulty]] = {
    "naive": Naive, "early": Early, "mute": Mute, "forgetful": Forgetful, "greedy": Greedy,
}  # fmt: skip


class Undone(Exception):
    """Takes a transaction back."""


async def hasty(store: Store, work: Callable[[Tx], T], recorded: Callable[[], bool]) -> T:
    """What a work that records an answer gives, before it is written; others are written as they should."""
    given: list[T] = []

    def try_it(tx: Tx) -> None:
        given.append(work(tx))
        if recorded():
            raise Undone

    try:
        await store.write(try_it)
    except Undone:
        asyncio.get_running_loop().call_later(20, _begin, store, work)  # seconds of the loop
    return given[-1]


def _begin(store: Store, work: Callable[[Tx], object]) -> None:
    task = asyncio.ensure_future(store.write(work))
    task.add_done_callback(lambda done: done.exception())
