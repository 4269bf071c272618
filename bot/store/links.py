"""Verbs about what belongs together: accounts of one person, rooms of one board, and the codes for it."""

from datetime import date, datetime
from hashlib import blake2b

from bot.core.model import Member, Room
from bot.core.records import Board, Code
from bot.store.rankings import ranked
from bot.store.shapes import member_of, ms, room_of
from bot.store.turns import TurnsTx, TurnsView


class LinksView(TurnsView):
    __slots__ = ()

    def code(self, code: str, now: datetime) -> Code | None:
        row = self._db.one("code", _digest(code), ms(now))
        if row is None:
            return None
        return Code(member_of(*row[:3]), None if row[3] is None else room_of(*row[3:]))

    def code_tries(self, member: Member, since: datetime) -> int:
        return self._number("tries_since", self._member(member), ms(since))

    def accounts(self, member: Member) -> tuple[tuple[Member, str], ...]:
        rows = self._db.rows("accounts", self.person(member))
        return tuple((member_of(*who), name) for *who, name in rows)

    def joined(self, room: Room) -> tuple[Room, ...]:
        return tuple(room_of(*row) for row in self._db.rows("joined_rooms", self._head(room)))

    def joined_board(self, room: Room, first: date, last: date, member: Member | None, limit: int) -> Board:
        days, own = (first.toordinal(), last.toordinal()), self.person(member) if member else 0
        rows = self._db.rows("joined_board", self._head(room), *days, own, max(limit, 1))
        return ranked(rows, {who for who, _ in self.accounts(member)} if member else (), limit)

    def _head(self, room: Room) -> int:
        return self._number("joined_under", self._room(room))


class LinksTx(LinksView, TurnsTx):
    __slots__ = ()

    def add_code(self, code: str, member: Member, room: Room | None, now: datetime, until: datetime) -> None:
        who, where = self._known(member), self._place(room) if room else None
        self._db.do("drop_codes", who, where or 0, ms(now))
        self._db.do("add_code", _digest(code), who, where, ms(until))

    def use_code(self, code: str) -> bool:
        return self._db.run("use_code", _digest(code)) == 1

    def add_code_try(self, member: Member, at: datetime, forget_before: datetime) -> None:
        self._db.do("prune_tries", ms(forget_before))
        self._db.do("add_try", self._known(member), ms(at))

    def join(self, room: Room, other: Room) -> None:
        for one in (room, other):
            self._place(one)
        self._share(sorted({*self._rooms(room), *self._rooms(other)}))

    def part(self, room: Room) -> None:
        rooms, own = self._rooms(room), self._place(room)
        self._share([own])
        self._share([one for one in rooms if one != own])

    def _rooms(self, room: Room) -> list[int]:
        return [id for (id,) in self._db.rows("joined_ids", self._head(room))]

    def _share(self, rooms: list[int]) -> None:
        for one in rooms:
            self._db.do("set_joined", one, rooms[0] if len(rooms) > 1 else None)


def _digest(code: str) -> str:
    return blake2b(code.encode(), digest_size=16).hexdigest()
