"""The insides of one process over an open store."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from bot import VERSION, ports
from bot.app.settings import Settings
from bot.core.grade import grade
from bot.core.links import Links
from bot.core.outage import PATIENCE
from bot.daily import Daily
from bot.errors import BadData
from bot.library import folders
from bot.library.catalogue import Catalogue
from bot.library.lexicon import shipped
from bot.ports import Clock, Platform, Store
from bot.usecases.house import House
from bot.usecases.marker import Grading, Marker
from bot.usecases.shelf import Shelf

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Parts:
    """A house with its heart; `woken` is set after a commit that leaves something to deliver."""

    house: House
    woken: asyncio.Event

    def daily(self, platforms: Mapping[str, Platform], by: str, patience: timedelta = PATIENCE) -> Daily:
        """The rhythm over these platforms; `by` names this process in leases."""
        return Daily(self.house, platforms, by, patience)


def put_together(
    store: Store,
    catalogue: ports.Catalogue,
    clock: Clock,
    zone: str,
    links: Links | None = None,
    grading: Grading = grade,
) -> Parts:
    woken, marker, shelf = asyncio.Event(), Marker(shipped(), grading=grading), Shelf(catalogue)
    house = House(store, catalogue, clock, marker, shelf, woken.set, zone, VERSION, links)
    return Parts(house, woken)


def decks_later(said: Settings) -> Catalogue:
    """The same decks, read when somebody first needs one: a question that is open needs none."""
    return Catalogue([folders.shipped()], said.decks, shipped())


def decks(said: Settings, more: Sequence[Path] = ()) -> Catalogue:
    """The shipped decks and those the environment adds, read. What cannot be read is logged and left out.

    Raises BadData for what is wrong with `more`: those were asked for by name.
    """
    named = {str(file) for path in more for file in folders.deck_files(path)}
    catalogue = Catalogue([folders.shipped()], [*said.decks, *more], shipped())
    problems = catalogue.load()
    if wrong := [problem for problem in problems if problem.file in named]:
        raise BadData(wrong)
    for problem in problems:
        log.error("deck_problem", extra={"place": f"{problem.file}:{problem.line}", "text": problem.text})
    return catalogue


def zone_of_machine() -> str:
    """The machine's IANA zone, UTC where it names none."""
    from tzlocal import get_localzone_name  # imported when used: it looks through the machine's settings

    return get_localzone_name() or "UTC"
