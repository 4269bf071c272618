"""Grading a card's answers anew: what that changes for whom, written into the ledger, and told."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.core.appeals import Handed, Ruling
from bot.core.deck import freeze
from bot.core.model import Attempt, AttemptKind, Card, Grade, Header, Member, Room, Round, Team
from bot.core.records import DeliveryKind, NewDelivery
from bot.core.score import best, worth
from bot.ports import Tx, View
from bot.usecases.amending import amend
from bot.usecases.house import House
from bot.usecases.marker import Kept, Known, nothing_said


@dataclass(frozen=True, slots=True)
class Moved:
    """What counts for a member in a round, before and after."""

    round: Round
    member: Member
    before: Attempt
    after: Attempt

    @property
    def gain(self) -> int:
        return self.after.points - self.before.points

    @property
    def lifted(self) -> bool:
        """Whether it counts for more: in practice full marks may come without a point more."""
        return (self.after.points, self.after.grade.score) > (self.before.points, self.before.grade.score)

    @property
    def lowered(self) -> bool:
        return (self.after.points, self.after.grade.score) < (self.before.points, self.before.grade.score)


@dataclass(frozen=True, slots=True)
class Answers:
    """All that was handed in for a card, with what grading it anew needs to know."""

    handed: tuple[Handed, ...]
    hinted: Mapping[int, frozenset[int]]
    first: frozenset[int]  # the attempts that were their member's first in their round


def answers(view: View, card: str, team: Team | None = None) -> Answers:
    handed = view.handed_in(card, team)
    seen: set[tuple[int, Member]] = set()
    first: set[int] = set()
    hinted: dict[int, frozenset[int]] = {}
    for one in handed:
        place = (one.round.id, one.attempt.member)
        if place not in seen:
            seen.add(place)
            first.add(one.attempt.id)
        if one.attempt.hints:
            taken = view.hints(*place)[: one.attempt.hints]
            hinted[one.attempt.id] = frozenset(hint.point for hint in taken)
    return Answers(handed, hinted, frozenset(first))


def under(
    view: View,
    house: House,
    all_: Answers,
    before: Sequence[Ruling],
    after: Sequence[Ruling],
    known: Known | None = None,
) -> dict[int, Attempt]:
    """The attempts that are worth something else under other rulings, as they are then, by their numbers."""
    changed: dict[int, Attempt] = {}
    for one in all_.handed:
        if one.attempt.kind is not AttemptKind.ANSWER:
            continue
        kept = house.marker.kept(view, one.round.version)
        was = mark(house, kept, one.attempt, all_, before, known)
        now = mark(house, kept, one.attempt, all_, after, known)
        if was != now:
            changed[one.attempt.id] = replace(one.attempt, grade=now[0], points=now[1])
    return changed


def mark(
    house: House,
    kept: Kept,
    attempt: Attempt,
    all_: Answers,
    rulings: Sequence[Ruling],
    known: Known | None = None,
) -> tuple[Grade, int]:
    """What an answer is worth by a version of its card and the rulings over it."""
    weights = tuple(point.weight for point in kept.card.rubric.points)
    return worth(
        house.marker.grades(kept, attempt.text, rulings, attempt.id, known),
        first_try=attempt.id in all_.first,
        hinted=all_.hinted.get(attempt.id, frozenset()),
        weights=weights,
    )


@dataclass(frozen=True, slots=True)
class Anew:
    """What a card's present version makes of the answers to it."""

    answers: int
    rounds: int
    changed: Mapping[int, Attempt]
    moves: tuple[Moved, ...]


def by_version(view: View, house: House, card: Card, header: Header) -> Anew:
    """What grading every answer to a card by this version would change."""
    kept = house.marker.ready(freeze(card, header))
    all_ = answers(view, card.key)
    rulings: dict[Team, tuple[Ruling, ...]] = {}
    changed: dict[int, Attempt] = {}
    for one in all_.handed:
        team = one.round.room.team
        if team not in rulings:
            rulings[team] = view.rulings(team, card.key)
        if one.attempt.kind is AttemptKind.ANSWER:
            grade, points = mark(house, kept, one.attempt, all_, rulings[team])
        elif one.attempt.kind is AttemptKind.UNKNOWN:
            grade, points = nothing_said(kept), 0
        else:
            continue
        if (grade, points) != (one.attempt.grade, one.attempt.points):
            changed[one.attempt.id] = replace(one.attempt, grade=grade, points=points)
    rounds = len({one.round.id for one in all_.handed})
    return Anew(len(all_.handed), rounds, changed, moved(all_, changed))


def write_anew(tx: Tx, house: House, card: Card, header: Header) -> Anew:
    """Grade every answer to a card by this version, and its rounds from now on; all are told."""
    version, now = freeze(card, header), house.clock.now()
    told = by_version(tx, house, card, header)
    tx.keep_version(version.hash, version.content)
    for id in tx.rounds_of(card.key):
        tx.reversion(id, version.hash, now)
        if (round_ := tx.round(id)) is not None:
            amend(tx, house, round_)  # its points may be other ones
    write(tx, told.changed.values())
    tell(tx, house, told.moves, f"{version.hash}-{int(now.timestamp())}")
    return told


def moved(all_: Answers, changed: Mapping[int, Attempt]) -> tuple[Moved, ...]:
    """For whom in which round something else counts then."""
    papers: dict[tuple[int, Member], list[Handed]] = defaultdict(list)
    for one in all_.handed:
        papers[one.round.id, one.attempt.member].append(one)
    found = []
    for paper in papers.values():
        before = best(one.attempt for one in paper)
        after = best(changed.get(one.attempt.id, one.attempt) for one in paper)
        if before is not None and after is not None and before != after:
            found.append(Moved(paper[0].round, paper[0].attempt.member, before, after))
    return tuple(found)


def write(tx: Tx, changed: Iterable[Attempt]) -> None:
    """Every change is a row of the ledger; whatever follows from it follows at once."""
    for attempt in changed:
        tx.regrade(attempt.id, attempt.grade, attempt.points)


def tell(tx: Tx, house: House, moves: Iterable[Moved], cause: str) -> None:
    """Each is told at their next press, a room how many gained; nobody loses silently.

    What is out of an answer is redrawn with the counts as they are now.
    """
    now = house.clock.now()
    gained: dict[Room, list[Moved]] = defaultdict(list)
    counted: dict[int, Round] = {}
    for move in moves:
        counted[move.round.id] = move.round
        if not (move.lifted or move.lowered):
            continue
        daily = "" if move.round.daily else "_practice"
        facts = {"n": str(abs(move.gain)), "number": str(move.round.number), "ask": _ask(tx, house, move)}
        tx.note(move.member, ("gained" if move.lifted else "lost") + daily, facts, now)
        if move.round.daily and move.gain > 0:
            gained[move.round.room].append(move)
    for round_ in counted.values():
        amend(tx, house, round_)
    for room, some in gained.items():
        people = len({move.member for move in some})
        facts = {"say": "gained", "n": str(people), "number": str(max(move.round.number for move in some))}
        where = f"{room.team.platform}:{room.team.id}:{room.channel}:{room.thread}"
        tx.send(NewDelivery(f"gained:{cause}:{where}", room, DeliveryKind.NOTICE, now, facts=facts))


def _ask(view: View, house: House, move: Moved) -> str:
    return house.marker.kept(view, move.round.version).card.ask
