"""Verbs about squads: named groups of members that compete, by hand or by their role or user group."""

from bot.core.model import Member, Room, Team
from bot.core.records import Squad, SquadStanding
from bot.store.attempts import AttemptsTx
from bot.store.rankings import RankingsView


class SquadsView(RankingsView):
    __slots__ = ()

    def squads(self, team: Team) -> tuple[Squad, ...]:
        return tuple(Squad(*row) for row in self._db.rows("squads", team.platform, team.id))

    def squad_board(self, room: Room, key: str, member: Member | None) -> tuple[SquadStanding, ...]:
        who = self._member(member) if member else None
        rows = self._db.rows("squad_board", self._board(room, key), room.team.platform, room.team.id, who)
        return tuple(
            SquadStanding(rank, name, each, active, own == 1) for rank, name, each, active, own in rows
        )

    def _squad(self, team: Team, name: str) -> int | None:
        return self._id("squad_id", team.platform, team.id, name)


class SquadsTx(SquadsView, AttemptsTx):
    __slots__ = ()

    def add_squad(self, team: Team, name: str, group: str) -> bool:
        if self._squad(team, name) is not None:
            return False
        self._db.add("add_squad", team.platform, team.id, name, group)
        self._db.do("fill_squads", team.platform, team.id)
        return True

    def drop_squad(self, team: Team, name: str) -> bool:
        squad = self._squad(team, name)
        if squad is None:
            return False
        self._db.do("empty_squad", squad)
        self._db.do("drop_squad", squad)
        self.forget()
        self._db.do("fill_squads", team.platform, team.id)
        return True

    def put_in_squad(self, member: Member, name: str) -> bool:
        squad = self._squad(member.team, name)
        if squad is None:
            return False
        self._db.do("put_in_squad", self._known(member), squad)
        return True

    def take_from_squad(self, member: Member) -> None:
        self._db.do("take_from_squad", self._member(member))
