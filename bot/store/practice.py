"""Verbs about a member's own study: practice sessions, and what they have done with the cards."""

from dataclasses import replace
from datetime import datetime

from bot.core.model import Member, Room
from bot.core.records import Draws, Session
from bot.store.boards import BoardsTx, BoardsView
from bot.store.shapes import instant, member_of, ms, room_of, some_instant, some_ms


class PracticeView(BoardsView):
    __slots__ = ()

    def practised_since(self, member: Member, card: str, since: datetime) -> bool:
        return self._db.one("practised_since", self._member(member), card, ms(since)) is not None

    def session(self, member: Member, room: Room) -> Session | None:
        row = self._db.one("session", self._member(member), self._room(room))
        if row is None:
            return None
        id, scope, draws, wanted, done, right, opened, ended = row
        return Session(
            id, member, room, scope, wanted, done, right, instant(opened), some_instant(ended), Draws(draws)
        )

    def run(self, session: int) -> Session | None:
        row = self._db.one("run", session)
        if row is None:
            return None
        scope, draws, wanted, done, right, opened, ended = row[7:]
        return Session(
            session,
            member_of(*row[:3]),
            room_of(*row[3:7]),
            scope,
            wanted,
            done,
            right,
            instant(opened),
            some_instant(ended),
            Draws(draws),
        )


class PracticeTx(PracticeView, BoardsTx):
    __slots__ = ()

    def open_session(self, session: Session) -> Session:
        member, room, opened = self._known(session.member), self._place(session.room), ms(session.opened)
        self._db.do("end_sessions", member, room, opened)
        id = self._db.add(
            "open_session",
            member,
            room,
            session.scope,
            session.draws.value,
            session.wanted,
            session.done,
            session.right,
            opened,
            some_ms(session.ended),
        )
        return replace(session, id=id)

    def step_session(self, session: int, done: int, right: int, ended: datetime | None) -> None:
        self._db.do("step_session", session, done, right, some_ms(ended))
