"""The decks and the time, as the use cases see them."""

from datetime import datetime, timedelta
from typing import Protocol

from bot.core.lookup import Library
from bot.core.model import Deck
from bot.core.records import Draft


class Catalogue(Protocol):
    """The decks as they are now."""

    def snapshot(self) -> Library: ...

    def draft(self, text: str, name: str, before: Deck | None) -> Draft:
        """A paste as a draft deck; `before` is updated instead of doubled. Raises BadData.

        Blocks for as long as reading takes: call it beside the loop.
        """


class Clock(Protocol):
    def now(self) -> datetime:
        """Aware UTC."""

    async def sleep(self, delay: timedelta) -> None: ...
