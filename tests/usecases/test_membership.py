"""Who leaves goes off the boards, who comes back has kept their points, a lost room pauses."""

from bot.core.model import Room
from bot.core.records import Squad
from bot.messages import Change, Happened
from bot.ports import Tx
from tests.usecases.hall import ADA, BEN, ROOM, Hall, said


async def tell(hall: Hall, who: dict[str, object], what: Happened) -> None:
    await hall.handle(Change(**who, what=what))  # type: ignore[arg-type]


async def test_who_left_is_on_no_board_and_comes_back_with_their_points(hall: Hall) -> None:
    await hall.answer(ADA, "the moon and the sun")
    await tell(hall, hall.who(ADA), Happened.LEFT)
    assert "Ada" not in said(await hall.command(BEN, "leaderboard"))
    await tell(hall, hall.who(ADA), Happened.JOINED)
    assert "1. Ada 12" in " ".join(said(await hall.command(BEN, "leaderboard")).split())


async def test_a_new_name_is_the_name_on_the_board(hall: Hall) -> None:
    await hall.answer(ADA, "the moon and the sun")
    await tell(hall, hall.who(ADA) | {"name": "Countess"}, Happened.RENAMED)
    assert "Countess" in said(await hall.command(BEN, "leaderboard"))


async def test_a_lost_room_pauses_and_nothing_is_deleted(hall: Hall) -> None:
    await tell(hall, hall.who(ADA), Happened.LOST)
    (schedule,) = await hall.parts.house.store.read(lambda view: view.schedules(ROOM))
    assert schedule.paused


async def test_news_that_comes_a_second_time_changes_nothing_whatever_happened_since(hall: Hall) -> None:
    await hall.answer(ADA, "the moon and the sun")
    left = hall.who(ADA)
    await tell(hall, left, Happened.LEFT)
    await tell(hall, hall.who(ADA), Happened.JOINED)
    await tell(hall, left, Happened.LEFT)
    assert "Ada" in said(await hall.command(BEN, "leaderboard"))


async def test_a_lost_team_loses_all_its_rooms(hall: Hall) -> None:
    await tell(hall, hall.who(ADA) | {"room": Room(ROOM.team, "")}, Happened.LOST)
    (schedule,) = await hall.parts.house.store.read(lambda view: view.schedules(ROOM))
    assert schedule.paused


async def test_an_answer_from_where_no_roles_are_told_takes_nobody_out_of_their_squad(hall: Hall) -> None:
    store = hall.parts.house.store

    def belong(tx: Tx) -> None:
        tx.meet(ADA, "Ada", {"17"})
        tx.add_squad(ADA.team, "reds", "17")

    await store.write(belong)
    await hall.answer(ADA, "the moon and the sun")
    assert await store.read(lambda view: view.squads(ADA.team)) == (Squad("reds", "17", 1),)
