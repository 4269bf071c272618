"""A day on Slack, by Socket Mode and by signed HTTP alike."""

from datetime import timedelta

from tests.adapters.slack.bot import NINE, Running
from tests.adapters.slack.workspace import buttons, shown

DAY = timedelta(days=1)


async def test_the_question_is_answered_in_a_modal_that_becomes_the_feedback(running: Running) -> None:
    ada = running.visitor("Ada")
    question = running.question
    assert "Question 1" in question.text
    await ada.press(question, "Answer")
    await running.settle()
    assert ada.modal.view["callback_id"] == "answer:1"
    answer = await ada.submit({"text": "the moon and the sun", "sure": "fairly"})
    await running.settle()
    assert answer["response_action"] == "update"
    assert "> the moon and the sun" in shown(ada.modal.view["blocks"])


async def test_the_reveal_stands_in_the_questions_thread(running: Running) -> None:
    ada = running.visitor("Ada")
    await ada.press(running.question, "Answer")
    await running.settle()
    await ada.submit({"text": "the moon and the sun"})
    question = running.question
    await running.at(NINE + DAY)
    (reveal,) = [m for m in running.server.workspace.posts("C1") if m.thread]
    assert reveal.thread == question.ts
    assert "moon" not in reveal.text
    assert buttons(question.blocks) == {}
