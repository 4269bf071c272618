"""After a restart, and beside another replica, everything counts once and is answered as it was."""

from contextlib import AsyncExitStack, suppress
from datetime import timedelta
from pathlib import Path

import pytest

from bot.store import open_store
from bot.usecases import settings
from tests.adapters.slack.bot import NINE, Process, Running, beside, scheduled
from tests.adapters.slack.server import Unanswered, serving
from tests.adapters.slack.workspace import Fault, shown

ways = pytest.mark.parametrize("sockets", [True, False], ids=["socket mode", "http"])


@ways
async def test_what_was_delivered_before_a_restart_is_answered_alike_after_it(
    tmp_path: Path, sockets: bool
) -> None:
    async with serving() as server:
        process = Process(sockets=sockets)
        async with open_store(str(tmp_path / "bot.db")) as store, beside(server, store, process) as running:
            await store.write(lambda tx: settings.ensure(tx, scheduled(), running.parts.house))
            await running.at(NINE)
            ada = running.visitor("Ada")
            await ada.press(running.question, "Answer")
            await running.settle()
            first = await ada.submit({"text": "the moon and the sun"})
            await ada.write("ropes")
            await running.settle()
            form = running.server.workspace.calls
        later = Process(sockets=sockets, now=NINE)
        async with open_store(str(tmp_path / "bot.db")) as store, beside(server, store, later) as running:
            line = running.line
            again = [await line.bring(kind, payload) for kind, payload in server.workspace.brought]
            await running.settle()
            assert [answer for answer in again if answer.get("response_action")] == [first]
            assert len(server.workspace.posts("DUADA")) == 1
            tries = await store.read(lambda view: view.attempts(1, running.member("ada")))
            assert len(tries) == 1
            assert form
        assert server.workspace.problems == []


@ways
async def test_a_word_that_was_not_answered_before_a_restart_is_answered_after_it(
    tmp_path: Path, sockets: bool
) -> None:
    async with serving() as server:
        server.sockets.patience = 0.02
        server.workspace.faults["chat.postMessage"] += [Fault(status=503)] * 9
        process = Process(sockets=sockets, now=NINE)
        async with open_store(str(tmp_path / "bot.db")) as store, beside(server, store, process) as running:
            with pytest.raises(Unanswered):
                await running.visitor("Ada").write("ropes")
        server.workspace.faults.clear()
        later = Process(sockets=sockets, now=NINE + timedelta(minutes=1))
        async with open_store(str(tmp_path / "bot.db")) as store, beside(server, store, later) as running:
            for _ in range(2):
                with suppress(Unanswered):  # it is being answered
                    await running.line.bring(*server.workspace.brought[-1])
                await running.settle()
        assert len(server.workspace.posts("DUADA")) == 1


async def test_two_replicas_take_one_event_and_one_answers() -> None:
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(serving())
        store = await stack.enter_async_context(open_store(":memory:"))
        one, other = [
            await stack.enter_async_context(beside(server, store, Process(sockets=False))) for _ in "ab"
        ]
        await store.write(lambda tx: settings.ensure(tx, scheduled(), one.parts.house))
        await both_beat(one, other)
        assert [post.metadata["event_payload"]["key"] for post in server.workspace.posts("C1")] == [
            "slot:1:2026-03-02"
        ]
        ada = one.visitor("Ada")
        await ada.write("ropes")
        await one.settle()
        for kind, payload in server.workspace.brought:
            await other.line.bring(kind, payload)
        await other.settle()
        assert len(server.workspace.posts("DUADA")) == 1
        assert "1 of 2" in shown(server.workspace.posts("DUADA")[0].blocks)


async def both_beat(*replicas: Running) -> None:
    for running in replicas:
        await running.at(NINE)
