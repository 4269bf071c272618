"""The reveal: to whom it goes, what it tells of mistakes, and what a void question does to streaks."""

from datetime import timedelta

import pytest

from bot.adapters.terminal import plain
from bot.core.choices import MemberChoice
from bot.core.model import Member
from bot.usecases.counter import APART
from tests.talks.stage import ZONE
from tests.usecases.hall import ADA, BEN, NINE, ROOM, TEAM, Hall, said

DAY = timedelta(days=1)
CROWD = tuple(Member(TEAM, f"person-{n}") for n in range(5))


async def stay(hall: Hall, days: int) -> None:
    """The bot is there all the time, so that nothing is an outage."""
    since, until = hall.clock.now(), NINE + days * DAY
    await hall.parts.house.store.write(lambda tx: tx.be_present("stage", since, until))
    await hall.move(until)


async def wants_reveals(hall: Hall, member: Member) -> None:
    await hall.parts.house.store.write(lambda tx: tx.choose(member, MemberChoice.REVEALS, "on"))


async def reveal(hall: Hall, to: object = ROOM) -> str:
    posts = [post for post in hall.platform.posts if post.to == to and post.key.startswith("reveal:")]
    return plain.draw(posts[-1].message, ZONE) if posts else ""


async def test_a_reveal_comes_privately_to_those_who_want_it_and_to_nobody_else(hall: Hall) -> None:
    await hall.answer(ADA, "the moon")
    await hall.answer(BEN, "the moon")
    await wants_reveals(hall, ADA)
    await wants_reveals(hall, Member(TEAM, "never-answered-here"))
    await stay(hall, 1)
    assert "Your answer: 50 %, 5 points" in await reveal(hall, ADA)
    assert {post.to for post in hall.platform.posts if post.key.startswith("reveal:")} == {ROOM, ADA}


async def test_who_missed_the_question_reads_that_and_has_nothing_to_appeal(hall: Hall) -> None:
    await hall.answer(ADA, "the moon and the sun")
    await wants_reveals(hall, ADA)
    await stay(hall, 1)
    await stay(hall, 2)
    assert "You did not answer this one." in await reveal(hall, ADA)
    assert "I was right" not in await reveal(hall, ADA)


async def test_where_nobody_could_have_had_more_nobody_is_asked_whether_they_were_right(hall: Hall) -> None:
    await stay(hall, 1)
    assert "I was right" not in await reveal(hall)
    await hall.answer(ADA, "a cleat", 2)
    await stay(hall, 2)
    assert "full marks 100 %" in await reveal(hall) and "I was right" not in await reveal(hall)
    await hall.answer(ADA, "no idea at all", 3)
    await stay(hall, 3)
    assert "I was right" in await reveal(hall)


@pytest.mark.parametrize(("people", "told"), [(2, False), (3, True)])
async def test_what_was_mixed_up_is_told_from_three_people_on(hall: Hall, people: int, told: bool) -> None:
    for member in CROWD[:people]:
        await hall.answer(member, "it must be the cleat, zweifellos")
    await stay(hall, 1)
    assert ("Cleat (3)" in await reveal(hall)) is told
    assert "zweifellos" not in await reveal(hall)


async def test_one_person_who_tries_twice_is_one_person(hall: Hall) -> None:
    for member in CROWD[:2]:
        await hall.answer(member, "the cleat")
        await hall.answer(member, "a cleat, I say")
    await stay(hall, 1)
    assert "taken for right" not in await reveal(hall)


async def test_a_talk_about_a_question_begins_after_its_close_and_once(hall: Hall) -> None:
    assert "not out yet" in said(await hall.press(ADA, "discuss:1"))
    await stay(hall, 1)
    await hall.press(ADA, "discuss:1")
    await hall.press(BEN, "discuss:1")
    await hall.daily.beat()
    assert hall.came().count("discuss:1") == 1


async def test_a_void_question_costs_nobody_their_streak_and_keeps_who_answered(hall: Hall) -> None:
    await hall.answer(ADA, "the moon")
    await hall.answer(BEN, "the moon")
    for day in (1, 2, 3):
        await stay(hall, day)
        await hall.answer(ADA, "whatever", round_id=day + 1)
    assert "1 question day" in said(await hall.command(BEN, "streak"))
    await stay(hall, 4)
    assert "No streak" in said(await hall.command(BEN, "streak"))
    await hall.command(ADA, "study void", admin=True, question="3 it was unclear")
    assert "1 question day" in said(await hall.command(BEN, "streak"))
    assert "4 question days" in said(await hall.command(ADA, "streak"))
    await hall.press(ADA, "unvoid:3", admin=True)
    assert "No streak" in said(await hall.command(BEN, "streak"))


async def test_voiding_is_for_admins_and_happens_once(hall: Hall) -> None:
    assert "Only this room's admins" in said(await hall.command(BEN, "study void", question="1 because"))
    assert "Only this room's admins" in said(await hall.press(BEN, "unvoid:1"))
    for _ in range(2):
        await hall.command(ADA, "study void", admin=True, id="void", question="1 because")
    await hall.daily.beat()
    assert len([key for key in hall.came() if key.startswith("void:")]) == 1
    await stay(hall, 1)
    assert "keeps their streak: because" in await reveal(hall)


async def test_the_room_hears_once_that_a_question_is_void_for_the_same_reason(hall: Hall) -> None:
    for question in ("1 because", "1 because", "1 two were right"):
        assert "is void" in said(await hall.command(ADA, "study void", admin=True, question=question))
    await hall.daily.beat()
    assert len([key for key in hall.came() if key.startswith("void:")]) == 2


async def test_a_question_that_counts_is_not_taken_back_again(hall: Hall) -> None:
    assert "counts already" in said(await hall.press(ADA, "unvoid:1", admin=True))


# --- an answer that is out stays true -----------------------------------------------------------------------


async def out(hall: Hall) -> None:
    """Ada and Ben said half of it, the answer is out in the room and with Ben, and Ada has appealed."""
    await hall.answer(ADA, "the moon and our star")
    await hall.answer(BEN, "the moon and our star")
    await wants_reveals(hall, BEN)
    await stay(hall, 1)
    await hall.submit(ADA, "appeal:1", {"why": "our star is the sun"})
    await hall.daily.beat()


async def redrawn(hall: Hall) -> dict[object, str]:
    """What each place's answer was last redrawn as, once the ten seconds are over."""
    await hall.move(hall.clock.now() + APART)
    edits = [(ref.to, plain.draw(message, ZONE)) for ref, message in hall.platform.edits]
    return {to: text for to, text in edits if text.startswith("Answer to question")}


async def test_an_answer_that_is_out_is_redrawn_wherever_it_stands_when_an_appeal_changed_its_counts(
    hall: Hall,
) -> None:
    await out(hall)
    assert "Sun 0/2" in await reveal(hall)
    assert await redrawn(hall) == {}
    await hall.press(BEN, "appeal-accept:1", admin=True)
    told = await redrawn(hall)
    assert "Sun 2/2" in told[ROOM] and "full marks 100 %" in told[ROOM]
    assert "Sun 2/2" in told[BEN] and "Your answer: 100 %, 12 points for the board." in told[BEN]
    await hall.press(BEN, "appeal-withdraw:1", admin=True)
    assert "Sun 0/2" in (await redrawn(hall))[ROOM]


async def test_what_changes_within_ten_seconds_is_redrawn_once(hall: Hall) -> None:
    await out(hall)
    for verb in ("appeal-accept", "appeal-withdraw", "appeal-once"):
        await hall.press(BEN, f"{verb}:1", admin=True)
    before = len(hall.platform.edits)
    assert "Sun 1/2" in (await redrawn(hall))[ROOM]
    assert len(hall.platform.edits) == before + 2


async def test_before_the_answer_is_out_there_is_nothing_to_redraw(hall: Hall) -> None:
    await hall.answer(ADA, "the moon and our star")
    await hall.submit(ADA, "appeal:1", {"why": "our star is the sun"})
    await hall.press(BEN, "appeal-accept:1", admin=True)
    assert await redrawn(hall) == {}


async def test_an_answer_that_is_out_tells_that_its_question_became_void(hall: Hall) -> None:
    await out(hall)
    await hall.command(ADA, "study void", admin=True, question="1 two were right")
    assert "keeps their streak: two were right" in (await redrawn(hall))[ROOM]
    await hall.press(ADA, "unvoid:1", admin=True)
    assert "keeps their streak" not in (await redrawn(hall))[ROOM]


async def test_who_is_forgotten_keeps_what_they_were_sent_and_nothing_else_fails(hall: Hall) -> None:
    await out(hall)
    await hall.press(BEN, "forget")
    await hall.press(ADA, "appeal-accept:1", admin=True)
    assert set(await redrawn(hall)) == {ROOM}


@pytest.mark.parametrize("leaving", ["forget", "privacy:hidden/on"])
async def test_who_is_to_be_named_nowhere_goes_out_of_the_answers_that_name_them(
    hall: Hall, leaving: str
) -> None:
    await hall.answer(ADA, "the moon and the sun")
    await stay(hall, 1)
    assert "first with full marks: Ada" in await reveal(hall)
    await hall.press(ADA, leaving)
    told = (await redrawn(hall))[ROOM]
    assert "full marks 100 %" in told and "Ada" not in told


async def test_who_is_named_again_is_so_in_the_answers_and_others_change_none(hall: Hall) -> None:
    await hall.answer(ADA, "the moon and the sun")
    await hall.answer(BEN, "the moon and the sun")
    await hall.press(ADA, "privacy:hidden/on")
    await stay(hall, 1)
    assert "first with full marks: Ben" in await reveal(hall)
    await hall.press(ADA, "privacy:hidden/off")
    assert "first with full marks: Ada" in (await redrawn(hall))[ROOM]
    before = len(hall.platform.edits)
    await hall.press(BEN, "privacy:hidden/on")
    await redrawn(hall)
    assert len(hall.platform.edits) == before
