"""Boards: ranked with ties 1-2-2-4, the own line wherever it is, nobody who left or wants to stay out."""

from bot.core.model import Member
from bot.core.records import Standing
from bot.ports import Store, Tx
from tests.store.world import (
    ANN,
    BEN,
    CLEO,
    DAY,
    DORA,
    ELSEWHERE,
    MONDAY,
    ROOM,
    TEAM,
    answer,
    in_order,
    posted,
    schedule,
)


def play(tx: Tx, points: dict[Member, int]) -> None:
    round = posted(tx, schedule(tx))
    for member, won in points.items():
        tx.meet(member, member.user.title())
        answer(tx, round, member, points=won)


async def test_equal_points_share_a_rank_and_the_next_leaves_room(store: Store) -> None:
    await store.write(lambda tx: play(tx, {ANN: 5, BEN: 9, CLEO: 5, DORA: 1}))
    board = await store.read(lambda view: view.board(ROOM, "all", DORA, 9))
    assert [(s.rank, s.name, s.points) for s in board.top] == [
        (1, "Ben", 9),
        (2, "Ann", 5),
        (2, "Cleo", 5),
        (4, "Dora", 1),
    ]
    assert board.members == 4


async def test_the_own_line_is_there_however_far_down(store: Store) -> None:
    crowd = {Member(TEAM, f"m{n}"): n // 2 for n in range(100)}
    await store.write(lambda tx: play(tx, {**crowd, ANN: 10}))
    board = await store.read(lambda view: view.board(ROOM, "all", ANN, 3))
    assert [s.points for s in board.top] == [49, 49, 48]
    assert board.own == Standing(79, ANN, "Ann", 10, 1)
    assert board.members == 101
    assert await store.read(lambda view: view.standing(ROOM, "all", ANN)) == board.own


async def test_who_has_no_points_has_no_line(store: Store) -> None:
    await store.write(lambda tx: play(tx, {ANN: 5}))
    board = await store.read(lambda view: view.board(ROOM, "all", BEN, 9))
    assert (board.own, board.members, len(board.top)) == (None, 1, 1)
    assert await store.read(lambda view: view.board(ROOM, "all", None, 0)) == type(board)((), None, 1)


async def test_periods_and_rooms_are_boards_of_their_own(store: Store) -> None:
    await store.write(lambda tx: play(tx, {ANN: 5}))
    for room, period in ((ROOM, "2026-W11"), (ELSEWHERE, "all")):
        board = await store.read(lambda view, room=room, period=period: view.board(room, period, ANN, 9))  # type: ignore[misc]
        assert (board.top, board.own, board.members) == ((), None, 0)


async def test_rounds_add_up_and_a_second_try_counts_once(store: Store) -> None:
    await store.write(lambda tx: play(tx, {ANN: 5}))
    await store.write(lambda tx: play(tx, {ANN: 3}))
    round = await store.write(lambda tx: posted(tx, schedule(tx)))
    for points in (2, 4, 1):
        await store.write(lambda tx, points=points: answer(tx, round, ANN, points=points))  # type: ignore[misc]
    own = await store.read(lambda view: view.standing(ROOM, "all", ANN))
    assert own == Standing(1, ANN, "Ann", 12, 3)


async def test_who_left_or_opted_out_is_not_shown_and_counted_on(store: Store) -> None:
    await store.write(lambda tx: play(tx, {ANN: 5, BEN: 9}))
    await store.write(
        in_order(lambda tx: tx.leave(BEN), lambda tx: tx.opt_out(BEN), lambda tx: tx.leave(BEN, gone=False))
    )
    await store.write(lambda tx: play(tx, {BEN: 2}))
    board = await store.read(lambda view: view.board(ROOM, "all", BEN, 9))
    assert ([s.member for s in board.top], board.own, board.members) == ([ANN], None, 1)
    await store.write(lambda tx: tx.opt_out(BEN, out=False))
    board = await store.read(lambda view: view.board(ROOM, "all", BEN, 9))
    assert board.own == Standing(1, BEN, "Ben", 11, 2)


async def test_who_left_a_room_is_on_none_of_its_boards_until_they_are_there_again(
    store: Store,
) -> None:
    await store.write(lambda tx: play(tx, {ANN: 5, BEN: 9}))
    await store.write(lambda tx: tx.leave_room(BEN, ROOM))
    await store.write(lambda tx: tx.leave_room(BEN, ROOM))
    board = await store.read(lambda view: view.board(ROOM, "all", BEN, 9))
    assert ([s.member for s in board.top], board.own, board.members) == ([ANN], None, 1)
    assert await store.read(lambda view: view.rooms_of(BEN, 9)) == ()
    await store.write(lambda tx: tx.leave_room(BEN, ROOM, gone=False))
    board = await store.read(lambda view: view.board(ROOM, "all", BEN, 9))
    assert board.own == Standing(1, BEN, "Ben", 9, 1)


async def test_who_answers_in_a_room_they_left_is_there_again_unless_they_opted_out(
    store: Store,
) -> None:
    await store.write(lambda tx: play(tx, {ANN: 5, BEN: 9}))
    await store.write(in_order(lambda tx: tx.leave_room(BEN, ROOM), lambda tx: tx.leave_room(ANN, ROOM)))
    await store.write(lambda tx: tx.opt_out(ANN))
    await store.write(lambda tx: play(tx, {ANN: 1, BEN: 2}))
    board = await store.read(lambda view: view.board(ROOM, "all", BEN, 9))
    assert ([s.member for s in board.top], board.own) == ([BEN], Standing(1, BEN, "Ben", 11, 2))


async def test_a_stranger_or_an_unknown_room_is_left_alone(store: Store) -> None:
    await store.write(lambda tx: tx.leave_room(ANN, ROOM))
    await store.write(lambda tx: play(tx, {ANN: 5}))
    board = await store.read(lambda view: view.board(ROOM, "all", ANN, 9))
    assert board.own == Standing(1, ANN, "Ann", 5, 1)


async def test_who_opted_out_before_their_first_answer_is_not_shown_either(store: Store) -> None:
    await store.write(lambda tx: tx.opt_out(ANN))
    await store.write(lambda tx: play(tx, {ANN: 5}))
    board = await store.read(lambda view: view.board(ROOM, "all", ANN, 9))
    assert (board.top, board.own, board.members) == ((), None, 0)


async def test_who_opted_out_is_not_named_as_the_first(store: Store) -> None:
    round = await store.write(lambda tx: posted(tx, schedule(tx)))
    await store.write(
        in_order(
            lambda tx: answer(tx, round, ANN, 3),
            lambda tx: answer(tx, round, BEN, 3),
            lambda tx: tx.opt_out(ANN),
        )
    )
    assert (await store.read(lambda view: view.tally(round.id))).first_full == BEN


async def test_a_question_is_one_of_the_season_that_its_points_went_to(store: Store) -> None:
    def two_days(tx: Tx) -> None:
        plan = schedule(tx)
        answer(tx, posted(tx, plan), ANN)
        posted(tx, plan, days=1)

    await store.write(two_days)
    days = MONDAY, MONDAY + DAY
    counted = {
        key: await store.read(lambda view, key=key: view.asked(ROOM, key, *days))  # type: ignore[misc]
        for key in ("S2026-01-01", "S2026-03-02", "2026-W10", "all")
    }
    # What nobody has answered yet may go to either.
    assert counted == {"S2026-01-01": 2, "S2026-03-02": 1, "2026-W10": 2, "all": 2}
    assert await store.read(lambda view: view.asked(ELSEWHERE, "all", *days)) == 0


async def test_how_questions_went_is_told_by_day(store: Store) -> None:
    await store.write(lambda tx: play(tx, {ANN: 5, BEN: 9}))
    asked = await store.read(lambda view: view.questions(ROOM, MONDAY))
    assert [(one.day, one.number, one.answered, one.closed) for one in asked] == [(MONDAY, 1, 2, False)]
    assert 0 <= asked[0].score <= 1
    assert await store.read(lambda view: view.questions(ROOM, MONDAY + DAY)) == ()
    assert await store.read(lambda view: view.questions(ELSEWHERE, MONDAY)) == ()
