"""Verbs about rounds: opened, posted, closed, voided, and the card versions they are graded by."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import partial

from bot.core.model import Member, Room, Round, Team
from bot.core.records import NewRound, PostRef
from bot.store.schedules import SchedulesTx, SchedulesView
from bot.store.shapes import member_of, ms, room_of, round_of, some_ms


class RoundsView(SchedulesView):
    __slots__ = ()

    def round(self, id: int) -> Round | None:
        return self.once(("round", id), partial(self._round, id))

    def _round(self, id: int) -> Round | None:
        row = self._db.one("round", id)
        return round_of(row) if row else None

    def version(self, hash: str) -> str | None:
        row = self._db.one("version", hash)
        return str(row[0]) if row else None

    def last_answered(self, member: Member) -> int | None:
        row = self._db.one("last_answered", self._member(member))
        return int(row[0]) if row else None

    def open_cards(self, team: Team, now: datetime) -> frozenset[str]:
        return frozenset(row[0] for row in self._db.rows("open_cards", team.platform, team.id, ms(now)))

    def at_hand(self, team: Team, since: datetime) -> frozenset[str]:
        """The same for all rooms of a team that open a question in one transaction."""
        return self.once(
            ("at_hand", team),
            lambda: frozenset(row[0] for row in self._db.rows("at_hand", team.platform, team.id, ms(since))),
        )

    def open_rounds(self, room: Room, now: datetime) -> tuple[Round, ...]:
        return tuple(map(round_of, self._db.rows("open_rounds", self._room(room), ms(now))))

    def closing(self, now: datetime, limit: int) -> tuple[Round, ...]:
        return tuple(map(round_of, self._db.rows("closing", ms(now), limit)))

    def ref(self, round: int) -> PostRef | None:
        row = self._db.one("reference", round)
        return PostRef(room_of(*row[:4]), row[4]) if row else None

    def reveals(self, round: int) -> tuple[PostRef, ...]:
        return tuple(
            PostRef(member_of(*row[4:7]) if row[0] is None else room_of(*row[:4]), row[7])
            for row in self._db.rows("reveals", round)
        )

    def void_of(self, round: int) -> str | None:
        row = self._db.one("void_of", round)
        return str(row[1]) if row and row[0] else None

    def numbered(self, room: Room, number: int) -> Round | None:
        row = self._db.one("numbered", self._room(room), number)
        return self.round(row[0]) if row else None

    def missing_texts(self, round: int, limit: int) -> tuple[str, ...]:
        return tuple(text for (text,) in self._db.rows("missing_texts", round, limit))

    def drawn(self, room: Room) -> Mapping[str, date]:
        return {card: date.fromordinal(day) for card, day in self._db.rows("drawn", self._room(room))}

    def session_rounds(self, session: int) -> tuple[Round, ...]:
        return tuple(map(round_of, self._db.rows("session_rounds", session)))


class RoundsTx(RoundsView, SchedulesTx):
    __slots__ = ()

    def keep_version(self, hash: str, content: str) -> None:
        self._db.do("keep_version", hash, content)

    def open_round(self, new: NewRound) -> Round | None:
        slot = new.slot
        if slot and self._settled(slot):
            return None
        room = self._place(new.room)
        number = self._next_number(room) if slot else 0
        id = self._db.add(
            "add_round",
            room,
            new.version,
            new.card,
            number,
            ms(new.opened),
            some_ms(new.closes),
            slot.schedule if slot else None,
            slot.day.toordinal() if slot else None,
            self._known(new.member) if new.member else None,
            new.session,
            int(new.late),
        )
        if slot:
            self._settle(slot, "opened", "", id)
        self._made.pop(("round", id), None)  # somebody may have asked for it before it was there
        if new.session:
            self._made.pop(("at_hand", new.room.team), None)
        return Round(
            id=id,
            room=new.room,
            version=new.version,
            card=new.card,
            number=number,
            opened=new.opened,
            closes=new.closes,
            schedule=slot.schedule if slot else None,
            day=slot.day if slot else None,
            member=new.member,
            session=new.session,
            late=new.late,
        )

    def _next_number(self, room: int) -> int:
        row = self._db.one("next_number", room)
        return int(row[0]) if row else 1

    def move_close(self, round: int, closes: datetime, late: bool) -> None:
        self._db.do("move_close", round, ms(closes), int(late))
        self._unsettle(round)

    def close(self, round: int, at: datetime) -> None:
        self._db.do("close", round, ms(at))

    def void(self, round: int, at: datetime, void: bool, why: str) -> None:
        self._db.do("add_void", round, ms(at), int(void), why)
        self._unsettle(round)

    def _unsettle(self, round: int) -> None:
        """Forget the kept folds that went past the day of a round: its days have changed, and it itself."""
        self.forget()
        place = self._db.one("round_place", round)
        if place and place[1] is not None:
            self._db.do("drop_streaks", *place)
