"""The next question: forecast, named by an admin or put off, none again before its time, low stock told."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from bot.core.lookup import library as make
from bot.core.model import Card, Difficulty, KeyPoint, Member, Rubric
from bot.ports import View
from bot.usecases import choosing, preview
from tests.usecases.hall import ADA, BEN, ROOM, TEAM, Hall, said

DAY = timedelta(days=1)


def cards(count: int, difficulty: Difficulty = Difficulty.MEDIUM) -> tuple[Card, ...]:
    return tuple(
        Card(
            f"c{n}",
            "many",
            f"What is number {n}?",
            "It is word.",
            Rubric((KeyPoint("word"),)),
            topic=f"t{n % 3}",
            difficulty=difficulty,
        )
        for n in range(count)
    )


def stack(hall: Hall, *more: Card) -> None:
    """These cards are the only deck."""
    library = hall.parts.house.catalogue.snapshot()
    header = replace(library.decks["harbour"].header, deck="many", title="Many")
    deck = replace(library.decks["harbour"], header=header, cards=more)
    hall.parts.house.catalogue._library = make([deck])  # type: ignore[attr-defined]


async def chosen(hall: Hall) -> choosing.Chosen:
    def look(view: View) -> choosing.Chosen | None:
        library = hall.parts.house.library(view, TEAM)
        return choosing.choose(view, library, view.schedules(ROOM)[0], hall.clock.now())

    found = await hall.parts.house.store.read(look)
    assert found is not None
    return found


async def asked(hall: Hall) -> list[str]:
    """The cards of the room's questions, in order."""

    def look(view: View) -> list[str]:
        found = [view.round(n) for n in range(1, 200)]
        return [one.card for one in found if one is not None and one.day is not None]

    return await hall.parts.house.store.read(look)


async def days(hall: Hall, count: int) -> None:
    for _ in range(count):
        await hall.move(hall.clock.now() + DAY)


async def test_nothing_comes_again_before_everything_was_asked(hall: Hall) -> None:
    stack(hall, *cards(12))
    await days(hall, 24)
    many = [card for card in await asked(hall) if card.startswith("many/")]
    assert len(set(many[:12])) == 12
    assert all(card not in many[max(0, at - 6) : at] for at, card in enumerate(many))


async def test_topics_take_turns_where_the_forecast_allows(hall: Hall) -> None:
    stack(hall, *cards(12))
    await days(hall, 8)
    topics = [int(card.removeprefix("many/c")) % 3 for card in await asked(hall) if card.startswith("many/")]
    assert all(one != other for one, other in pairwise(topics))


async def test_who_knows_nearly_everything_is_asked_what_is_hard_before_what_is_easy(hall: Hall) -> None:
    stack(hall, *cards(5, Difficulty.EASY), *cards(10, Difficulty.HARD)[5:])
    for day in range(10):
        for name in ("ada", "ben", "cem"):
            await hall.answer(Member(TEAM, name), "the word moon and sun", round_id=day + 1)
        await days(hall, 1)
    numbers = [int(card.removeprefix("many/c")) for card in (await asked(hall))[1:]]
    assert max(numbers[-3:]) < 5 and sum(number >= 5 for number in numbers[:6]) >= 4


async def test_a_forecast_is_the_same_each_time(hall: Hall) -> None:
    assert await chosen(hall) == await chosen(hall)


async def test_the_preview_is_what_comes(hall: Hall) -> None:
    before = await chosen(hall)
    await days(hall, 1)
    assert (await asked(hall))[-1] == before.card.key


async def test_an_admin_names_the_next_card(hall: Hall) -> None:
    told = said(await hall.command(ADA, "study test", admin=True, card="cleat"))
    assert "What is a rope made fast to" in told and "Named by an admin." in told
    assert "Named by an admin." in said(await hall.command(ADA, "study test", admin=True))
    await days(hall, 1)
    assert (await asked(hall))[-1] == "harbour/cleat"
    assert (await chosen(hall)).card.key != "harbour/cleat"


async def test_an_admin_wants_another_one(hall: Hall) -> None:
    seen = [(await chosen(hall)).card.key]
    for _ in range(2):
        assert "Next question" in said(await hall.press(ADA, f"another:{seen[-1]}", admin=True))
        seen.append((await chosen(hall)).card.key)
    assert len(set(seen)) == 3
    await days(hall, 1)
    assert (await asked(hall))[-1] == seen[-1]
    assert (await chosen(hall)).card.key in seen[:2]  # what was put off comes after all


async def coming(hall: Hall) -> list[str]:
    """The cards that an admin is shown, in their order."""

    def look(view: View) -> list[str]:
        library = hall.parts.house.library(view, TEAM)
        now = hall.clock.now()
        return [
            one.card.id for one in choosing.coming(view, library, view.schedules(ROOM)[0], now, preview.AHEAD)
        ]

    return await hall.parts.house.store.read(look)


async def test_what_is_shown_ahead_is_what_comes_one_after_the_other(hall: Hall) -> None:
    stack(hall, *cards(24))
    shown = await coming(hall)
    assert len(set(shown)) == preview.AHEAD
    told = " ".join(said(await hall.command(ADA, "study test", admin=True)).split())
    assert all(f"{place}. {card}" in told for place, card in enumerate(shown[1:], start=2))
    await days(hall, preview.AHEAD)
    assert [card.removeprefix("many/") for card in (await asked(hall))[-preview.AHEAD :]] == shown


async def test_an_admin_puts_the_next_questions_in_another_order(hall: Hall) -> None:
    stack(hall, *cards(24))
    one, two, three, four, *_ = await coming(hall)
    told = said(await hall.press(ADA, f"first:many/{three}", admin=True))
    assert f"number {three.removeprefix('c')}?" in told and "Named by an admin." in told
    assert (await coming(hall))[:3] == [three, one, two]
    await hall.command(ADA, "study test", admin=True, card=f"{two}, {four}")
    order = [two, four, three, one]
    assert (await coming(hall))[:4] == order
    await days(hall, 4)
    assert [card.removeprefix("many/") for card in (await asked(hall))[-4:]] == order
    assert "Chosen as things stand now." in said(await hall.command(ADA, "study test", admin=True))


async def test_what_was_named_is_taken_back_one_by_one_or_as_a_whole(hall: Hall) -> None:
    stack(hall, *cards(24))
    before = await coming(hall)
    await hall.command(ADA, "study test", admin=True, card="c7 c3 c5")
    assert (await coming(hall))[:3] == ["c7", "c3", "c5"]
    await hall.press(ADA, "another:many/c7", admin=True)
    assert (await coming(hall))[:2] == ["c3", "c5"]
    await hall.command(ADA, "study test", admin=True, card="none")
    assert (await coming(hall))[:1] == before[:1]


async def test_a_card_that_is_shown_no_longer_is_not_put_first(hall: Hall) -> None:
    assert "does not do anything" in said(await hall.press(ADA, "first:harbour/nothing", admin=True))
    assert "Only this room's admins" in said(await hall.press(BEN, "first:harbour/cleat"))


async def test_putting_a_card_first_counts_once(hall: Hall) -> None:
    stack(hall, *cards(24))
    second = (await coming(hall))[1]
    for _ in range(2):
        await hall.press(ADA, f"first:many/{second}", admin=True, id="one")
    assert (await coming(hall))[0] == second


async def test_what_somebody_is_practising_is_not_the_next_question(hall: Hall) -> None:
    before = (await chosen(hall)).card
    await hall.command(BEN, "quiz", scope=before.key)
    assert (await chosen(hall)).card != before
    await hall.press(BEN, "stop:1")
    assert (await chosen(hall)).card == before


async def test_what_became_the_question_of_the_day_is_answered_there_alone(hall: Hall) -> None:
    """An admin may name what somebody is practising: practice must not show its answer."""
    await hall.command(BEN, "quiz", scope="ropes")
    card = (await hall.parts.house.store.read(lambda view: view.round(2))).card  # type: ignore[union-attr]
    await hall.command(ADA, "study test", admin=True, card=card)
    await days(hall, 1)
    assert (await asked(hall))[-1] == card
    for verb in ("unknown", "show", "answer"):
        assert "open question of the day" in said(await hall.press(BEN, f"{verb}:2"))
    assert "2 of 2" in said(await hall.press(BEN, "skip:2"))


@pytest.mark.parametrize("key", ["", "harbour/nothing", "a b"])
async def test_what_is_no_card_is_not_put_off(hall: Hall, key: str) -> None:
    assert "does not do anything" in said(await hall.press(ADA, f"another:{key}", admin=True))


async def test_putting_everything_off_puts_off_nothing(hall: Hall) -> None:
    for card in ("spring-tide", "bowline", "cleat", "tide-causes"):
        await hall.press(ADA, f"another:harbour/{card}", admin=True)
    assert (await chosen(hall)).card.deck == "harbour"


async def test_another_one_counts_once(hall: Hall) -> None:
    first = (await chosen(hall)).card.key
    told = said(await hall.press(ADA, f"another:{first}", admin=True, id="one"))
    assert said(await hall.press(ADA, f"another:{first}", admin=True, id="one")) == told


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("ropes", "means 2 cards"),
        ("zebra", "no card of this room"),
        ("harbour/nothing", "no card of this room"),
    ],
)
async def test_a_name_that_is_no_single_card_is_refused(hall: Hall, typed: str, told: str) -> None:
    assert told in said(await hall.command(ADA, "study test", admin=True, card=typed))


async def test_only_admins_look_ahead(hall: Hall) -> None:
    assert "Only this room's admins" in said(await hall.command(BEN, "study test"))
    assert "Only this room's admins" in said(await hall.press(BEN, "another:harbour/cleat"))


def notices(hall: Hall) -> list[str]:
    return [post.key for post in hall.platform.posts if post.key.startswith("stock:")]


async def test_low_stock_is_told_once_for_each_mark(hall: Hall) -> None:
    await hall.command(ADA, "study setup", admin=True, how="many")
    stack(hall, *cards(24))
    schedule = (await hall.parts.house.store.read(lambda view: view.schedules(ROOM)))[0]
    await hall.parts.house.store.write(lambda tx: tx.change_schedule(replace(schedule, owner=ADA)))
    await days(hall, 30)
    assert notices(hall) == ["stock:1:24:10", "stock:1:24:5", "stock:1:24:0"]


# --- what an author should look at --------------------------------------------------------------------------


async def test_cards_that_nobody_or_everybody_got_are_told_to_admins(hall: Hall) -> None:
    for name in ("ada", "ben", "cem"):
        await hall.answer(Member(TEAM, name), "the sun and the moon")
    await days(hall, 1)
    for name in ("ada", "ben", "cem"):
        await hall.answer(Member(TEAM, name), "no idea", round_id=2)
    before = said(await hall.command(ADA, "study decks", admin=True))
    assert "all 3 answers were right" in before and "none of 3" not in before
    await days(hall, 1)
    told = said(await hall.command(ADA, "study decks", admin=True, deck="harbour"))
    assert "all 3 answers were right" in told and "none of 3 answers got any of it" in told
    assert "answers were right" not in said(await hall.command(BEN, "study decks"))


async def test_two_answers_are_nobodys_business(hall: Hall) -> None:
    for name in ("ada", "ben"):
        await hall.answer(Member(TEAM, name), "the sun and the moon")
    await days(hall, 1)
    assert "answers were right" not in said(await hall.command(ADA, "study decks", admin=True))


async def test_what_several_took_for_right_is_told_by_the_decks_own_word(hall: Hall) -> None:
    for name in ("ada", "ben", "cem"):
        await hall.answer(Member(TEAM, name), "I think the cleat, surely")
    await days(hall, 1)
    told = said(await hall.command(ADA, "study decks", admin=True))
    assert "3 people took Cleat for right" in told
    assert "surely" not in told


async def test_what_is_often_disputed_is_told(hall: Hall) -> None:
    for name in ("ada", "ben"):
        await hall.answer(Member(TEAM, name), "the moon and our star")
        await hall.submit(Member(TEAM, name), "appeal:1", {"why": "it is"})
    await days(hall, 1)
    assert "2 appeals" in said(await hall.command(ADA, "study decks", admin=True))
