"""Verbs about what grows out of the ledger in a room: streaks and boards."""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.core.model import Member, Room
from bot.core.records import Asked, Board, PostedDay, Standing
from bot.core.streak import START, Streak
from bot.store.shapes import NEVER, instant, member_of, some_day
from bot.store.squads import SquadsTx, SquadsView

TOGETHER = 11  # members whose streaks are told by one statement: ten lines of a board and the own one


def posted(day: int, closes: int | None, answered: int, excused: int) -> PostedDay:
    until = NEVER if closes is None else instant(closes)
    return PostedDay(date.fromordinal(day), until, answered > 0, excused == 1)


class BoardsView(SquadsView):
    __slots__ = ()

    def streak(self, room: Room, member: Member) -> tuple[Streak, date | None]:
        row = self._look_up("streak", self._room(room), self._member(member))
        if row is None:
            return START, None
        through, length, freezes, best, last = row
        return Streak(length, freezes, best, some_day(last)), date.fromordinal(through)

    def posted_days(self, room: Room, member: Member, after: date | None) -> tuple[PostedDay, ...]:
        first = after.toordinal() if after else 0
        rows = self._db.rows("posted_days", self._room(room), self._member(member), first)
        return tuple(posted(*row) for row in rows)

    def streaks(
        self, room: Room, members: Sequence[Member]
    ) -> Mapping[Member, tuple[Streak, tuple[PostedDay, ...]]]:
        told: dict[Member, tuple[Streak, list[PostedDay]]] = {}
        for member in members:
            told[member] = (START, [])
        for start in range(0, len(members), TOGETHER):
            self._add_streaks(room, members[start : start + TOGETHER], told)
        return {member: (kept, tuple(days)) for member, (kept, days) in told.items()}

    def _add_streaks(
        self, room: Room, members: Sequence[Member], told: dict[Member, tuple[Streak, list[PostedDay]]]
    ) -> None:
        accounts = [member.user for member in members] + [None] * (TOGETHER - len(members))
        where = (room.team.platform, room.team.id, self._room(room))
        for account, length, freezes, best, last in self._db.rows("streaks_of", *where, *accounts):
            told[Member(room.team, account)] = (Streak(length, freezes, best, some_day(last)), [])
        for account, *day in self._db.rows("days_of", *where, *accounts):
            told[Member(room.team, account)][1].append(posted(*day))

    def board(self, room: Room, key: str, member: Member | None, limit: int) -> Board:
        id = self._board(room, key)
        top = tuple(
            Standing(rank, member_of(platform, team, account), name, points, answers)
            for rank, platform, team, account, name, points, answers in self._db.rows("board_top", id, limit)
        )
        own = self.standing(room, key, member) if member else None
        return Board(top, own, self._size(id, own))

    def standing(self, room: Room, key: str, member: Member) -> Standing | None:
        who = self._look_up("identity", member.team.platform, member.team.id, member.user)
        row = self._db.one("board_own", self._board(room, key), who[0]) if who else None
        return Standing(row[0], member, who[1], row[1], row[2]) if who and row else None

    def questions(self, room: Room, since: date) -> tuple[Asked, ...]:
        rows = self._db.rows("questions", self._room(room), since.toordinal())
        return tuple(
            Asked(date.fromordinal(day), number, card, answered, int(full), float(score), closed == 1)
            for day, number, card, answered, full, score, closed in rows
        )

    def _size(self, board: int | None, own: Standing | None) -> int:
        """How many are shown. Those above the own line are counted already, so the index is walked once."""
        if own is None:
            return self._number("board_size", board)
        return own.rank - 1 + self._number("board_rest", board, own.points)


class BoardsTx(BoardsView, SquadsTx):
    __slots__ = ()

    def keep_streak(self, room: Room, member: Member, streak: Streak, through: date) -> None:
        self.forget()
        self._db.do(
            "keep_streak",
            self._place(room),
            self._known(member),
            through.toordinal(),
            streak.length,
            streak.freezes,
            streak.best,
            streak.last and streak.last.toordinal(),
        )
