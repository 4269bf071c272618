"""Asks platforms, a few people at a time, whether those on boards are still there: not all of them tell."""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial

from bot.core.model import Member
from bot.errors import Gone, Unavailable
from bot.ports import Platform
from bot.usecases.house import House
from bot.usecases.leavers import UNSEEN, settle

log = logging.getLogger(__name__)

EVERY = timedelta(hours=1)
AT_MOST = 50  # people of a platform asked about at once


class Leavers:
    """Goes round once in an hour; what cannot be asked now is asked the next time."""

    def __init__(self, house: House, platforms: Mapping[str, Platform]) -> None:
        self._house = house
        self._platforms = platforms
        self._next: datetime | None = None

    async def look(self) -> None:
        """Take those who left off the boards."""
        now = self._house.clock.now()
        if self._next is not None and now < self._next <= now + EVERY:
            return
        self._next = now + EVERY
        for name, platform in self._platforms.items():
            if platform.present:
                await self._ask(name, platform, now)

    async def _ask(self, name: str, platform: Platform, now: datetime) -> None:
        unseen = await self._house.store.read(lambda view: view.unseen(name, now - UNSEEN, AT_MOST))
        if not unseen:
            return
        asked: list[Member] = []
        gone: set[Member] = set()
        try:
            for member in unseen:
                gone |= await platform.gone([member])
                asked.append(member)
        except (Gone, Unavailable) as why:  # who was not asked about is the first to be the next time
            log.warning("not_asked_about", extra={"platform": name, "why": str(why)})
        await self._house.store.write(partial(settle, asked=asked, gone=gone, now=now))
