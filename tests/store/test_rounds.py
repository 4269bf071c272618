"""Rounds: opened once a slot, numbered in their room, posted, closed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.model import Round
from bot.core.records import DeliveryKind, NewDelivery, NewRound, PostRef, Session
from bot.ports import Store, Tx
from tests.store.world import (
    ANN,
    DAY,
    ELSEWHERE,
    HOUR,
    MONDAY,
    NINE,
    ROOM,
    TEAM,
    answer,
    in_order,
    open_round,
    post,
    posted,
    practice,
    schedule,
    slot,
)


async def test_a_slot_opens_one_round(store: Store) -> None:
    kept = await store.write(schedule)
    round = await store.write(lambda tx: open_round(tx, slot(kept)))
    again = NewRound(ROOM, "v1", "sagemaker/other", NINE, None, slot(kept))
    assert await store.write(lambda tx: tx.open_round(again)) is None
    assert await store.read(lambda view: (view.round(round.id), view.round(99))) == (round, None)
    assert round.daily and round.schedule == kept.id


async def test_a_skipped_slot_opens_none(store: Store) -> None:
    kept = await store.write(schedule)
    await store.write(lambda tx: tx.skip(slot(kept), "too late"))
    new = NewRound(ROOM, "v1", "sagemaker/od", NINE, None, slot(kept))
    assert await store.write(lambda tx: tx.open_round(new)) is None


async def test_questions_are_numbered_in_their_room_and_practice_is_not(store: Store) -> None:
    here, there = await store.write(lambda tx: (schedule(tx), schedule(tx, ELSEWHERE)))
    first = await store.write(lambda tx: open_round(tx, slot(here)))
    other = await store.write(lambda tx: open_round(tx, slot(there), ELSEWHERE))
    own = await store.write(lambda tx: practice(tx, ANN, "sagemaker/od"))
    second = await store.write(lambda tx: open_round(tx, slot(here, 1)))
    assert [r.number for r in (first, other, own, second)] == [1, 1, 0, 2]
    assert await store.read(lambda view: view.round(own.id)) == own
    assert own.member == ANN and not own.daily


async def test_a_round_needs_its_version_first(store: Store) -> None:
    kept = await store.write(schedule)
    new = NewRound(ROOM, "unknown", "sagemaker/od", NINE, None, slot(kept))
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        await store.write(lambda tx: tx.open_round(new))


async def test_a_version_is_kept_once_as_it_was(store: Store) -> None:
    await store.write(
        in_order(lambda tx: tx.keep_version("h", "one"), lambda tx: tx.keep_version("h", "two"))
    )
    assert await store.read(lambda view: (view.version("h"), view.version("x"))) == ("one", None)


async def test_a_question_is_open_from_its_post_to_its_close(store: Store) -> None:
    kept = await store.write(schedule)
    first = await store.write(lambda tx: open_round(tx, slot(kept)))
    assert await store.read(lambda view: view.open_rounds(ROOM, NINE)) == ()
    assert await store.read(lambda view: view.ref(first.id)) is None
    await store.write(lambda tx: post(tx, first, NINE + HOUR))
    out = replace(first, posted=NINE + HOUR)
    assert await store.read(lambda view: view.open_rounds(ROOM, NINE + HOUR)) == (out,)
    assert await store.read(lambda view: view.ref(first.id)) == PostRef(ROOM, f"m{first.id}")
    assert await store.read(lambda view: view.open_rounds(ROOM, NINE + DAY)) == ()
    assert await store.read(lambda view: view.open_rounds(ELSEWHERE, NINE + HOUR)) == ()


async def test_open_questions_come_newest_first(store: Store) -> None:
    one, two = await store.write(lambda tx: (schedule(tx), schedule(tx)))
    rounds = await store.write(lambda tx: [posted(tx, one), posted(tx, two)])
    assert [r.id for r in await store.read(lambda view: view.open_rounds(ROOM, NINE + HOUR))] == [
        rounds[1].id,
        rounds[0].id,
    ]


async def test_a_close_is_wanted_once(store: Store) -> None:
    kept = await store.write(schedule)
    round = await store.write(lambda tx: posted(tx, kept))
    early = timedelta(milliseconds=1)
    assert await store.read(lambda view: view.closing(NINE + DAY - early, 9)) == ()
    assert [r.id for r in await store.read(lambda view: view.closing(NINE + DAY, 9))] == [round.id]
    await store.write(lambda tx: tx.close(round.id, NINE + DAY))
    assert await store.read(lambda view: view.closing(NINE + 9 * DAY, 9)) == ()


async def test_a_late_question_may_close_later(store: Store) -> None:
    kept = await store.write(schedule)
    round = await store.write(lambda tx: posted(tx, kept))
    await store.write(lambda tx: tx.move_close(round.id, NINE + 2 * DAY, late=True))
    assert await store.read(lambda view: view.closing(NINE + DAY, 9)) == ()
    moved = await store.read(lambda view: view.round(round.id))
    assert moved is not None and moved.closes == NINE + 2 * DAY


async def test_drawn_cards_come_with_their_latest_day(store: Store) -> None:
    kept = await store.write(schedule)
    for day, card in enumerate(["d/one", "d/two", "d/one"]):
        await store.write(lambda tx, day=day, card=card: open_round(tx, slot(kept, day), card=card))  # type: ignore[misc]
    await store.write(lambda tx: practice(tx, ANN, "d/three"))
    assert await store.read(lambda view: view.drawn(ROOM)) == {
        "d/one": MONDAY + 2 * DAY,
        "d/two": MONDAY + DAY,
    }


async def test_a_rounds_answer_stands_in_its_room_and_with_those_who_have_it_privately(store: Store) -> None:
    kept = await store.write(schedule)
    round_ = await store.write(lambda tx: posted(tx, kept))

    def reveal(tx: Tx) -> None:
        for to in (ROOM, ANN):
            tx.send(NewDelivery(f"reveal:{to}", to, DeliveryKind.REVEAL, NINE, round_.id))
        for one in tx.claim("me", NINE, NINE + HOUR, 9, {TEAM.platform}):
            tx.confirm(one.id, PostRef(one.to, str(one.to)), NINE)

    await store.write(reveal)
    places = await store.read(lambda view: view.reveals(round_.id))
    assert places == (PostRef(ROOM, str(ROOM)), PostRef(ANN, str(ANN)))
    await store.write(lambda tx: tx.erase(ANN))
    assert [ref.to for ref in await store.read(lambda view: view.reveals(round_.id))] == [ROOM]


async def test_a_card_is_at_hand_while_a_run_stands_at_it(store: Store) -> None:
    def begin(tx: Tx) -> Round:
        session = tx.open_session(Session(0, ANN, ROOM, "", 3, 0, 0, opened=NINE))
        return practice(tx, ANN, "sagemaker/od", session=session.id)

    round_ = await store.write(begin)
    assert await store.read(lambda view: view.at_hand(TEAM, NINE)) == {"sagemaker/od"}
    assert await store.read(lambda view: view.at_hand(TEAM, NINE + HOUR)) == frozenset()
    await store.write(lambda tx: answer(tx, round_, ANN, 1))
    assert await store.read(lambda view: view.at_hand(TEAM, NINE)) == frozenset()
