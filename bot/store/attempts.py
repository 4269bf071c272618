"""Verbs about attempts: the ledger, and the best score of each member that follows from it."""

from typing import NamedTuple

from bot.core.model import Attempt, AttemptKind, Confidence, Grade, Member
from bot.core.records import Hint, NewAttempt, Tally
from bot.store import evidence
from bot.store.engine import Row
from bot.store.rounds import RoundsTx, RoundsView
from bot.store.shapes import instant, member_of, ms

SHOWN = AttemptKind.SHOWN.value


class Try(NamedTuple):
    """What of an attempt no regrade changes, as it stands in the columns."""

    arrived: int
    kind: str
    confidence: str
    hints: int
    text: str = ""


class Best(NamedTuple):
    """A row of `scores`: a member's best attempt at a round, as it stands in the columns."""

    attempt: int
    score: float
    points: int
    full: int
    kept: int | None
    full_at: int | None
    latest: int

    def with_attempt(self, id: int, arrived: int, kind: str, score: float, points: int) -> "Best":
        """More points win, then the higher score, then the row that was entered first."""
        full = int(score == 1)
        kept = self.kept if kind == SHOWN else _earlier(self.kept, arrived)
        full_at = _earlier(self.full_at, arrived) if full else self.full_at
        latest = max(self.latest, arrived)
        if self.attempt and (points, score) <= (self.points, self.score):
            return Best(self.attempt, self.score, self.points, self.full, kept, full_at, latest)
        return Best(id, score, points, full, kept, full_at, latest)


NOTHING = Best(0, 0.0, 0, 0, None, None, 0)


def _earlier(known: int | None, arrived: int) -> int:
    return arrived if known is None or arrived < known else known


class AttemptsView(RoundsView):
    __slots__ = ()

    def attempts(self, round: int, member: Member) -> tuple[Attempt, ...]:
        rows = self._db.rows("attempts", self._member(member), round)
        return tuple(_attempt_of(round, member, row) for row in rows)

    def hints(self, round: int, member: Member) -> tuple[Hint, ...]:
        rows = self._db.rows("hints", round, self._member(member))
        return tuple(Hint(point, instant(taken)) for point, taken in rows)

    def tally(self, round: int) -> Tally:
        rows = self._db.rows("tally", round)
        asked = max((seen.bit_length() for _, seen, _, _ in rows), default=0)
        first = self._db.one("first_full", round)
        return Tally(
            answered=sum(row[2] for row in rows),
            full=sum(row[3] for row in rows),
            hits=tuple(sum(count for hits, _, count, _ in rows if hits >> i & 1) for i in range(asked)),
            first_full=member_of(*first[:3]) if first else None,
            first_full_at=instant(first[3]) if first else None,
        )


class AttemptsTx(AttemptsView, RoundsTx):
    __slots__ = ()

    def record(self, new: NewAttempt) -> Attempt:
        team = new.member.team
        seat = self._db.one("seat", new.round, team.platform, team.id, new.member.user)
        if seat is None:
            raise LookupError(f"no round {new.round}")
        room, day, periods, member, hidden, *best, through = seat
        if member is None:
            member, hidden = self._add_member(new.member, ""), 0
        grade, arrived, kind = new.grade, ms(new.arrived), new.kind.value
        taken = Try(arrived, kind, new.confidence.value, new.hints, new.text)
        id = self._enter((new.round, member), taken, grade, new.points, None)
        before = Best(*best) if best[0] is not None else NOTHING
        after = before.with_attempt(id, arrived, kind, grade.score, new.points)
        self._db.run("keep_score", new.round, member, *after)
        if day is not None:
            if not periods and new.periods:
                periods = " ".join(new.periods)
                self._db.run("set_periods", new.round, periods)
            self._count(room, periods, member, before, after, hidden)
            if through is not None and through >= day:
                self._db.run("drop_streak", room, member)
        return Attempt(
            id, new.round, new.member, new.arrived, new.kind, grade, new.points, new.text, new.confidence,
            new.hints,
        )

    def regrade(self, attempt: int, grade: Grade, points: int) -> None:
        row = self._db.one("attempt", attempt)
        if row is None:
            raise LookupError(f"no attempt {attempt}")
        round, member, arrived, kind, confidence, hints, first = row
        self._enter((round, member), Try(arrived, kind, confidence, hints), grade, points, first)
        self._reckon(round, member)

    def take_hint(self, round: int, member: Member, hint: Hint) -> None:
        self._db.run("take_hint", round, self._known(member), hint.point, ms(hint.taken))

    def _enter(self, seat: tuple[int, int], try_: Try, grade: Grade, points: int, first: int | None) -> int:
        id = self._new(
            "add_attempt", *seat, try_.arrived, try_.kind, grade.verdict.value, grade.score, points,
            try_.confidence, try_.hints, evidence.mask(grade.hit), evidence.mask(grade.missed),
            evidence.mask(grade.contradicted), first,
        )
        self._db.run("add_answer", id, try_.text, evidence.write(grade))
        return id

    def _reckon(self, round: int, member: int) -> None:
        """Follow a regrade: the best attempt anew, and the difference into the totals."""
        row = self._db.one("score", round, member)
        if row is None:
            return
        *columns, room, periods, hidden = row
        before, after = Best(*columns), NOTHING
        for graded in self._db.rows("graded", member, round):
            after = after.with_attempt(*graded)
        self._db.run("keep_score", round, member, *after)
        self._count(room, periods, member, before, after, hidden)

    def _count(self, room: int, periods: str, member: int, before: Best, after: Best, hidden: int) -> None:
        points = after.points - before.points
        answers = int(after.kept is not None) - int(before.kept is not None)
        full = after.full - before.full
        if points or answers or full:
            for period in periods.split():
                self._db.run("add_total", room, period, member, points, answers, full, 1 if hidden else 0)


def _attempt_of(round: int, member: Member, row: Row) -> Attempt:
    id, arrived, kind, confidence, hints, text, verdict, score, points, hits, misses, contras, words = row
    return Attempt(
        id=id,
        round=round,
        member=member,
        arrived=instant(arrived),
        kind=AttemptKind(kind),
        grade=evidence.read(score, verdict, (hits, misses, contras), words),
        points=points,
        text=text,
        confidence=Confidence(confidence),
        hints=hints,
    )
