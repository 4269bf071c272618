"""Verbs about what the bot says unasked: put into the outbox, claimed under a lease, confirmed."""

from collections.abc import Collection
from datetime import datetime

from bot.core.model import Member, Room
from bot.core.records import Delivery, DeliveryKind, NewDelivery, PostRef
from bot.store.practice import PracticeTx
from bot.store.shapes import decode, encode, instant, member_of, ms, room_of


class OutboxTx(PracticeTx):
    __slots__ = ()

    def send(self, new: NewDelivery) -> bool:
        to = new.to
        room = self._place(to) if isinstance(to, Room) else None
        member = self._known(to) if isinstance(to, Member) else None
        facts, ready = encode(dict(new.facts)), ms(new.not_before)
        told = (new.key, to.team.platform, room, member, new.kind.value, new.round, facts, ready)
        return self._db.run("send", *told) > 0

    def claim(
        self, by: str, now: datetime, until: datetime, limit: int, platforms: Collection[str]
    ) -> tuple[Delivery, ...]:
        claimed: list[Delivery] = []
        for platform in sorted(platforms):
            left = limit - len(claimed)
            taken = self._db.rows("claim", by, ms(now), ms(until), platform, left) if left > 0 else []
            claimed += filter(None, [self._delivery(row[0]) for row in sorted(taken)])
        return tuple(claimed)

    def confirm(self, delivery: int, ref: PostRef | None, at: datetime) -> None:
        row = self._db.one("confirm", delivery)
        if row is None:
            return
        round, kind = row
        self._db.do("add_post", delivery, round, kind, ms(at), ref.id if ref else None)
        asked = round is not None and kind == DeliveryKind.QUESTION.value
        if asked and self._db.run("posted", round, ms(at)):
            self._unsettle(round)

    def postpone(self, delivery: int, until: datetime, uncertain: bool, tries: int = 0) -> None:
        self._db.do("postpone", delivery, ms(until), int(uncertain), tries)

    def sweep(self, before: datetime, limit: int = 1000) -> int:
        self._db.do("prune_posts", ms(before), limit)
        return self._db.run("prune_outbox", ms(before), limit)

    def drop(self, delivery: int, why: str) -> None:
        self._db.do("drop", delivery, why)

    def _delivery(self, id: int) -> Delivery | None:
        """The claimed row; None, and dropped: whom it was for has been forgotten."""
        row = self._db.one("claimed", id)
        if row is None:
            return None
        key, where, who, (kind, since, round, facts, tries, uncertain) = row[1], row[2:6], row[6:9], row[9:]
        if where[0] is None and who[0] is None:
            self.drop(id, "forgotten")
            return None
        to = member_of(*who) if where[0] is None else room_of(*where)
        return Delivery(
            id, key, to, DeliveryKind(kind), instant(since), round, decode(facts), tries, uncertain == 1
        )
