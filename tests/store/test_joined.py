"""A board over joined rooms: by person, of the same card's attempts the better one, nobody who is hidden."""

from collections import Counter
from contextlib import closing

from hypothesis import given
from hypothesis import strategies as st

from bot.core.calendar import EVER
from bot.core.model import Member, Round
from bot.core.records import Board
from bot.core.score import ranks
from bot.ports import Store, Tx
from bot.store import migrate
from bot.store.connection import PATIENCE, SqliteEngine, writing
from bot.store.tx import StoreTx
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


tries = st.lists(
    st.tuples(
        st.integers(0, 1),  # the room
        st.integers(0, 3),  # the day
        st.sampled_from(("d/one", "d/two")),
        st.integers(0, 2),  # who
        st.integers(0, 12),
    ),
    max_size=25,
)


@given(tries, st.booleans(), st.integers(0, 3), st.integers(0, 3))
def test_a_joined_board_is_what_the_ledger_adds_up_to(
    played: list[tuple[int, int, str, int, int]], linked: bool, first: int, more: int
) -> None:
    with closing(writing(":memory:", PATIENCE)) as raw:
        migrate.apply(raw, migrate.pending(raw, ":memory:"))
        tx = StoreTx(SqliteEngine(raw))
        tx.join(ROOM, ELSEWHERE)
        people = [[ANN, BEN, Member(TEAM, "cy")], [ANN_THERE, *(Member(ELSEWHERE.team, n) for n in "UV")]]
        if linked:
            tx.link(ANN, ANN_THERE)
        rounds: dict[tuple[int, int], Round] = {}
        schedules = [schedule(tx), schedule(tx, ELSEWHERE)]
        for day in range(4):  # in the order of time, so that a card's askings are numbered as they came
            for room, when, card, _, _ in played:
                if when == day and (room, day) not in rounds:
                    rounds[room, day] = posted(tx, schedules[room], day, card)
        best: dict[tuple[Member, str, int], int] = {}
        for room, day, _, who, points in played:
            round = rounds[room, day]
            member = people[room][who]
            answer(tx, round, member, points=points)
            person = ANN if linked and who == 0 else member
            nth = sum(r.card == round.card for (place, d), r in rounds.items() if place == room and d <= day)
            if first <= day <= first + more:
                key = (person, round.card, nth)
                best[key] = max(points, best.get(key, 0))
        days = (MONDAY + first * DAY, MONDAY + (first + more) * DAY)
        shown = tx.joined_board(ROOM, *days, ANN, 50)
        sums = Counter[Member]()
        for (person, _, _), points in best.items():
            sums[person] += points
        counts = Counter(person for person, _, _ in best)
        wanted = sorted(((n, counts[person]) for person, n in sums.items()), reverse=True)
        assert sorted(((line.points, line.answers) for line in shown.top), reverse=True) == wanted
        assert [line.rank for line in shown.top] == [rank for rank, _, _ in ranks(sums.items())]


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


async def test_who_left_one_of_the_channels_counts_with_what_they_did_in_the_other(store: Store) -> None:
    await store.write(in_order(play, lambda tx: tx.leave_room(ANN_THERE, ELSEWHERE)))
    assert told(await board(store)) == [(1, 10, 1), (2, 5, 1)]
    await store.write(lambda tx: tx.leave_room(BEN, ROOM))
    assert told(await board(store)) == [(1, 5, 1)]
    await store.write(lambda tx: tx.leave_room(BEN, ROOM, gone=False))
    assert told(await board(store)) == [(1, 10, 1), (2, 5, 1)]


async def test_a_room_that_parted_leaves_the_others_together(store: Store) -> None:
    third = ROOM.__class__(TEAM, "third")
    await store.write(in_order(lambda tx: tx.join(ROOM, ELSEWHERE), lambda tx: tx.join(ELSEWHERE, third)))
    await store.write(lambda tx: tx.part(ROOM))
    assert await store.read(lambda view: (view.joined(ROOM), view.joined(third))) == (
        (ROOM,),
        (ELSEWHERE, third),
    )
