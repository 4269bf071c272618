"""Verbs about attempts: the ledger, and the best score of each member that follows from it."""

from bot.core.model import Attempt, AttemptKind, Confidence, Grade, Member
from bot.core.recall import review
from bot.core.records import Hint, NewAttempt, Tally
from bot.core.sitting import Sitting
from bot.store import evidence
from bot.store.engine import NOTHING, Row
from bot.store.fares import FaresTx, FaresView
from bot.store.shapes import instant, member_of, ms

SHOWN = AttemptKind.SHOWN.value


Best = tuple[int, float, int, int, int | None, int | None, int]
"""A member's best attempt at a round as `scores` holds it: attempt, score, points, full marks, and when an
answer first arrived, when full marks first did, when anything last did."""

UNTRIED: Best = (0, 0.0, 0, 0, None, None, 0)


def better(best: Best, id: int, arrived: int, kind: str, score: float, points: int) -> Best:
    """With one more attempt: more points win, then the higher score, then the row that was entered first."""
    old, old_score, old_points, old_full, kept, full_at, latest = best
    full = 1 if score == 1 else 0
    if kind != SHOWN and (kept is None or arrived < kept):
        kept = arrived
    if full and (full_at is None or arrived < full_at):
        full_at = arrived
    latest = max(latest, arrived)
    if old and (points, score) <= (old_points, old_score):
        return old, old_score, old_points, old_full, kept, full_at, latest
    return id, score, points, full, kept, full_at, latest


class AttemptsView(FaresView):
    __slots__ = ()

    def attempts(self, round: int, member: Member) -> tuple[Attempt, ...]:
        rows = self._db.rows("attempts", self._member(member), round)
        return tuple(attempt_of(round, member, row) for row in rows)

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

    def first_in(self, member: Member) -> tuple[int, ...]:
        return tuple(id for (id,) in self._db.rows("first_in", self._member(member)))


class AttemptsTx(AttemptsView, FaresTx):
    __slots__ = ()

    def sit(self, request: str, round: int, member: Member) -> Sitting:
        seat = self._seat(round, member, request)
        if seat is None:
            return Sitting()
        self._found["seat", round, member] = seat
        known, hinted, noted = seat[:3]
        tried, whose = seat[14] is not None, (round, member)
        return Sitting(
            known, self.attempts(*whose) if tried else (), self.hints(*whose) if hinted else (), bool(noted)
        )

    def _seat(self, round: int, member: Member, request: str = "") -> Row | None:
        """All that an answer changes, and what is asked for with it and stands in the same rows."""
        who = (member.team.platform, member.team.id, member.user)
        seat = self._db.one("seat", round, *who, request)
        if seat is None:
            return None
        found = self._found
        if seat[3] is None:
            found["identity", *who] = NOTHING
            return seat
        id, linked, room, through = seat[3], seat[9], seat[10], seat[21]
        found["identity", *who] = seat[3:8]
        found["person", *who] = (linked or id,)
        found["streak", room, id] = NOTHING if through is None else seat[21:26]
        return seat

    def record(self, new: NewAttempt) -> Attempt:
        # The hot path: an answer spends as long here as in all the rest of the store.
        db, round = self._db, new.round
        seat = self._found.pop(("seat", round, new.member), None) or self._seat(round, new.member)
        if seat is None:
            raise LookupError(f"no round {round}")
        known, gone, (apart, linked, room, day, counted, card) = seat[3], seat[6], seat[8:14]
        before, through, kept = seat[14:21], seat[21], seat[26:]
        member, hidden = self._seated(new.member, room, known, gone or apart)
        grade, points, arrived, kind = new.grade, new.points, ms(new.arrived), new.kind.value
        id = db.add(
            "add_attempt", round, member, arrived, kind, new.confidence.value, new.hints,
            *evidence.columns(grade), points, None,
        )  # fmt: skip
        db.do("add_answer", id, new.text, evidence.write(grade))
        best: Best = UNTRIED if before[0] is None else before
        after = better(best, id, arrived, kind, grade.score, points)
        db.do("keep_score", round, member, *after)
        if counted or new.boards:
            if not counted:
                self._count_for(round, room, new.boards)
            self._count(round, member, best, after, hidden)
        if day is not None and through is not None and through >= day:
            db.do("drop_streak", room, member)
            self.forget()
        done = review(instant(arrived), new.kind, grade.score, new.confidence, new.hints)
        if linked is None and best is UNTRIED and (kept[0] is None or kept[2] <= arrived):
            self._reviewed(member, card, kept, done)
        elif linked is not None or best is UNTRIED or arrived < best[6]:
            self._recollect(linked or member, card)
        return Attempt(
            id, round, new.member, new.arrived, new.kind, grade, points, new.text, new.confidence, new.hints
        )

    def _seated(self, who: Member, room: int, member: int | None, hidden: int) -> tuple[int, int]:
        """Their number, given by now if there was none; who answers in a room is there again."""
        if member is None:
            member = self._known(who)
            self._found["streak", room, member] = NOTHING
            return member, 0
        return member, self._return(room, member) if hidden else 0

    def regrade(self, attempt: int, grade: Grade, points: int) -> None:
        row = self._db.one("attempt", attempt)
        if row is None:
            raise LookupError(f"no attempt {attempt}")
        *taken, first = row
        if taken[3] == SHOWN:
            return
        id = self._db.add("add_attempt", *taken, *evidence.columns(grade), points, first)
        self._db.do("add_answer", id, "", evidence.write(grade))
        self._reckon(row[0], row[1])
        self._recollect(*self._db.rows("whose", row[0], row[1])[0])

    def take_hint(self, round: int, member: Member, hint: Hint) -> None:
        self._db.do("take_hint", round, self._known(member), hint.point, ms(hint.taken))

    def _reckon(self, round: int, member: int) -> None:
        """Follow a regrade: the best attempt anew, and the difference into the totals."""
        row = self._db.one("score", round, member)
        if row is None:
            return
        *before, hidden = row
        after = UNTRIED
        for graded in self._db.rows("graded", member, round):
            after = better(after, *graded)
        self._db.do("keep_score", round, member, *after)
        self._count(round, member, tuple(before), after, hidden)

    def _count_for(self, round: int, room: int, boards: tuple[str, ...]) -> None:
        for key in boards:
            board = self._id("board_id", room, key)
            if board is None:
                self._db.do("add_board", room, key)
                board = self._id("board_id", room, key)
            self._db.do("count_for", round, board)

    def _count(self, round: int, member: int, before: Best, after: Best, hidden: int) -> None:
        points, full = after[2] - before[2], after[3] - before[3]
        answers = (after[4] is not None) - (before[4] is not None)
        if points or answers or full:
            self._db.do("add_totals", round, member, points, answers, full, 1 if hidden else 0)


def attempt_of(round: int, member: Member, row: Row) -> Attempt:
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
