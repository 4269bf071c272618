"""What may go wrong with Discord: nothing is lost or said twice, and the bot comes back by itself."""

import asyncio
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.adapters.clock import SystemClock
from bot.adapters.discord import Discord
from bot.core.model import Member, Team
from bot.core.records import PostRef
from bot.core.secret import Secret
from bot.errors import Gone, Unavailable
from bot.messages import Button, Buttons, Heading, Message, Reply, Request, Said, Span
from bot.usecases.commands import SPECS
from tests.adapters.discord.local import Fault
from tests.adapters.discord.local.events import COMMAND, command
from tests.adapters.discord.local.faults import limited, refusal
from tests.adapters.discord.local.people import SEND
from tests.adapters.discord.local.server import TOKEN
from tests.adapters.discord.local.waiting import until
from tests.adapters.discord.served import Served, hello, prepared, say, served

KEY = "slot:1:2026-03-02"
QUESTION = Message(
    (Heading((Span("Question 1"),)), Buttons((Button("answer:1", "Answer", opens=True),))), "Question 1"
)


async def posted_once(bot: Served) -> None:
    """As deliveries do it: look back where it is uncertain, then post."""
    since = datetime.now(UTC) - timedelta(minutes=1)
    if await bot.platform.find(bot.room, KEY, since) is None:
        await bot.platform.post(bot.room, QUESTION, KEY)
    assert len(bot.posts()) == 1


# --- posting ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("done", [False, True])
async def test_a_server_error_at_a_post_is_tried_again_with_the_same_nonce(done: bool) -> None:
    async with served() as bot:
        bot.local.faults.append(Fault("/messages", 502, done=done))
        await bot.platform.post(bot.room, QUESTION, KEY)
        assert len(bot.posts()) == 1
        nonces = {a.body["nonce"] for a in bot.local.asked if a.body and "nonce" in a.body}
        assert nonces == {KEY}


@pytest.mark.parametrize("done", [False, True])
async def test_a_connection_that_breaks_at_a_post_leaves_it_uncertain_and_it_is_found_again(
    done: bool,
) -> None:
    async with served() as bot:
        bot.local.faults.append(Fault("/messages", cut=True, done=done))
        with pytest.raises(Unavailable) as raised:
            await bot.platform.post(bot.room, QUESTION, KEY)
        assert raised.value.uncertain
        bot.local.channels.forget_nonces()  # as after some minutes
        await posted_once(bot)


async def test_a_post_is_found_behind_all_that_was_said_since() -> None:
    async with served() as bot:
        ref = await bot.platform.post(bot.room, QUESTION, KEY)
        for _ in range(250):
            bot.local.channels.add(bot.place.id, {"content": "chatter"}, bot.ada)
        since = datetime.now(UTC) - timedelta(minutes=1)
        assert await bot.platform.find(bot.room, KEY, since) == ref
        assert await bot.platform.find(bot.room, "slot:1:2026-03-03", since) is None


@pytest.mark.parametrize("proxied", [True, False])
async def test_a_rate_limit_at_a_post_is_honoured(proxied: bool) -> None:
    async with served() as bot:
        fault = limited(0.2 if proxied else 7, proxied=proxied)
        bot.local.faults.append(fault)
        fault.where = "POST /channels"
        if proxied:
            await bot.platform.post(bot.room, QUESTION, KEY)
        else:  # the library takes it for a ban; it is none
            with pytest.raises(Unavailable) as raised:
                await bot.platform.post(bot.room, QUESTION, KEY)
            assert (raised.value.retry_after, raised.value.uncertain) == (7, False)
        assert fault.met == 1


@pytest.mark.parametrize("code", [10003, 10004, 50001, 50013])
async def test_a_lost_channel_or_permission_is_told_as_lost(code: int) -> None:
    async with served() as bot:
        bot.local.faults.append(Fault("/messages", 403, refusal(code)))
        with pytest.raises(Gone):
            await bot.platform.post(bot.room, QUESTION, KEY)


async def test_a_refusal_without_a_known_reason_is_not_taken_for_a_loss() -> None:
    async with served() as bot:
        bot.local.faults.append(Fault("/messages", 403, refusal(0, "try later")))
        with pytest.raises(Unavailable) as raised:
            await bot.platform.post(bot.room, QUESTION, KEY)
        assert not raised.value.uncertain


async def test_who_takes_no_direct_messages_is_told_as_lost() -> None:
    async with served() as bot:
        bot.local.no_direct.add(bot.ada.id)
        with pytest.raises(Gone):
            await bot.platform.post(Member(bot.room.team, bot.ada.id), say("a word"), "notice:1")


async def test_an_edit_of_a_message_that_somebody_deleted_does_nothing() -> None:
    async with served() as bot:
        ref = await bot.platform.post(bot.room, QUESTION, KEY)
        bot.posts().clear()
        await bot.platform.edit(ref, QUESTION)
        with pytest.raises(Gone):
            await bot.platform.edit(PostRef(bot.room, "1-1"), QUESTION)


async def test_what_is_missing_in_a_channel_is_named() -> None:
    local, guild = prepared()
    closed = local.channel(guild, "closed", denied=SEND)
    async with served(local=local) as bot:
        assert await bot.platform.lacks(bot.room) == ()
        assert [lack.what for lack in await bot.platform.lacks(guild.room(closed))] == ["send_messages"]


async def test_members_who_left_are_found_one_by_one() -> None:
    async with served() as bot:
        ben = bot.local.user("Ben")
        bot.local.left.add((bot.guild.id, ben.id))
        members = [Member(bot.room.team, user.id) for user in (bot.ada, ben)]
        assert await bot.platform.gone(members) == {members[1]}
        bot.local.faults.append(Fault("/members/", 403, refusal(50001)))
        assert await bot.platform.gone(members) == {members[1]}, "of the first nothing can be known"
        bot.local.faults.append(Fault("/members/", 503))
        with pytest.raises(Unavailable):
            await bot.platform.gone(members)


async def test_before_it_is_connected_nothing_can_be_posted_for_certain() -> None:
    platform = Discord(Secret("none"), SystemClock(), "http://127.0.0.1:9")
    with pytest.raises(Unavailable) as raised:
        await platform.post(Member(Team("discord", "1"), "2"), QUESTION, KEY)
    assert not raised.value.uncertain and not platform.present


# --- the gateway --------------------------------------------------------------------------------------------


async def test_a_cut_connection_is_resumed_and_what_was_missed_is_answered() -> None:
    async with served() as bot:
        await bot.local.gateway.cut()
        missed = await bot.send(COMMAND, command("study help", {}))
        await missed.done()
        assert (len(bot.local.gateway.identified), len(bot.local.gateway.resumed)) == (1, 1)
        await until(lambda: bot.platform.present)


async def test_a_wish_to_reconnect_is_obeyed_with_a_resume() -> None:
    async with served() as bot:
        await bot.local.gateway.sessions[0].raw({"op": 7, "d": None})
        await until(lambda: len(bot.local.gateway.resumed) == 1 and bot.platform.present)
        await bot.ask()


async def test_an_invalid_session_begins_anew() -> None:
    async with served() as bot:
        bot.local.gateway.resumable = False
        await bot.local.gateway.cut()
        await until(lambda: len(bot.local.gateway.identified) == 2 and bot.platform.present)
        await bot.ask()


async def test_a_malformed_event_is_left_out_and_nothing_else(caplog: pytest.LogCaptureFixture) -> None:
    async with served() as bot:
        await bot.local.tell("INTERACTION_CREATE", {"id": "no number"})
        await bot.local.tell("GUILD_CREATE", {"name": 7})
        await bot.local.tell("CHANNEL_DELETE", [])
        await bot.local.tell("SOMETHING_NEW", {"x": 1})
        await bot.ask()
        assert len(bot.local.gateway.identified) == 1
        assert "malformed_event" in caplog.text


async def test_what_is_no_json_ends_the_connection_and_it_comes_back() -> None:
    async with served() as bot:
        await bot.local.gateway.sessions[0].text('{"op": 0, "t": ')
        await until(lambda: len(bot.local.gateway.identified) == 2 and bot.platform.present)
        await bot.ask()


async def test_heartbeats_are_sent_while_the_gateway_answers_them() -> None:
    local, _ = prepared()
    local.gateway.interval = 200
    async with served(local=local) as bot:
        await until(lambda: local.gateway.beats >= 3)
        assert bot.platform.present


@pytest.mark.parametrize("how", ["down", "token"])
async def test_a_gateway_that_refuses_is_tried_again(how: str) -> None:
    local, _ = prepared()
    async with local.running():
        local.gateway.refuses = how
        platform = Discord(Secret(TOKEN), SystemClock(), local.api, local.socket)
        task = asyncio.get_running_loop().create_task(platform.serve(SPECS, hello))
        if how == "token":
            with pytest.raises(Gone):
                await task
        else:
            await until(lambda: local.count("/gateway/bot") == 1)
            assert not platform.present
            local.gateway.refuses = ""
            await until(lambda: platform.present)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


async def test_an_api_that_is_down_at_the_start_is_told_as_unavailable() -> None:
    platform = Discord(Secret(TOKEN), SystemClock(), "http://127.0.0.1:9", "ws://127.0.0.1:9")
    with pytest.raises(Unavailable):
        await platform.serve(SPECS, hello)


async def test_a_wrong_token_is_told_as_gone_and_stands_in_no_log(caplog: pytest.LogCaptureFixture) -> None:
    local, _ = prepared()
    async with local.running():
        with pytest.raises(Gone) as raised:
            await Discord(Secret("wrong-token"), SystemClock(), local.api, local.socket).serve(SPECS, hello)
    assert "wrong-token" not in caplog.text + str(raised.value)


async def test_no_log_holds_what_was_typed_or_an_interactions_token(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("DEBUG"):
        async with served() as bot:
            waiting = await bot.ask("quiz", scope="my private words")
            await bot.platform.post(bot.room, QUESTION, KEY)
    assert "my private words" not in caplog.text
    assert waiting.event["token"] not in caplog.text and TOKEN not in caplog.text


async def test_api_errors_at_the_start_are_retried_by_the_supervisor() -> None:
    local, _ = prepared()
    local.faults.append(Fault("/users/@me", 503, times=1))
    local.faults.append(Fault("/commands", 503, times=1))
    async with served(local=local) as bot:
        await bot.ask()


async def test_a_stop_answers_what_it_has_taken_up() -> None:
    began = asyncio.Event()

    async def slow(request: Request) -> Reply:
        began.set()
        await asyncio.sleep(0.5)
        return Said(say("still answered"))

    async with served(slow) as bot:
        waiting = await bot.send(COMMAND, command("study help", {}))
        await began.wait()
    assert "still answered" in json.dumps(waiting.data)


async def test_two_of_four_shards_take_their_guilds_alone() -> None:
    local, _ = prepared()
    async with local.running():
        platform = Discord(Secret(TOKEN), SystemClock(), local.api, local.socket, (1, 3), 4)
        task = asyncio.get_running_loop().create_task(platform.serve(SPECS, hello))
        await until(lambda: platform.present)
        assert sorted(told["shard"] for told in local.gateway.identified) == [[1, 4], [3, 4]]
        assert local.count("/commands") == 0  # the process with shard 0 announces them
        await local.gateway.cut(3)
        await until(lambda: len(local.gateway.resumed) == 1 and platform.present)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


# --- threads ------------------------------------------------------------------------------------------------


async def test_a_question_opens_its_thread_and_its_answer_goes_there() -> None:
    async with served() as bot:
        threaded = replace(QUESTION, threaded=True)
        ref = await bot.platform.post(bot.room, threaded, KEY)
        reveal = replace(say("the answer"), spoils=True, threaded=True)
        since = datetime.now(UTC) - timedelta(minutes=1)
        told = await bot.platform.post(bot.room, reveal, "reveal:1", ref)
        thread = ref.id.partition("-")[2]
        assert told.id.startswith(f"{thread}-") and len(bot.posts()) == 1
        assert await bot.platform.find(bot.room, "reveal:1", since, ref) is None  # it has no button
        del bot.local.places[thread]
        await bot.platform.post(bot.room, reveal, "reveal:2", ref)  # somebody deleted the thread
        assert bot.posts()[1]["message_reference"]["message_id"] == thread


async def test_what_is_for_one_person_never_goes_under_the_rooms_message() -> None:
    async with served() as bot:
        ref = await bot.platform.post(bot.room, QUESTION, KEY)
        member = Member(bot.room.team, bot.ada.id)
        await bot.platform.post(member, say("the answer, for you"), "reveal:1:7", ref)
        assert len(bot.posts()) == 1
        assert len(bot.local.channels.lie[bot.local.direct(bot.ada).id]) == 1
