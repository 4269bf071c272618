"""One person here and elsewhere, by a code that holds once and briefly; rooms joined by their admins."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.model import Member, Room, Team
from bot.messages import Command, Reply, Right
from tests.usecases.hall import ADA, BEN, ROOM, Hall, said

OVER_THERE = Room(Team("slack", "T9"), "C9")
THERE, STRANGER = Member(OVER_THERE.team, "U7"), Member(OVER_THERE.team, "U8")


async def say(hall: Hall, who: Member, command: str, *, admin: bool = False, **options: str) -> Reply:
    """The same door for both sides."""
    asked = hall.who(who, admin=admin) | {"room": ROOM if who.team == ROOM.team else OVER_THERE}
    return await hall.handle(Command(**asked, command=command, options=options))  # type: ignore[arg-type]


async def code_of(hall: Hall, who: Member, command: str = "study link", *, admin: bool = False) -> str:
    found = re.search(r"\b([A-Z2-9]{4}-[A-Z2-9]{4})\b", said(await say(hall, who, command, admin=admin)))
    assert found
    return found[1]


async def test_a_code_makes_two_accounts_one_persons(hall: Hall) -> None:
    code = await code_of(hall, ADA)
    told = said(await say(hall, THERE, "study link", code=code.lower()))
    assert "Ada (stage), U7 (slack)" in told
    view = hall.parts.house.store.read
    assert await view(lambda v: v.person(ADA)) == await view(lambda v: v.person(THERE))


async def test_what_was_practised_on_one_side_is_known_on_the_other_until_they_part(hall: Hall) -> None:
    await hall.answer(ADA, "the moon and the sun")
    await say(hall, THERE, "study link", code=await code_of(hall, ADA))
    assert len(await hall.parts.house.store.read(lambda v: v.memories(THERE))) == 1
    await say(hall, THERE, "study link", code="off")
    assert await hall.parts.house.store.read(lambda v: v.memories(THERE)) == {}


async def test_a_code_works_once(hall: Hall) -> None:
    code = await code_of(hall, ADA)
    await say(hall, THERE, "study link", code=code)
    assert "not right" in said(await say(hall, STRANGER, "study link", code=code))


async def test_a_code_ends_after_ten_minutes_and_with_the_next_one(hall: Hall) -> None:
    first = await code_of(hall, ADA)
    second = await code_of(hall, ADA)
    assert "not right" in said(await say(hall, THERE, "study link", code=first))
    hall.clock.move(hall.clock.now() + timedelta(minutes=10))
    assert "not right" in said(await say(hall, THERE, "study link", code=second))


async def test_codes_cannot_be_tried_out(hall: Hall) -> None:
    code = await code_of(hall, ADA)
    for n in range(5):
        assert "not right" in said(await say(hall, THERE, "study link", code=f"AAAA-AAA{n + 2}"))
    assert "Wait a while" in said(await say(hall, THERE, "study link", code=code))
    hall.clock.move(hall.clock.now() + timedelta(hours=2))
    code = await code_of(hall, ADA)
    assert "Ada" in said(await say(hall, THERE, "study link", code=code))


async def test_the_one_the_code_came_from_is_told(hall: Hall) -> None:
    await say(hall, THERE, "study link", code=await code_of(hall, ADA))
    await hall.move(hall.clock.now())
    (post,) = [post for post in hall.platform.posts if post.to == ADA]
    assert "slack" in post.message.brief


async def test_two_accounts_of_one_team_are_not_linked(hall: Hall) -> None:
    assert "in this team" in said(await say(hall, BEN, "study link", code=await code_of(hall, ADA)))


async def test_a_second_delivery_says_the_same_code(hall: Hall) -> None:
    first = said(await hall.command(ADA, "study link", id="twice"))
    assert said(await hall.command(ADA, "study link", id="twice")) == first


@pytest.mark.parametrize("kinds", [("study link", "study join"), ("study join", "study link")])
async def test_a_code_for_accounts_joins_no_rooms_and_the_other_way_round(
    hall: Hall, kinds: tuple[str, str]
) -> None:
    code = await code_of(hall, ADA, kinds[0], admin=True)
    assert "not right" in said(await say(hall, THERE, kinds[1], admin=True, code=code))


async def test_rooms_are_joined_by_admins_of_both_alone(hall: Hall) -> None:
    assert "admins" in said(await say(hall, ADA, "study join"))
    code = await code_of(hall, ADA, "study join", admin=True)
    assert "admins" in said(await say(hall, THERE, "study join", code=code))
    told = said(await say(hall, THERE, "study join", admin=True, code=code))
    assert "quay (stage), C9 (slack)" in told


async def test_a_joined_board_shows_both_rooms_and_a_parted_room_is_alone(hall: Hall) -> None:
    await hall.answer(ADA, "the moon and the sun")
    code = await code_of(hall, ADA, "study join", admin=True)
    await say(hall, THERE, "study join", admin=True, code=code)
    assert "1. Ada 12" in " ".join(said(await say(hall, THERE, "leaderboard", kind="joined")).split())
    await say(hall, THERE, "study join", admin=True, code="off")
    assert "Ada" not in said(await say(hall, THERE, "leaderboard", kind="joined"))


async def test_the_right_to_join_is_the_platforms_word(hall: Hall) -> None:
    asked = hall.who(ADA)
    assert Right.ADMIN not in asked["rights"]  # type: ignore[operator]
    command = Command(**asked, command="study join", options={})  # type: ignore[arg-type]
    assert "admins" in said(await hall.handle(replace(command, options={"code": "off"})))
