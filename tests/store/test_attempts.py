"""The ledger, and what follows from it at once."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.model import AttemptKind, Confidence, Evidence, Grade, Member, Missed, Team, Verdict
from bot.core.records import Hint, Session, Tally, Tried
from bot.core.streak import START, Streak
from bot.ports import Store
from bot.store import evidence
from tests.store.world import (
    ANN,
    BEN,
    CLEO,
    DAY,
    ELSEWHERE,
    HOUR,
    MONDAY,
    NINE,
    ROOM,
    answer,
    grade,
    open_round,
    post,
    posted,
    practice,
    schedule,
    slot,
)


async def test_attempts_come_back_as_they_were_recorded_in_order_of_arrival(store: Store) -> None:
    round = await store.write(lambda tx: posted(tx, schedule(tx)))
    late = await store.write(lambda tx: answer(tx, round, ANN, 2, at=NINE + 2 * HOUR, text="2 · 𝕬 <@1>"))
    early = await store.write(lambda tx: answer(tx, round, ANN, 0, at=NINE + HOUR))
    await store.write(lambda tx: answer(tx, round, BEN, 3))
    assert await store.read(lambda view: view.attempts(round.id, ANN)) == (early, late)
    assert await store.read(lambda view: view.attempts(round.id, CLEO)) == ()


async def test_an_answer_to_no_round_is_a_fault(store: Store) -> None:
    round = await store.write(lambda tx: posted(tx, schedule(tx)))
    from dataclasses import replace

    with pytest.raises(LookupError):
        await store.write(lambda tx: answer(tx, replace(round, id=99), ANN))


async def test_a_round_is_told_by_each_members_better_attempt(store: Store) -> None:
    round = await store.write(lambda tx: posted(tx, schedule(tx)))
    assert await store.read(lambda view: view.tally(round.id)) == Tally(0, 0, ())
    for who, hit, hours in ((ANN, 1, 1), (BEN, 3, 3), (ANN, 3, 2), (CLEO, 2, 1), (CLEO, 1, 2)):
        at = NINE + hours * HOUR
        await store.write(lambda tx, who=who, hit=hit, at=at: answer(tx, round, who, hit, at=at))  # type: ignore[misc]
    tally = await store.read(lambda view: view.tally(round.id))
    assert tally == Tally(3, 2, (3, 3, 2), first_full=ANN, first_full_at=NINE + 2 * HOUR)


async def test_who_is_first_in_a_round_is_known_whether_they_are_named_or_not(store: Store) -> None:
    round = await store.write(lambda tx: posted(tx, schedule(tx)))
    for member, hit, hours in ((ANN, 2, 1), (BEN, 3, 2), (CLEO, 3, 3)):
        await store.write(
            lambda tx, m=member, h=hit, n=hours: answer(tx, round, m, h, at=NINE + n * HOUR)  # type: ignore[misc]
        )
    firsts = await store.read(lambda view: [view.first_in(one) for one in (ANN, BEN, CLEO)])
    assert firsts == [(), (round.id,), ()]
    await store.write(lambda tx: tx.opt_out(BEN))
    firsts = await store.read(lambda view: [view.first_in(one) for one in (ANN, BEN, CLEO)])
    assert firsts == [(), (round.id,), (round.id,)]


async def test_who_only_looked_has_not_answered(store: Store) -> None:
    round = await store.write(lambda tx: posted(tx, schedule(tx)))
    await store.write(lambda tx: answer(tx, round, ANN, 0, kind=AttemptKind.SHOWN, text=""))
    assert (await store.read(lambda view: view.tally(round.id))).answered == 0
    assert (await store.read(lambda view: view.board(ROOM, "all", ANN, 9))).top == ()
    (day,) = await store.read(lambda view: view.posted_days(ROOM, ANN, None))
    assert not day.answered


async def test_more_than_sixty_points_lose_nothing(store: Store) -> None:
    from bot.core.records import NewAttempt

    round = await store.write(lambda tx: posted(tx, schedule(tx)))
    many = grade(70, 80)
    new = NewAttempt(round.id, ROOM, ANN, NINE, AttemptKind.ANSWER, many, 9)
    await store.write(lambda tx: tx.record(new))
    (attempt,) = await store.read(lambda view: view.attempts(round.id, ANN))
    assert attempt.grade == many


async def test_hints_are_taken_once_each(store: Store) -> None:
    round = await store.write(lambda tx: posted(tx, schedule(tx)))
    later = NINE + HOUR
    for hint in (Hint(2, NINE), Hint(0, later), Hint(2, later)):
        await store.write(lambda tx, hint=hint: tx.take_hint(round.id, ANN, hint))  # type: ignore[misc]
    assert await store.read(lambda view: view.hints(round.id, ANN)) == (Hint(2, NINE), Hint(0, later))
    assert await store.read(lambda view: view.hints(round.id, BEN)) == ()


async def test_a_regrade_is_followed_by_everything(store: Store) -> None:
    round = await store.write(lambda tx: posted(tx, schedule(tx)))
    first = await store.write(lambda tx: answer(tx, round, ANN, 1))
    await store.write(lambda tx: answer(tx, round, ANN, 2, at=NINE + 2 * HOUR))
    await store.write(lambda tx: tx.regrade(first.id, grade(3, quote="jitters"), 12))
    attempts = await store.read(lambda view: view.attempts(round.id, ANN))
    assert [(a.points, a.grade.score) for a in attempts] == [(12, 1.0), (6, grade(2).score)]
    assert attempts[0].text == first.text
    assert await store.read(lambda view: view.tally(round.id)) == Tally(1, 1, (1, 1, 1), ANN, first.arrived)
    assert (await store.read(lambda view: view.board(ROOM, "all", ANN, 1))).top[0].points == 12
    await store.write(lambda tx: tx.regrade(first.id, first.grade, first.points))
    assert (await store.read(lambda view: view.board(ROOM, "all", ANN, 1))).top[0].points == 6


# --- streaks ---


async def test_only_delivered_questions_are_days(store: Store) -> None:
    kept = await store.write(schedule)
    first = await store.write(lambda tx: posted(tx, kept))
    second = await store.write(lambda tx: open_round(tx, slot(kept, 1)))
    await store.write(lambda tx: answer(tx, first, ANN))
    (day,) = await store.read(lambda view: view.posted_days(ROOM, ANN, None))
    assert (day.day, day.closes, day.answered, day.excused) == (MONDAY, NINE + DAY, True, False)
    await store.write(lambda tx: post(tx, second))
    days = await store.read(lambda view: view.posted_days(ROOM, ANN, MONDAY))
    assert [(d.day, d.answered) for d in days] == [(MONDAY + DAY, False)]
    assert await store.read(lambda view: view.posted_days(ELSEWHERE, ANN, None)) == ()


async def test_arrival_counts_not_processing(store: Store) -> None:
    round = await store.write(lambda tx: posted(tx, schedule(tx)))
    closes = NINE + DAY
    await store.write(lambda tx: answer(tx, round, ANN, at=closes))
    await store.write(lambda tx: answer(tx, round, BEN, at=closes - timedelta(milliseconds=1)))
    for who, in_time in ((ANN, False), (BEN, True)):
        (day,) = await store.read(lambda view, who=who: view.posted_days(ROOM, who, None))  # type: ignore[misc]
        assert day.answered is in_time


async def test_a_void_round_is_excused_until_that_is_taken_back(store: Store) -> None:
    round = await store.write(lambda tx: posted(tx, schedule(tx)))
    for void in (True, False):
        await store.write(lambda tx, void=void: tx.void(round.id, NINE, void, "outage"))  # type: ignore[misc]
        (day,) = await store.read(lambda view: view.posted_days(ROOM, ANN, None))
        assert day.excused is void


async def test_a_kept_fold_comes_back_and_what_changes_its_days_drops_it(store: Store) -> None:
    kept = await store.write(schedule)
    rounds = await store.write(lambda tx: [posted(tx, kept, n) for n in range(3)])
    unposted = await store.write(lambda tx: open_round(tx, slot(kept, 3)))
    fold = Streak(2, 1, 5, MONDAY + DAY)
    through = MONDAY + 2 * DAY

    async def keep() -> None:
        await store.write(lambda tx: tx.keep_streak(ROOM, ANN, fold, through))
        assert await store.read(lambda view: view.streak(ROOM, ANN)) == (fold, through)

    assert await store.read(lambda view: view.streak(ROOM, ANN)) == (START, None)
    await keep()
    await store.write(lambda tx: answer(tx, rounds[1], BEN))
    await store.write(lambda tx: tx.void(unposted.id, NINE, True, "later than the fold"))
    assert await store.read(lambda view: view.streak(ROOM, ANN)) == (fold, through)
    await store.write(lambda tx: answer(tx, rounds[1], ANN))
    assert await store.read(lambda view: view.streak(ROOM, ANN)) == (START, None)
    await keep()
    await store.write(lambda tx: answer(tx, rounds[2], ANN))  # the last day of the fold
    assert await store.read(lambda view: view.streak(ROOM, ANN)) == (START, None)
    await keep()
    await store.write(lambda tx: tx.void(rounds[2].id, NINE, True, "outage"))
    assert await store.read(lambda view: view.streak(ROOM, ANN)) == (START, None)
    await keep()
    await store.write(lambda tx: tx.move_close(rounds[0].id, NINE + 2 * DAY, late=True))
    assert await store.read(lambda view: view.streak(ROOM, ANN)) == (START, None)
    through = MONDAY + 3 * DAY
    await keep()
    await store.write(lambda tx: post(tx, unposted))
    assert await store.read(lambda view: view.streak(ROOM, ANN)) == (START, None)


# --- practice ---


async def test_practice_touches_neither_boards_nor_streaks(store: Store) -> None:
    own = await store.write(lambda tx: practice(tx, ANN, "sagemaker/od"))
    await store.write(lambda tx: answer(tx, own, ANN, 3))
    assert (await store.read(lambda view: view.board(ROOM, "all", ANN, 9))).members == 0
    assert await store.read(lambda view: view.posted_days(ROOM, ANN, None)) == ()


async def test_answered_rounds_are_told_in_order_since_an_instant(store: Store) -> None:
    kept = await store.write(schedule)
    first = await store.write(lambda tx: posted(tx, kept))
    second = await store.write(lambda tx: posted(tx, kept, 1, card="sagemaker/ic"))
    await store.write(lambda tx: answer(tx, second, ANN, 3))
    await store.write(lambda tx: answer(tx, first, ANN, 1))
    unsaid = Confidence.UNSAID
    one = Tried("sagemaker/od", MONDAY, NINE + HOUR, grade(1).score, unsaid, grade(1).score, False, True)
    two = Tried("sagemaker/ic", MONDAY + DAY, NINE + DAY + HOUR, 1.0, unsaid, 1.0, True, True)
    assert await store.read(lambda view: view.tries(ANN)) == (one, two)
    assert await store.read(lambda view: view.tries(BEN)) == ()


async def test_one_practice_session_runs_at_a_time_in_a_room(store: Store) -> None:
    new = Session(0, ANN, ROOM, "rcf 3", 3, 0, 0, NINE)
    first = await store.write(lambda tx: tx.open_session(new))
    round = await store.write(lambda tx: practice(tx, ANN, "sagemaker/rcf", session=first.id))
    await store.write(lambda tx: tx.step_session(first.id, 1, 1, None))
    seen = await store.read(lambda view: view.session(ANN, ROOM))
    assert seen is not None and (seen.id, seen.done, seen.right, seen.scope) == (first.id, 1, 1, "rcf 3")
    assert await store.read(lambda view: view.session_rounds(first.id)) == (round,)
    second = await store.write(lambda tx: tx.open_session(new))
    seen = await store.read(lambda view: view.session(ANN, ROOM))
    assert seen == second and second.id != first.id
    await store.write(lambda tx: tx.step_session(second.id, 3, 2, NINE + HOUR))
    assert await store.read(lambda view: view.session(ANN, ROOM)) is None


async def test_the_same_name_on_two_platforms_is_two_members(store: Store) -> None:
    round = await store.write(lambda tx: posted(tx, schedule(tx)))
    twin = Member(Team("slack", "T1"), ANN.user)
    await store.write(lambda tx: answer(tx, round, ANN))
    assert await store.read(lambda view: (view.attempts(round.id, twin), view.memories(twin))) == ((), {})


@given(st.lists(st.text(max_size=8), min_size=5, max_size=5))
def test_a_grade_comes_back_with_every_word(words: list[str]) -> None:
    label, quote, reason, other, more = words
    given_ = Grade(
        0.5,
        Verdict.PARTIAL,
        hit=(Evidence(0, label, quote), Evidence(2, more, other)),
        missed=(Missed(1, other),),
        contradicted=(Evidence(3, more, label),),
        reasons=(reason, more),
    )
    assert evidence.read(0.5, "partial", (0, 0, 0), evidence.write(given_)) == given_


def test_a_grade_whose_words_were_deleted_keeps_its_points() -> None:
    bare = evidence.read(0.5, "partial", (0b101, 0b10, 0b1000), None)
    assert ([e.point for e in bare.hit], [m.point for m in bare.missed]) == ([0, 2], [1])
    assert [e.point for e in bare.contradicted] == [3]
