"""A bot on Slack by either way in; whatever Slack would have refused fails the test."""

from collections.abc import AsyncIterator

import pytest

from tests.adapters.slack.bot import NINE, Running, bot


@pytest.fixture(params=["socket mode", "http"])
async def running(request: pytest.FixtureRequest) -> AsyncIterator[Running]:
    """With question 1 open since nine."""
    async with bot(sockets=request.param == "socket mode") as opened:
        await opened.at(NINE)
        yield opened
        assert opened.server.workspace.problems == []
