"""What the doctor sees on this machine: Python, zones, decks, database, disk, clock."""

import os
import shutil
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.app.doctor.findings import Finding, fault, note, well
from bot.app.parts import zone_of_machine
from bot.app.settings import Settings
from bot.errors import BadData, Unavailable
from bot.library import folders
from bot.library.catalogue import Catalogue
from bot.library.lexicon import shipped
from bot.store import glance, is_address, shown

OLDEST = (3, 11)
LITTLE = 200 * 1024 * 1024  # bytes free where the database lies
WRONG = timedelta(minutes=1)  # between our clock and a platform's
PROBE = "Europe/Berlin"
SHOWN = 10  # problems of decks


def python(version: tuple[int, ...] = sys.version_info[:3]) -> Finding:
    told = ".".join(map(str, version))
    return well("python", version=told) if version >= OLDEST else fault("python_old", version=told)


def zones(probe: str = PROBE) -> Finding:
    """Whether the zones of the world can be read, and which one this machine is in."""
    try:
        ZoneInfo(probe)
    except (ZoneInfoNotFoundError, OSError):
        return fault("zones_missing")
    zone = zone_of_machine()
    return note("zones_utc") if zone in ("UTC", "Etc/UTC") else well("zones", zone=zone)


def decks(said: Settings) -> Iterator[Finding]:
    nowhere = [folder for folder in said.decks if not folder.exists()]
    yield from (fault("decks_nowhere", path=folder) for folder in nowhere)
    catalogue = Catalogue([folders.shipped()], said.decks, shipped())
    told = set(map(str, nowhere))
    problems = [problem for problem in catalogue.load() if problem.error and problem.file not in told]
    yield from (fault("decks_broken", problem=problem) for problem in problems[:SHOWN])
    library = catalogue.snapshot()
    if library.cards:
        yield well("decks", n=len(library.decks), cards=len(library.cards))
    else:
        yield fault("decks_none")


def database(said: Settings) -> Iterator[Finding]:
    """Whether it can be read and written, and fits this program; a bot may be running on it."""
    try:
        named = said.database
    except BadData as bad:
        yield fault("database_unnamed", problem=bad)
        return
    file = None if is_address(named) else Path(named)
    if file is not None and not file.exists():
        yield from _to_be(file)
        return
    try:
        behind = glance(named)
    except (BadData, Unavailable) as error:
        yield fault("database_unusable", problem=error)
        return
    if behind:
        yield note("database_behind", problem=behind)
    else:
        yield well("database", path=shown(named))
    if file is not None:
        yield from _room_for(file)


def _to_be(file: Path) -> Iterator[Finding]:
    """A database that the first start will make."""
    folder = next((parent for parent in file.parents if parent.exists()), Path("/"))
    if not _can_hold(folder):
        yield fault("database_folder", path=folder)
    else:
        yield note("database_new", path=file)
        yield from _room_for(folder)


def _room_for(place: Path) -> Iterator[Finding]:
    if place.is_file() and not _can_write(place):
        yield fault("database_readonly", path=place)
    free = shutil.disk_usage(place).free
    if free < LITTLE:
        yield fault("database_full", path=place, n=free // 1024**2)


def _can_hold(folder: Path) -> bool:
    """Tried, since some file systems refuse what their permissions allow."""
    try:
        with TemporaryDirectory(dir=folder):
            return True
    except OSError:
        return False


def _can_write(path: Path) -> bool:
    """Asked of the file system itself: a mount may be read-only whatever the permissions say."""
    return os.access(path, os.W_OK)


def clock(said: Settings, ahead: timedelta, platform: str) -> Finding:
    """`ahead`: how far our clock is before a platform's; a clock that was set on purpose is only noted."""
    if said.now is not None:
        return note("clock_set", at=said.now.isoformat())
    if abs(ahead) <= WRONG:
        return well("clock", platform=platform)
    return fault("clock_wrong", seconds=round(ahead.total_seconds()), platform=platform)


def year(now: datetime, made: int = 2026) -> Finding:
    """Without a platform to compare with: whether the clock has been set at all."""
    return well("clock_alone") if now.year >= made else fault("clock_unset", year=str(now.year))
