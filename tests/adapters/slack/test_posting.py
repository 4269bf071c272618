"""Posts on Slack: once each, whatever goes wrong; a channel that is busy or lost harms no other."""

import asyncio
from dataclasses import replace
from datetime import time, timedelta

import pytest

from bot.adapters.clock import VirtualClock
from bot.adapters.slack import Slack
from bot.core.model import EVERY_DAY, Member, Room, Schedule
from bot.core.records import PostRef
from bot.errors import Gone, Unavailable
from bot.messages import Message as Said
from bot.messages import Span, Table, Text
from bot.store import MEMORY, open_store
from bot.usecases import settings
from tests.adapters.slack.bot import NINE, OWNER, ROOM, Running, access, bot
from tests.adapters.slack.server import serving
from tests.adapters.slack.workspace import Fault
from tests.talks.stage import BEGINNING, ZONE

HELLO = Said((Text((Span("hello"),)),), "hello")
MINUTE = timedelta(minutes=1)


def questions(running: Running, channel: str = "C1") -> list[str]:
    posts = running.server.workspace.posts(channel)
    return [post.metadata["event_payload"]["key"] for post in posts if not post.thread and post.metadata]


async def test_a_post_carries_its_slot_and_a_text_without_spoilers(running: Running) -> None:
    (said,) = running.server.workspace.called("chat.postMessage")
    assert said["metadata"] == {"event_type": "studybot_post", "event_payload": {"key": "slot:1:2026-03-02"}}
    assert said["text"] == "Question 1 · Tides"
    assert running.server.workspace.called("conversations.history") == [], "nothing was uncertain"


@pytest.mark.parametrize(
    "fault",
    [
        Fault(status=500),
        Fault(status=500, accepts=True),
        Fault(status=503, error="service_unavailable"),
        Fault(drops=True),
        Fault(drops=True, accepts=True),
        Fault(error="internal_error", accepts=True),
    ],
    ids=["500 before", "500 after", "503", "dropped before", "dropped after", "internal error after"],
)
async def test_a_post_that_went_wrong_is_looked_for_and_stands_there_once(fault: Fault) -> None:
    async with bot() as running:
        running.server.workspace.faults["chat.postMessage"].append(fault)
        await running.at(NINE)
        await running.at(NINE + MINUTE)
        assert questions(running) == ["slot:1:2026-03-02"]
        (looked,) = running.server.workspace.called("conversations.history")
        assert NINE.timestamp() - 600 < float(looked["oldest"]) < NINE.timestamp()
        assert looked["limit"] == "15"


async def test_a_post_is_found_however_slow_slacks_clock_is() -> None:
    async with bot() as running:
        running.server.workspace.now = NINE.timestamp() - 5
        running.server.workspace.faults["chat.postMessage"].append(Fault(drops=True, accepts=True))
        await running.at(NINE)
        await running.at(NINE + MINUTE)
        assert questions(running) == ["slot:1:2026-03-02"]


async def test_a_post_is_found_behind_everything_that_was_said_since() -> None:
    async with bot() as running:
        running.server.workspace.faults["chat.postMessage"].append(Fault(status=500, accepts=True))
        await running.at(NINE)
        for _ in range(40):
            running.server.workspace.say(running.somebodys("chatter"))
        await running.at(NINE + MINUTE)
        assert questions(running) == ["slot:1:2026-03-02"]
        assert len(running.server.workspace.called("conversations.history")) == 3


def chatter(running: Running, count: int) -> None:
    for _ in range(count):
        running.server.workspace.say(running.somebodys("chatter"))


async def minutes(running: Running, count: int, said: int = 0) -> None:
    """Slack lets a page of the channel be read in each; so much is `said` meanwhile."""
    for minute in range(1, count + 1):
        running.server.web.allowed["conversations.history"] = 1
        await running.at(NINE + minute * MINUTE)
        chatter(running, said)


async def test_a_page_a_minute_is_enough_to_find_a_post_in_a_busy_channel() -> None:
    async with bot() as running:
        running.server.workspace.faults["chat.postMessage"].append(Fault(status=500, accepts=True))
        await running.at(NINE)
        chatter(running, 40)
        await minutes(running, 8, said=5)
        assert questions(running) == ["slot:1:2026-03-02"]
        assert len(running.server.workspace.called("conversations.history")) == 3, "no page was read twice"


async def test_a_page_a_minute_is_enough_to_see_that_a_busy_channel_has_no_post() -> None:
    async with bot() as running:
        running.server.workspace.faults["chat.postMessage"].append(Fault(status=500))
        await running.at(NINE)
        chatter(running, 40)
        await minutes(running, 9, said=5)
        assert questions(running) == ["slot:1:2026-03-02"]


async def test_what_another_replica_posted_between_two_pages_is_found(running: Running) -> None:
    chatter(running, 40)
    running.server.web.allowed["conversations.history"] = 1
    with pytest.raises(Unavailable):
        await running.slack.find(ROOM, "k", BEGINNING)
    posted = await running.slack.post(ROOM, HELLO, "k")
    running.server.web.allowed.clear()
    assert await running.slack.find(ROOM, "k", BEGINNING) == posted


async def test_a_page_that_slack_knows_no_more_begins_the_search_anew(running: Running) -> None:
    posted = await running.slack.post(ROOM, HELLO, "k")
    chatter(running, 20)
    running.server.web.allowed["conversations.history"] = 1
    with pytest.raises(Unavailable):
        await running.slack.find(ROOM, "k", BEGINNING)
    running.server.web.allowed.clear()
    running.server.workspace.faults["conversations.history"].append(Fault(error="invalid_cursor"))
    with pytest.raises(Unavailable):
        await running.slack.find(ROOM, "k", BEGINNING)
    assert await running.slack.find(ROOM, "k", BEGINNING) == posted


async def test_while_it_cannot_be_looked_for_it_is_not_sent_again() -> None:
    async with bot() as running:
        workspace = running.server.workspace
        workspace.faults["chat.postMessage"].append(Fault(drops=True, accepts=True))
        workspace.faults["conversations.history"].append(Fault(status=429, after=60))
        await running.at(NINE)
        await running.at(NINE + MINUTE)
        await running.at(NINE + 3 * MINUTE)
        assert questions(running) == ["slot:1:2026-03-02"]


async def test_a_busy_channel_is_left_alone_as_long_as_slack_asks() -> None:
    async with bot() as running:
        running.server.workspace.faults["chat.postMessage"].append(Fault(status=429, after=120))
        await running.at(NINE)
        await running.at(NINE + MINUTE)
        assert questions(running) == []
        await running.at(NINE + 2 * MINUTE)
        assert questions(running) == ["slot:1:2026-03-02"]
        assert running.server.workspace.called("conversations.history") == [], "it was certainly not taken"


async def test_one_channel_hears_one_message_a_second_and_another_does_not_wait() -> None:
    async with serving() as server, open_store(MEMORY) as store:
        clock = VirtualClock(BEGINNING)
        slack = Slack(access(server, sockets=True), store, clock)
        await slack.post(ROOM, HELLO, "a")
        second = asyncio.create_task(slack.post(ROOM, HELLO, "b"))
        await slack.post(replace(ROOM, channel="C2"), HELLO, "c")
        assert [len(server.workspace.posts(channel)) for channel in ("C1", "C2")] == [1, 1]
        clock.move(clock.now() + timedelta(seconds=1))
        await second
        assert len(server.workspace.posts("C1")) == 2
        await slack._web.close()


async def test_a_lost_channel_pauses_its_questions_and_its_owner_is_told() -> None:
    async with bot() as running:
        running.server.workspace.archived.add("C1")
        await running.at(NINE)
        (told,) = running.server.workspace.posts("DUOWNER")
        assert "cannot post" in told.text
        running.server.workspace.archived.clear()
        await running.at(NINE + timedelta(days=1))
        assert questions(running) == []


async def test_one_lost_channel_harms_no_other() -> None:
    async with bot() as running:
        other = Schedule(0, replace(ROOM, channel="C2"), time(9), str(ZONE), EVERY_DAY, owner=OWNER)
        await running.parts.house.store.write(lambda tx: settings.ensure(tx, other, running.parts.house))
        running.server.workspace.archived.add("C1")
        await running.at(NINE)
        assert questions(running, "C2") == ["slot:2:2026-03-02"]


async def test_a_message_that_somebody_deleted_stays_deleted(running: Running) -> None:
    running.server.workspace.messages.clear()
    await running.slack.edit(PostRef(ROOM, "C1:1.0"), HELLO)


async def test_a_revoked_token_loses_the_room_and_not_the_process() -> None:
    async with bot() as running:
        running.server.web.revoked = True
        with pytest.raises(Gone):
            await running.slack.post(ROOM, HELLO, "k")


async def test_what_is_missing_is_named_with_what_mends_it(running: Running) -> None:
    assert await running.slack.lacks(ROOM) == ()
    running.server.workspace.without_bot.add("C3")
    (lack,) = await running.slack.lacks(Room(ROOM.team, "C3"))
    assert (lack.what, lack.remedy) == ("C3", "lack.channel")


async def test_who_left_the_workspace_is_known_to_have_left(running: Running) -> None:
    running.visitor("Ada")
    running.visitor("Ben").user.deleted = True
    members = [running.member(name) for name in ("ada", "ben", "nobody")]
    assert await running.slack.gone(members) == frozenset(members[1:])


async def test_who_slack_does_not_show_us_counts_as_there_and_who_comes_behind_is_asked_about(
    running: Running,
) -> None:
    running.visitor("Ben").user.deleted = True
    running.server.workspace.faults["users.info"].append(Fault(error="user_not_visible"))
    members = [running.member(name) for name in ("ada", "ben")]
    assert await running.slack.gone(members) == frozenset(members[1:])


async def test_nobody_counts_as_asked_about_while_slack_does_not_answer(running: Running) -> None:
    running.server.workspace.faults["users.info"].append(Fault(status=503))
    with pytest.raises(Unavailable):
        await running.slack.gone([running.member("ada")])


async def test_a_notice_to_somebody_is_looked_for_in_their_conversation(running: Running) -> None:
    boss = Member(ROOM.team, "UBOSS")
    posted = await running.slack.post(boss, HELLO, "notice")
    found = await running.slack.find(boss, "notice", BEGINNING - timedelta(days=400))
    assert found == posted
    assert await running.slack.find(boss, "another", BEGINNING - timedelta(days=400)) is None


async def test_an_answer_in_a_thread_is_looked_for_there(running: Running) -> None:
    question = running.question
    under = PostRef(ROOM, f"C1:{question.ts}")
    posted = await running.slack.post(ROOM, HELLO, "reveal", under)
    assert await running.slack.find(ROOM, "reveal", BEGINNING, under) == posted
    assert await running.slack.find(ROOM, "reveal", BEGINNING) is None


async def test_a_reveal_whose_question_was_deleted_stands_in_the_channel(running: Running) -> None:
    under = PostRef(ROOM, "C1:1.0")
    for method in ("chat.postMessage", "conversations.replies"):
        running.server.workspace.faults[method].append(Fault(error="thread_not_found"))
    posted = await running.slack.post(ROOM, HELLO, "reveal", under)
    assert running.server.workspace.posts("C1")[-1].thread == ""
    assert await running.slack.find(ROOM, "reveal", BEGINNING, under) == posted


async def test_a_table_that_is_refused_is_posted_as_text(running: Running) -> None:
    running.server.workspace.takes_tables = False
    head, rows = ((Span("Rank"),), (Span("Who"),)), (((Span("1."),), (Span("Ada"),)),)
    await running.slack.post(ROOM, Said((Table(head, rows),), "a board"), "board")
    assert [block["type"] for block in running.server.workspace.posts("C1")[-1].blocks] == ["rich_text"]
    reference = f"C1:{running.server.workspace.posts('C1')[-1].ts}"
    await running.slack.edit(PostRef(ROOM, reference), Said((Table(head, rows),), "a board"))
    assert running.server.workspace.posts("C1")[-1].edits == 1


async def test_a_table_under_a_question_that_was_deleted_is_posted_as_text_beside_it(
    running: Running,
) -> None:
    running.server.workspace.faults["chat.postMessage"] += [
        Fault(error="invalid_blocks"),
        Fault(error="thread_not_found"),
    ]
    await running.slack.post(ROOM, HELLO, "board", PostRef(ROOM, "C1:1.0"))
    assert running.server.workspace.posts("C1")[-1].thread == ""


@pytest.mark.parametrize("error", ["invalid_blocks", "metadata_too_large"])
async def test_what_slack_takes_in_no_shape_is_not_there_and_is_tried_later(
    running: Running, error: str
) -> None:
    running.server.workspace.faults["chat.postMessage"] += [Fault(error=error)] * 3
    with pytest.raises(Unavailable) as told:
        await running.slack.post(ROOM, HELLO, "k")
    assert (told.value.uncertain, told.value.retry_after) == (False, 3600)


async def test_what_slack_redraws_in_no_shape_stays_as_it_stands(running: Running) -> None:
    running.server.workspace.faults["chat.update"] += [Fault(error="invalid_blocks")] * 2
    await running.slack.edit(PostRef(ROOM, f"C1:{running.question.ts}"), HELLO)
    assert running.question.edits == 0
