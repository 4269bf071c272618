"""Whatever is answered, appealed, accepted, refused, taken back and voided, the ledger and its sums agree."""

import sqlite3
from collections.abc import Callable
from datetime import time, timedelta
from itertools import count
from typing import TypeVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.adapters.clock import VirtualClock
from bot.core.appeals import Ruled
from bot.core.model import EVERY_DAY, AttemptKind, Member, Schedule
from bot.core.records import PostRef
from bot.errors import Refused
from bot.library.lexicon import shipped
from bot.messages import Press, Submission
from bot.ports import Tx, View
from bot.store import migrate
from bot.store.check import differences
from bot.store.connection import PATIENCE, SqliteEngine, writing
from bot.store.tx import StoreTx
from bot.usecases import answer, appeal, ask, moving, regrade, review
from bot.usecases import settings as schedules
from bot.usecases.house import House
from bot.usecases.marker import Marker
from bot.usecases.shelf import Shelf
from bot.usecases.streaks import streak_of
from tests.talks.stage import BEGINNING, ZONE, harbour
from tests.usecases.hall import ROOM

T = TypeVar("T")

PEOPLE = tuple(Member(ROOM.team, name) for name in ("ada", "ben", "cem"))
EVE = Member(ROOM.team, "eve")
CONTESTED = (
    "the moon and our star", "our STAR, the moon", "a star", "new and bright", "bright and dark", "a loop",
    "an iron thing on deck",
)  # fmt: skip
TEXTS = (*CONTESTED, "the moon", "the sun and the moon", "new", "a bowline", "no idea at all")
WORDS = (
    "star",
    "our star",
    "loop",
    "bright",
    "iron thing",
    "not moon",
    "dark",
    "star | bright | loop | iron",
)


class Court(RuleBasedStateMachine):
    """One room, three people, a reviewer; each request is handled as its use case handles it."""

    def __init__(self) -> None:
        super().__init__()
        self.raw: sqlite3.Connection = writing(":memory:", PATIENCE)
        migrate.apply(self.raw, migrate.pending(self.raw, ":memory:"))
        self.tx = StoreTx(SqliteEngine(self.raw))
        self.clock = VirtualClock(BEGINNING + timedelta(hours=1))
        catalogue = harbour()
        self.house = House(
            Nowhere(), catalogue, self.clock, Marker(shipped()), Shelf(catalogue), lambda: None, str(ZONE)
        )
        self.ids = count(1)
        self.rounds: list[int] = []
        self.appeals: set[int] = set()

    @initialize()
    def furnish(self) -> None:
        schedules.ensure(self.tx, Schedule(0, ROOM, time(9), str(ZONE), EVERY_DAY), self.house)
        self.next_day(0)

    @rule(days=st.integers(1, 2))
    @precondition(lambda self: len(self.rounds) < 4)
    def next_day(self, days: int) -> None:
        self.clock.move(self.clock.now() + timedelta(days=days))
        for schedule, slot in self.tx.due(self.clock.now(), 10):
            opened = ask.settle(self.tx, self.house, schedule, slot)[-1].round
            assert opened is not None
            for delivery in self.tx.claim("me", self.clock.now(), self.clock.now(), 10, {ROOM.team.platform}):
                self.tx.confirm(delivery.id, PostRef(ROOM, f"m{delivery.id}"), self.clock.now())
            self.rounds.append(opened.id)

    @rule(who=st.sampled_from(PEOPLE), text=st.sampled_from(TEXTS))
    def answer(self, who: Member, text: str) -> None:
        self._try(
            lambda tx: answer.enter(
                tx, self.house, self._form(who), answer.Try(self.rounds[-1], AttemptKind.ANSWER, text)
            )
        )

    @rule(who=st.sampled_from(PEOPLE), pick=st.integers(0, 3))
    def hint(self, who: Member, pick: int) -> None:
        del pick
        self._try(lambda tx: answer._hint(tx, self.house, self._press(who), self.rounds[-1]))

    @rule(
        who=st.sampled_from(PEOPLE),
        text=st.sampled_from(CONTESTED),
        point=st.sampled_from(["", "1", "whole"]),
    )
    def contest(self, who: Member, text: str, point: str) -> None:
        """Answer, and say that it was right."""
        self.answer(who, text)

        def work(tx: Tx) -> None:
            form = self._form(who)
            found, deck = appeal._looked_at(tx, self.house, form, self.rounds[-1])
            chosen = appeal._point(found, point, "")
            words = appeal.proposal(self.house, found.paper.kept.card, found.attempt, chosen, deck)
            self.appeals.add(appeal._file(tx, self.house, form, found, chosen, "", words).id)

        self._try(work)

    @rule(pick=st.integers(0, 9), words=st.sampled_from(WORDS))
    @precondition(lambda self: self.appeals)
    def word(self, pick: int, words: str) -> None:
        self._try(lambda tx: review._word(tx, self.house, self._form(EVE), self._appeal(pick), words))

    @rule(pick=st.integers(0, 9), point=st.sampled_from([0, 1, None]), words=st.sampled_from(["", *WORDS]))
    @precondition(lambda self: self.appeals)
    def move(self, pick: int, point: int | None, words: str) -> None:
        """A reviewer says that another point was meant: nobody's grade changes by that."""
        before = self._standing()
        self._try(lambda tx: moving._move(tx, self.house, self._form(EVE), self._appeal(pick), point, words))
        assert self._standing() == before

    @rule(pick=st.integers(0, 9), verdict=st.sampled_from([Ruled.ALTERNATIVE, Ruled.ONCE]))
    @precondition(lambda self: self.appeals)
    def accept(self, pick: int, verdict: Ruled) -> None:
        before = self._standing()
        self._try(lambda tx: self._rule(tx, pick, verdict))
        after = self._standing()
        assert all(after[who] >= before[who] for who in PEOPLE), "somebody lost by an accept"

    @rule(pick=st.integers(0, 9), verdict=st.sampled_from([Ruled.REJECTED, Ruled.WITHDRAWN]))
    @precondition(lambda self: self.appeals)
    def refuse(self, pick: int, verdict: Ruled) -> None:
        self._try(lambda tx: self._rule(tx, pick, verdict))

    @rule(pick=st.integers(0, 9), verdict=st.sampled_from([Ruled.ALTERNATIVE, Ruled.ONCE, Ruled.REJECTED]))
    @precondition(lambda self: self.appeals)
    def rule_and_take_back(self, pick: int, verdict: Ruled) -> None:
        before = self._everything()
        self._try(lambda tx: (self._rule(tx, pick, verdict), self._rule(tx, pick, Ruled.WITHDRAWN)))
        assert self._everything() == before

    @rule(pick=st.integers(0, 3), void=st.booleans())
    def void(self, pick: int, void: bool) -> None:
        round_ = self.rounds[pick % len(self.rounds)]
        self._try(lambda tx: tx.void(round_, self.clock.now(), void, "test"))

    @invariant()
    def the_projections_are_what_the_ledger_says(self) -> None:
        assert differences(self.raw) == []

    @invariant()
    def every_grade_is_what_grading_anew_gives(self) -> None:
        for card in {round_.card for id in self.rounds if (round_ := self.tx.round(id))}:
            all_ = regrade.answers(self.tx, card, ROOM.team)
            rulings = self.tx.rulings(ROOM.team, card)
            for one in all_.handed:
                kept = self.house.marker.kept(self.tx, one.round.version)
                now = regrade.mark(self.house, kept, one.attempt, all_, rulings)
                assert (one.attempt.grade, one.attempt.points) == now

    @invariant()
    def a_board_is_the_sum_of_what_counts(self) -> None:
        for who in PEOPLE:
            told = self.tx.standing(ROOM, "all", who)
            rows = self.raw.execute(
                "SELECT coalesce(sum(s.points), 0) FROM scores s JOIN rounds r ON r.id = s.round"
                " JOIN identities i ON i.member = s.member WHERE r.day IS NOT NULL AND i.account = ?",
                (who.user,),
            )
            assert (told.points if told else 0,) == rows.fetchone()

    def teardown(self) -> None:
        self.raw.close()

    def _rule(self, tx: Tx, pick: int, verdict: Ruled) -> None:
        id = self._appeal(pick)
        wording = tx.proposed(id) if verdict is Ruled.ALTERNATIVE else None
        review.rule(tx, self.house, self._press(EVE), id, verdict, wording.id if wording else None)

    def _appeal(self, pick: int) -> int:
        return sorted(self.appeals)[pick % len(self.appeals)]

    def _try(self, work: object) -> None:
        """As the store does it: what refuses is rolled back, and harms nobody."""
        self.raw.execute("SAVEPOINT one")
        try:
            work(self.tx)  # type: ignore[operator]
        except Refused:
            self.raw.execute("ROLLBACK TO one")
            self.tx.forget()
        self.raw.execute("RELEASE one")

    def _standing(self) -> dict[Member, int]:
        standings = ((who, self.tx.standing(ROOM, "all", who)) for who in PEOPLE)
        return {who: told.points if told else 0 for who, told in standings}

    def _everything(self) -> list[object]:
        """Scores, totals and streaks: all that people see of what they did."""
        tables = (
            self.raw.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()  # noqa: S608 - names of ours
            for table in ("scores", "totals")
        )
        streaks = [streak_of(self.tx, ROOM, who, self.clock.now()) for who in PEOPLE]
        return [*tables, streaks]

    def _press(self, who: Member) -> Press:
        return Press(
            id=f"r{next(self.ids)}", arrived=self.clock.now(), member=who, room=ROOM, name=who.user, button=""
        )

    def _form(self, who: Member) -> Submission:
        return Submission(
            id=f"r{next(self.ids)}",
            arrived=self.clock.now(),
            member=who,
            room=ROOM,
            name=who.user,
            form="",
            fields={},
        )


class Nowhere:
    """A store that nobody asks: the works are run on a transaction that is open here."""

    async def read(self, work: Callable[[View], T]) -> T:
        raise AssertionError(work)

    async def write(self, work: Callable[[Tx], T]) -> T:
        raise AssertionError(work)


Court.TestCase.settings = settings(max_examples=60, stateful_step_count=40)
TestCourt = Court.TestCase
