"""Who, where, and which requests were seen."""

from datetime import timedelta

import pytest

from bot.core.choices import MemberChoice, RoomChoice
from bot.ports import Store, View
from tests.store.world import ANN, BEN, DAY, NINE, ROOM, in_order


async def test_a_request_is_answered_the_second_time_with_what_it_led_to(store: Store) -> None:
    await store.write(lambda tx: tx.remember("r1", NINE, "41"))
    assert await store.read(lambda view: (view.outcome("r1"), view.outcome("r2"))) == ("41", None)


async def test_the_same_request_cannot_be_remembered_twice(store: Store) -> None:
    await store.write(lambda tx: tx.remember("r1", NINE, "41"))
    with pytest.raises(Exception, match=r"(?i)unique"):
        await store.write(lambda tx: tx.remember("r1", NINE, "42"))


async def test_requests_are_pruned_a_few_at_a_time_and_never_too_early(store: Store) -> None:
    for n in range(10):
        await store.write(lambda tx, n=n: tx.remember(f"r{n}", NINE + n * DAY, ""))  # type: ignore[misc]
    week_ago = NINE + 4 * DAY
    assert [await store.write(lambda tx: tx.prune(week_ago, 3)) for _ in range(3)] == [3, 1, 0]
    assert await store.read(lambda view: (view.outcome("r3"), view.outcome("r4"))) == (None, "")


async def test_requests_that_a_clock_ahead_dated_keep_no_other_from_being_pruned(store: Store) -> None:
    for n in range(3):
        await store.write(lambda tx, n=n: tx.remember(f"ahead{n}", NINE + 999 * DAY, ""))  # type: ignore[misc]
    await store.write(lambda tx: tx.remember("old", NINE, ""))
    assert await store.write(lambda tx: tx.prune(NINE + DAY, 3)) == 1
    assert await store.read(lambda view: (view.outcome("old"), view.outcome("ahead0"))) == (None, "")


async def test_a_member_is_called_what_they_were_last_called(store: Store) -> None:
    await store.write(
        in_order(
            lambda tx: tx.meet(ANN, "Ann"), lambda tx: tx.meet(ANN, "Ann B."), lambda tx: tx.meet(BEN, "Ben")
        )
    )
    assert await store.read(lambda view: (view.name(ANN), view.name(BEN))) == ("Ann B.", "Ben")


async def test_nobody_has_a_name_before_they_are_met(store: Store) -> None:
    assert await store.read(lambda view: view.name(ANN)) == ""


async def test_instants_come_back_to_the_millisecond(store: Store) -> None:
    from tests.store.world import answer, posted, schedule

    odd = NINE + timedelta(microseconds=123_999)
    round = await store.write(lambda tx: posted(tx, schedule(tx)))
    await store.write(lambda tx: answer(tx, round, ANN, at=odd))
    (attempt,) = await store.read(lambda view: view.attempts(round.id, ANN))
    assert attempt.arrived == NINE + timedelta(milliseconds=123)


async def test_a_choice_is_kept_changed_and_taken_back(store: Store) -> None:
    def kept(view: View) -> tuple[str, str, str]:
        reveals, language = MemberChoice.REVEALS, RoomChoice.LANGUAGE
        return view.choice(ANN, reveals), view.choice(BEN, reveals), view.choice(ROOM, language)

    assert await store.read(kept) == ("", "", "")
    await store.write(
        in_order(
            lambda tx: tx.choose(ANN, MemberChoice.REVEALS, "on"),
            lambda tx: tx.choose(ROOM, RoomChoice.LANGUAGE, "en"),
            lambda tx: tx.choose(ROOM, RoomChoice.LANGUAGE, "de"),
        )
    )
    assert await store.read(kept) == ("on", "", "de")
    assert await store.read(lambda view: view.choices(ROOM)) == {"language": "de"}
    await store.write(lambda tx: tx.choose(ANN, MemberChoice.REVEALS, ""))
    assert await store.read(lambda view: view.choices(ANN)) == {}
