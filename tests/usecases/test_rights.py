"""Rooms have admins of their own: who set one up and whom they name, and nobody else gains by it."""

from dataclasses import replace

import pytest

from bot.core.model import Member, Room
from bot.messages import Buttons, Command, Right, Said
from bot.usecases.commands import FORMS, PRESSES, REVIEWER_VERBS, SPECS
from bot.usecases.rights import OF_A_ROOM
from tests.usecases.hall import ADA, BEN, ROOM, Hall, said

FOUNDER = frozenset({Right.FOUNDER})
NONE: frozenset[Right] = frozenset()


async def ask(
    hall: Hall,
    member: Member,
    name: str,
    /,
    *,
    rights: frozenset[Right] = FOUNDER,
    room: Room = ROOM,
    **options: str,
) -> str:
    who = hall.who(member) | {"rights": rights, "room": room}
    return said(await hall.handle(Command(**who, command=name, options=options)))  # type: ignore[arg-type]


async def test_whoever_sets_up_a_room_that_nobody_has_set_up_looks_after_it(bare: Hall) -> None:
    assert "Saved" in await ask(bare, ADA, "study setup", how="09:00 all")
    assert "Paused" in await ask(bare, ADA, "study pause")
    assert "admins" in await ask(bare, BEN, "study pause")
    assert "admins" in await ask(bare, BEN, "study setup", how="10:00")


async def test_a_room_that_nobody_has_set_up_has_no_admin_yet(bare: Hall) -> None:
    assert "admins" in await ask(bare, ADA, "study pause")


async def test_where_the_platform_gives_no_such_right_only_its_admins_set_up(bare: Hall) -> None:
    assert "admins" in await ask(bare, ADA, "study setup", rights=NONE, how="09:00 all")


async def test_whom_an_admin_names_looks_after_the_room_until_they_are_taken_back(bare: Hall) -> None:
    await ask(bare, ADA, "study setup", how="09:00 all")
    await ask(bare, BEN, "streak")
    told = await ask(bare, ADA, "study admins", who="<@ben|Ben>")
    assert "Named: " in told
    assert "Paused" in await ask(bare, BEN, "study pause")
    await ask(bare, ADA, "study admins", who="none")
    assert "admins" in await ask(bare, BEN, "study pause")


@pytest.mark.parametrize("who", ["ben", "@ben", "everybody"])
async def test_names_that_are_no_mentions_are_not_guessed(bare: Hall, who: str) -> None:
    await ask(bare, ADA, "study setup", how="09:00 all")
    assert "mentions" in await ask(bare, ADA, "study admins", who=who)


def test_every_right_that_a_room_gives_is_one_there_is() -> None:
    known = {spec.name for spec in SPECS} | set(PRESSES) | set(FORMS)
    assert known >= OF_A_ROOM


async def test_a_rooms_own_admin_may_press_all_that_stands_under_its_next_questions(bare: Hall) -> None:
    await ask(bare, ADA, "study setup", how="09:00 all")
    who = bare.who(ADA) | {"rights": FOUNDER}
    told = await bare.handle(Command(**who, command="study test", options={}))  # type: ignore[arg-type]
    assert isinstance(told, Said)
    rows = [part.buttons for part in told.message.parts if isinstance(part, Buttons)]
    pressed = {
        button.id: said(await bare.press(ADA, button.id, rights=FOUNDER)) for row in rows for button in row
    }
    assert {id.partition(":")[0] for id in pressed} == {"another", "first"}
    assert [id for id, reply in pressed.items() if "admins" in reply] == []


def test_whatever_reviewers_do_with_an_appeal_a_rooms_own_admin_does_too() -> None:
    assert {verb for verb in REVIEWER_VERBS if verb.startswith("appeal-")} <= OF_A_ROOM


@pytest.mark.parametrize("name", ["study reviewers", "study squads"])
async def test_a_rooms_admin_changes_nothing_of_the_whole_team(bare: Hall, name: str) -> None:
    await ask(bare, ADA, "study setup", how="09:00 all")
    assert "admins" in await ask(bare, ADA, name, how="add Reds")


async def test_a_private_run_asks_no_question_that_is_open_elsewhere_in_the_team(hall: Hall) -> None:
    asked = await hall.parts.house.store.read(lambda view: view.open_cards(ADA.team, hall.clock.now()))
    assert len(asked) == 1
    for _ in range(4):
        await ask(hall, ADA, "quiz", room=replace(ROOM, channel="elsewhere"))
    drawn = await hall.parts.house.store.read(lambda view: [view.round(n) for n in range(2, 8)])
    assert asked.isdisjoint({round_.card for round_ in drawn if round_ is not None})


async def test_ones_streak_is_told_wherever_one_asks(hall: Hall) -> None:
    await hall.answer(ADA, "the moon and the sun")
    assert "Streak: 1" in await ask(hall, ADA, "streak", room=replace(ROOM, channel="elsewhere"))
    assert "Ada" in await ask(hall, ADA, "leaderboard", room=replace(ROOM, channel="elsewhere"))
