"""Verbs about what grows out of the ledger in a room: streaks and boards."""

from datetime import date

from bot.core.model import Member, Room
from bot.core.records import Asked, Board, PostedDay, Standing
from bot.core.streak import START, Streak
from bot.store.attempts import AttemptsTx, AttemptsView
from bot.store.shapes import NEVER, instant, member_of, some_day


def posted(day: int, closes: int | None, answered: int, excused: int) -> PostedDay:
    until = NEVER if closes is None else instant(closes)
    return PostedDay(date.fromordinal(day), until, answered > 0, excused == 1)


class BoardsView(AttemptsView):
    __slots__ = ()

    def streak(self, room: Room, member: Member) -> tuple[Streak, date | None]:
        row = self._db.one("streak", self._room(room), self._member(member))
        if row is None:
            return START, None
        through, length, freezes, best, last = row
        return Streak(length, freezes, best, some_day(last)), date.fromordinal(through)

    def posted_days(self, room: Room, member: Member, after: date | None) -> tuple[PostedDay, ...]:
        first = after.toordinal() if after else 0
        rows = self._db.rows("posted_days", self._room(room), self._member(member), first)
        return tuple(posted(*row) for row in rows)

    def board(self, room: Room, period: str, member: Member | None, limit: int) -> Board:
        id = self._board(room, period)
        top = tuple(
            Standing(rank, member_of(platform, team, account), name, points, answers)
            for rank, platform, team, account, name, points, answers in self._db.rows("board_top", id, limit)
        )
        own = self.standing(room, period, member) if member else None
        return Board(top, own, self._size(id, own))

    def standing(self, room: Room, period: str, member: Member) -> Standing | None:
        who = self._db.one("identity", member.team.platform, member.team.id, member.user)
        row = self._db.one("board_own", self._board(room, period), who[0]) if who else None
        return Standing(row[0], member, who[1], row[1], row[2]) if who and row else None

    def asked(self, room: Room, since: date) -> tuple[Asked, ...]:
        rows = self._db.rows("asked", self._room(room), since.toordinal())
        return tuple(
            Asked(date.fromordinal(day), number, card, answered, int(full), float(score), closed == 1)
            for day, number, card, answered, full, score, closed in rows
        )

    def _size(self, board: int | None, own: Standing | None) -> int:
        """How many are shown. Those above the own line are counted already, so the index is walked once."""
        if own is None:
            return self._number("board_size", board)
        return own.rank - 1 + self._number("board_rest", board, own.points)

    def _board(self, room: Room, period: str) -> int | None:
        return self._id("board_id", self._room(room), period)


class BoardsTx(BoardsView, AttemptsTx):
    __slots__ = ()

    def keep_streak(self, room: Room, member: Member, streak: Streak, through: date) -> None:
        self._db.run(
            "keep_streak",
            self._place(room),
            self._known(member),
            through.toordinal(),
            streak.length,
            streak.freezes,
            streak.best,
            streak.last and streak.last.toordinal(),
        )
