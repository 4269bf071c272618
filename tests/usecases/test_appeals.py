"""Appeals: who may rule over them, what a ruling changes, and that nothing happens twice."""

import pytest

from bot.core.model import Member, Team
from bot.messages import Form, Invalid, Right
from tests.usecases.hall import ADA, BEN, NINE, ROOM, TEAM, Hall, said

EVE = Member(TEAM, "eve")
STAR = "the moon and our star"


async def appealed(hall: Hall, member: Member = ADA, text: str = STAR, **fields: str) -> None:
    await hall.answer(member, text)
    await hall.submit(member, "appeal:1", {"why": "it is", **fields})


async def points(hall: Hall, member: Member) -> int:
    told = await hall.parts.house.store.read(lambda view: view.standing(ROOM, "all", member))
    return told.points if told else 0


@pytest.mark.parametrize("verb", ["look", "word", "accept", "whole", "once", "reject", "withdraw", "move"])
async def test_who_is_no_reviewer_can_do_nothing_with_an_appeal(hall: Hall, verb: str) -> None:
    await appealed(hall)
    assert "Only reviewers" in said(await hall.press(BEN, f"appeal-{verb}:1"))
    assert "Only reviewers" in said(await hall.command(BEN, "study review"))
    assert "Only reviewers" in said(await hall.submit(BEN, "appeal-word:1", {"words": "star"}))
    assert "Only reviewers" in said(await hall.submit(BEN, "appeal-move:1", {"point": "0"}))


async def test_a_named_reviewer_rules_until_somebody_else_is_named(hall: Hall) -> None:
    await appealed(hall)
    await hall.answer(BEN, "the moon")
    await hall.command(EVE, "study reviewers", admin=True, who="<@ben>")
    assert "Accepted" in said(await hall.press(BEN, "appeal-once:1"))
    await hall.command(EVE, "study reviewers", admin=True, who="<@U777>")
    assert "Only reviewers" in said(await hall.press(BEN, "appeal-withdraw:1"))


async def test_reviewers_name_nobody(hall: Hall) -> None:
    await hall.command(EVE, "study reviewers", admin=True, who="<@ben>")
    assert "Only this room's admins" in said(await hall.command(BEN, "study reviewers", who="<@ada>"))


async def test_who_looks_after_a_room_reviews_its_appeals(bare: Hall) -> None:
    founder = frozenset({Right.FOUNDER})
    await bare.press(ADA, "setup-save:", rights=founder)
    await bare.daily.beat()
    await appealed(bare, BEN)
    assert "Accepted" in said(await bare.press(ADA, "appeal-once:1", rights=founder))
    assert "Only reviewers" in said(await bare.press(BEN, "appeal-withdraw:1", rights=founder))


async def test_an_appeal_of_another_team_is_not_there(hall: Hall) -> None:
    await appealed(hall)
    stranger = Member(Team("stage", "others"), "eve")
    assert "not there" in said(await hall.press(stranger, "appeal-once:1", admin=True))


async def test_an_acceptance_that_comes_twice_counts_once(hall: Hall) -> None:
    await appealed(hall)
    first = await hall.press(EVE, "appeal-once:1", admin=True, id="once")
    assert await points(hall, ADA) == 12
    assert said(await hall.press(EVE, "appeal-once:1", admin=True, id="once")) == said(first)
    assert "ruled over that" in said(await hall.press(EVE, "appeal-once:1", admin=True))


async def test_accepted_once_lifts_this_answer_alone(hall: Hall) -> None:
    await hall.answer(BEN, STAR)
    await appealed(hall)
    await hall.press(EVE, "appeal-once:1", admin=True)
    assert (await points(hall, ADA), await points(hall, BEN)) == (12, 5)


async def test_a_whole_answer_that_is_accepted_lifts_whoever_types_it(hall: Hall) -> None:
    await hall.answer(BEN, "Night lamp, and day lamp.")
    await appealed(hall, text="night lamp and day lamp", point="whole")
    assert "2 people gain" in said(await hall.press(EVE, "appeal-look:1", admin=True))
    await hall.press(EVE, "appeal-whole:1", admin=True)
    assert (await points(hall, ADA), await points(hall, BEN)) == (12, 12)


async def test_a_point_is_not_accepted_without_words_for_it(hall: Hall) -> None:
    await appealed(hall)
    assert "Give the words first" in said(await hall.press(EVE, "appeal-whole:1", admin=True))


async def test_an_answer_without_a_word_is_accepted_for_nobody_else(hall: Hall) -> None:
    await appealed(hall, text="!!! ???", point="whole")
    assert "Give the words first" in said(await hall.press(EVE, "appeal-whole:1", admin=True))


async def test_words_that_do_not_help_are_not_accepted(hall: Hall) -> None:
    await appealed(hall)
    await hall.submit(EVE, "appeal-word:1", {"words": "planets"}, admin=True)
    assert "still does not have" in said(await hall.press(EVE, "appeal-accept:2", admin=True))
    assert await points(hall, ADA) == 5


async def test_a_slip_in_the_words_is_told_with_its_column(hall: Hall) -> None:
    await appealed(hall)
    reply = await hall.submit(EVE, "appeal-word:1", {"words": "(our star"}, admin=True)
    assert isinstance(reply, Invalid)
    assert "Column" in reply.fields["words"]


async def test_words_that_were_refused_are_not_looked_at_again_whoever_types_them(hall: Hall) -> None:
    await appealed(hall)
    await hall.press(EVE, "appeal-reject:1", admin=True)
    await hall.answer(BEN, "The moon, and our STAR")
    assert "exactly these words" in said(await hall.submit(BEN, "appeal:1", {"why": "but"}))


async def test_what_was_refused_stays_though_its_words_are_accepted_for_others(hall: Hall) -> None:
    await appealed(hall)
    await hall.press(EVE, "appeal-reject:1", admin=True)
    await appealed(hall, BEN, "the moon and our own star")
    await hall.submit(EVE, "appeal-word:2", {"words": "star"}, admin=True)
    await hall.press(EVE, "appeal-accept:3", admin=True)
    assert (await points(hall, ADA), await points(hall, BEN)) == (5, 12)


async def test_while_one_can_still_try_the_form_does_not_name_what_is_missing(hall: Hall) -> None:
    await hall.answer(ADA, "the moon")
    form = await hall.press(ADA, "appeal:1")
    assert isinstance(form, Form)
    assert "Sun" not in str(form)
    await hall.press(ADA, "show:1")
    assert "Sun" in str(await hall.press(ADA, "appeal:1"))


async def test_many_notes_are_told_as_a_few_and_a_number(hall: Hall) -> None:
    for n in range(8):
        facts = {"n": str(n), "number": "1", "ask": "?"}
        await hall.parts.house.store.write(lambda tx, facts=facts: tx.note(ADA, "gained", facts, NINE))  # type: ignore[misc]
    told = said(await hall.command(ADA, "streak"))
    assert told.count("right after all") == 4
    assert "And 3 more answers" in told
    assert "right after all" not in said(await hall.command(ADA, "streak"))


async def test_a_note_comes_with_an_answer_too_and_with_its_second_delivery(hall: Hall) -> None:
    facts = {"n": "7", "number": "1", "ask": "?"}
    await hall.parts.house.store.write(lambda tx: tx.note(ADA, "gained", facts, NINE))
    first = await hall.answer(ADA, "the moon", id="once")
    assert said(first).count("7 points more") == 1
    assert said(await hall.answer(ADA, "the moon", id="once")) == said(first)
    assert "7 points more" not in said(await hall.press(ADA, "show:1"))


async def test_without_a_choice_the_point_is_the_one_that_the_reason_names(hall: Hall) -> None:
    await appealed(hall, text="night lamp and day lamp", point="0", why="a day lamp is the sun")
    await hall.answer(BEN, "night lamp and day lamp")
    await hall.submit(BEN, "appeal:1", {"why": "both of them", "point": "0"})
    appeals = await hall.parts.house.store.read(lambda view: view.unruled(TEAM, 9))
    assert [one.label for one in appeals] == ["Sun", "Moon"]


async def test_there_is_nothing_to_appeal_in_a_right_answer_or_in_none(hall: Hall) -> None:
    assert "no answer of yours" in said(await hall.press(ADA, "appeal:1"))
    await hall.answer(ADA, "the moon and the sun")
    assert "all its points" in said(await hall.press(ADA, "appeal:1"))


async def test_reviewers_hear_of_appeals_once_a_day(hall: Hall) -> None:
    await hall.command(EVE, "study reviewers", admin=True, who="<@eve>")
    await appealed(hall)
    await appealed(hall, BEN, "the moon and that other thing")
    await hall.daily.beat()
    assert [post.key for post in hall.platform.posts if post.to == EVE] == ["appeals:1:2026-03-02"]


# --- over the wrong point -----------------------------------------------------------------------------------


async def test_an_appeal_over_the_wrong_point_is_moved_to_the_one_that_is_meant(hall: Hall) -> None:
    await appealed(hall, text="our star and what goes round us", point="0")
    form = await hall.press(EVE, "appeal-move:1", admin=True)
    assert isinstance(form, Form)
    assert [(one.value, one.label) for one in form.fields[0].choices] == [
        ("1", "Sun"), ("whole", "the answer as a whole"),
    ]  # fmt: skip
    told = said(await hall.submit(EVE, "appeal-move:1", {"point": "1"}, admin=True))
    assert "point: Sun" in told and "Words that would be accepted" in told
    assert "Accepted" in said(await hall.press(EVE, "appeal-once:1", admin=True))
    assert await points(hall, ADA) == 5


async def test_a_point_may_be_named_by_its_label(hall: Hall) -> None:
    await appealed(hall, text="our star and what goes round us", point="0")
    assert "point: Sun" in said(await hall.submit(EVE, "appeal-move:1", {"point": "sun"}, admin=True))
    assert "is no point" in said(await hall.submit(EVE, "appeal-move:1", {"point": "wind"}, admin=True))


async def test_an_appeal_is_not_moved_to_what_the_answer_has_or_was_appealed_over(hall: Hall) -> None:
    await appealed(hall)
    await hall.submit(ADA, "appeal:1", {"why": "all of it", "point": "whole"})
    assert "no other point" in said(await hall.press(EVE, "appeal-move:1", admin=True))
    assert "no other point" in said(await hall.submit(EVE, "appeal-move:1", {"point": "0"}, admin=True))


async def test_what_is_ruled_over_is_not_moved(hall: Hall) -> None:
    await appealed(hall)
    await hall.press(EVE, "appeal-once:1", admin=True)
    assert "ruled over that" in said(await hall.press(EVE, "appeal-move:1", admin=True))
    assert "ruled over that" in said(await hall.submit(EVE, "appeal-move:1", {"point": "whole"}, admin=True))


async def test_moving_counts_once(hall: Hall) -> None:
    await appealed(hall, text="our star and what goes round us", point="0")
    first = said(await hall.submit(EVE, "appeal-move:1", {"point": "1"}, admin=True, id="move"))
    assert said(await hall.submit(EVE, "appeal-move:1", {"point": "1"}, admin=True, id="move")) == first
