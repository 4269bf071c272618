"""Whatever is answered, regraded and hidden: every kind of board is what the ledger adds up to."""

from collections import defaultdict
from collections.abc import Callable
from datetime import timedelta
from fractions import Fraction
from math import floor

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.core import boards
from bot.core.boards import Kind, Span
from bot.core.calendar import Period, Seasons
from bot.core.model import AttemptKind, Member, Room, Round
from bot.core.records import Board, NewAttempt
from bot.core.score import ranks
from bot.core.streak import Streak
from bot.store.shapes import NEVER
from bot.usecases.streaks import streak_of
from tests.store.ground import Ground, in_memory
from tests.store.world import (
    ANN,
    BEN,
    CLEO,
    DAY,
    MONDAY,
    NINE,
    ROOM,
    TEAM,
    grade,
    open_round,
    post,
    practice,
    schedule,
    slot,
)

SECOND = Room(TEAM, "library")
PEOPLE = (ANN, BEN, CLEO)
SEASONS = Seasons(MONDAY, weeks=1, months=0)
CARDS = {"tides/moon": "water", "tides/sun": "", "knots/bowline": "ropes"}
members, hits = st.sampled_from(PEOPLE), st.integers(0, 3)
Sums = dict[Member, tuple[int, int]]  # points and answers


class Play(RuleBasedStateMachine):
    """Random play in two rooms of a team, beside a plain account of it."""

    def __init__(self, ground: Callable[[], Ground] = in_memory) -> None:
        super().__init__()
        self.ground = ground()
        self.tx = self.ground.tx
        self.rounds: list[Round] = []
        self.attempts: dict[int, tuple[Round, Member, AttemptKind]] = {}
        self.worth: dict[int, int] = {}
        self.hidden: set[tuple[Member, bool]] = set()
        self.squads: dict[Member, str] = {}

    @initialize()
    def furnish(self) -> None:
        self.schedules = [schedule(self.tx), schedule(self.tx, SECOND)]
        for name in ("north", "south"):
            self.tx.add_squad(TEAM, name, "")

    @rule(which=st.integers(0, 1), day=st.integers(0, 9), card=st.sampled_from(sorted(CARDS)))
    def ask(self, which: int, day: int, card: str) -> None:
        due = slot(self.schedules[which], day)
        if all((r.schedule, r.day) != (due.schedule, due.day) for r in self.rounds):
            round = open_round(self.tx, due, self.schedules[which].room, card)
            post(self.tx, round)
            self.rounds.append(round)

    @rule(pick=st.integers(0), who=members, hit=hits, kind=st.sampled_from(AttemptKind))
    @precondition(lambda self: self.rounds)
    def answer(self, pick: int, who: Member, hit: int, kind: AttemptKind) -> None:
        round = self.rounds[pick % len(self.rounds)]
        deck, topic = round.card.split("/")[0], CARDS[round.card]
        assert round.day is not None
        self._record(round, who, hit if kind is AttemptKind.ANSWER else 0, kind,
                     boards.daily_keys(round.day, deck, topic, SEASONS))  # fmt: skip

    @rule(who=members, hit=hits, day=st.integers(0, 9), counts=st.booleans())
    def study(self, who: Member, hit: int, day: int, counts: bool) -> None:
        round = practice(self.tx, who, "knots/bowline", NINE + day * DAY)
        keys = boards.practice_keys(MONDAY + day * DAY, SEASONS) if counts else ()
        before = self._streaks()
        self._record(round, who, hit, AttemptKind.ANSWER, keys)
        assert self._streaks() == before

    @rule(pick=st.integers(0), hit=st.integers(1, 3), worth=st.integers(0, 12))
    @precondition(lambda self: self.attempts)
    def regrade(self, pick: int, hit: int, worth: int) -> None:
        id = sorted(self.attempts)[pick % len(self.attempts)]
        self.tx.regrade(id, grade(hit), worth)
        if self.attempts[id][2] is not AttemptKind.SHOWN:
            self.worth[id] = worth

    @rule(who=members, yes=st.booleans(), left=st.booleans())
    def hide(self, who: Member, yes: bool, left: bool) -> None:
        (self.tx.leave if left else self.tx.opt_out)(who, yes)
        (self.hidden.add if yes else self.hidden.discard)((who, left))

    @rule(who=members, name=st.sampled_from(["north", "south"]))
    def pick_side(self, who: Member, name: str) -> None:
        self.tx.put_in_squad(who, name)
        self.squads[who] = name

    @invariant()
    def every_board_is_what_the_ledger_adds_up_to(self) -> None:
        assert self.ground.differences() == []
        for span in Span:
            for day in (MONDAY, MONDAY + 9 * DAY):
                self._look(span, boards.period(span, day, SEASONS))

    @invariant()
    def a_freeze_is_no_day(self) -> None:
        for room in (ROOM, SECOND):
            for who, streak in self._streaks_in(room).items():
                kept = {day.day for day in self.tx.posted_days(room, who, None) if day.answered}
                assert streak.length <= streak.best <= len(kept)

    def _streaks(self) -> list[dict[Member, Streak]]:
        return [self._streaks_in(room) for room in (ROOM, SECOND)]

    def _streaks_in(self, room: Room) -> dict[Member, Streak]:
        return {who: streak_of(self.tx, room, who, NEVER) for who in PEOPLE}

    def _look(self, span: Span, period: Period) -> None:
        tx, key = self.tx, boards.key(period)
        here = self._sums(period, lambda r: r.daily and r.room == ROOM)
        assert lines(tx.board(ROOM, key, ANN, 9)) == ranked(here)
        assert lines(tx.team_board(TEAM, key, ANN, 9)) == ranked(self._sums(period, lambda r: r.daily))
        taken = {who: (n, n) for who, (_, n) in here.items() if n}
        assert lines(tx.participation(ROOM, key, ANN, 9)) == ranked(taken)
        trained = self._sums(period, lambda r: not r.daily)
        assert lines(tx.board(ROOM, boards.key(period, Kind.PRACTICE), ANN, 9)) == ranked(trained)
        if span in boards.LONG:
            deck = self._sums(period, lambda r: r.daily and r.room == ROOM and r.card.startswith("tides/"))
            assert lines(tx.board(ROOM, boards.key(period, Kind.DECK, "tides"), ANN, 9)) == ranked(deck)
            topic = self._sums(period, lambda r: r.daily and r.room == ROOM and r.card == "tides/moon")
            moon = boards.key(period, Kind.TOPIC, "tides/water")
            assert lines(tx.board(ROOM, moon, ANN, 9)) == ranked(topic)
        squads = {s.name: (s.each, s.active) for s in tx.squad_board(ROOM, key, ANN)}
        assert squads == self._squads(here)
        self._improved(span, period, here)

    def _improved(self, span: Span, period: Period, here: Sums) -> None:
        before = boards.before(span, period.first, SEASONS)
        if before is not None:
            then = self._sums(before, lambda r: r.daily and r.room == ROOM)
            gained = {
                who: (mean(points, n) - mean(*then[who]), n)
                for who, (points, n) in here.items()
                if n and who in then and then[who][1]
            }
            told = self.tx.improvement(ROOM, boards.key(period), boards.key(before), ANN, 9, 1)
            assert lines(told) == ranked(gained)

    def _squads(self, here: Sums) -> dict[str, tuple[int, int]]:
        active: dict[str, list[int]] = defaultdict(list)
        for who, (points, n) in here.items():
            if who in self.squads and n:
                active[self.squads[who]].append(points)
        return {name: (mean(sum(points), len(points)), len(points)) for name, points in active.items()}

    def _sums(self, period: Period, counts: Callable[[Round], bool]) -> Sums:
        """The better attempt of each round, added up by who is shown."""
        best: dict[tuple[int, Member], tuple[int, bool]] = {}
        for id, (round, who, kind) in self.attempts.items():
            day = round.day or round.opened.date()
            if counts(round) and period.first <= day <= period.last and not self._is_hidden(who):
                points, kept = best.get((round.id, who), (0, False))
                best[round.id, who] = (max(points, self.worth[id]), kept or kind is not AttemptKind.SHOWN)
        sums: Sums = {}
        for (_, who), (points, kept) in best.items():
            if kept or points:
                before = sums.get(who, (0, 0))
                sums[who] = (before[0] + points, before[1] + kept)
        return sums

    def _is_hidden(self, who: Member) -> bool:
        return (who, True) in self.hidden or (who, False) in self.hidden

    def _record(self, round: Round, who: Member, hit: int, kind: AttemptKind, keys: tuple[str, ...]) -> None:
        arrived = round.opened + timedelta(hours=1)
        new = NewAttempt(round.id, round.room, who, arrived, kind, grade(hit), hit * 4, boards=keys)
        attempt = self.tx.record(new)
        if keys:
            self.attempts[attempt.id] = (round, who, kind)
            self.worth[attempt.id] = hit * 4

    def teardown(self) -> None:
        self.ground.leave()


def mean(points: int, answers: int) -> int:
    """In hundredths, rounded down."""
    return floor(Fraction(100 * points, answers))


def ranked(sums: Sums) -> set[tuple[int, Member, int, int]]:
    placed = ranks((who, points) for who, (points, _) in sums.items())
    return {(rank, who, points, sums[who][1]) for rank, who, points in placed}


def lines(board: Board) -> set[tuple[int, Member, int, int]]:
    """What a board shows, after a look at its own consistency."""
    told = [(s.rank, s.member, s.points, s.answers) for s in board.top]
    assert board.own == next((s for s in board.top if s.member == ANN), None)
    assert board.members == len(board.top)
    assert [rank for rank, *_ in told] == sorted(rank for rank, *_ in told)
    return set(told)


Play.TestCase.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
TestPlay = Play.TestCase
