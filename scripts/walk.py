"""Follows the README's set-up steps to the letter against servers of this machine, and prints the walk."""

import argparse
import asyncio
import tempfile
import time
from datetime import datetime
from pathlib import Path

from bot.adapters.clock import SystemClock
from tests.adapters.discord.local import LocalDiscord
from tests.adapters.slack.server import serving
from tests.docs import on_discord, on_slack
from tests.docs.folder import cloned, linked
from tests.docs.telling import MONDAY, Told


def main() -> None:
    """`slack` or `discord`; with `--clone` in a fresh clone, whose packages are installed by `make run`."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("platform", choices=("slack", "discord"))
    asked.add_argument("--clone", action="store_true", help="in a fresh clone instead of this tree")
    said, told, began = asked.parse_args(), Told(), time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        try:
            asyncio.run(_walk(said.platform, Path(folder), told, clone=said.clone))
        finally:
            print("\n".join(told.lines))
    print(f"\n{len(told.scores)} graded answers in {time.monotonic() - began:.1f} s")


async def _walk(platform: str, at: Path, told: Told, *, clone: bool) -> None:
    begin = cloned if clone else linked
    if platform == "slack":
        async with serving() as server:
            await on_slack.walk(begin(at, {"STUDYBOT_SLACK_API": server.api}), server, told)
        return
    async with LocalDiscord(SystemClock(datetime.fromisoformat(MONDAY)).now).running() as local:
        said = {"STUDYBOT_DISCORD_API": local.api, "STUDYBOT_DISCORD_GATEWAY": local.socket}
        await on_discord.walk(begin(at, said), local, told)


if __name__ == "__main__":
    main()
