"""A verified copy of the database a day, made while the bot runs, the last seven kept."""

import asyncio
import logging
import sqlite3
from datetime import date, timedelta
from pathlib import Path

from bot.errors import BotError
from bot.ports import Clock
from bot.store import MEMORY, backup, is_address

log = logging.getLogger(__name__)

KEPT = 7
LOOK = timedelta(hours=1)  # between two looks whether today's copy is there: one that failed is tried again


async def keep_backups(database: str, clock: Clock) -> None:
    """Until cancelled. A server's database is backed up where the server is looked after."""
    if is_address(database) or database == MEMORY:
        return
    while True:
        today = clock.now().date()
        try:
            file = await asyncio.to_thread(Path(database).resolve)
            await asyncio.to_thread(back_up, file, today)
        except (BotError, OSError, sqlite3.Error) as error:  # whatever ails the copy must not end the bot
            log.error("backup_failed", extra={"why": str(error)})  # noqa: TRY400  # expected to happen
        await clock.sleep(LOOK)


def back_up(file: Path, today: date) -> Path | None:
    """Today's copy, and none older than the last few; None: it is there already."""
    target = file.with_name(f"{file.name}.daily-{today.isoformat()}")
    if target.exists():
        return None
    backup(file, target)
    for old in dailies(file)[KEPT:]:
        old.unlink(missing_ok=True)
    log.info("backup_made", extra={"file": str(target)})
    return target


def dailies(file: Path) -> list[Path]:
    """The daily copies that lie beside the file, the newest first."""
    return sorted(file.parent.glob(f"{file.name}.daily-????-??-??"), reverse=True)
