"""An answer that takes long: acknowledged in time, and put in the place of what says so."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.errors import Unavailable
from bot.messages import Nothing, Press, Reply, Request, Said, Submission
from bot.ports import Handle
from bot.wording import of
from tests.adapters.slack.bot import NINE, Running, bot
from tests.adapters.slack.test_posting import HELLO
from tests.adapters.slack.workspace import Fault, Json, shown


class Gate:
    """Nobody gets past it before it is opened."""

    def __init__(self) -> None:
        self.open = asyncio.Event()
        self.open.set()

    def before(self, handle: Handle) -> Handle:
        async def waiting(request: Request) -> Reply:
            await self.open.wait()
            return await handle(request)

        return waiting


@asynccontextmanager
async def slow(sockets: bool) -> AsyncIterator[tuple[Running, Gate]]:
    gate = Gate()
    async with bot(sockets=sockets, within=0.01, around=gate.before) as running:
        await running.at(NINE)
        yield running, gate
        assert running.server.workspace.problems == []


ways = pytest.mark.parametrize("sockets", [True, False], ids=["socket mode", "http"])


@ways
async def test_a_command_says_that_it_is_looked_at_and_is_answered(sockets: bool) -> None:
    async with slow(sockets) as (running, gate):
        gate.open.clear()
        ada = running.visitor("Ada")
        assert (await ada.command("/streak"))["text"] == "Checking…"
        gate.open.set()
        await running.settle()
        assert "No streak" in shown(running.server.workspace.posts("C1", whose="UADA")[-1].blocks)


async def late(reply: Said) -> tuple[Running, list[Json]]:
    """What /streak is answered with, too late for an acknowledgement; what went to its address."""
    gate = Gate()
    gate.open.clear()

    async def told(request: Request) -> Reply:
        return reply

    async with bot(within=0.01, around=lambda _: gate.before(told)) as running:
        await running.visitor("Ada").command("/streak")
        gate.open.set()
        await running.settle()
        return running, running.server.workspace.called("response_url")


async def test_a_late_answer_for_all_stands_there_in_the_place_of_what_one_person_saw() -> None:
    running, (deleted, sent) = await late(Said(HELLO, private=False))
    assert [m.text for m in running.server.workspace.posts("C1")] == ["hello"]
    assert running.server.workspace.posts("C1", whose="UADA") == [], "nothing is checked any more"
    assert deleted == {"delete_original": True}
    assert (sent["response_type"], sent["replace_original"]) == ("in_channel", False)


async def test_who_is_known_reads_in_their_own_language_that_it_is_looked_at() -> None:
    async with slow(True) as (running, gate):
        ada = running.visitor("Ada")
        ada.user.locale = "de-DE"
        await ada.command("/streak")
        await running.settle()
        gate.open.clear()
        assert (await ada.command("/streak"))["text"] == of("de").text("slack.checking")
        await ada.press(running.question, "Answer")
        await until_modal(running)
        assert of("de").text("slack.checking") in shown(ada.modal.view["blocks"])
        gate.open.set()


async def test_a_late_answer_for_one_takes_the_place_of_what_they_saw() -> None:
    running, (sent,) = await late(Said(HELLO))
    assert [m.text for m in running.server.workspace.posts("C1", whose="UADA")] == ["hello"]
    assert (sent["response_type"], sent["replace_original"]) == ("ephemeral", True)


@ways
async def test_what_ran_into_a_fault_is_brought_again(sockets: bool) -> None:
    faults = [RuntimeError("a fault of ours")]

    def failing(handle: Handle) -> Handle:
        async def first(request: Request) -> Reply:
            if faults:
                raise faults.pop()
            return await handle(request)

        return first

    async with bot(sockets=sockets, around=failing) as running:
        running.server.sockets.patience = 0.5
        await running.visitor("Ada").write("help")
        await running.settle()
        assert len(running.server.workspace.posts("DUADA")) == 1


@ways
async def test_where_an_answer_cannot_be_had_what_was_typed_is_kept(sockets: bool) -> None:
    async def away(request: Request) -> Reply:
        raise Unavailable("not now")

    def outage(handle: Handle) -> Handle:
        async def first(request: Request) -> Reply:
            return await (handle if isinstance(request, Press) else away)(request)

        return first

    async with bot(sockets=sockets, around=outage) as running:
        await running.at(NINE)
        ada = running.visitor("Ada")
        assert "send it again" in (await ada.command("/streak"))["text"]
        await ada.press(running.question, "Answer")
        await running.settle()
        answer = await ada.submit({"text": "the moon"})
        assert (answer["response_action"], list(answer["errors"])) == ("errors", ["text"])


@ways
async def test_a_press_opens_a_view_that_becomes_the_form(sockets: bool) -> None:
    async with slow(sockets) as (running, gate):
        gate.open.clear()
        ada = running.visitor("Ada")
        await ada.press(running.question, "Answer")
        await until_modal(running)
        assert "Checking…" in shown(ada.modal.view["blocks"])
        gate.open.set()
        await running.settle()
        assert ada.modal.view["callback_id"] == "answer:1"


@ways
async def test_a_submission_is_checked_in_its_own_view(sockets: bool) -> None:
    async with slow(sockets) as (running, gate):
        ada = running.visitor("Ada")
        await ada.press(running.question, "Answer")
        await running.settle()
        gate.open.clear()
        answer = await ada.submit({"text": "the moon and the sun"})
        assert "Checking…" in shown(answer["view"]["blocks"])
        gate.open.set()
        await running.settle()
        assert "Correct" in shown(ada.modal.view["blocks"])


@ways
async def test_what_was_typed_is_there_again_when_it_must_be_corrected(sockets: bool) -> None:
    async with slow(sockets) as (running, gate):
        ada = running.visitor("Ada")
        await ada.press(running.question, "Answer")
        await running.settle()
        gate.open.clear()
        running.clock.move(NINE.replace(day=5))
        await ada.submit({"text": "the moon and the sun", "sure": "fairly"})
        gate.open.set()
        await running.settle()
        assert "closed" in shown(ada.modal.view["blocks"])
        text, sure = [b["element"] for b in ada.modal.view["blocks"] if b["type"] == "input"]
        assert text["initial_value"] == "the moon and the sun"
        assert sure["initial_option"]["value"] == "fairly"


async def test_who_waited_for_a_workspace_that_was_lost_meanwhile_is_told() -> None:
    gate = Gate()

    def lost(handle: Handle) -> Handle:
        async def losing(request: Request) -> Reply:
            await gate.open.wait()
            if isinstance(request, Submission):
                raise Unavailable("away")
            return (
                Nothing()
                if isinstance(request, Press) and request.button == "stats:"
                else await handle(request)
            )

        return losing

    async with bot(within=0.01, around=lost) as running:
        await running.at(NINE)
        ada = running.visitor("Ada")
        await ada.press(running.question, "Answer")
        await running.settle()
        gate.open.clear()
        await ada.submit({"text": "the moon and the sun"})
        gate.open.set()
        await running.settle()
        assert "send it again" in shown(ada.modal.view["blocks"])
        assert ada.modal.view["blocks"][-2]["element"]["initial_value"] == "the moon and the sun"
        running.server.workspace.stacks.clear()
        gate.open.clear()
        await ada.press(running.question, "My progress")
        await until_modal(running)
        gate.open.set()
        await running.settle()
        assert "Done." in shown(ada.modal.view["blocks"])


async def until_modal(running: Running) -> None:
    workspace = running.server.workspace
    async with asyncio.timeout(2):
        while workspace.top("UADA") is None:
            workspace.changed.clear()
            await workspace.changed.wait()


async def test_what_comes_too_late_for_a_modal_is_told_in_the_channel() -> None:
    async with bot() as running:
        await running.at(NINE)
        running.server.workspace.faults["views.open"].append(Fault(error="expired_trigger_id"))
        ada = running.visitor("Ada")
        await ada.press(running.question, "I don't know yet")
        await running.settle()
        (told,) = running.server.workspace.posts("C1", whose="UADA")
        assert "The moon and the sun." in shown(told.blocks)


async def test_a_press_that_came_twice_tells_nothing_twice() -> None:
    async with bot() as running:
        await running.at(NINE)
        ada = running.visitor("Ada")
        await ada.press(running.question, "I don't know yet", times=3)
        await running.settle()
        assert running.server.workspace.posts("C1", whose="UADA") == []
        assert len(running.server.workspace.stacks["UADA"]) == 1


async def test_a_modal_that_somebody_closed_is_not_missed() -> None:
    async with slow(True) as (running, gate):
        ada = running.visitor("Ada")
        gate.open.clear()
        await ada.press(running.question, "I don't know yet")
        await until_modal(running)
        running.server.workspace.stacks.clear()
        gate.open.set()
        await running.settle()
        assert running.server.workspace.top("UADA") is None
