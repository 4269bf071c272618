"""Group commit: many works in one transaction, each as if it were alone."""

import asyncio
import logging
from dataclasses import replace
from functools import partial

import pytest

from bot.core.choices import RoomChoice
from bot.errors import Refused
from bot.ports import Store, Tx, View
from tests.store.world import ANN, DAY, NINE, ROOM, answer, open_round, post, schedule, slot


def seen(view: View, ids: list[str]) -> set[str]:
    return {id for id in ids if view.outcome(id) is not None}


def remember(tx: Tx, id: str) -> str:
    tx.remember(id, NINE, id)
    return id


async def test_works_that_wait_together_are_all_written(store: Store) -> None:
    ids = [f"r{n}" for n in range(700)]
    told = await asyncio.gather(*(store.write(lambda tx, r=id: remember(tx, r)) for id in ids))  # type: ignore[misc]
    assert told == ids
    assert await store.read(lambda view: seen(view, ids)) == set(ids)


async def test_one_that_fails_harms_none_of_the_others(store: Store) -> None:
    def work(tx: Tx, n: int) -> str:
        id = remember(tx, f"r{n}")
        match n % 5:
            case 1:
                raise Refused("answer.blank")
            case 2:
                remember(tx, id)
            case 3:
                raise StopIteration
            case 4:
                raise asyncio.CancelledError
        return id

    told = await asyncio.gather(
        *(store.write(lambda tx, n=n: work(tx, n)) for n in range(50)),  # type: ignore[misc]
        return_exceptions=True,
    )
    good = [f"r{n}" for n in range(0, 50, 5)]
    assert [t for t in told if isinstance(t, str)] == good
    kinds = ["Refused", "IntegrityError", "RuntimeError", "RuntimeError"]
    assert [type(t).__name__.replace("UniqueViolation", "IntegrityError") for t in told[1:5]] == kinds
    assert await store.read(lambda view: seen(view, [f"r{n}" for n in range(50)])) == set(good)


async def test_a_failed_work_leaves_nothing_of_itself(store: Store) -> None:
    def half(tx: Tx) -> None:
        remember(tx, "half")
        raise Refused("answer.blank")

    with pytest.raises(Refused):
        await store.write(half)
    assert await store.read(lambda view: view.outcome("half")) is None


async def test_a_cancelled_caller_harms_nothing(store: Store) -> None:
    ids = [f"r{n}" for n in range(100)]
    tasks = [asyncio.create_task(store.write(lambda tx, r=id: remember(tx, r))) for id in ids]  # type: ignore[misc]
    await asyncio.sleep(0)
    for task in tasks[::2]:
        task.cancel()
    told = await asyncio.gather(*tasks, return_exceptions=True)
    assert told[1::2] == ids[1::2]
    assert all(isinstance(one, asyncio.CancelledError) for one in told[::2])
    after = [f"s{n}" for n in range(200)]
    await asyncio.gather(*(store.write(lambda tx, r=id: remember(tx, r)) for id in after))  # type: ignore[misc]
    assert await store.read(lambda view: seen(view, ids[1::2] + after)) == set(ids[1::2] + after)


async def test_a_caller_sees_what_it_wrote(store: Store) -> None:
    for n in range(20):
        await store.write(lambda tx, n=n: remember(tx, f"r{n}"))  # type: ignore[misc]
        assert await store.read(lambda view, n=n: view.outcome(f"r{n}")) == f"r{n}"  # type: ignore[misc]


async def test_a_view_is_one_instant(store: Store) -> None:
    """However many writers run beside it, two looks inside one read agree."""

    def twice(view: View) -> tuple[set[str], set[str]]:
        ids = [f"r{n}" for n in range(300)]
        return seen(view, ids), seen(view, ids)

    writers = [store.write(lambda tx, n=n: remember(tx, f"r{n}")) for n in range(300)]  # type: ignore[misc]
    readers = [store.read(twice) for _ in range(20)]
    for look in (await asyncio.gather(asyncio.gather(*writers), *readers))[1:]:
        assert look[0] == look[1]


async def test_a_read_that_fails_tells_its_caller(store: Store) -> None:
    def bad(view: View) -> None:
        raise Refused("board.none")

    def stop(view: View) -> None:
        raise StopIteration

    with pytest.raises(Refused):
        await store.read(bad)
    with pytest.raises(RuntimeError):
        await store.read(stop)
    assert await store.read(lambda view: view.outcome("r")) is None


async def test_not_even_at_debug_does_a_log_name_what_is_written(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    def answer(tx: Tx, text: str) -> None:
        tx.remember("r0", NINE, text)

    with caplog.at_level(logging.DEBUG):
        await store.write(partial(answer, text="my very own words"))
        await store.read(partial(seen, ids=["my very own words"]))
    assert "my very own words" not in caplog.text


async def test_what_a_transaction_has_looked_up_follows_what_it_writes(store: Store) -> None:
    """Many works of a transaction ask for the same: it is looked up once, and anew when it has changed."""

    def work(tx: Tx) -> None:
        kept = schedule(tx)
        assert tx.choice(ROOM, RoomChoice.EXAM) == ""
        tx.choose(ROOM, RoomChoice.EXAM, "2026-05-01")
        assert tx.choice(ROOM, RoomChoice.EXAM) == "2026-05-01"
        assert tx.once("paused", lambda: tx.schedules(ROOM)[0].paused) is False
        tx.change_schedule(replace(kept, paused=True))
        assert tx.schedules(ROOM) == (replace(kept, paused=True),)
        assert tx.once("paused", lambda: tx.schedules(ROOM)[0].paused) is True
        assert tx.round(1) is None
        opened = open_round(tx, slot(kept))
        assert opened.id == 1
        assert tx.round(opened.id) == opened
        post(tx, opened, NINE)
        tx.move_close(opened.id, NINE + 9 * DAY, late=True)
        assert tx.round(opened.id) == replace(opened, posted=NINE, closes=NINE + 9 * DAY, late=True)
        for name in ("Ann", "Anne"):
            tx.meet(ANN, name)
            assert tx.name(ANN) == name
        sitting = tx.sit("r", opened.id, ANN)
        assert (sitting.outcome, sitting.attempts, sitting.hints, sitting.noted) == (None, (), (), False)
        first = answer(tx, opened, ANN, 1)
        assert tx.sit("r", opened.id, ANN).attempts == (first,)

    await store.write(work)
