"""The bot on its platforms: all in one process, until it is told to stop."""

import asyncio
import logging
import os
from contextlib import closing
from datetime import timedelta
from socket import gethostname

from bot.adapters.clock import SystemClock
from bot.app.connect import Connected, connect
from bot.app.doctor import report
from bot.app.endpoints import Endpoints
from bot.app.http import listening
from bot.app.parts import Parts, decks, put_together, zone_of_machine
from bot.app.settings import Settings
from bot.errors import Gone, Problem, Unavailable
from bot.library.catalogue import Catalogue, keep_fresh
from bot.ports import Clock, Handle, Platform
from bot.store import open_store
from bot.usecases.commands import SPECS
from bot.usecases.door import door

log = logging.getLogger(__name__)

FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=1), timedelta(minutes=1)
UNKNOWN_PAUSE = timedelta(minutes=5)  # for a platform that does not know us: only a person can mend that
STEADY = timedelta(minutes=2)  # an adapter that served for so long has recovered


async def serve(settings: Settings) -> None:
    """Serve until cancelled. Raises what `open_store` raises, and OSError where the address is taken."""
    clock = SystemClock(settings.now)
    catalogue = decks(settings)
    async with open_store(settings.database, holder="studybot run") as store:
        accounts = settings.accounts
        parts = put_together(store, catalogue, clock, zone_of_machine(), accounts.links)
        connected, endpoints = connect(accounts, store, clock), Endpoints(parts)
        routes = [*connected.routes, *endpoints.routes]
        async with listening(accounts.http, routes):
            with closing(endpoints):
                async with asyncio.TaskGroup() as group:
                    group.create_task(report(settings))
                    await live(parts, connected, catalogue)


async def live(parts: Parts, connected: Connected, catalogue: Catalogue) -> None:
    """The rhythm, the fresh decks and every platform beside each other."""
    clock, handle = parts.house.clock, door(parts.house)
    platforms = {platform.name: platform for platform in connected.platforms}
    by = f"{gethostname()}-{os.getpid()}"
    async with asyncio.TaskGroup() as group:
        group.create_task(parts.daily(platforms, by).run(parts.woken))
        group.create_task(keep_fresh(catalogue, clock, _tell))
        for platform in connected.platforms:
            group.create_task(keep_serving(platform, handle, clock))


async def keep_serving(platform: Platform, handle: Handle, clock: Clock) -> None:
    """Serve one platform until cancelled; whatever ends it, it begins anew after a pause, and alone."""
    pause = FIRST_PAUSE
    while True:
        since = clock.now()
        least = timedelta(0)
        try:
            await platform.serve(SPECS, handle)
            log.warning("platform_left", extra={"platform": platform.name})
        except Gone as gone:
            least = UNKNOWN_PAUSE
            log.error("platform_refuses", extra={"platform": platform.name, "why": str(gone)})  # noqa: TRY400
        except Unavailable as gone:
            least = timedelta(seconds=gone.retry_after or 0)
            log.warning("platform_away", extra={"platform": platform.name, "why": str(gone)})
        except Exception:  # one platform's fault must not end the others
            log.exception("platform_fault", extra={"platform": platform.name})
        if clock.now() - since > STEADY:
            pause = FIRST_PAUSE
        await clock.sleep(max(pause, least))
        pause = min(2 * pause, LONGEST_PAUSE)


async def _tell(problems: tuple[Problem, ...]) -> None:
    """Who looks after the decks reads the log: rooms go on with the decks as they were."""
    for problem in problems:
        log.error("deck_problem", extra={"place": f"{problem.file}:{problem.line}", "text": problem.text})
