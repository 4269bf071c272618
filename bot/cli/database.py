"""`studybot db`: check, backup, restore and migrate."""

import argparse
import asyncio
from pathlib import Path

from bot import store
from bot.app.settings import Settings
from bot.cli import FAILED, OK


def check(asked: argparse.Namespace, said: Settings) -> int:
    del asked
    differences = store.check(Path(said.database))
    for difference in differences:
        print(difference)
    if not differences:
        print(f"{said.database}: every projection equals its recomputation")
    return FAILED if differences else OK


def backup(asked: argparse.Namespace, said: Settings) -> int:
    store.backup(Path(said.database), asked.file)
    print(f"{asked.file}: a verified copy of {said.database}")
    return OK


def restore(asked: argparse.Namespace, said: Settings) -> int:
    kept = store.restore(asked.file, Path(said.database))
    print(f"{said.database}: restored from {asked.file}" + (f"; what was there is {kept}" if kept else ""))
    return OK


def migrate(asked: argparse.Namespace, said: Settings) -> int:
    del asked
    asyncio.run(_open(said.database))
    print(f"{said.database}: the schema is up to date")
    return OK


async def _open(database: str) -> None:
    async with store.open_store(database, holder="studybot db migrate"):
        pass
