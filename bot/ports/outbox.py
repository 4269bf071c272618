"""What the bot will say unasked. Each docstring is a promise."""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from bot.core.records import Delivery, NewDelivery, PostRef


class OutboxTx(Protocol):
    def send(self, new: NewDelivery) -> bool:
        """Put something into the outbox. False, and nothing is written: the key is there already."""

    def claim(
        self, by: str, now: datetime, until: datetime, limit: int, platforms: Collection[str]
    ) -> tuple[Delivery, ...]:
        """Take deliveries that are ready and under nobody's running lease; `until` ends the new lease."""

    def confirm(self, delivery: int, ref: PostRef | None, at: datetime) -> None:
        """It is out. A question's round counts as posted from `at` on."""

    def postpone(self, delivery: int, until: datetime, uncertain: bool, tries: int = 0) -> None:
        """Give the claim back; nobody takes it before `until`. What was uncertain once stays so.

        With `tries` as the claim told it: no-op when somebody else has claimed it since.
        """

    def sweep(self, before: datetime, limit: int = 1000) -> int:
        """Forget redrawings and reminders of rounds that are over since before; how many went.

        What stands on a platform is kept, and every key that must hold for ever.
        """

    def drop(self, delivery: int, why: str) -> None:
        """Never deliver it."""
