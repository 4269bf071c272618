"""Verbs about boards that are worked out of the totals when somebody asks: each is one ranked statement."""

from collections.abc import Collection, Iterable
from datetime import date

from bot.core.model import Member, Room, Team
from bot.core.records import Board, Standing
from bot.store.attempts import AttemptsView
from bot.store.engine import Row
from bot.store.shapes import member_of


def ranked(rows: Iterable[Row], own: Collection[Member | None], limit: int) -> Board:
    """The lines up to `limit`, the own one wherever it is, and how many there are in all."""
    lines, members = [], 0
    for line, rank, platform, team, account, name, points, answers, members in rows:  # noqa: B007
        lines.append((line, Standing(rank, member_of(platform, team, account), name, points, answers)))
    mine = next((standing for _, standing in lines if standing.member in own), None)
    return Board(tuple(standing for line, standing in lines if line <= limit), mine, members)


class RankingsView(AttemptsView):
    __slots__ = ()

    def team_board(self, team: Team, key: str, member: Member | None, limit: int) -> Board:
        who = self._member(member) if member else None
        return ranked(
            self._db.rows("team_board", team.platform, team.id, key, who, max(limit, 1)), (member,), limit
        )

    def improvement(
        self, room: Room, key: str, before: str, member: Member | None, limit: int, enough: int
    ) -> Board:
        who = self._member(member) if member else None
        now, then = self._board(room, key), self._board(room, before)
        return ranked(self._db.rows("improvement", now, then, enough, who, max(limit, 1)), (member,), limit)

    def participation(self, room: Room, key: str, member: Member | None, limit: int) -> Board:
        who = self._member(member) if member else None
        rows = self._db.rows("participation", self._board(room, key), who, max(limit, 1))
        return ranked(rows, (member,), limit)

    def asked(self, room: Room, key: str, first: date, last: date, until: date | None = None) -> int:
        days = first.toordinal(), last.toordinal()
        return self._number("asked", self._room(room), *days, key, (until or last).toordinal())

    def board_keys(self, room: Room, prefix: str) -> tuple[str, ...]:
        keys = (key for (key,) in self._db.rows("board_keys", self._room(room)))
        return tuple(key for key in keys if key.startswith(prefix))

    def _board(self, room: Room, key: str) -> int | None:
        return self._id("board_id", self._room(room), key)
