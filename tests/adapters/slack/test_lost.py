"""What cannot be shown or recorded: whoever asked is told, and what Slack told of comes again."""

import asyncio
from contextlib import suppress
from datetime import timedelta

import pytest

from bot.messages import Change, Message, Reply, Request, Said
from bot.ports import Handle
from tests.adapters.slack.bot import NINE, Running, bot
from tests.adapters.slack.server import Unanswered
from tests.adapters.slack.test_comings import paused
from tests.adapters.slack.test_late import slow, until_modal, ways
from tests.adapters.slack.workspace import Fault, shown

ARCHIVED = {"type": "channel_archive", "channel": "C1", "user": "UADA", "event_ts": "1.0"}


@ways
async def test_a_channel_that_was_archived_while_nothing_could_be_recorded_is_told_of_again(
    sockets: bool,
) -> None:
    wrong = [Said(Message((), "the store is away"), kept=True)]

    def away(handle: Handle) -> Handle:
        async def first(request: Request) -> Reply:
            return wrong.pop() if wrong and isinstance(request, Change) else await handle(request)

        return first

    async with bot(sockets=sockets, around=away) as running:
        running.server.sockets.patience = 0.5
        with suppress(Unanswered):
            await running.visitor("Ada").event(ARCHIVED)
        await running.settle()
        assert wrong == []
        assert await paused(running)


@ways
async def test_what_takes_long_to_be_recorded_is_acknowledged_when_it_is(sockets: bool) -> None:
    async with slow(sockets) as (running, gate):
        running.server.sockets.patience = 0.05
        gate.open.clear()
        with pytest.raises(Unanswered):
            await running.visitor("Ada").event(ARCHIVED)
        gate.open.set()
        await running.settle()
        assert await paused(running)
        with suppress(Unanswered):
            await running.line.bring(*running.server.workspace.brought[-1])
        await running.settle()
        assert len(running.server.workspace.posts("DUOWNER")) == 1


@pytest.mark.parametrize("error", ["expired_trigger_id", "missing_scope", "invalid_arguments"])
async def test_whose_form_does_not_open_is_told_in_the_channel(error: str) -> None:
    async with bot() as running:
        await running.at(NINE)
        running.server.workspace.faults["views.open"].append(Fault(error=error))
        ada = running.visitor("Ada")
        await ada.press(running.question, "Answer")
        await running.settle()
        (told,) = running.server.workspace.posts("C1", whose="UADA")
        assert "once more" in told.text


async def test_whose_form_does_not_open_from_a_shortcut_on_the_question_is_told_too() -> None:
    async with bot() as running:
        await running.at(NINE)
        running.server.workspace.faults["views.open"].append(Fault(error="expired_trigger_id"))
        await running.visitor("Ada").message_shortcut(running.question, "answer")
        await running.settle()
        (told,) = running.server.workspace.posts("C1", whose="UADA")
        assert "once more" in told.text


async def test_whose_form_does_not_open_from_the_home_page_is_told_in_their_conversation() -> None:
    async with bot() as running:
        await running.at(NINE)
        ada = running.visitor("Ada")
        await ada.open_home()
        await running.settle()
        running.server.workspace.faults["views.open"].append(Fault(error="expired_trigger_id"))
        await ada.press(running.server.workspace.homes["UADA"], "Practise")
        await running.settle()
        (told,) = running.server.workspace.posts("DUADA")
        assert "once more" in told.text


async def test_whose_form_does_not_open_from_a_shortcut_is_told_in_their_conversation() -> None:
    async with bot() as running:
        running.server.workspace.faults["views.open"].append(Fault(error="expired_trigger_id"))
        await running.visitor("Ada").shortcut("quiz")
        await running.settle()
        (told,) = running.server.workspace.posts("DUADA")
        assert "once more" in told.text


async def test_a_press_in_a_modal_that_comes_too_late_is_answered_in_that_modal() -> None:
    async with bot() as running:
        await running.at(NINE)
        ada = running.visitor("Ada")
        await ada.press(running.question, "Answer")
        await running.settle()
        await ada.submit({"text": "the moon"})
        running.server.workspace.faults["views.push"].append(Fault(error="expired_trigger_id"))
        await ada.press(ada.modal, "Add to my answer")
        await running.settle()
        assert ada.modal.view["callback_id"] == "answer:1"
        assert (await ada.submit({"text": "and the sun"}))["response_action"] == "update"


@pytest.mark.parametrize("fault", [Fault(status=429, after=30), Fault(error="missing_scope")])
async def test_who_could_not_be_told_to_wait_is_answered_all_the_same(fault: Fault) -> None:
    async with slow(True) as (running, gate):
        running.server.workspace.faults["views.open"].append(fault)
        gate.open.clear()
        ada = running.visitor("Ada")
        await ada.press(running.question, "I don't know yet")
        gate.open.set()
        await until_modal(running)
        await running.settle()
        assert "The moon and the sun." in shown(ada.modal.view["blocks"])


@pytest.mark.parametrize(
    "fault", [Fault(status=500, accepts=True), Fault(drops=True, accepts=True)], ids=["500", "cut"]
)
async def test_a_modal_that_opened_without_our_knowing_does_not_say_to_wait_for_ever(fault: Fault) -> None:
    async with slow(True) as (running, gate):
        running.server.workspace.faults["views.open"].append(fault)
        gate.open.clear()
        ada = running.visitor("Ada")
        await ada.press(running.question, "Answer")
        gate.open.set()
        await running.settle()
        assert ada.modal.view["callback_id"] == "answer:1"


async def settled(running: Running) -> None:
    """Until all is done, however often somebody waits for Slack meanwhile."""
    done = asyncio.ensure_future(running.settle())
    while not (await asyncio.wait({done}, timeout=0.01))[0]:
        running.clock.move(running.clock.now() + timedelta(seconds=3))
    await done


@pytest.mark.parametrize("fault", [Fault(status=429, after=3), Fault(status=500)], ids=["429", "500"])
async def test_nobody_is_left_in_a_modal_that_says_to_wait(fault: Fault) -> None:
    async with slow(True) as (running, gate):
        ada = running.visitor("Ada")
        await ada.press(running.question, "Answer")
        await running.settle()
        running.server.workspace.faults["views.update"].append(fault)
        gate.open.clear()
        await ada.submit({"text": "the moon and the sun"})
        gate.open.set()
        await settled(running)
        assert "Correct" in shown(ada.modal.view["blocks"])


@pytest.mark.parametrize(
    ("fault", "words"),
    [(Fault(status=429, after=3), "No streak"), (Fault(status=500), "once more")],
    ids=["put off", "perhaps said"],
)
async def test_a_late_answer_is_said_when_slack_lets_us_and_never_twice(fault: Fault, words: str) -> None:
    async with slow(True) as (running, gate):
        running.server.workspace.faults["response_url"].append(fault)
        gate.open.clear()
        await running.visitor("Ada").command("/streak")
        gate.open.set()
        await settled(running)
        assert words in shown(running.server.workspace.posts("C1", whose="UADA")[-1].blocks)
