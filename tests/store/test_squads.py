"""Squads: filled by hand or by role, each member in one, roles followed as they change."""

from bot.core.records import Squad, SquadStanding
from bot.ports import Store
from tests.store.world import ANN, BEN, CLEO, DORA, ROOM, TEAM, answer, in_order, posted, schedule


async def squads(store: Store) -> tuple[Squad, ...]:
    return await store.read(lambda view: view.squads(TEAM))


async def test_a_role_fills_a_squad_with_those_who_have_it_and_follows_them(store: Store) -> None:
    await store.write(
        in_order(lambda tx: tx.meet(ANN, "Ann", {"17"}), lambda tx: tx.meet(BEN, "Ben", {"170"}))
    )
    assert await store.write(lambda tx: tx.add_squad(TEAM, "reds", "17"))
    assert await squads(store) == (Squad("reds", "17", 1),)
    await store.write(lambda tx: tx.meet(CLEO, "Cleo", {"9", "17"}))
    assert await squads(store) == (Squad("reds", "17", 2),)
    await store.write(lambda tx: tx.meet(ANN, "Ann", {"9"}))
    assert await squads(store) == (Squad("reds", "17", 1),)


async def test_what_the_platform_did_not_say_changes_nothing(store: Store) -> None:
    await store.write(
        in_order(lambda tx: tx.meet(ANN, "Ann", {"17"}), lambda tx: tx.add_squad(TEAM, "reds", "17"))
    )
    await store.write(lambda tx: tx.meet(ANN, "Annie"))
    assert await squads(store) == (Squad("reds", "17", 1),)


async def test_a_hand_outweighs_a_role_and_nobody_is_in_two(store: Store) -> None:
    await store.write(
        in_order(
            lambda tx: tx.add_squad(TEAM, "blues", ""),
            lambda tx: tx.add_squad(TEAM, "reds", "17"),
            lambda tx: tx.put_in_squad(ANN, "blues"),
            lambda tx: tx.meet(ANN, "Ann", {"17"}),
        )
    )
    assert await squads(store) == (Squad("blues", "", 1), Squad("reds", "17", 0))
    await store.write(lambda tx: tx.drop_squad(TEAM, "blues"))
    assert await squads(store) == (Squad("reds", "17", 1),)


async def test_squads_share_their_points_among_those_who_answered(store: Store) -> None:
    round = await store.write(lambda tx: posted(tx, schedule(tx)))
    await store.write(
        in_order(
            *(lambda tx, name=name: tx.add_squad(TEAM, name, "") for name in ("blues", "greens", "reds")),
            *(lambda tx, who=who: tx.put_in_squad(who, "reds") for who in (ANN, BEN, CLEO)),
            lambda tx: tx.put_in_squad(DORA, "blues"),
            lambda tx: answer(tx, round, ANN, points=12),
            lambda tx: answer(tx, round, BEN, points=5),
            lambda tx: answer(tx, round, DORA, points=9),
        )
    )
    told = await store.read(lambda view: view.squad_board(ROOM, "all", BEN))
    assert told == (SquadStanding(1, "blues", 900, 1, False), SquadStanding(2, "reds", 850, 2, True))


async def test_there_is_no_squad_of_an_unknown_name(store: Store) -> None:
    assert not await store.write(lambda tx: tx.put_in_squad(ANN, "reds"))
    assert not await store.write(lambda tx: tx.drop_squad(TEAM, "reds"))
    assert await store.write(lambda tx: (tx.add_squad(TEAM, "reds", ""), tx.add_squad(TEAM, "reds", ""))) == (
        True,
        False,
    )
