"""Verbs about what rooms have coming, and about the people who want to hear of it."""

from datetime import date, datetime

from bot.core.choices import MemberChoice
from bot.core.model import Member, Room
from bot.core.records import PostRef, Turn, TurnKind
from bot.store.engine import Row
from bot.store.privacy import PrivacyTx, PrivacyView
from bot.store.shapes import instant, member_of, ms, room_of


class TurnsView(PrivacyView):
    __slots__ = ()

    def turns(self, now: datetime, limit: int) -> tuple[Turn, ...]:
        return tuple(map(_turn_of, self._db.rows("turns", ms(now), limit)))

    def turn(self, id: int) -> Turn | None:
        row = self._db.one("turn", id)
        return _turn_of(row) if row else None

    def over(self, member: Member) -> tuple[Turn, ...]:
        return tuple(map(_turn_of, self._db.rows("turns_over", self._member(member))))

    def posted(self, key: str) -> PostRef | None:
        row = self._db.one("posted_as", key)
        return PostRef(room_of(*row[:4]), row[4]) if row else None

    def number(self, member: Member) -> int:
        return self._member(member) or 0

    def who_chose(self, room: Room, key: MemberChoice, value: str) -> tuple[Member, ...]:
        rows = self._db.rows(
            "who_chose", key.value, value, room.team.platform, room.team.id, self._room(room)
        )
        return tuple(member_of(*row) for row in rows)


class TurnsTx(TurnsView, PrivacyTx):
    __slots__ = ()

    def add_turn(self, room: Room, what: TurnKind, about: str, last: date, due: datetime) -> None:
        self._db.do("add_turn", self._place(room), what.value, about, last.toordinal(), ms(due))

    def take_turn(self, turn: int, at: datetime) -> bool:
        return self._db.run("take_turn", turn, ms(at)) == 1

    def put_off_turn(self, turn: int, due: datetime) -> None:
        self._db.do("put_off_turn", turn, ms(due))

    def cut_turns(self, room: Room, what: TurnKind, but: str, last: date, due: datetime) -> None:
        self._db.do("cut_turns", self._room(room), what.value, but, last.toordinal(), ms(due))


def _turn_of(row: Row) -> Turn:
    what, about, last, due = row[5:]
    return Turn(row[0], room_of(*row[1:5]), TurnKind(what), about, date.fromordinal(last), instant(due))
