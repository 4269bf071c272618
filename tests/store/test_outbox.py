"""What the bot says unasked: written once, claimed under a lease, confirmed."""

from bot.core.model import Member, Room
from bot.core.records import Delivery, DeliveryKind, NewDelivery, PostRef
from bot.ports import Store, Tx
from tests.store.world import ANN, ELSEWHERE, HOUR, NINE, ROOM, in_order, open_round, schedule, slot

HERE = {"terminal"}


def notice(tx: Tx, key: str = "n1", to: Room | Member = ROOM) -> None:
    tx.send(NewDelivery(key, to, DeliveryKind.NOTICE, NINE, facts={"what": "a « fact »"}))


async def claim(store: Store, hours: int = 0, by: str = "me", limit: int = 9) -> tuple[Delivery, ...]:
    now = NINE + hours * HOUR
    return await store.write(lambda tx: tx.claim(by, now, now + HOUR, limit, HERE))


async def test_a_delivery_is_claimed_whole_and_by_one(store: Store) -> None:
    await store.write(notice)
    (one,) = await claim(store)
    assert one == Delivery(
        one.id, "n1", ROOM, DeliveryKind.NOTICE, NINE, None, {"what": "a « fact »"}, tries=1, uncertain=False
    )
    assert await claim(store, by="other") == ()


async def test_a_key_is_written_once_for_ever(store: Store) -> None:
    await store.write(in_order(notice, notice))
    (one,) = await claim(store)
    await store.write(lambda tx: tx.confirm(one.id, None, NINE))
    await store.write(notice)
    assert await claim(store, hours=9) == ()


async def test_a_lease_that_ran_out_is_uncertain(store: Store) -> None:
    await store.write(notice)
    await claim(store)
    (again,) = await claim(store, hours=1, by="other")
    assert (again.tries, again.uncertain) == (2, True)


async def test_what_was_put_off_cleanly_is_certain_and_waits(store: Store) -> None:
    await store.write(notice)
    (one,) = await claim(store)
    await store.write(lambda tx: tx.postpone(one.id, NINE + 2 * HOUR, uncertain=False))
    assert await claim(store, hours=1) == ()
    (again,) = await claim(store, hours=2)
    assert (again.tries, again.uncertain) == (2, False)


async def test_what_was_put_off_in_doubt_stays_in_doubt(store: Store) -> None:
    await store.write(notice)
    (one,) = await claim(store)
    await store.write(lambda tx: tx.postpone(one.id, NINE + HOUR, uncertain=True))
    (again,) = await claim(store, hours=1)
    assert again.uncertain


async def test_who_lost_the_lease_cannot_give_it_away(store: Store) -> None:
    await store.write(notice)
    (slow,) = await claim(store)
    (second,) = await claim(store, hours=1, by="other")
    await store.write(lambda tx: tx.postpone(slow.id, NINE, uncertain=False, tries=slow.tries))
    assert await claim(store, hours=1, by="third") == ()
    await store.write(lambda tx: tx.postpone(second.id, NINE, uncertain=False, tries=second.tries))
    assert len(await claim(store, hours=1, by="third")) == 1


async def test_what_was_dropped_is_never_claimed(store: Store) -> None:
    await store.write(notice)
    (one,) = await claim(store)
    await store.write(lambda tx: tx.drop(one.id, "gone"))
    assert await claim(store, hours=9) == ()


async def test_only_platforms_that_are_served_are_claimed(store: Store) -> None:
    await store.write(
        in_order(
            lambda tx: notice(tx, "a"), lambda tx: notice(tx, "b", ELSEWHERE), lambda tx: notice(tx, "c", ANN)
        )
    )
    assert [(d.key, d.to) for d in await claim(store)] == [("a", ROOM), ("c", ANN)]
    both = await store.write(lambda tx: tx.claim("me", NINE, NINE + HOUR, 9, {"terminal", "slack"}))
    assert [d.to for d in both] == [ELSEWHERE]


async def test_no_more_are_claimed_than_asked_for_and_the_oldest_first(store: Store) -> None:
    for n in (3, 1, 2):
        late = NewDelivery(f"k{n}", ROOM, DeliveryKind.NOTICE, NINE + n * HOUR)
        await store.write(lambda tx, late=late: tx.send(late))  # type: ignore[misc]
    assert [d.key for d in await claim(store, hours=3, limit=2)] == ["k1", "k2"]


async def test_nothing_is_claimed_before_its_time(store: Store) -> None:
    await store.write(notice)
    assert await claim(store, hours=-1) == ()
    assert await store.read(lambda view: view.next_due()) == NINE


async def test_what_nobody_here_can_send_is_no_reason_to_wake(store: Store) -> None:
    await store.write(lambda tx: notice(tx, "b", ELSEWHERE))
    assert await store.read(lambda view: (view.next_due(), view.next_due({"slack"}))) == (NINE, NINE)
    assert await store.read(lambda view: view.next_due({"terminal"})) is None


async def test_a_confirmed_question_is_posted_once(store: Store) -> None:
    kept = await store.write(schedule)
    round = await store.write(lambda tx: open_round(tx, slot(kept)))
    await store.write(lambda tx: tx.send(NewDelivery("q", ROOM, DeliveryKind.QUESTION, NINE, round.id)))
    (one,) = await claim(store)
    for hours in (1, 2):
        late = NINE + hours * HOUR
        await store.write(lambda tx, late=late: tx.confirm(one.id, PostRef(ROOM, str(late)), late))  # type: ignore[misc]
    seen = await store.read(lambda view: (view.round(round.id), view.ref(round.id)))
    assert seen[0] is not None and seen[0].posted == NINE + HOUR
    assert seen[1] == PostRef(ROOM, str(NINE + HOUR))


async def test_a_reveal_does_not_move_the_question(store: Store) -> None:
    kept = await store.write(schedule)
    round = await store.write(lambda tx: open_round(tx, slot(kept)))
    for kind in (DeliveryKind.QUESTION, DeliveryKind.REVEAL, DeliveryKind.REFRESH):
        new = NewDelivery(kind.value, ROOM, kind, NINE, round.id)
        await store.write(lambda tx, new=new: tx.send(new))  # type: ignore[misc]
    for one in await claim(store):
        ref = PostRef(ROOM, one.kind.value)
        await store.write(lambda tx, one=one, ref=ref: tx.confirm(one.id, ref, NINE))  # type: ignore[misc]
    assert await store.read(lambda view: view.ref(round.id)) == PostRef(ROOM, "question")


async def test_of_what_is_over_what_may_be_asked_for_again_is_kept(store: Store) -> None:
    """A milestone is told once for ever and a question is edited for years; a counter is nothing."""
    kinds: dict[str, tuple[Room | Member, DeliveryKind, int | None]] = {
        "q": (ROOM, DeliveryKind.QUESTION, 1),
        "reveal": (ROOM, DeliveryKind.REVEAL, 1),
        "count": (ROOM, DeliveryKind.REFRESH, 1),
        "reminder": (ANN, DeliveryKind.NUDGE, 1),
        "milestone": (ANN, DeliveryKind.NUDGE, None),
        "notice": (ROOM, DeliveryKind.NOTICE, 1),
    }

    def send(tx: Tx) -> list[bool]:
        return [tx.send(NewDelivery(key, to, kind, NINE, round)) for key, (to, kind, round) in kinds.items()]

    await store.write(lambda tx: open_round(tx, slot(schedule(tx))))
    await store.write(send)
    for one in await claim(store):
        await store.write(lambda tx, one=one: tx.confirm(one.id, PostRef(one.to, one.key), NINE))  # type: ignore[misc]
    assert await store.write(lambda tx: tx.sweep(NINE)) == 0
    assert [await store.write(lambda tx: tx.sweep(NINE + HOUR, 1)) for _ in range(3)] == [1, 1, 0]
    assert await store.read(lambda view: view.ref(1)) == PostRef(ROOM, "q")
    again = dict(zip(kinds, await store.write(send), strict=True))
    assert {key for key, written in again.items() if written} == {"count", "reminder"}


async def test_what_still_waits_is_not_swept_however_old(store: Store) -> None:
    await store.write(lambda tx: open_round(tx, slot(schedule(tx))))
    await store.write(lambda tx: tx.send(NewDelivery("count", ROOM, DeliveryKind.REFRESH, NINE, 1)))
    assert await store.write(lambda tx: tx.sweep(NINE + 999 * HOUR)) == 0
    assert len(await claim(store)) == 1
