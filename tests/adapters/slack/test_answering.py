"""Answering on Slack: modals that become the feedback, errors at their fields, each delivery graded once."""

import pytest

from tests.adapters.slack.bot import NINE, Running, bot
from tests.adapters.slack.visitor import Visitor
from tests.adapters.slack.workspace import buttons, shown

RIGHT = {"text": "the moon and the sun"}


async def opened(running: Running, name: str = "Ada") -> Visitor:
    """Somebody with the answer's form before them."""
    visitor = running.visitor(name)
    await visitor.press(running.question, "Answer")
    await running.settle()
    return visitor


async def attempts(running: Running, name: str = "ada") -> int:
    member = running.member(name)
    return len(await running.parts.house.store.read(lambda view: view.attempts(1, member)))


async def test_a_blank_answer_is_told_at_its_field_and_nothing_is_recorded(running: Running) -> None:
    ada = await opened(running)
    answer = await ada.submit({"text": "  "})
    assert answer["response_action"] == "errors"
    assert "nothing in that answer" in answer["errors"]["text"]
    assert await attempts(running) == 0


async def test_a_second_try_lies_over_the_first_ones_feedback(running: Running) -> None:
    ada = await opened(running)
    await ada.submit({"text": "the moon"})
    await running.settle()
    await ada.press(ada.modal, "Add to my answer")
    await running.settle()
    assert ada.modal.previous, "the feedback lies under it"
    answer = await ada.submit({"text": "the moon and the sun"})
    assert "Correct" in shown(answer["view"]["blocks"])
    running.server.workspace.close("UADA")
    assert running.server.workspace.top("UADA") is None, "closing the feedback closes all"


async def test_a_hint_lies_over_the_feedback_and_the_answer_over_the_hint(running: Running) -> None:
    ada = await opened(running)
    await ada.submit({"text": "the moon"})
    await running.settle()
    await ada.press(ada.modal, "Hint −20 %")
    await running.settle()
    assert "one is seen by day" in shown(ada.modal.view["blocks"])
    await ada.press(ada.modal, "Answer")
    await running.settle()
    await ada.submit(RIGHT)
    assert "Correct" in shown(ada.modal.view["blocks"])


async def test_a_run_of_practice_goes_on_in_its_modal_however_long_it_is(running: Running) -> None:
    ada = running.visitor("Ada")
    first = await ada.command("/quiz", "ropes")
    assert "1 of 2" in shown(first["blocks"])
    whisper = running.server.workspace.posts("C1", whose="UADA")[-1]
    await ada.press(whisper, "Answer")
    await running.settle()
    for _ in range(2):
        await ada.submit({"text": "no idea"})
        await running.settle()
        if "Answer" in buttons(ada.modal.view["blocks"]):
            await ada.press(ada.modal, "Answer")
            await running.settle()
    assert "End of this run" in shown(ada.modal.view["blocks"])


async def test_the_honest_way_out_shows_the_answer_in_a_modal(running: Running) -> None:
    ada = running.visitor("Ada")
    await ada.press(running.question, "I don't know yet")
    await running.settle()
    assert "The moon and the sun." in shown(ada.modal.view["blocks"])
    assert await attempts(running) == 1


async def test_a_closed_question_is_told_at_the_field_so_that_nothing_typed_is_lost(running: Running) -> None:
    ada = await opened(running)
    running.clock.move(NINE.replace(day=5))
    answer = await ada.submit(RIGHT)
    assert "closed" in answer["errors"]["text"]


async def test_the_same_submission_three_times_is_graded_once_and_answered_alike(running: Running) -> None:
    ada = await opened(running)
    answer = await ada.submit(RIGHT, times=3)
    assert "Correct" in shown(answer["view"]["blocks"])
    assert await attempts(running) == 1


async def test_the_same_press_three_times_counts_once(running: Running) -> None:
    ada = running.visitor("Ada")
    await ada.press(running.question, "I don't know yet", times=3)
    await running.settle()
    assert await attempts(running) == 1


async def test_a_second_press_of_one_button_is_another_press(running: Running) -> None:
    ada = await opened(running)
    ada = await opened(running)
    await ada.submit(RIGHT)
    assert await attempts(running) == 1


@pytest.mark.parametrize("sockets", [True, False], ids=["socket mode", "http"])
async def test_markup_and_mentions_of_people_stay_words(sockets: bool) -> None:
    typed = "<!channel> @here <@U1> *bold* `code` &amp; <https://evil.example|sun> :tada: > quote"
    async with bot(sockets=sockets) as running:
        await running.at(NINE)
        ada = await opened(running)
        answer = await ada.submit({"text": typed})
        quotes = [block for block in answer["view"]["blocks"] if block["type"] == "rich_text"]
        assert {"type": "text", "text": typed} in quotes[0]["elements"][0]["elements"]
        assert "<!channel>" not in str([b for b in answer["view"]["blocks"] if b["type"] != "rich_text"])
        assert running.server.workspace.problems == []
