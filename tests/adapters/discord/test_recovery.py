"""A post whose end was lost is found again by the mark it bears, with the thread that belongs under it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.model import Member
from bot.core.records import PostRef
from bot.errors import Unavailable
from bot.messages import Heading, Message, Note, Part, Quote, Span, Text
from tests.adapters.discord.local import Fault
from tests.adapters.discord.local.faults import refusal
from tests.adapters.discord.local.people import THREAD
from tests.adapters.discord.served import Served, say, served
from tests.adapters.discord.test_faults import KEY, QUESTION


async def lost_and_found(bot: Served, message: Message, key: str) -> PostRef | None:
    """The post gets through, its answer does not, and Discord has forgotten the nonce meanwhile."""
    bot.local.faults.append(Fault("/messages", cut=True, done=True))
    with pytest.raises(Unavailable) as raised:
        await bot.platform.post(bot.room, message, key)
    assert raised.value.uncertain
    bot.local.channels.forget_nonces()
    return await bot.platform.find(bot.room, key, datetime.now(UTC) - timedelta(minutes=1))


@pytest.mark.parametrize(
    "parts",
    [
        QUESTION.parts,
        (Text((Span("No question came out today."),)),),
        (Heading((Span("The week is over"),)), Note((Span("1. Ada"),))),
        (Quote("made of components, since a quotation is no matter for a notification"),),
    ],
    ids=["buttons", "words", "heading", "components"],
)
async def test_whatever_a_post_is_made_of_it_is_found_again(parts: Sequence[Part]) -> None:
    message = Message(tuple(parts), "brief")
    async with served() as bot:
        found = await lost_and_found(bot, message, KEY)
        assert found is not None and found.id.split("-")[1] == bot.posts()[0]["id"]
        since = datetime.now(UTC) - timedelta(minutes=1)
        assert await bot.platform.find(bot.room, "slot:1:2026-03-03", since) is None, "another's is not it"
        await bot.platform.edit(found, message)


@pytest.mark.parametrize("redrawn", [QUESTION, say("words"), replace(say("answer"), spoils=True)])
async def test_a_post_that_was_redrawn_still_bears_its_mark(redrawn: Message) -> None:
    """As where a copy of the database is taken back from before it was known to be out."""
    async with served() as bot:
        ref = await bot.platform.post(bot.room, redrawn, KEY)
        await bot.platform.edit(ref, redrawn)
        since = datetime.now(UTC) - timedelta(minutes=1)
        assert await bot.platform.find(bot.room, KEY, since) == ref
        channel, sent, _ = ref.id.split("-", 2)
        await bot.platform.edit(PostRef(bot.room, f"{channel}-{sent}{'-c' * redrawn.spoils}"), redrawn)


async def test_two_notices_of_the_same_words_are_told_apart() -> None:
    async with served() as bot:
        await bot.platform.post(bot.room, say("1 person gains"), "notice:1")
        since = datetime.now(UTC) - timedelta(minutes=1)
        assert await bot.platform.find(bot.room, "notice:2", since) is None
        second = await bot.platform.post(bot.room, say("1 person gains"), "notice:2")
        assert await bot.platform.find(bot.room, "notice:2", since) == second


# --- what it is made of -------------------------------------------------------------------------------------


@pytest.mark.parametrize("length", [1800, 1990, 2500])
async def test_a_question_that_grows_stays_what_it_was_posted_as(length: int) -> None:
    """Its counter makes it longer than plain content may be, and Discord lets no post change its kind."""
    heading, buttons = QUESTION.parts
    short = Message((heading, Text((Span("w" * length),)), buttons), "Question 1")
    longer = Message((heading, Text((Span("w" * (length + 250)),)), buttons), "Question 1")
    async with served() as bot:
        ref = await bot.platform.post(bot.room, short, KEY)
        made_of = bot.posts()[0]["flags"]
        for message in (longer, short):
            await bot.platform.edit(ref, message)
            assert bot.posts()[0]["flags"] == made_of


# --- threads ------------------------------------------------------------------------------------------------


async def test_a_question_opens_its_thread_and_its_answer_goes_there() -> None:
    async with served() as bot:
        threaded = replace(QUESTION, threaded=True)
        ref = await bot.platform.post(bot.room, threaded, KEY)
        reveal = replace(say("the answer"), spoils=True, threaded=True)
        since = datetime.now(UTC) - timedelta(minutes=1)
        told = await bot.platform.post(bot.room, reveal, "reveal:1", ref)
        thread = ref.id.split("-")[1]
        assert told.id.startswith(f"{thread}-") and len(bot.posts()) == 1
        assert await bot.platform.find(bot.room, "reveal:1", since, ref) == told
        assert await bot.platform.find(bot.room, "reveal:3", since, ref) is None
        del bot.local.places[thread]
        await bot.platform.post(bot.room, reveal, "reveal:2", ref)  # somebody deleted the thread
        assert bot.posts()[1]["message_reference"]["message_id"] == thread


async def test_in_a_thread_no_other_is_opened_and_the_answer_hangs_on_the_question(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with served() as bot:
        thread = bot.local.channel(bot.guild, "talk", kind=THREAD, parent=bot.place.id, owner="9")
        room = replace(bot.room, thread=thread.id)
        ref = await bot.platform.post(room, replace(QUESTION, threaded=True), KEY)
        await bot.platform.post(room, replace(say("the answer"), threaded=True), "reveal:1", ref)
        asked, told = bot.local.channels.lie[thread.id]
        assert told["message_reference"]["message_id"] == asked["id"]
        assert bot.local.count("/threads") == 0 and "no_thread" not in caplog.text


async def test_what_is_for_one_person_never_goes_under_the_rooms_message() -> None:
    async with served() as bot:
        ref = await bot.platform.post(bot.room, QUESTION, KEY)
        member = Member(bot.room.team, bot.ada.id)
        await bot.platform.post(member, say("the answer, for you"), "reveal:1:7", ref)
        assert len(bot.posts()) == 1
        assert len(bot.local.channels.lie[bot.local.direct(bot.ada).id]) == 1


async def test_a_bot_that_was_stopped_before_it_opened_the_thread_makes_up_for_it_once() -> None:
    async with served() as bot:
        threaded = replace(QUESTION, threaded=True)
        ref = await lost_and_found(bot, threaded, KEY)
        assert ref is not None and bot.local.count("/threads") == 1
        thread = bot.local.places[ref.id.split("-")[1]]
        assert thread.name == "Question 1"
        since = datetime.now(UTC) - timedelta(minutes=1)
        assert await bot.platform.find(bot.room, KEY, since) == ref
        assert bot.local.count("/threads") == 1


async def test_a_bot_that_was_stopped_after_it_opened_the_thread_opens_no_other(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with served() as bot:
        threaded = replace(QUESTION, threaded=True)
        ref = await bot.platform.post(bot.room, threaded, KEY)
        since = datetime.now(UTC) - timedelta(minutes=1)
        assert await bot.platform.find(bot.room, KEY, since) == ref
        assert bot.local.count("/threads") == 1
        await bot.platform.post(bot.room, threaded, KEY)  # the same nonce: Discord has it already
        assert len(bot.posts()) == 1 and "no_thread" not in caplog.text


async def test_where_no_thread_can_be_opened_the_question_stands_without(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with served() as bot:
        bot.local.faults.append(Fault("/threads", 403, refusal(50013)))
        await bot.platform.post(bot.room, replace(QUESTION, threaded=True), KEY)
        assert len(bot.posts()) == 1 and "no_thread" in caplog.text
