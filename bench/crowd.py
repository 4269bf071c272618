"""The other process of `bench.discord`: plays Discord, and ever new members who answer question 1.

A line "answers at-once" on standard input has so many sent; how long each waited goes out as JSON.
"""

import asyncio
import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from tests.adapters.discord.local import Guild, LocalDiscord, Place
from tests.adapters.discord.local.events import SUBMISSION, Where
from tests.adapters.discord.local.messages import whole
from tests.adapters.discord.local.waiting import until

GUILD, CHANNEL = "1001", "2001"
TEXT = "it flips the images to mirror them and also jitters them, but I forgot the third one"
FILLED = {"type": 18, "id": 2, "component": {"type": 4, "id": 3, "custom_id": "text", "value": TEXT}}


class Crowd:
    def __init__(self, local: LocalDiscord) -> None:
        guild, place = Guild(GUILD), Place(CHANNEL, GUILD)
        guild.places.append(place)
        local.guilds[GUILD], local.places[CHANNEL] = guild, place
        self._local = local
        self._where = Where(place, guild)

    async def answer(self, answers: int, at_once: int) -> list[float]:
        await until(lambda: bool(self._local.gateway.sessions))
        left, took = iter(range(answers)), list[float]()
        async with asyncio.TaskGroup() as group:
            for _ in range(at_once):
                group.create_task(self._member(left, took))
        return took

    async def _member(self, left: Iterator[int], took: list[float]) -> None:
        for _ in left:
            took.append(await self._one())  # noqa: PERF401 - many fill it at once

    async def _one(self) -> float:
        local = self._local
        data: dict[str, Any] = {"custom_id": "/answer:1", "components": [FILLED]}
        data["message"] = whole(local.ids(), CHANNEL, {"content": "Question 1"}, local.bot)
        event = local.event(SUBMISSION, data, local.user("Member"), self._where)
        waiting = await (await local.interact(event)).done()
        del local.waiting[event["token"]]
        local.users.clear()
        local.asked.clear()
        local.gateway.sessions[0].sent.clear()
        return waiting.took


async def main() -> None:
    local = LocalDiscord(lambda: datetime.now(UTC))
    crowd = Crowd(local)
    async with local.running():
        print(local.address, flush=True)
        reader = asyncio.StreamReader()
        loop = asyncio.get_running_loop()
        await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
        while line := await reader.readline():
            answers, at_once = map(int, line.split())
            print(json.dumps(await crowd.answer(answers, at_once)), flush=True)


if __name__ == "__main__":
    asyncio.run(main())
