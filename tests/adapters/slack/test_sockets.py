"""Socket Mode: a dead line is noticed and made again; what was on its way comes once more and counts once."""

import asyncio
import time

import pytest

from bot.adapters.clock import SystemClock
from bot.adapters.slack import Slack
from bot.adapters.slack.sockets import HEARTBEAT
from bot.errors import Gone, Unavailable
from bot.messages import Nothing, Reply, Request
from bot.store import MEMORY, open_store
from tests.adapters.slack.bot import NINE, access, bot, connected, nothing
from tests.adapters.slack.server import serving
from tests.adapters.slack.workspace import Fault

IN_TIME = 9.5  # seconds: how long slack_sdk's own client is deaf


async def test_requests_come_by_several_lines_at_once() -> None:
    async with serving() as server, connected(server):
        assert len(server.sockets.open) == 2


async def test_a_cut_line_is_made_again_at_once() -> None:
    async with serving() as server, connected(server) as slack:
        began = time.monotonic()
        server.sockets.cut()
        await server.sockets.number(2, ever=4)
        assert time.monotonic() - began < 2
        for _ in range(100):  # the answer to the handshake is on its way
            await asyncio.sleep(0)
        assert slack.present


async def test_a_line_that_is_dead_without_a_word_is_noticed() -> None:
    async with serving() as server:
        server.sockets.silent = True
        async with connected(server, heartbeat=0.1):
            began = time.monotonic()
            await server.sockets.number(2, ever=4)
            assert time.monotonic() - began < 2


def test_a_dead_line_is_noticed_well_before_the_librarys_own_client_would() -> None:
    assert HEARTBEAT * 1.5 < IN_TIME / 3


async def test_slack_may_ask_for_another_connection() -> None:
    async with serving() as server, connected(server):
        for socket in tuple(server.sockets.open):
            await socket.send_json({"type": "disconnect", "reason": "refresh_requested"})
        await server.sockets.number(2, ever=4)


async def test_a_warning_changes_nothing_yet() -> None:
    async with serving() as server, connected(server):
        await server.sockets.open[0].send_json({"type": "disconnect", "reason": "warning"})
        await server.sockets.open[0].send_str("no JSON at all")
        await server.sockets.open[0].send_json({"type": "something new"})
        assert len(server.sockets.open) == 2
        await server.sockets.open[0].send_json({"type": "disconnect", "reason": "refresh_requested"})
        await server.sockets.number(2, ever=3)


async def test_socket_mode_switched_off_is_told_to_who_supervises() -> None:
    async with serving() as server, open_store(MEMORY) as store:
        slack = Slack(access(server, sockets=True), store, SystemClock())
        task = asyncio.create_task(slack.serve((), nothing))
        await server.sockets.number(2)
        await server.sockets.open[0].send_json({"type": "disconnect", "reason": "link_disabled"})
        with pytest.raises(Gone, match="switched off"):
            await task
        assert not slack.present


async def test_a_token_that_slack_does_not_know_is_told_to_who_supervises() -> None:
    async with serving() as server, open_store(MEMORY) as store:
        there = access(server, sockets=True)
        server.web.app_token = "xapp-another"
        with pytest.raises(Gone, match="invalid_auth"):
            await Slack(there, store, SystemClock()).serve((), nothing)


async def test_an_api_that_is_away_at_the_start_is_told_as_such() -> None:
    async with serving() as server, open_store(MEMORY) as store:
        server.workspace.faults["auth.test"].append(Fault(status=503))
        with pytest.raises(Unavailable):
            await Slack(access(server, sockets=True), store, SystemClock()).serve((), nothing)


async def test_a_line_waits_out_an_api_that_is_away() -> None:
    async with serving() as server:
        faults = server.workspace.faults["apps.connections.open"]
        faults.extend([Fault(status=503), Fault(drops=True), Fault(status=429, after=1)])
        async with connected(server):
            assert not faults


async def test_what_was_asked_on_a_line_that_broke_is_answered_on_another() -> None:
    async with bot(sockets=True) as running:
        await running.at(NINE)
        ada = running.visitor("Ada")
        await ada.press(running.question, "Answer")
        await running.settle()
        running.server.sockets.cuts = 1
        answer = await ada.submit({"text": "the moon and the sun"})
        assert answer["response_action"] == "update"
        member = running.member("ada")
        tries = await running.parts.house.store.read(lambda view: view.attempts(1, member))
        assert len(tries) == 1


async def test_a_stop_lets_what_came_in_be_acknowledged() -> None:
    began, may = asyncio.Event(), asyncio.Event()

    async def slowly(request: Request) -> Reply:
        began.set()
        await may.wait()
        return Nothing()

    async with serving() as server, open_store(MEMORY) as store:
        slack = Slack(access(server, sockets=True), store, SystemClock())
        task = asyncio.create_task(slack.serve((), slowly))
        await server.sockets.number(2)
        payload = {
            "command": "/streak",
            "team_id": "T1",
            "user_id": "U",
            "channel_id": "C",
            "trigger_id": "1",
        }
        asked = asyncio.create_task(server.sockets.bring("commands", payload))
        await began.wait()
        task.cancel()
        asyncio.get_running_loop().call_soon(may.set)
        assert await asked == {}
        await asyncio.gather(task, return_exceptions=True)
        assert server.sockets.open == []
