"""Commands, shortcuts, words to the bot alone, mentions and the home page."""

from contextlib import suppress
from datetime import timedelta

import pytest

from tests.adapters.slack.bot import Running
from tests.adapters.slack.server import Unanswered
from tests.adapters.slack.workspace import BOT, BOT_USER, TEAM, Fault, buttons, shown

MINUTE = timedelta(minutes=1)


def said(running: Running, name: str = "UADA") -> str:
    """What was last said to somebody alone in the channel."""
    return shown(running.server.workspace.posts("C1", whose=name)[-1].blocks)


async def test_a_command_is_answered_by_its_acknowledgement(running: Running) -> None:
    answer = await running.visitor("Ada").command("/streak")
    assert answer["response_type"] == "ephemeral"
    assert "No streak right now" in shown(answer["blocks"])


async def test_a_board_is_a_table(running: Running) -> None:
    ada = running.visitor("Ada")
    await ada.press(running.question, "I don't know yet")
    await running.settle()
    assert await ada.command("/leaderboard") == {}
    await running.settle()
    (table,) = [
        b for b in running.server.workspace.posts("C1", whose="UADA")[-1].blocks if b["type"] == "table"
    ]
    assert len(table["rows"]) == 2


async def test_a_board_is_text_where_slack_takes_no_table(running: Running) -> None:
    running.server.workspace.takes_tables = False
    ada = running.visitor("Ada")
    await ada.press(running.question, "I don't know yet")
    await running.settle()
    await ada.command("/leaderboard")
    await running.settle()
    assert "▸ 1." in said(running)


async def test_a_board_pressed_on_shows_in_a_modal(running: Running) -> None:
    ada = running.visitor("Ada")
    await ada.press(running.question, "I don't know yet")
    await ada.command("/leaderboard")
    await running.settle()
    await ada.press(running.server.workspace.posts("C1", whose="UADA")[-1], "Month")
    await running.settle()
    assert "this month" in shown(ada.modal.view["blocks"])


@pytest.mark.parametrize(
    ("command", "text", "told"),
    [
        ("/quiz", "help", "What I can do"),
        ("/study", "", "What I can do"),
        ("/study", "HELP", "What I can do"),
        ("/study", "  status ", "This room's questions"),
        ("/quiz", '"ropes" 1', "Practice: *Ropes*"),
        ("/quiz", "“ropes” 1", "Practice: *Ropes*"),
        ("/quiz", "tiddes", "Did you mean: tides"),
        ("/quiz", "<ropes> & co", "I know nothing called"),
        ("/leaderboard", "Month", "this month"),
        ("/leaderboard", "“month”", "this month"),
        ("/study", "quiz ropes", "Practice: *Ropes*"),
        ("/study", "stauts", "Did you mean /study status"),
        ("/study", "somethingelse", "There is no command /study somethingelse"),
    ],
)
async def test_arguments_are_read_kindly(running: Running, command: str, text: str, told: str) -> None:
    await running.visitor("Ada").command(command, text)
    await running.settle()
    assert told in said(running)


async def test_only_admins_set_up(running: Running) -> None:
    await running.visitor("Ada").command("/study", "pause")
    assert "admins" in said(running)
    await running.visitor("Boss", admin=True).command("/study", "pause")
    assert "Paused" in said(running, "UBOSS")


async def test_what_is_written_to_the_bot_alone_is_practice(running: Running) -> None:
    ada = running.visitor("Ada")
    await ada.write("ropes")
    await running.settle()
    (message,) = running.server.workspace.posts("DUADA")
    assert "1 of 2" in shown(message.blocks)
    await ada.press(message, "Answer")
    await running.settle()
    await ada.submit({"text": "a bowline"})
    assert "2 of 2" in shown(ada.modal.view["blocks"])


@pytest.mark.parametrize("text", ["hi", "help", "?", "/study help", "Hi!", f"<@{BOT_USER}> help"])
async def test_who_greets_the_bot_is_told_what_it_can_do(running: Running, text: str) -> None:
    await running.visitor("Ada").write(text)
    await running.settle()
    assert "What I can do" in shown(running.server.workspace.posts("DUADA")[0].blocks)


async def test_an_event_that_comes_three_times_is_answered_once(running: Running) -> None:
    await running.visitor("Ada").write("ropes", times=3)
    await running.settle()
    assert len(running.server.workspace.posts("DUADA")) == 1


async def brought_again(running: Running, after: timedelta) -> None:
    """Slack brings the last event again, as it does until it is acknowledged."""
    await running.settle()
    running.clock.move(running.clock.now() + after)
    with suppress(Unanswered):
        await running.line.bring(*running.server.workspace.brought[-1])
    await running.settle()


@pytest.mark.parametrize("fault", [Fault(status=429, after=30), Fault(status=500)], ids=["429", "500"])
@pytest.mark.parametrize("mentions", [False, True], ids=["a word", "a mention"])
async def test_a_word_that_slack_did_not_take_is_said_when_the_event_comes_again(
    running: Running, fault: Fault, mentions: bool
) -> None:
    running.server.sockets.patience = 0.02
    for method in ("chat.postMessage", "chat.postEphemeral"):
        running.server.workspace.faults[method].append(fault)
    ada = running.visitor("Ada")
    with suppress(Unanswered):
        await (ada.mention() if mentions else ada.write("ropes"))
    await brought_again(running, MINUTE)
    await brought_again(running, MINUTE)
    said = [m for m in running.server.workspace.messages if "UADA" in (m.whose, m.channel[1:])]
    assert len(said) == 1


async def test_a_word_that_got_through_without_our_knowing_is_not_said_again(running: Running) -> None:
    running.server.sockets.patience = 0.02
    running.server.workspace.faults["chat.postMessage"].append(Fault(drops=True, accepts=True))
    with pytest.raises(Unanswered):
        await running.visitor("Ada").write("ropes")
    await brought_again(running, MINUTE)
    assert len(running.server.workspace.called("conversations.history")) == 1
    assert len(running.server.workspace.posts("DUADA")) == 1


async def test_the_bot_does_not_listen_to_itself_nor_to_edits(running: Running) -> None:
    ada = running.visitor("Ada")
    await ada.write("ropes", bot_id=BOT)
    await ada.write("ropes", subtype="message_changed")
    await running.settle()
    assert running.server.workspace.posts("DUADA") == []


async def test_a_mention_is_answered_for_who_mentioned_alone(running: Running) -> None:
    await running.visitor("Ada").mention(times=2)
    await running.settle()
    (told,) = running.server.workspace.posts("C1", whose="UADA")
    assert "What I can do" in shown(told.blocks)


async def test_words_with_a_file_and_words_in_a_thread_are_words(running: Running) -> None:
    ada, workspace = running.visitor("Ada"), running.server.workspace
    await ada.write("ropes", subtype="file_share", files=[{"id": "F1"}])
    await ada.write("ropes", thread_ts="0.5")
    await ada.write("ropes", thread_ts="0.5", subtype="thread_broadcast")
    await running.settle()
    assert [m.thread for m in workspace.posts("DUADA")] == ["", "0.5", "0.5"]
    assert all("Ropes" in shown(m.blocks) for m in workspace.posts("DUADA"))


async def test_a_word_in_a_thread_that_got_through_is_looked_for_there(running: Running) -> None:
    running.server.sockets.patience = 0.02
    running.server.workspace.faults["chat.postMessage"].append(Fault(drops=True, accepts=True))
    with pytest.raises(Unanswered):
        await running.visitor("Ada").write("ropes", thread_ts="0.5")
    await brought_again(running, MINUTE)
    assert len(running.server.workspace.called("conversations.replies")) == 1
    assert len(running.server.workspace.posts("DUADA")) == 1


async def test_a_mention_in_a_thread_is_answered_in_the_thread(running: Running) -> None:
    await running.visitor("Ada").mention(thread_ts=running.question.ts)
    await running.settle()
    (told,) = running.server.workspace.posts("C1", whose="UADA")
    assert told.thread == running.question.ts


async def test_a_mention_where_the_bot_may_not_speak_is_answered_alone(running: Running) -> None:
    running.server.workspace.without_bot.add("C2")
    await running.visitor("Ada", channel="C2").mention()
    await running.settle()
    assert "What I can do" in shown(running.server.workspace.posts("DUADA")[0].blocks)


async def test_the_shortcut_begins_practice_in_a_modal(running: Running) -> None:
    ada = running.visitor("Ada")
    await ada.shortcut("quiz")
    await running.settle()
    assert "1 of 3" in shown(ada.modal.view["blocks"])
    assert "Answer" in buttons(ada.modal.view["blocks"])


async def test_the_shortcut_on_a_question_answers_it(running: Running) -> None:
    ada = running.visitor("Ada")
    await ada.message_shortcut(running.question, "answer")
    await running.settle()
    assert ada.modal.view["callback_id"] == "answer:1"


async def test_the_shortcut_answers_a_question_also_while_slack_does_not_say_who_the_bot_is(
    running: Running,
) -> None:
    running.slack._teams.forget(TEAM)
    running.server.workspace.faults["auth.test"] += [Fault(status=503)] * 9
    ada = running.visitor("Ada")
    await ada.message_shortcut(running.question, "answer")
    await running.settle()
    assert ada.modal.view["callback_id"] == "answer:1"


async def test_the_shortcut_on_any_other_message_shows_what_is_open(running: Running) -> None:
    ada = running.visitor("Ada")
    other = running.server.workspace.say(running.somebodys("a word in the thread"))
    await ada.message_shortcut(other, "answer")
    await running.settle()
    assert "Question 1" in shown(ada.modal.view["blocks"])
