"""Which words of people were answered: Slack brings some twice, to any process, and each is answered once."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from bot.errors import Unavailable
from bot.ports import Clock, Store, Tx

SETTLES = timedelta(minutes=1)  # Slack does not say how late a call that it left unanswered may be done


@dataclass(frozen=True, slots=True)
class Try:
    """One at answering. `since`: an earlier one may have got through from then on; None: none may have."""

    number: int
    since: datetime | None


class Already(Enum):
    ANSWERED = "answered"
    UNDER_WAY = "under way"  # somebody may be about to answer


class Seen:
    """In the store, so that a restart and another replica know it too."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def begin(self, event: str) -> Try | None:
        """None: it has been answered. Raises Unavailable while somebody may be about to."""
        found = await self._store.write(lambda tx: _begin(tx, event, self._clock.now()))
        if found is Already.UNDER_WAY:
            raise Unavailable("an answer may be on its way", SETTLES.total_seconds())
        return found if isinstance(found, Try) else None

    async def answered(self, event: str) -> None:
        """From now on it is."""
        await self._keep(f"answered:{event}")

    async def unsaid(self, event: str, one: Try) -> None:
        """The try certainly did not get through."""
        await self._keep(f"unsaid:{event}:{one.number}")

    async def _keep(self, key: str) -> None:
        def work(tx: Tx) -> None:
            if tx.outcome(key) is None:
                tx.remember(key, self._clock.now(), "")

        await self._store.write(work)


def _begin(tx: Tx, event: str, now: datetime) -> Try | Already:
    if tx.outcome(f"answered:{event}") is not None:
        return Already.ANSWERED
    number, since = 0, None
    while (said := tx.outcome(f"saying:{event}:{number}")) is not None:
        begun = datetime.fromisoformat(said)
        if tx.outcome(f"unsaid:{event}:{number}") is None:
            if now - begun < SETTLES:
                return Already.UNDER_WAY
            since = since or begun
        number += 1
    tx.remember(f"saying:{event}:{number}", now, now.isoformat())
    return Try(number, since)
