"""What may go wrong with Discord: nothing is lost or said twice, and the bot comes back by itself."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.adapters.clock import SystemClock
from bot.adapters.discord import Discord
from bot.core.model import Member, Team
from bot.core.records import PostRef
from bot.core.secret import Secret
from bot.errors import Gone, Unavailable
from bot.messages import Button, Buttons, Heading, Message, Span
from tests.adapters.discord.local import Fault
from tests.adapters.discord.local.faults import limited, refusal
from tests.adapters.discord.served import Served, say, served

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


async def test_what_somebody_copied_from_a_post_is_not_taken_for_it() -> None:
    async with served() as bot:
        await bot.platform.post(bot.room, say("Winter is over"), KEY)
        (post,) = bot.posts()
        bot.local.channels.lie[bot.place.id].clear()
        bot.local.channels.add(bot.place.id, {"content": post["content"]}, bot.ada)
        assert await bot.platform.find(bot.room, KEY, datetime.now(UTC) - timedelta(minutes=1)) is None


@pytest.mark.parametrize(
    ("status", "code"),
    [(403, 10003), (403, 10004), (403, 50001), (403, 50013), (400, 160002), (400, 160005)],
)
async def test_a_lost_channel_or_permission_is_told_as_lost(status: int, code: int) -> None:
    async with served() as bot:
        bot.local.faults.append(Fault("/messages", status, refusal(code)))
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
