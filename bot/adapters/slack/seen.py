"""Which events were answered: Slack sends some twice, to any process, and each is answered once."""

from bot.ports import Clock, Store, Tx


class Seen:
    """In the store, so that a restart and another replica know it too."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def first(self, event: str) -> bool:
        """Whether nobody answered this event before; from now on somebody has."""

        def work(tx: Tx) -> bool:
            if tx.outcome(event) is not None:
                return False
            tx.remember(event, self._clock.now(), "answered")
            return True

        return await self._store.write(work)
