"""`studybot db`: check, backup, restore and migrate."""

import argparse
import asyncio
import os
import sys
from contextlib import closing
from pathlib import Path

from bot import store
from bot.app.settings import Settings
from bot.cli import FAILED, MISUSED, OK, PRIVATE
from bot.store import migrate as schema
from bot.store.backup import opened


def check(asked: argparse.Namespace, said: Settings) -> int:
    if asked.quick:
        return _glance(Path(said.database))
    differences = store.check(Path(said.database))
    for difference in differences:
        print(difference)
    if not differences:
        print(f"{said.database}: every projection equals its recomputation")
    return FAILED if differences else OK


def _glance(file: Path) -> int:
    """Whether it opens for reading and has this version's schema; a bot may be running."""
    with closing(opened(file)) as connection:
        waiting = schema.pending(connection, str(file))
    if waiting:
        print(f"{file}: the schema is behind by {len(waiting)} migrations; run `db migrate` first")
        return FAILED
    print(f"{file}: it opens, and the schema is up to date")
    return OK


def backup(asked: argparse.Namespace, said: Settings) -> int:
    if asked.file.is_dir():
        print(f"{asked.file} is a folder: name the file to write", file=sys.stderr)
        return MISUSED
    os.umask(PRIVATE)
    store.backup(Path(said.database), asked.file)
    print(f"{asked.file}: a verified copy of {said.database}")
    return OK


def restore(asked: argparse.Namespace, said: Settings) -> int:
    os.umask(PRIVATE)
    kept = store.restore(asked.file, Path(said.database))
    print(f"{said.database}: restored from {asked.file}" + (f"; what was there is {kept}" if kept else ""))
    return OK


def migrate(asked: argparse.Namespace, said: Settings) -> int:
    del asked
    os.umask(PRIVATE)
    asyncio.run(_open(said.database))
    print(f"{said.database}: the schema is up to date")
    return OK


async def _open(database: str) -> None:
    async with store.open_store(database, holder="studybot db migrate"):
        pass
