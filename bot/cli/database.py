"""`studybot db`: check, backup, restore, migrate and move."""

import argparse
import asyncio
import os
import sys

from bot import store
from bot.app.settings import Settings
from bot.cli import FAILED, MISUSED, OK, PRIVATE


def check(asked: argparse.Namespace, said: Settings) -> int:
    where = store.shown(said.database)
    if asked.quick:
        behind = store.glance(said.database)
        print(f"{where}: {behind or 'it opens, and the schema is up to date'}")
        return FAILED if behind else OK
    differences = store.check(said.database)
    for difference in differences:
        print(difference)
    if not differences:
        print(f"{where}: every projection equals its recomputation")
    return FAILED if differences else OK


def backup(asked: argparse.Namespace, said: Settings) -> int:
    if asked.file.is_dir():
        print(f"{asked.file} is a folder: name the file to write", file=sys.stderr)
        return MISUSED
    os.umask(PRIVATE)
    store.backup(said.database, asked.file)
    print(f"{asked.file}: a verified copy of {store.shown(said.database)}")
    return OK


def restore(asked: argparse.Namespace, said: Settings) -> int:
    os.umask(PRIVATE)
    kept = store.restore(asked.file, said.database)
    told = f"{store.shown(said.database)}: restored from {asked.file}"
    print(told + (f"; what was there is {kept}" if kept else ""))
    return OK


def migrate(asked: argparse.Namespace, said: Settings) -> int:
    del asked
    os.umask(PRIVATE)
    asyncio.run(_open(said.database))
    print(f"{store.shown(said.database)}: the schema is up to date")
    return OK


def move(asked: argparse.Namespace, said: Settings) -> int:
    counts = store.move(said.database, asked.address)
    for table, rows in counts.items():
        print(f"{table:<16} {rows:>12,}")
    print(f"{store.shown(asked.address)}: a verified copy of {said.database}, {sum(counts.values()):,} rows")
    print(f"Set STUDYBOT_DATABASE to its address; {said.database} stays as it was.")
    return OK


async def _open(database: str) -> None:
    async with store.open_store(database, holder="studybot db migrate"):
        pass
