"""A board over joined rooms: by person, of the same card's attempts the better one, nobody who is hidden."""

from bot.core.calendar import EVER
from bot.core.model import Member
from bot.core.records import Board
from bot.ports import Store, Tx
from tests.store.world import ANN, BEN, DAY, ELSEWHERE, MONDAY, ROOM, TEAM, answer, in_order, posted, schedule

ANN_THERE = Member(ELSEWHERE.team, "U1")


def play(tx: Tx) -> None:
    """The same card in both rooms on the first day, another one in the second room on the next."""
    tx.join(ROOM, ELSEWHERE)
    tx.link(ANN, ANN_THERE)
    here, there = schedule(tx), schedule(tx, ELSEWHERE)
    first, same = posted(tx, here, 0, "d/one"), posted(tx, there, 0, "d/one")
    other = posted(tx, there, 1, "d/two")
    answer(tx, first, ANN, points=5)
    answer(tx, same, ANN_THERE, points=9)
    answer(tx, other, ANN_THERE, points=2)
    answer(tx, first, BEN, points=10)


async def board(store: Store, member: Member | None = None) -> Board:
    return await store.read(lambda view: view.joined_board(ROOM, EVER.first, EVER.last, member, 10))


def told(board: Board) -> list[tuple[int, int, int]]:
    return [(line.rank, line.points, line.answers) for line in board.top]


async def test_of_the_same_card_the_better_attempt_counts_once(store: Store) -> None:
    await store.write(play)
    shown = await board(store, ANN_THERE)
    assert told(shown) == [(1, 11, 2), (2, 10, 1)]
    assert shown.own is not None
    assert (shown.own.rank, shown.members) == (1, 2)


async def test_accounts_that_are_not_linked_are_two_people(store: Store) -> None:
    await store.write(in_order(play, lambda tx: tx.unlink(ANN)))
    assert told(await board(store)) == [(1, 11, 2), (2, 10, 1), (3, 5, 1)]


async def test_a_card_that_comes_again_is_another_question(store: Store) -> None:
    def again(tx: Tx) -> None:
        (here,) = tx.schedules(ROOM)
        answer(tx, posted(tx, here, 9, "d/one"), ANN, points=4)

    await store.write(in_order(play, again))
    assert told(await board(store)) == [(1, 15, 3), (2, 10, 1)]


async def test_a_period_counts_its_own_days(store: Store) -> None:
    await store.write(play)
    shown = await store.read(lambda view: view.joined_board(ELSEWHERE, MONDAY + DAY, MONDAY + DAY, ANN, 10))
    assert told(shown) == [(1, 2, 1)]


async def test_who_is_hidden_on_one_side_is_named_on_none(store: Store) -> None:
    await store.write(in_order(play, lambda tx: tx.opt_out(ANN)))
    assert told(await board(store, ANN_THERE)) == [(1, 10, 1)]


async def test_who_left_one_team_is_there_with_the_other_account(store: Store) -> None:
    await store.write(in_order(play, lambda tx: tx.meet(ANN_THERE, "Annie"), lambda tx: tx.leave(ANN)))
    shown = await board(store)
    assert told(shown) == [(1, 11, 2), (2, 10, 1)]
    assert shown.top[0].name == "Annie"


async def test_a_room_that_parted_leaves_the_others_together(store: Store) -> None:
    third = ROOM.__class__(TEAM, "third")
    await store.write(in_order(lambda tx: tx.join(ROOM, ELSEWHERE), lambda tx: tx.join(ELSEWHERE, third)))
    await store.write(lambda tx: tx.part(ROOM))
    assert await store.read(lambda view: (view.joined(ROOM), view.joined(third))) == (
        (ROOM,),
        (ELSEWHERE, third),
    )
