"""Setting a room up in chat: what stands in the way, a test post, the next question, how the posts went."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.choices import RoomChoice
from bot.core.model import Room
from bot.errors import Unavailable
from bot.messages import Buttons, Press, Said
from bot.ports import Lack
from bot.usecases.door import door
from tests.usecases.hall import ADA, NINE, ROOM, Hall, said

MUTE = Lack("send_messages", "lack.channel")


def lacking(hall: Hall, *lacks: Lack, failure: Exception | None = None) -> None:
    """From now on the platform says that these are missing in every room."""

    async def told(room: Room) -> Sequence[Lack]:
        if failure is not None:
            raise failure
        return lacks

    hall.handle = door(replace(hall.parts.house, lacks=told))


async def test_set_up_says_what_stands_in_the_way_before_anybody_misses_a_question(bare: Hall) -> None:
    lacking(bare, MUTE)
    told = said(await bare.command(ADA, "study setup", admin=True))
    assert "Before questions can come" in told
    assert "✗ " in told
    assert "Before questions can come" in said(await bare.press(ADA, "setup-save:", admin=True))


async def test_where_nothing_is_missing_nothing_is_said_of_it(bare: Hall) -> None:
    assert "Before questions can come" not in said(await bare.command(ADA, "study setup", admin=True))


async def test_what_only_threads_or_calls_need_is_said_where_they_are_on(hall: Hall) -> None:
    threads = Lack("threads", "lack.create_public_threads", RoomChoice.THREADS)
    lacking(hall, threads, Lack("call", "lack.mention_everyone", RoomChoice.CALL, frozenset({"77"})))
    assert "Before questions can come" not in said(await hall.command(ADA, "study setup", admin=True))
    on = said(await hall.command(ADA, "study setup", admin=True, how="threads=on call=<@&77>"))
    assert "Create Public Threads" in on and "I may not call that role" not in on
    assert "Questions come all the same" in on and "Before questions can come" not in on
    calling = said(await hall.command(ADA, "study setup", admin=True, how="threads=off call=<@&78>"))
    assert "I may not call that role" in calling and "Create Public Threads" not in calling
    assert "I may not call that role" in said(await hall.press(ADA, "setup-try:", admin=True))


@pytest.mark.parametrize("failure", [Unavailable("away"), TimeoutError()])
async def test_a_platform_that_does_not_answer_holds_up_no_set_up(bare: Hall, failure: Exception) -> None:
    lacking(bare, failure=failure)
    assert "How about this?" in said(await bare.command(ADA, "study setup", admin=True))


async def test_a_saved_schedule_can_be_tried_at_once(bare: Hall) -> None:
    saved = await bare.press(ADA, "setup-save:", admin=True)
    assert isinstance(saved, Said)
    ids = [b.id for part in saved.message.parts if isinstance(part, Buttons) for b in part.buttons]
    assert ids == ["setup-look:", "setup-try:"]
    await bare.daily.beat()
    assert "This is how the next question will look" in said(await bare.press(ADA, "setup-look:", admin=True))


async def test_a_test_post_comes_once_and_asks_nothing(hall: Hall) -> None:
    for _ in range(2):
        await hall.press(ADA, "setup-try:", admin=True, id="once")
    await hall.daily.beat()
    assert [key for key in hall.came() if key.startswith("test:")] == ["test:once"]


@pytest.mark.parametrize("verb", ["setup-look:", "setup-try:"])
async def test_only_admins_try(hall: Hall, verb: str) -> None:
    assert "Only this room's admins" in said(await hall.press(ADA, verb))


# --- status -------------------------------------------------------------------------------------------------


async def test_status_tells_what_was_on_time_late_and_skipped_and_what_comes_next(hall: Hall) -> None:
    await hall.move(NINE + timedelta(days=1, hours=1))
    await hall.move(NINE + timedelta(days=3, hours=-1))
    told = said(await hall.command(ADA, "study status"))
    assert "Mon 2 Mar 2026" in told and "posted on time" in told
    assert "posted late" in told
    assert "skipped, its window had passed" in told
    assert "Next question: Thu 5 Mar 09:00" in told
    assert "after that: Fri 6 Mar 09:00 · Sat 7 Mar 09:00" in told
    assert "Nothing waits to be sent." in told


async def test_what_is_meant_for_later_does_not_wait_to_be_sent(hall: Hall) -> None:
    await hall.answer(ADA, "the moon")  # the question will be redrawn with its counter
    assert "Nothing waits to be sent." in said(await hall.command(ADA, "study status"))


async def test_status_tells_what_could_not_be_sent_yet(hall: Hall) -> None:
    await hall.press(ADA, "setup-try:", admin=True)
    assert "1 message waits to be sent." in said(await hall.command(ADA, "study status"))


# --- languages ----------------------------------------------------------------------------------------------


async def test_a_language_nobody_speaks_is_refused_with_those_that_are_known(hall: Hall) -> None:
    told = said(await hall.command(ADA, "study language", admin=True, language="klingon"))
    assert "en (English)" in told


async def test_a_room_tells_which_language_it_reads(hall: Hall) -> None:
    assert "English" in said(await hall.command(ADA, "study language", admin=True))
    assert "English" in said(await hall.command(ADA, "study language", admin=True, language="English"))
    chosen = await hall.parts.house.store.read(lambda view: view.choice(ROOM, RoomChoice.LANGUAGE))
    assert chosen == "en"


async def test_a_room_reads_its_language_and_each_member_their_own(hall: Hall) -> None:
    assert "Deutsch" in said(await hall.command(ADA, "study language", admin=True, language="deutsch"))
    await hall.move(NINE + timedelta(days=1))
    question = next(post.message for post in reversed(hall.platform.posts) if post.key.startswith("slot:"))
    assert question.brief.startswith("Frage 2")
    reveal = next(post.message for post in hall.platform.posts if post.key.startswith("reveal:"))
    assert reveal.brief.startswith("Die Antwort auf Frage 1")
    assert "What I can do" in said(await hall.command(ADA, "study help"))
    hall.reads[ADA] = "de-AT"
    assert "Was ich kann" in said(await hall.command(ADA, "study help"))


@pytest.mark.parametrize(
    ("locale", "brief"), [("de", "Frage 1"), ("en-GB", "Question 1"), ("fr", "Question 1")]
)
async def test_a_new_room_reads_the_language_of_who_sets_it_up(bare: Hall, locale: str, brief: str) -> None:
    who = bare.who(ADA, admin=True) | {"locale": locale}
    await bare.handle(Press(**who, button="setup-save:"))  # type: ignore[arg-type]
    await bare.daily.beat()
    assert bare.platform.posts[-1].message.brief.startswith(brief)
