"""The bot as people start it: a process with a token, and a guild that uses it."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from tests.adapters.discord.local import LocalDiscord
from tests.adapters.discord.local.events import (
    COMMAND,
    COMPONENT,
    SUBMISSION,
    Where,
    command,
    press,
    submission,
)
from tests.adapters.discord.local.messages import whole
from tests.adapters.discord.local.seen import parts
from tests.adapters.discord.local.server import TOKEN
from tests.adapters.discord.local.waiting import MESSAGE, MODAL, Waiting, until
from tests.house.tree import ROOT


@asynccontextmanager
async def started(local: LocalDiscord, home: Path, **more: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """The command `run`, until the block ends; then it is asked to stop, and must."""
    said = {
        "PATH": os.environ["PATH"],
        "DISCORD_TOKEN": TOKEN,
        "STUDYBOT_DISCORD_API": local.api,
        "STUDYBOT_DISCORD_GATEWAY": local.socket,
        "STUDYBOT_DATABASE": str(home / "bot.db"),
        "STUDYBOT_LOG": "info",
    }
    log = (home / "log").open("ab")
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", "--serve", cwd=ROOT, env=said | more, stderr=log
    )
    try:
        yield process
    finally:
        process.terminate()
        async with asyncio.timeout(15):
            assert await process.wait() == 143
        log.close()


def lines(waiting: Waiting) -> str:
    return "\n".join(part for part in parts(waiting.data, UTC) if isinstance(part, str))


async def test_from_set_up_to_feedback(tmp_path: Path) -> None:
    async with LocalDiscord(lambda: datetime.now(UTC)).running() as local:
        guild = local.guild("Harbour", "quay")
        where, ada = Where(guild.places[0], guild), local.user("Ada")
        channel = local.channels.lie[where.place.id]

        async def send(kind: int, data: dict[str, object]) -> Waiting:
            return await (await local.interact(local.event(kind, data, ada, where))).done()

        async with started(local, tmp_path):
            await until(lambda: bool(local.gateway.sessions), within=30)
            proposed = await send(COMMAND, command("study setup", {}))
            save = next(part[0] for part in parts(proposed.data, UTC) if isinstance(part, list))
            own = whole(local.ids(), where.place.id, proposed.data, local.bot)
            await send(COMPONENT, press(save.sent) | {"message": own})
            await until(lambda: bool(channel))
            answer = next(part[0] for part in parts(channel[0], UTC) if isinstance(part, list))
            modal = await send(COMPONENT, press(answer.sent) | {"message": channel[0]})
            assert modal.kind == MODAL
            told = await send(SUBMISSION, submission(modal.data, {"text": "it flips the images"}))
            assert told.kind == MESSAGE and told.private
            assert "> it flips the images" in lines(told)
            assert "one try left" in lines(told)
        assert local.errors == []
