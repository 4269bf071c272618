"""The bot with the terminal as its only platform."""

import asyncio
import os
from collections.abc import Callable
from datetime import time, timedelta
from functools import partial
from getpass import getuser
from zoneinfo import ZoneInfo

from bot import wording
from bot.adapters.clock import SystemClock
from bot.adapters.terminal import ROOM, Terminal
from bot.adapters.terminal.screen import Screen
from bot.app.parts import Parts, decks_later, put_together, zone_of_machine
from bot.app.settings import Settings, language_of
from bot.core.model import EVERY_DAY, Schedule
from bot.errors import Problem
from bot.library.catalogue import Catalogue, keep_fresh
from bot.store import open_store
from bot.usecases import settings as schedules
from bot.usecases.commands import SPECS
from bot.usecases.door import door
from bot.usecases.house import House
from bot.views import study

FIRST_DECK = "sagemaker"  # what a newcomer's terminal asks from


async def chat(settings: Settings, user: str, screen: Callable[[ZoneInfo, str], Screen]) -> None:
    """Chat until the input ends; what was said is kept for the next time."""
    zone = zone_of_machine()
    clock = SystemClock(settings.now)
    catalogue = decks_later(settings)
    async with open_store(settings.database, holder="studybot run") as store:
        parts = put_together(store, catalogue, clock, zone)
        start = f"{clock.now():%Y%m%dT%H%M%S%f}-{os.getpid()}"
        reader = language_of(os.environ)
        terminal = Terminal(user or login(), clock, screen(ZoneInfo(zone), reader), start, reader)
        await settle_in(parts.house, reader)
        await _live(parts, terminal, catalogue)


async def settle_in(house: House, locale: str = "") -> None:
    """Give the terminal's room its questions in the language of its machine, where it has none yet."""
    if not await house.store.read(lambda view: view.schedules(ROOM)):
        first, language = _first_schedule(house), wording.of(locale).language
        await house.store.write(lambda tx: schedules.ensure(tx, first, house, language))


def login() -> str:
    """What the machine calls the one who sits here; "" where it does not know them."""
    try:
        return getuser()
    except (KeyError, OSError):
        return ""


async def _live(parts: Parts, terminal: Terminal, catalogue: Catalogue) -> None:
    daily = parts.daily({terminal.name: terminal}, str(os.getpid()))
    await daily.beat()  # so that today's question is there before the first line is read
    tell = partial(_tell, terminal)
    async with asyncio.TaskGroup() as group:
        tasks = [
            group.create_task(daily.run(parts.woken)),
            group.create_task(keep_fresh(catalogue, parts.house.clock, tell)),
        ]
        await terminal.serve(SPECS, door(parts.house))
        for task in tasks:
            task.cancel()


async def _tell(terminal: Terminal, problems: tuple[Problem, ...]) -> None:
    """Who edits a deck sees at once what is wrong with it."""
    message = study.broken(terminal.say, [str(problem) for problem in problems])
    await terminal.post(ROOM, message, "decks")


def _first_schedule(house: House) -> Schedule:
    """The terminal's room: a question every local day, there from midnight to midnight whenever one looks."""
    decks = (FIRST_DECK,) if FIRST_DECK in house.catalogue.snapshot().decks else ()
    midnight, day = time(0), timedelta(days=1)
    return Schedule(0, ROOM, midnight, house.zone, EVERY_DAY, decks, window=day, whole_day=True)
