"""A stranger follows the README's steps to the letter and has a first graded answer, on each platform."""

from datetime import datetime
from pathlib import Path

import pytest

from bot.adapters.clock import SystemClock
from tests.adapters.discord.local import LocalDiscord, contract
from tests.adapters.slack.server import serving
from tests.docs import on_discord, on_slack
from tests.docs.folder import Folder, linked
from tests.docs.telling import MONDAY, Told


async def test_the_five_steps_on_slack_lead_to_graded_answers(tmp_path: Path) -> None:
    told = Told()
    async with serving() as server:
        folder = linked(tmp_path, {"STUDYBOT_SLACK_API": server.api})
        await on_slack.walk(folder, server, told)
    went_well(told, folder)


@pytest.mark.skipif(not contract.there(), reason=contract.MISSING)
async def test_the_four_steps_on_discord_lead_to_graded_answers(tmp_path: Path) -> None:
    told = Told()
    async with LocalDiscord(SystemClock(datetime.fromisoformat(MONDAY)).now).running() as local:
        said = {"STUDYBOT_DISCORD_API": local.api, "STUDYBOT_DISCORD_GATEWAY": local.socket}
        folder = linked(tmp_path, said)
        await on_discord.walk(folder, local, told)
    went_well(told, folder)


def went_well(told: Told, folder: Folder) -> None:
    assert len(told.scores) == 2
    assert all("Score 100 %" in score for score in told.scores)
    assert told.lines.count("    All is well.") == 2
    assert "Traceback" not in folder.log
    tokens = [line.partition("=")[2] for line in (folder.path / ".env").read_text("utf-8").splitlines()]
    assert [token for token in tokens if token in folder.log or token in "\n".join(told.lines)] == []
