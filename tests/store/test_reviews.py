"""How a person stands with a card follows from the first tries of their rounds, whatever happens to those."""

from bot.core.model import AttemptKind
from bot.core.recall import Memory, Rating
from bot.ports import Store, View
from tests.store.world import ANN, BEN, CLEO, DAY, HOUR, NINE, answer, grade, posted, practice, schedule

OD, GIL = "sagemaker/od", "python/gil"


def of_ann(view: View) -> Memory | None:
    return view.memory(ANN, OD)


async def stands(store: Store) -> Memory:
    memory = await store.read(of_ann)
    assert memory is not None
    return memory


async def test_nobody_remembers_what_they_never_answered(store: Store) -> None:
    assert await store.read(of_ann) is None
    assert await store.read(lambda view: (view.memories(ANN), view.person(ANN))) == ({}, 0)


async def test_daily_questions_and_practice_are_reviews_alike(store: Store) -> None:
    round = await store.write(lambda tx: posted(tx, schedule(tx)))
    own = await store.write(lambda tx: practice(tx, ANN, OD, NINE + 9 * DAY))
    other = await store.write(lambda tx: practice(tx, ANN, GIL, NINE))
    await store.write(lambda tx: answer(tx, round, ANN, 3, at=NINE + HOUR))
    await store.write(lambda tx: answer(tx, own, ANN, 3, at=NINE + 9 * DAY))
    await store.write(lambda tx: answer(tx, other, ANN, 1, at=NINE))
    memories = await store.read(lambda view: view.memories(ANN))
    assert {card: memory.reviews for card, memory in memories.items()} == {GIL: 1, OD: 2}
    assert memories[OD].reviewed == NINE + 9 * DAY
    assert await store.read(lambda view: view.memories(BEN)) == {}


async def test_of_a_round_only_the_first_try_is_a_review(store: Store) -> None:
    round = await store.write(lambda tx: posted(tx, schedule(tx)))
    await store.write(lambda tx: answer(tx, round, ANN, 0, at=NINE + HOUR))
    await store.write(lambda tx: answer(tx, round, ANN, 3, at=NINE + 2 * HOUR))
    memory = await stands(store)
    assert (memory.reviews, memory.rating, memory.reviewed) == (1, Rating.AGAIN, NINE + HOUR)


async def test_a_try_that_is_written_late_but_came_first_is_the_review(store: Store) -> None:
    round = await store.write(lambda tx: posted(tx, schedule(tx)))
    await store.write(lambda tx: answer(tx, round, ANN, 3, at=NINE + 2 * HOUR))
    await store.write(lambda tx: answer(tx, round, ANN, 0, at=NINE + HOUR))
    assert (await stands(store)).rating is Rating.AGAIN


async def test_an_earlier_review_that_is_written_late_takes_its_place(store: Store) -> None:
    late = await store.write(lambda tx: practice(tx, ANN, OD, NINE + 5 * DAY))
    early = await store.write(lambda tx: practice(tx, ANN, OD, NINE))
    first = await store.write(lambda tx: practice(tx, BEN, OD, NINE))
    second = await store.write(lambda tx: practice(tx, BEN, OD, NINE + 5 * DAY))
    await store.write(lambda tx: answer(tx, late, ANN, 3, at=NINE + 5 * DAY))
    await store.write(lambda tx: answer(tx, early, ANN, 2, at=NINE))
    await store.write(lambda tx: answer(tx, first, BEN, 2, at=NINE))
    await store.write(lambda tx: answer(tx, second, BEN, 3, at=NINE + 5 * DAY))
    ann, ben = await store.read(lambda view: (view.memory(ANN, OD), view.memory(BEN, OD)))
    assert ann is not None and ben is not None
    assert (ann.stability, ann.difficulty) == (ben.stability, ben.difficulty)


async def test_a_regrade_is_followed(store: Store) -> None:
    round = await store.write(lambda tx: posted(tx, schedule(tx)))
    attempt = await store.write(lambda tx: answer(tx, round, ANN, 0))
    before = await stands(store)
    await store.write(lambda tx: tx.regrade(attempt.id, grade(3), 12))
    after = await stands(store)
    assert (before.rating, after.rating) == (Rating.AGAIN, Rating.GOOD)
    assert after.due > before.due
    await store.write(lambda tx: tx.regrade(attempt.id, grade(0), 0))
    assert await stands(store) == before


async def test_who_only_looked_learns_it_again(store: Store) -> None:
    round = await store.write(lambda tx: posted(tx, schedule(tx)))
    await store.write(lambda tx: answer(tx, round, ANN, 0, kind=AttemptKind.SHOWN))
    assert (await stands(store)).rating is Rating.AGAIN


async def test_linked_members_are_one_person_and_can_part_again(store: Store) -> None:
    for who, days in ((ANN, 0), (BEN, 4), (CLEO, 9)):
        own = await store.write(lambda tx, who=who, days=days: practice(tx, who, OD, NINE + days * DAY))  # type: ignore[misc]
        await store.write(lambda tx, own=own, who=who: answer(tx, own, who, 3, at=own.opened))  # type: ignore[misc]
    alone = await stands(store)
    await store.write(lambda tx: tx.link(BEN, ANN))
    await store.write(lambda tx: tx.link(CLEO, BEN))
    for who in (ANN, BEN, CLEO):
        memory = await store.read(lambda view, who=who: view.memory(who, OD))  # type: ignore[misc]
        assert memory is not None and memory.reviews == 3
    await store.write(lambda tx: tx.unlink(ANN))
    assert await stands(store) == alone
    rest = await store.read(lambda view: view.memory(CLEO, OD))
    assert rest is not None and rest.reviews == 2


async def test_two_selves_in_one_round_review_it_once(store: Store) -> None:
    round = await store.write(lambda tx: posted(tx, schedule(tx)))
    await store.write(lambda tx: tx.link(ANN, BEN))
    await store.write(lambda tx: answer(tx, round, ANN, 3, at=NINE + HOUR))
    await store.write(lambda tx: answer(tx, round, BEN, 0, at=NINE + 2 * HOUR))
    memory = await stands(store)
    assert (memory.reviews, memory.rating) == (1, Rating.GOOD)
