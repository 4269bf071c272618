"""The law of streaks: its table, its laws, and a life lived at random beside an oracle."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bot.core import streak as law
from bot.core.model import AttemptKind
from bot.core.records import PostedDay
from bot.core.streak import START, Day, Pause, State, Streak, days_of, fold, posted_day, settled, states
from tests.core.streak_world import A_DAY, FIRST, HOUR, Log, Post, oracle

NEW_YEAR = date(2025, 1, 1)
LETTERS = {State.KEPT: "k", State.FROZEN: "f", State.MISSED: "m", State.EXCUSED: "e", State.OPEN: "o"}


def days(word: str) -> list[Day]:
    """Days from a word: k kept, K kept and still open, m missed, o open, e excused, E open and excused."""
    return [
        Day(NEW_YEAR + n * A_DAY, kept=letter in "kK", open=letter in "oKE", excused=letter in "eE")
        for n, letter in enumerate(word)
    ]


FOLDS = [
    # days, length, freezes, best, what each day was
    ("", 0, 2, 0, ""),
    ("k", 1, 2, 1, "k"),
    ("m", 0, 2, 0, "m"),
    ("mmmmm", 0, 2, 0, "mmmmm"),
    ("km", 1, 1, 1, "kf"),
    ("kmm", 1, 0, 1, "kff"),
    ("kmmm", 0, 0, 1, "kffm"),
    ("kmmmk", 1, 0, 1, "kffmk"),
    ("kmkmk", 3, 0, 3, "kfkfk"),
    ("k" * 7, 7, 2, 7, "k" * 7),
    ("km" + "k" * 6, 7, 2, 7, "kf" + "k" * 6),
    ("kmm" + "k" * 6, 7, 1, 7, "kff" + "k" * 6),
    ("kmm" + "k" * 13, 14, 2, 14, "kff" + "k" * 13),
    ("k" * 7 + "m", 7, 1, 7, "k" * 7 + "f"),
    ("k" * 7 + "mmk", 8, 0, 8, "k" * 7 + "ffk"),
    ("k" * 6 + "mk", 7, 2, 7, "k" * 6 + "fk"),
    ("k" * 7 + "mmm" + "k" * 7, 7, 1, 7, "k" * 7 + "ffm" + "k" * 7),
    ("kkkommk", 4, 0, 4, "kkkoffk"),
    ("ko", 1, 2, 1, "ko"),
    ("ok", 1, 2, 1, "ok"),
    ("kK", 2, 2, 2, "kk"),
    ("kek", 2, 2, 2, "kek"),
    ("keeeee", 1, 2, 1, "keeeee"),
    ("kEk", 2, 2, 2, "kok"),
]


@pytest.mark.parametrize(("word", "length", "freezes", "best", "was"), FOLDS)
def test_a_run_of_days_folds_into(word: str, length: int, freezes: int, best: int, was: str) -> None:
    run = days(word)
    last = next((day.day for day in reversed(run) if day.kept), None)
    assert fold(START, run) == Streak(length, freezes, best, last)
    assert [day for day, _ in states(START, run)] == [day.day for day in run]
    assert "".join(LETTERS[state] for _, state in states(START, run)) == was


lives = st.text("kKmoeE", max_size=60).map(days)


@given(lives, st.integers(0, 60))
def test_a_fold_goes_on_from_a_kept_one(life: list[Day], cut: int) -> None:
    assert fold(fold(START, life[:cut]), life[cut:]) == fold(START, life)


@given(lives)
def test_settled_days_are_those_before_the_first_open_one(life: list[Day]) -> None:
    done = settled(life)
    assert list(done) == life[: len(done)]
    assert not any(day.open for day in done)
    assert len(done) == len(life) or life[len(done)].open


@given(lives)
def test_freezes_are_bounded_and_never_counted_as_days(life: list[Day]) -> None:
    after = fold(START, life)
    assert 0 <= after.freezes <= 2
    assert after.length <= after.best <= sum(day.kept for day in life)


@given(lives)
def test_a_kept_day_adds_one_whatever_came_before(life: list[Day]) -> None:
    latest = Day(NEW_YEAR + len(life) * A_DAY, kept=True)
    before, after = fold(START, life), fold(START, [*life, latest])
    assert (after.length, after.last) == (before.length + 1, latest.day)
    assert after.freezes >= before.freezes


# --- from rows to days --------------------------------------------------------------------------------------

NOON = datetime(2025, 1, 2, 12, tzinfo=UTC)


def row(on: int, closes: int, answered: bool = False, excused: bool = False) -> PostedDay:
    """A question of 1 January plus `on` days that closes `closes` hours after noon of the 2nd."""
    return PostedDay(NEW_YEAR + on * A_DAY, NOON + closes * HOUR, answered, excused)


ROWS = [
    # rows of one date, day, why
    ([row(0, 1)], Day(NEW_YEAR, kept=False, open=True), "still open"),
    ([row(0, 0)], Day(NEW_YEAR, kept=False), "closed this instant"),
    ([row(0, -1), row(0, -2, answered=True)], Day(NEW_YEAR, kept=True), "one of two questions is enough"),
    ([row(0, -1), row(0, 1)], Day(NEW_YEAR, kept=False, open=True), "one of two is still open"),
    ([row(0, -1, excused=True)], Day(NEW_YEAR, kept=False, excused=True), "voided"),
    ([row(0, -1, excused=True), row(0, -1)], Day(NEW_YEAR, kept=False), "the other could have been answered"),
    ([row(0, -1, True, True)], Day(NEW_YEAR, kept=True, excused=True), "voided, and kept by who answered"),
]


@pytest.mark.parametrize(("rows", "day", "why"), ROWS)
def test_the_questions_of_a_date_make_one_day(rows: list[PostedDay], day: Day, why: str) -> None:
    assert days_of(rows, NOON) == (day,), why


def test_days_come_in_order_whatever_the_order_of_the_rows() -> None:
    rows = [row(2, 9), row(0, -1), row(1, 5), row(0, -1)]
    assert [day.day for day in days_of(rows, NOON)] == [NEW_YEAR, NEW_YEAR + A_DAY, NEW_YEAR + 2 * A_DAY]
    assert days_of([], NOON) == ()


def test_a_personal_pause_excuses_its_dates_and_no_others() -> None:
    rows = [row(n, -1) for n in range(4)]
    excused = [day.excused for day in days_of(rows, NOON, [Pause(NEW_YEAR + A_DAY, NEW_YEAR + 2 * A_DAY)])]
    assert excused == [False, True, True, False]
    assert [day.excused for day in days_of(rows, NOON, [Pause(NEW_YEAR + 3 * A_DAY)])] == [
        False,
        False,
        False,
        True,
    ]


def test_arrival_counts_and_the_close_itself_is_too_late() -> None:
    just_in_time = NOON - timedelta(milliseconds=1)
    assert posted_day(NEW_YEAR, NOON, [(AttemptKind.ANSWER, just_in_time)]) == row(0, 0, answered=True)
    assert posted_day(NEW_YEAR, NOON, [(AttemptKind.ANSWER, NOON)]) == row(0, 0)


def test_not_knowing_yet_keeps_a_day_and_being_shown_the_answer_does_not() -> None:
    early = NOON - HOUR
    assert posted_day(NEW_YEAR, NOON, [(AttemptKind.UNKNOWN, early)]) == row(0, 0, answered=True)
    assert posted_day(NEW_YEAR, NOON, [(AttemptKind.SHOWN, early)]) == row(0, 0)


def test_a_voided_question_and_one_lost_to_an_outage_are_excused() -> None:
    assert posted_day(NEW_YEAR, NOON, [], voided=True) == row(0, 0, excused=True)
    assert posted_day(NEW_YEAR, NOON, [], outage=True) == row(0, 0, excused=True)


# --- a life beside the oracle -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Laws:
    """What the life is lived by; a planted fault puts something else into one of the places."""

    step: Callable[[Streak, Day], tuple[Streak, State]] = law.step
    posted_day: Callable[..., PostedDay] = law.posted_day
    days_of: Callable[..., tuple[Day, ...]] = law.days_of
    settled: Callable[[Iterable[Day]], tuple[Day, ...]] = law.settled
    arrival: int = 1  # of (kind, arrived, recorded): which one counts
    forgets: bool = True  # a change of settled history drops the kept fold


OF_A_DAY = (AttemptKind.ANSWER, AttemptKind.UNKNOWN, AttemptKind.SHOWN)  # cards rated by oneself are practice


class Life(RuleBasedStateMachine):
    """Days of a room with one member; the kept fold and the days after it must say what the oracle says."""

    laws = Laws()

    def __init__(self) -> None:
        super().__init__()
        self.log = Log()
        self.kept: tuple[Streak, date | None] = (START, None)

    # what happens

    @rule(skipped=st.integers(0, 3), hours=st.sampled_from([4, 20, 24, 24, 30, 72]))
    def a_question_is_posted(self, skipped: int, hours: int) -> None:
        latest = self.log.posts[-1].day if self.log.posts else FIRST.date() - A_DAY
        day = max(latest + (1 + skipped) * A_DAY, self.log.now.date())
        self.log.now = max(self.log.now, FIRST + (day - FIRST.date()))
        self._post(day, hours)

    @rule(pattern=st.lists(st.booleans(), min_size=1, max_size=9), full=st.booleans())
    def days_go_by(self, pattern: list[bool], full: bool) -> None:
        for answered in pattern:
            self.a_question_is_posted(0, 24)
            if answered or full:
                self._answer(self.log.posts[-1], self.log.now)

    @precondition(lambda self: self.log.posts)
    @rule(back=st.integers(0, 3), hours=st.sampled_from([6, 48]))
    def another_schedule_posts_for_a_recent_date(self, back: int, hours: int) -> None:
        self._post(self.log.posts[max(0, len(self.log.posts) - 1 - back)].day, hours)

    @rule(hours=st.sampled_from([1, 5, 24, 60]))
    def time_passes(self, hours: int) -> None:
        self.log.now += hours * HOUR

    @precondition(lambda self: self.log.posts)
    @rule(back=st.integers(0, 4), kind=st.sampled_from(OF_A_DAY))
    def an_attempt_arrives(self, back: int, kind: AttemptKind) -> None:
        self._answer(self._recent(back), self.log.now, kind)

    @precondition(lambda self: self.log.posts)
    @rule(back=st.integers(0, 6), early=st.integers(-1, 1))
    def an_answer_from_around_the_close_is_graded_late(self, back: int, early: int) -> None:
        post = self._recent(back)
        self._answer(post, min(post.closes - early * HOUR, self.log.now))

    @precondition(lambda self: self.log.posts)
    @rule(back=st.integers(0, 12))
    def a_question_is_voided_or_restored(self, back: int) -> None:
        post = self._recent(back)
        post.voided = not post.voided
        self._changed(post.day)

    @precondition(lambda self: self.log.posts)
    @rule(back=st.integers(0, 12), reach=st.integers(1, 4))
    def an_amnesty_is_given_or_withdrawn(self, back: int, reach: int) -> None:
        for post in self.log.posts[-1 - back :][:reach]:
            post.outage = not post.outage
            self._changed(post.day)

    @rule(ahead=st.integers(-8, 3), length=st.one_of(st.none(), st.integers(1, 6)))
    def the_member_goes_away(self, ahead: int, length: int | None) -> None:
        first = self.log.now.date() + ahead * A_DAY
        self.log.pauses.append((first, None if length is None else first + (length - 1) * A_DAY))
        self._changed(first)

    @precondition(lambda self: self.log.pauses)
    @rule()
    def the_member_was_not_away_after_all(self) -> None:
        first, _ = self.log.pauses.pop()
        self._changed(first)

    @rule()
    def the_settled_days_are_kept(self) -> None:
        streak, through = self.kept
        done = self.laws.settled(self._days(through))
        if done:
            self.kept = (self._fold(streak, done), done[-1].day)

    # what must hold

    @invariant()
    def the_streak_is_what_the_oracle_says(self) -> None:
        streak, through = self.kept
        told = oracle(self.log)
        read = self._fold(streak, self._days(through))
        assert read == Streak(told.length, told.freezes, told.best, told.last)

    @invariant()
    def each_day_is_what_the_oracle_says(self) -> None:
        streak, word = START, ""
        for day in self._days(None):
            streak, state = self.laws.step(streak, day)
            word += LETTERS[state]
        assert word == oracle(self.log).letters

    # how it is done

    def _post(self, day: date, hours: int) -> None:
        self.log.posts.append(Post(day, self.log.now, self.log.now + hours * HOUR))
        self.log.posts.sort(key=lambda post: (post.day, post.opened))
        self._changed(day)

    def _answer(self, post: Post, arrived: datetime, kind: AttemptKind = AttemptKind.ANSWER) -> None:
        post.attempts.append((kind, arrived, self.log.now))
        self._changed(post.day)

    def _recent(self, back: int) -> Post:
        return self.log.posts[max(0, len(self.log.posts) - 1 - back)]

    def _changed(self, day: date) -> None:
        _, through = self.kept
        if through is not None and day <= through and self.laws.forgets:
            self.kept = (START, None)

    def _days(self, after: date | None) -> tuple[Day, ...]:
        rows = [
            self.laws.posted_day(
                post.day,
                post.closes,
                [(tried[0], tried[self.laws.arrival]) for tried in post.attempts],
                post.voided,
                post.outage,
            )
            for post in self.log.posts
            if after is None or post.day > after
        ]
        return self.laws.days_of(rows, self.log.now, [Pause(*dates) for dates in self.log.pauses])

    def _fold(self, streak: Streak, run: Sequence[Day]) -> Streak:
        for day in run:
            streak, _ = self.laws.step(streak, day)
        return streak


Tried = Sequence[tuple[AttemptKind, datetime]]

LIVED: dict[str, Any] = {
    "deadline": None,
    "database": None,
    "derandomize": True,
    "suppress_health_check": list(HealthCheck),
}


def test_a_life_lived_at_random_agrees_with_the_oracle() -> None:
    run_state_machine_as_test(Life, settings=settings(max_examples=120, stateful_step_count=40, **LIVED))


def freeze_counts_as_a_day(streak: Streak, day: Day) -> tuple[Streak, State]:
    after, state = law.step(streak, day)
    return (replace(after, length=after.length + 1) if state is State.FROZEN else after), state


def open_is_missed(streak: Streak, day: Day) -> tuple[Streak, State]:
    return law.step(streak, replace(day, open=False))


def excuses_are_ignored(streak: Streak, day: Day) -> tuple[Streak, State]:
    return law.step(streak, replace(day, excused=False))


def excused_is_not_kept(streak: Streak, day: Day) -> tuple[Streak, State]:
    return law.step(streak, replace(day, kept=day.kept and not day.excused))


def freezes_are_hoarded(streak: Streak, day: Day) -> tuple[Streak, State]:
    after, state = law.step(streak, day)
    more = state is State.KEPT and after.length % 7 == 0
    return replace(after, freezes=streak.freezes + more if state is State.KEPT else after.freezes), state


def a_freeze_is_earned_every_eighth_day(streak: Streak, day: Day) -> tuple[Streak, State]:
    after, state = law.step(streak, day)
    return (
        replace(after, freezes=min(2, streak.freezes + (after.length % 8 == 0))) if day.kept else after
    ), state


def freezes_melt_without_a_streak(streak: Streak, day: Day) -> tuple[Streak, State]:
    after, state = law.step(streak, day)
    return (replace(after, freezes=max(0, after.freezes - 1)) if state is State.MISSED else after), state


def a_new_streak_has_new_freezes(streak: Streak, day: Day) -> tuple[Streak, State]:
    after, state = law.step(streak, day)
    return (replace(after, freezes=2) if state is State.MISSED else after), state


def the_close_is_in_time(on: date, closes: datetime, tried: Tried, *flags: bool) -> PostedDay:
    return law.posted_day(on, closes + timedelta(microseconds=1), tried, *flags)


def every_attempt_counts(on: date, closes: datetime, tried: Tried, *flags: bool) -> PostedDay:
    return replace(law.posted_day(on, closes, tried, *flags), answered=bool(tried))


def being_shown_counts(on: date, closes: datetime, tried: Tried, *flags: bool) -> PostedDay:
    return law.posted_day(on, closes, [(AttemptKind.ANSWER, at) for _, at in tried], *flags)


def pauses_do_not_matter(rows: Iterable[PostedDay], now: datetime, _: Sequence[Pause]) -> tuple[Day, ...]:
    return law.days_of(rows, now)


def all_that_is_closed(run: Iterable[Day]) -> tuple[Day, ...]:
    return tuple(day for day in run if not day.open)


FAULTS = {
    "a freeze counts as a day": Laws(step=freeze_counts_as_a_day),
    "an open day is already missed": Laws(step=open_is_missed),
    "excuses are ignored": Laws(step=excuses_are_ignored),
    "a voided question is not kept by who answered": Laws(step=excused_is_not_kept),
    "more than two freezes are held": Laws(step=freezes_are_hoarded),
    "a freeze is earned every eighth day": Laws(step=a_freeze_is_earned_every_eighth_day),
    "freezes are spent where no streak runs": Laws(step=freezes_melt_without_a_streak),
    "a new streak has new freezes": Laws(step=a_new_streak_has_new_freezes),
    "the time of recording counts": Laws(arrival=2),
    "the close itself is in time": Laws(posted_day=the_close_is_in_time),
    "an attempt after the close counts": Laws(posted_day=every_attempt_counts),
    "to be shown the answer keeps a day": Laws(posted_day=being_shown_counts),
    "personal pauses are ignored": Laws(days_of=pauses_do_not_matter),
    "days after an open one are settled": Laws(settled=all_that_is_closed),
    "open days are settled": Laws(settled=tuple),
    "a changed history keeps the old fold": Laws(forgets=False),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_the_oracle_catches_a_planted_fault(fault: str) -> None:
    life = type("Faulty", (Life,), {"laws": FAULTS[fault]})
    lived = settings(
        max_examples=400, stateful_step_count=40, phases=[Phase.generate], report_multiple_bugs=False, **LIVED
    )
    with pytest.raises(AssertionError):
        run_state_machine_as_test(life, settings=lived)
