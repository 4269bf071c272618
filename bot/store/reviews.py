"""Verbs about memory: how a person stands with each card, followed as the ledger grows."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from itertools import groupby
from operator import itemgetter

from bot.core.model import AttemptKind, Confidence, Member
from bot.core.recall import Memory, Rating, Review, fold, review, step
from bot.core.records import Tried
from bot.store.engine import Row
from bot.store.rounds import RoundsTx, RoundsView
from bot.store.shapes import instant, ms, some_day


def memory_of(row: Row) -> Memory:
    stability, difficulty, reviewed, due, rating, reviews, lapses, misled = row
    return Memory(
        stability, difficulty, instant(reviewed), instant(due), Rating(rating), reviews, lapses, bool(misled)
    )


def columns(memory: Memory) -> Row:
    return (
        memory.stability,
        memory.difficulty,
        ms(memory.reviewed),
        ms(memory.due),
        int(memory.rating),
        memory.reviews,
        memory.lapses,
        int(memory.misled),
    )


def review_of(arrived: int, kind: str, score: float, confidence: str, hints: int) -> Review:
    return review(instant(arrived), AttemptKind(kind), score, Confidence(confidence), hints)


def folded(tries: Iterable[Row]) -> Iterator[Row]:
    """What the reviews must be: rows of person, card and a first try, in order, as a row for each card."""
    for (person, card), rows in groupby(tries, itemgetter(0, 1)):
        memory = fold((review_of(*row[2:]) for row in rows), person, card)
        assert memory is not None  # a group has a row at least
        yield person, card, *columns(memory)


class ReviewsView(RoundsView):
    __slots__ = ()

    def person(self, member: Member) -> int:
        row = self._look_up("person", member.team.platform, member.team.id, member.user)
        return int(row[0]) if row else 0

    def memory(self, member: Member, card: str) -> Memory | None:
        whose = self.person(member), card
        return self.once(("memory", *whose), partial(self._memory, *whose))

    def _memory(self, person: int, card: str) -> Memory | None:
        row = self._db.one("review", person, card)
        return memory_of(row) if row else None

    def memories(self, member: Member) -> Mapping[str, Memory]:
        return {row[0]: memory_of(row[1:]) for row in self._db.rows("reviews", self.person(member))}

    def tries(self, member: Member) -> tuple[Tried, ...]:
        return tuple(
            Tried(card, some_day(day), instant(at), score, Confidence(said), best, full == 1, answered == 1)
            for card, day, at, score, said, best, full, answered in self._db.rows(
                "tries", self.person(member)
            )
        )


class ReviewsTx(ReviewsView, RoundsTx):
    __slots__ = ()

    def _reviewed(self, person: int, card: str, kept: Row, done: Review) -> None:
        """One more review, the latest so far; `kept` are the columns of what stands, nulls for nothing."""
        memory = step(None if kept[0] is None else memory_of(kept), done, person, card)
        self._made["memory", person, card] = memory
        self._db.do("keep_review", person, card, *columns(memory))

    def _recollect(self, person: int, card: str = "") -> None:
        """A person's memory from the ledger anew: of one card, or of all of them."""
        self.forget()
        self._db.do("drop_reviews", person, card)
        for row in folded(self._db.rows("tries_of", person, card)):
            self._db.do("keep_review", *row)

    def link(self, member: Member, other: Member) -> None:
        mine, theirs = self._selves(member), self._selves(other)
        self._become(sorted({*mine, *theirs}))

    def unlink(self, member: Member) -> None:
        selves, own = self._selves(member), self._known(member)
        self._become([own], [one for one in selves if one != own])

    def _selves(self, member: Member) -> list[int]:
        """The members that are one person with this one, itself too."""
        self._known(member)
        return [id for (id,) in self._db.rows("selves", self.person(member))]

    def _become(self, *persons: list[int]) -> None:
        """Each list of members is one person, under the number of its first; its memory is all of theirs."""
        for selves in persons:
            for one in selves:
                self._db.do("set_person", one, selves[0] if len(selves) > 1 else None)
                self._db.do("drop_reviews", one, "")
        self.forget()
        for person in (selves[0] for selves in persons if selves):
            self._recollect(person)

    def recollect_all(self) -> None:
        """Everybody's memories from the ledger anew, since the law may have changed."""
        self._db.do("drop_all_reviews")
        for (person,) in self._db.rows("persons"):
            self._recollect(person)
