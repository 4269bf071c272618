"""Verbs about how cards fare with a team: what a forecast stands on, and what an author should look at."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.core.forecast import Active, Past
from bot.core.model import Room, Team
from bot.core.recall import Memory
from bot.core.records import Fare
from bot.store.reviews import ReviewsTx, ReviewsView, memory_of
from bot.store.shapes import ms

TOGETHER = 10  # people asked about in one statement


class FaresView(ReviewsView):
    __slots__ = ()

    def crowd(self, room: Room, since: datetime, limit: int) -> tuple[Active, ...]:
        rows = self._db.rows("crowd", self._room(room), ms(since), limit)
        return tuple(Active(person, Past(answers, float(scores))) for person, answers, scores in rows)

    def known(self, card: str, persons: Sequence[int]) -> Mapping[int, Memory]:
        found: dict[int, Memory] = {}
        for start in range(0, len(persons), TOGETHER):
            group = persons[start : start + TOGETHER]
            asked = [*group, *[None] * (TOGETHER - len(group))]
            found |= {row[0]: memory_of(row[1:]) for row in self._db.rows("known", card, *asked)}
        return found

    def past(self, team: Team, card: str) -> Past:
        row = self._db.one("past", team.platform, team.id, card)
        return Past(row[0], float(row[1])) if row else Past()

    def fares(self, team: Team) -> tuple[Fare, ...]:
        return tuple(
            Fare(card, latest, answered, int(full), float(scores), disputed)
            for card, latest, answered, full, scores, disputed in self._db.rows(
                "fares", team.platform, team.id
            )
        )


class FaresTx(FaresView, ReviewsTx):
    __slots__ = ()
