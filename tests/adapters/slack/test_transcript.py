"""The day that the transcript prints goes through to its end, by either way in."""

import pytest

from scripts.slack_transcript import Day
from tests.adapters.slack.bot import bot


@pytest.mark.parametrize("sockets", [True, False], ids=["socket mode", "http"])
async def test_a_day_is_told_with_its_five_central_messages(
    sockets: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    async with bot(sockets=sockets) as running:
        day = Day(running)
        await day.live()
        assert sorted(day.central) == ["1 daily", "2 form", "3 feedback", "4 reveal", "5 board"]
        assert running.server.workspace.problems == []
    assert "first with full marks: Ada" in capsys.readouterr().out
