"""The bot on its platforms: all in one process, until it is told to stop."""

import asyncio
import logging
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from datetime import timedelta
from socket import gethostname

from bot import VERSION
from bot.adapters.clock import SystemClock
from bot.app import collector
from bot.app.accounts import Accounts
from bot.app.backups import keep_backups
from bot.app.connect import Connected, connect
from bot.app.doctor import report
from bot.app.http import listening
from bot.app.parts import Parts, decks, put_together, zone_of_machine
from bot.app.settings import Settings
from bot.app.watch import Watch, watching
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
    clock, accounts = SystemClock(settings.now), settings.accounts
    catalogue = decks(settings)
    watch = watching(VERSION, wanted=accounts.http is not None)
    async with open_store(settings.database, holder="studybot run") as opened:
        store = watch.store(opened)
        parts = put_together(store, catalogue, clock, zone_of_machine(), accounts.links, watch.grade)
        connected = watch.connected(connect(accounts, store, clock))
        parts = replace(parts, house=replace(parts.house, lacks=connected.lacks, gone=connected.gone))
        collector.settled()
        log.info("started", extra={"version": VERSION, "platforms": names(connected)})
        async with _reachable(accounts, parts, connected, watch), asyncio.TaskGroup() as group:
            group.create_task(report(settings))
            group.create_task(keep_backups(settings.database, clock))
            await live(parts, connected, catalogue, watch.handle(door(parts.house), clock))


def names(connected: Connected) -> list[str]:
    return [platform.name for platform in connected.platforms]


@asynccontextmanager
async def _reachable(
    accounts: Accounts, parts: Parts, connected: Connected, watch: Watch
) -> AsyncIterator[None]:
    """While the block runs, whoever may asks over HTTP; nothing listens where no address is set."""
    if accounts.http is None:
        yield
        return
    from bot.app.endpoints import Endpoints  # imported when used: it brings an HTTP server

    endpoints = Endpoints(parts, connected.platforms, watch.measures)
    async with listening(accounts.http, [*connected.routes, *endpoints.routes]):
        with closing(endpoints):
            yield


async def live(parts: Parts, connected: Connected, catalogue: Catalogue, handle: Handle) -> None:
    """The rhythm, the fresh decks and every platform beside each other."""
    clock = parts.house.clock
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
