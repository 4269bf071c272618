"""Verbs about appeals: filed, worded, ruled over, and what is told to whom because of them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial

from bot.core.appeals import Appeal, Handed, NewAppeal, PendingNote, Ruled, Ruling, Wording
from bot.core.model import Member, Team
from bot.store.attempts import attempt_of
from bot.store.decks import DecksTx, DecksView
from bot.store.engine import Row
from bot.store.shapes import decode, encode, instant, member_of, ms, round_of

LAST = 2**62  # no attempt has a higher id
WHOLE = -1  # in the place of a point: the answer as a whole


class AppealsView(DecksView):
    __slots__ = ()

    def reviewers(self, team: Team) -> tuple[Member, ...]:
        return tuple(member_of(*row) for row in self._db.rows("reviewers", team.platform, team.id))

    def appeal(self, id: int) -> Appeal | None:
        row = self._db.one("appeal", id)
        return _appeal_of(row) if row else None

    def appeals_of(self, attempt: int) -> tuple[Appeal, ...]:
        return tuple(map(_appeal_of, self._db.rows("appeals_of", attempt)))

    def unruled(self, team: Team, limit: int) -> tuple[Appeal, ...]:
        return tuple(map(_appeal_of, self._db.rows("appeals_unruled", team.platform, team.id, limit)))

    def ruled(self, team: Team, limit: int) -> tuple[Appeal, ...]:
        return tuple(map(_appeal_of, self._db.rows("appeals_ruled", team.platform, team.id, limit)))

    def wording(self, id: int) -> Wording | None:
        row = self._db.one("wording", id)
        return Wording(*row) if row else None

    def proposed(self, appeal: int) -> Wording | None:
        row = self._db.one("proposed", appeal)
        return Wording(*row) if row and row[2] else None

    def rulings(self, team: Team, card: str) -> tuple[Ruling, ...]:
        return self.once(("rulings", team, card), partial(self._rulings, team, card))

    def _rulings(self, team: Team, card: str) -> tuple[Ruling, ...]:
        return tuple(map(_ruling_of, self._db.rows("rulings", team.platform, team.id, card)))

    def handed_in(self, card: str, team: Team | None = None) -> tuple[Handed, ...]:
        whose = (team.platform, team.id) if team else ("", "")
        return tuple(map(_handed_of, self._db.rows("handed_in", 0, LAST, card, *whose)))

    def rounds_of(self, card: str) -> tuple[int, ...]:
        return tuple(id for (id,) in self._db.rows("rounds_of", card))

    def handed(self, attempt: int) -> Handed | None:
        row = self._db.one("handed_in", attempt, attempt, "", "", "")
        return _handed_of(row) if row else None

    def notes(self, member: Member, request: str) -> tuple[PendingNote, ...]:
        rows = self._db.rows("notes", self._member(member), request)
        return tuple(PendingNote(id, say, decode(facts)) for id, say, facts in rows)


class AppealsTx(AppealsView, DecksTx):
    __slots__ = ()

    def name_reviewers(self, members: Sequence[Member], by: Member, at: datetime) -> None:
        named_by = self._known(by)
        self._db.run("drop_reviewers", by.team.platform, by.team.id)
        for member in members:
            self._db.run("add_reviewer", self._known(member), named_by, ms(at))

    def file(self, new: NewAppeal) -> Appeal:
        point = WHOLE if new.point is None else new.point
        known = self._db.one("appeal_over", new.attempt, point)
        if known is None:
            id = self._db.add(
                "add_appeal", new.team.platform, new.team.id, new.card, new.attempt, point, new.label,
                new.digest, ms(new.at),
            )  # fmt: skip
            if new.why:
                self._db.run("add_plea", id, new.why)
            return Appeal(
                id, new.team, new.card, new.attempt, new.point, new.label, new.digest, new.at, new.why
            )
        return _appeal_of(known)

    def move_appeal(self, appeal: int, point: int | None, label: str) -> None:
        self._db.do("move_appeal", appeal, WHOLE if point is None else point, label)

    def word(self, appeal: int, words: str, by: Member | None, at: datetime) -> Wording:
        named_by = self._known(by) if by else None
        return Wording(self._db.add("add_wording", appeal, words, named_by, ms(at)), appeal, words)

    def rule(self, appeal: int, verdict: Ruled, wording: int | None, by: Member, at: datetime) -> int:
        self.forget()
        return self._db.add("add_ruling", appeal, verdict.value, wording, self._known(by), ms(at))

    def note(self, member: Member, say: str, facts: Mapping[str, str], at: datetime) -> None:
        self._db.run("add_note", self._known(member), say, encode(dict(facts)), ms(at))

    def told(self, member: Member, request: str) -> None:
        number = self._known(member)
        self._db.run("drop_notes", number, request)
        self._db.run("tell_notes", number, request)

    def reversion(self, round: int, version: str, at: datetime) -> None:
        if self._db.run("add_reversion", round, version, ms(at)):
            self._db.run("set_version", round, version)
            self.forget()


def _appeal_of(row: Row) -> Appeal:
    id, platform, team, card, attempt, point, label, digest, at, why, ruled = row
    return Appeal(
        id=id,
        team=Team(platform, team),
        card=card,
        attempt=attempt,
        point=None if point == WHOLE else point,
        label=label,
        digest=digest,
        at=instant(at),
        why=why,
        ruled=None if ruled in (None, Ruled.WITHDRAWN.value) else Ruled(ruled),
    )


def _ruling_of(row: Row) -> Ruling:
    id, verdict, attempt, point, label, digest, words = row
    return Ruling(id, Ruled(verdict), attempt, None if point == WHOLE else point, label, digest, words)


def _handed_of(row: Row) -> Handed:
    round = round_of(row[:18])
    return Handed(round, attempt_of(round.id, member_of(*row[18:21]), row[21:]))
