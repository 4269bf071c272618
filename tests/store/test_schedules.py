"""When a room gets a question, and what became of its slots."""

from dataclasses import replace
from datetime import date, time, timedelta

from bot.core.model import Schedule
from bot.core.records import PlannedSlot
from bot.ports import Store
from tests.store.world import ANN, DAY, ELSEWHERE, HOUR, NINE, ROOM, in_order, open_round, schedule, slot

FULL = Schedule(
    id=0,
    room=ELSEWHERE,
    at=time(2, 30, 15),
    zone="Australia/Lord_Howe",
    weekdays=frozenset({0, 6}),
    decks=("sagemaker", "python"),
    close=timedelta(hours=8),
    window=timedelta(minutes=90),
    starts=date(2026, 1, 5),
    holidays=frozenset({date(2026, 12, 25), date(2026, 12, 26)}),
    paused=True,
    pauses_until=date(2026, 4, 1),
    owner=ANN,
    whole_day=True,
)


async def test_a_schedule_comes_back_whole(store: Store) -> None:
    kept = await store.write(lambda tx: tx.add_schedule(FULL))
    assert kept == replace(FULL, id=kept.id)
    assert await store.read(lambda view: (view.schedule(kept.id), view.schedules(ELSEWHERE))) == (
        kept,
        (kept,),
    )
    assert await store.read(lambda view: (view.schedule(99), view.schedules(ROOM))) == (None, ())


async def test_a_schedule_can_be_changed_in_everything(store: Store) -> None:
    kept = await store.write(schedule)
    changed = replace(FULL, id=kept.id, room=ROOM)
    await store.write(lambda tx: tx.change_schedule(changed))
    assert await store.read(lambda view: view.schedule(kept.id)) == changed


async def test_the_earliest_slot_is_due_first_and_only_since_its_instant(store: Store) -> None:
    first, second = await store.write(lambda tx: (schedule(tx), schedule(tx, ELSEWHERE)))
    await store.write(
        in_order(lambda tx: tx.plan(first.id, slot(first, 1)), lambda tx: tx.plan(second.id, slot(second)))
    )
    early = timedelta(milliseconds=1)
    assert await store.read(lambda view: view.due(NINE - early, 9)) == ()
    assert await store.read(lambda view: view.due(NINE, 9)) == ((second, slot(second)),)
    assert [s.id for s, _ in await store.read(lambda view: view.due(NINE + DAY, 9))] == [second.id, first.id]
    assert len(await store.read(lambda view: view.due(NINE + DAY, 1))) == 1
    assert await store.read(lambda view: view.next_due()) == NINE


async def test_a_paused_schedule_is_not_due_before_its_pause_ends(store: Store) -> None:
    kept = await store.write(schedule)
    await store.write(lambda tx: tx.plan(kept.id, slot(kept, 1)))
    await store.write(lambda tx: tx.change_schedule(replace(kept, paused=True)))
    assert await store.read(lambda view: (view.due(NINE + DAY, 9), view.next_due())) == ((), None)
    ends = replace(kept, paused=True, pauses_until=slot(kept, 1).day)
    await store.write(lambda tx: tx.change_schedule(ends))
    assert await store.read(lambda view: view.due(NINE + DAY, 9)) == ((ends, slot(kept, 1)),)


async def test_nothing_planned_is_nothing_due(store: Store) -> None:
    kept = await store.write(schedule)
    await store.write(in_order(lambda tx: tx.plan(kept.id, slot(kept)), lambda tx: tx.plan(kept.id, None)))
    assert await store.read(lambda view: (view.due(NINE + 99 * DAY, 9), view.next_due())) == ((), None)


async def test_a_slot_is_settled_once(store: Store) -> None:
    kept = await store.write(schedule)
    await store.write(lambda tx: tx.skip(slot(kept), "holiday"))
    await store.write(lambda tx: tx.skip(slot(kept), "again"))
    await store.write(lambda tx: open_round(tx, slot(kept, 1)))
    await store.write(lambda tx: tx.skip(slot(kept, 1), "too late"))
    assert await store.read(lambda view: view.slots(kept.id, 5)) == (
        PlannedSlot(slot(kept, 1), "opened"),
        PlannedSlot(slot(kept), "skipped", "holiday"),
    )
    assert len(await store.read(lambda view: view.slots(kept.id, 1))) == 1


async def test_what_wants_attention_next_may_be_a_close_or_a_delivery(store: Store) -> None:
    from tests.store.world import post

    kept = await store.write(schedule)
    round = await store.write(lambda tx: open_round(tx, slot(kept)))
    assert await store.read(lambda view: view.next_due()) == round.closes
    await store.write(lambda tx: post(tx, round))
    await store.write(lambda tx: tx.close(round.id, NINE + DAY + HOUR))
    assert await store.read(lambda view: view.next_due()) is None
