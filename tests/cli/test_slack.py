"""The whole bot as a process on Slack: posted, answered, told to stop, and there again with all it knew."""

import asyncio
import os
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from tests.adapters.slack.server import Server, serving
from tests.adapters.slack.visitor import Visitor
from tests.adapters.slack.workspace import Message, User, shown
from tests.cli.command import ROOT

LONG = 60  # seconds: a busy machine starts a process slowly
SIGTERM = 143


@asynccontextmanager
async def running(server: Server, home: Path) -> AsyncIterator[Process]:
    """A bot that has opened its sockets."""
    tokens = {"SLACK_BOT_TOKEN": server.web.token, "SLACK_APP_TOKEN": server.web.app_token}
    environment = {"PATH": os.environ["PATH"], "HOME": str(home), "STUDYBOT_SLACK_API": server.api}
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", "--serve", env=environment | tokens, cwd=ROOT
    )
    try:
        await server.sockets.number(2, within=LONG)
        yield child
    finally:
        if child.returncode is None:
            child.terminate()
        await child.wait()


async def until(server: Server, there: Callable[[], object]) -> None:
    async with asyncio.timeout(LONG):
        while not there():
            server.workspace.changed.clear()
            await server.workspace.changed.wait()


async def test_a_question_is_posted_answered_and_known_after_a_restart(tmp_path: Path) -> None:
    async with serving() as server:
        workspace = server.workspace
        boss = Visitor(server, server.sockets, User("UBOSS", "Boss", admin=True))
        workspace.users["UBOSS"] = boss.user
        async with running(server, tmp_path) as child:
            await boss.press_id(Message("C1", "1.0", "", []), "setup-save:")
            await until(server, lambda: any(not message.whose for message in workspace.messages))
            question = workspace.posts("C1")[0]
            workspace.stacks.clear()
            await boss.press(question, "Answer")
            await until(server, lambda: workspace.top("UBOSS"))
            answer = await boss.submit({"text": "flips, rescales and jitters the images"})
            assert "Streak 1" in shown(answer["view"]["blocks"])
            child.terminate()
            assert await child.wait() == SIGTERM
        async with running(server, tmp_path):
            told = await boss.command("/streak")
            assert "Streak: 1 question day" in shown(told["blocks"])
        assert len(workspace.posts("C1")) == 1
        assert workspace.problems == []
