"""A process of its own that records answers and tells each one that was acknowledged, until it is killed."""

import asyncio
import sys
from functools import partial
from itertools import count
from typing import cast

from bot.core.model import Member
from bot.ports import Tx
from bot.store import open_store
from bot.store.connection import SqliteSession
from tests.store.world import NINE, TEAM, answer, posted, schedule

CLIENTS = 32


def work(tx: Tx, round_id: int, who: str) -> int:
    round = tx.round(round_id)
    assert round is not None
    attempt = answer(tx, round, Member(TEAM, who), 2)
    tx.remember(who, NINE, str(attempt.id))
    return attempt.id


def tell(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


async def main(path: str, *pragmas: str) -> None:
    async with open_store(path, holder="load") as store:
        for pragma in pragmas:
            session = cast(SqliteSession, store._writer._session)
            await store._writer._thread.run(partial(session._raw.execute, f"PRAGMA {pragma}"))
        round = await store.write(lambda tx: posted(tx, schedule(tx)))
        numbers = count()
        tell("ready")

        async def client() -> None:
            for n in numbers:
                who = f"{round.id}-{n}"
                id = await store.write(partial(work, round_id=round.id, who=who))
                tell(who, id)

        async with asyncio.TaskGroup() as group:
            for _ in range(CLIENTS):
                group.create_task(client())


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
