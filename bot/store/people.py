"""Verbs about who and where: rooms, members, their names, and which requests were seen."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from bot.core.choices import MemberChoice, RoomChoice
from bot.core.model import Member, Room, Team
from bot.store.engine import Verbs
from bot.store.shapes import member_of, ms


class PeopleView(Verbs):
    __slots__ = ()

    def outcome(self, request: str) -> str | None:
        row = self._db.one("outcome", request)
        return str(row[0]) if row else None

    def choice(self, of: Room | Member, key: RoomChoice | MemberChoice) -> str:
        if isinstance(of, Room):
            return self.choices(of).get(key.value, "")
        row = self._db.one("choice_of_member", self._member(of), key.value)
        return str(row[0]) if row else ""

    def choices(self, of: Room | Member) -> Mapping[str, str]:
        if isinstance(of, Room):
            return self.once(("choices", of), lambda: dict(self._db.rows("choices_of_room", self._room(of))))
        return dict(self._db.rows("choices_of_member", self._member(of)))

    def name(self, member: Member) -> str:
        row = self._look_up("identity", member.team.platform, member.team.id, member.user)
        return str(row[1]) if row else ""

    def locale(self, member: Member) -> str:
        row = self._look_up("identity", member.team.platform, member.team.id, member.user)
        return str(row[4]) if row else ""

    def unseen(self, platform: str, since: datetime, limit: int) -> tuple[Member, ...]:
        return tuple(member_of(*row) for row in self._db.rows("unseen", platform, ms(since), limit))

    def unseen_of(self, members: Sequence[Member], since: datetime) -> tuple[Member, ...]:
        at = ms(since)
        return tuple(m for m in members if self._db.one("is_unseen", self._member(m), at) is not None)

    def called(self, team: Team, name: str) -> tuple[Member, ...]:
        rows = self._db.rows("called", team.platform, team.id, name.lower(), name)
        return tuple(member_of(*row) for row in rows)

    def _member(self, member: Member) -> int | None:
        number: int | None = self._made.get(member)
        if number is None:
            team = member.team
            number = self._made[member] = self._id("identity", team.platform, team.id, member.user)
        return number

    def _room(self, room: Room) -> int | None:
        number: int | None = self._made.get(room)
        if number is None:
            team = room.team
            number = self._made[room] = self._id("room_id", team.platform, team.id, room.channel, room.thread)
        return number


class PeopleTx(PeopleView):
    __slots__ = ()

    def remember(self, request: str, at: datetime, outcome: str) -> None:
        self._db.do("remember", request, ms(at), outcome)

    def prune(self, before: datetime, limit: int = 1000) -> int:
        return self._db.run("prune_requests", ms(before), limit)

    def choose(self, of: Room | Member, key: RoomChoice | MemberChoice, value: str) -> None:
        if isinstance(of, Room):
            self._db.do("choose_of_room", self._place(of), key.value, value)
            self.forget()
        else:
            self._db.do("choose_of_member", self._known(of), key.value, value)

    def meet(
        self, member: Member, name: str, groups: Collection[str] | None = None, locale: str = ""
    ) -> None:
        who = ("identity", member.team.platform, member.team.id, member.user)
        known = self._look_up(*who)
        if known is None:
            known = (self._add_member(member, name, locale), name, "", 0, locale)
        elif known[1] != name:
            self._db.do("rename", known[0], name)
            self._found.pop(who, None)
        if known[3]:  # who asks for something is there, whatever the platform did not tell
            self.leave(member, gone=False)
        if locale and locale != known[4]:
            self._db.do("set_locale", known[0], locale)
            self._found.pop(who, None)
        belongs = None if groups is None else _barred(groups)
        if belongs is not None and belongs != known[2]:
            self._db.do("regroup", known[0], belongs)
            self._db.do("leave_group_squad", known[0])
            self._db.do("join_group_squad", known[0])
            self._found.pop(who, None)

    def leave(self, member: Member, gone: bool = True) -> None:
        self._hide("set_gone", member, gone)

    def leave_room(self, member: Member, room: Room, gone: bool = True) -> None:
        place, number = self._room(room), self._member(member)
        if place is None or number is None:  # who never answered there stands on nothing
            return
        if not gone:
            self._return(place, number)
        elif self._db.run("leave_room", place, number):
            self._db.do("hide_totals", number)
            self.forget()

    def opt_out(self, member: Member, out: bool = True) -> None:
        self._hide("set_private", member, out)

    def see(self, members: Sequence[Member], at: datetime) -> None:
        for member in members:
            self._db.run("see", self._member(member), ms(at))

    def _hide(self, verb: str, member: Member, yes: bool) -> None:
        number = self._known(member)
        if self._db.run(verb, number, int(yes)):
            self._db.do("hide_totals", number)
            self.forget()

    def _return(self, room: int, member: int) -> int:
        """They are in the room, whatever was told of them; whether they are hidden all the same."""
        if self._db.run("return_to_room", room, member):
            self._db.do("hide_totals", member)
            self.forget()
        hidden: int = self._db.rows("is_hidden_everywhere", member)[0][0]
        return hidden

    def _known(self, member: Member) -> int:
        """The member's number, given now if there is none yet."""
        number = self._member(member)
        return self._add_member(member, "") if number is None else number

    def _add_member(self, member: Member, name: str, locale: str = "") -> int:
        number, team = self._db.add("add_member"), member.team
        self._db.do("add_identity", number, team.platform, team.id, member.user, name, locale)
        who = (team.platform, team.id, member.user)
        self._found["identity", *who] = (number, name, "", 0, locale)
        self._found["person", *who] = (number,)
        return number

    def _place(self, room: Room) -> int:
        """The room's number, given now if there is none yet."""
        where = (room.team.platform, room.team.id, room.channel, room.thread)
        number = self._id("room_id", *where)
        return self._db.add("add_room", *where) if number is None else number


def _barred(groups: Collection[str]) -> str:
    """The groups as one text in which each can be found whole."""
    return "".join(f"|{group}|" for group in sorted(groups) if "|" not in group)
