"""Whatever happens in whatever order, every projection is what the ledger says."""

from collections.abc import Callable
from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.core.model import AttemptKind, Member, Room, Round
from bot.core.streak import days_of, fold
from bot.store.shapes import NEVER
from tests.store.ground import Ground, in_memory
from tests.store.world import (
    ANN,
    BEN,
    CLEO,
    DAY,
    ELSEWHERE,
    NINE,
    ROOM,
    answer,
    grade,
    open_round,
    post,
    practice,
    schedule,
    slot,
)

members = st.sampled_from([ANN, BEN])  # few, so that what they do meets
hits = st.integers(0, 3)
points = st.integers(0, 12)
hours = st.integers(0, 24 * 4)
days = st.integers(0, 3)


class Ledger(RuleBasedStateMachine):
    """Random play in two rooms, then the whole of it worked out again."""

    def __init__(self, ground: Callable[[], Ground] = in_memory) -> None:
        super().__init__()
        self.ground = ground()
        self.tx = self.ground.tx
        self.rounds: list[Round] = []
        self.attempts: list[int] = []

    @initialize()
    def furnish(self) -> None:
        self.schedules = [schedule(self.tx), schedule(self.tx), schedule(self.tx, ELSEWHERE)]

    @rule(which=st.integers(0, 2), day=days, late=st.booleans())
    def ask(self, which: int, day: int, late: bool) -> None:
        due = slot(self.schedules[which], day)
        if any(r.schedule == due.schedule and r.day == due.day for r in self.rounds):
            return
        round = open_round(self.tx, due, self.schedules[which].room)
        self.rounds.append(round)
        if not late:
            post(self.tx, round)

    @rule(pick=st.integers(0))
    @precondition(lambda self: self.rounds)
    def post_late(self, pick: int) -> None:
        round = self.rounds[pick % len(self.rounds)]
        post(self.tx, round, round.opened + timedelta(hours=2))

    @rule(
        pick=st.integers(0), who=members, hit=hits, worth=points, at=hours, kind=st.sampled_from(AttemptKind)
    )
    @precondition(lambda self: self.rounds)
    def try_it(self, pick: int, who: object, hit: int, worth: int, at: int, kind: AttemptKind) -> None:
        round = self.rounds[pick % len(self.rounds)]
        if kind is AttemptKind.SHOWN:
            hit = worth = 0
        arrived = NINE + timedelta(hours=at)
        attempt = answer(self.tx, round, who, hit, points=worth, at=arrived, kind=kind)  # type: ignore[arg-type]
        self.attempts.append(attempt.id)

    @rule(who=members, hit=hits, at=hours, card=st.sampled_from(["sagemaker/od", "python/gil"]))
    def study(self, who: object, hit: int, at: int, card: str) -> None:
        own = practice(self.tx, who, card)  # type: ignore[arg-type]
        arrived = NINE + timedelta(hours=at)
        self.attempts.append(answer(self.tx, own, who, hit, at=arrived).id)  # type: ignore[arg-type]

    @rule(who=members, other=st.sampled_from([ANN, BEN, CLEO]), together=st.booleans())
    def link(self, who: object, other: object, together: bool) -> None:
        """Members turn out to be one person, or several."""
        if together:
            self.tx.link(who, other)  # type: ignore[arg-type]
        else:
            self.tx.unlink(other)  # type: ignore[arg-type]

    @rule(pick=st.integers(0), hit=st.integers(1, 3), worth=points)
    @precondition(lambda self: self.attempts)
    def regrade(self, pick: int, hit: int, worth: int) -> None:
        self.tx.regrade(self.attempts[pick % len(self.attempts)], grade(hit), worth)

    @rule(who=members, yes=st.booleans(), which=st.booleans())
    def hide(self, who: object, yes: bool, which: bool) -> None:
        hiding: Callable[..., None] = self.tx.leave if which else self.tx.opt_out
        hiding(who, yes)

    @rule(who=members, room=st.sampled_from([ROOM, ELSEWHERE]), gone=st.booleans())
    def leave_room(self, who: Member, room: Room, gone: bool) -> None:
        self.tx.leave_room(who, room, gone)

    @rule(pick=st.integers(0), void=st.booleans())
    @precondition(lambda self: self.rounds)
    def void(self, pick: int, void: bool) -> None:
        self.tx.void(self.rounds[pick % len(self.rounds)].id, NINE, void, "outage")

    @rule(pick=st.integers(0), more=st.integers(1, 3))
    @precondition(lambda self: self.rounds)
    def close_later(self, pick: int, more: int) -> None:
        round = self.rounds[pick % len(self.rounds)]
        self.tx.move_close(round.id, round.opened + more * DAY, late=True)

    @rule(who=members, room=st.sampled_from([ROOM, ELSEWHERE]), upto=st.integers(1, 6))
    def settle(self, who: object, room: object, upto: int) -> None:
        kept, through = self.tx.streak(room, who)  # type: ignore[arg-type]
        posts = self.tx.posted_days(room, who, through)  # type: ignore[arg-type]
        settled = days_of(posts, NEVER)[:upto]
        if settled:
            self.tx.keep_streak(room, who, fold(kept, settled), settled[-1].day)  # type: ignore[arg-type]

    @invariant()
    def is_what_the_ledger_says(self) -> None:
        assert self.ground.differences() == []

    def teardown(self) -> None:
        self.ground.leave()


Ledger.TestCase.settings = settings(max_examples=100, stateful_step_count=30)
TestProjections = Ledger.TestCase
