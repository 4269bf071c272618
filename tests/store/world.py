"""People, rooms and answers that the store's tests share."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

from bot.core.boards import daily_keys
from bot.core.model import (
    Attempt,
    AttemptKind,
    Evidence,
    Grade,
    Member,
    Missed,
    Room,
    Round,
    Schedule,
    Slot,
    Team,
    Verdict,
)
from bot.core.records import DeliveryKind, NewAttempt, NewDelivery, NewRound, PostRef
from bot.ports import Tx

TEAM = Team("terminal", "home")
ROOM = Room(TEAM, "study")
ELSEWHERE = Room(Team("slack", "T1"), "C1", "17.5")
ANN, BEN, CLEO, DORA = (Member(TEAM, name) for name in ("ann", "ben", "cleo", "dora"))
MONDAY = date(2026, 3, 2)
NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def in_order(*works: Callable[[Tx], object]) -> Callable[[Tx], None]:
    """Several works as one."""

    def work(tx: Tx) -> None:
        for one in works:
            one(tx)

    return work


def grade(hit: int, of: int = 3, quote: str = "flips") -> Grade:
    """So many of the card's points hit, the first ones."""
    verdict = Verdict.CORRECT if hit == of else Verdict.PARTIAL if hit else Verdict.WRONG
    return Grade(
        hit / of,
        verdict,
        hit=tuple(Evidence(i, f"point {i}", quote) for i in range(hit)),
        missed=tuple(Missed(i, f"point {i}") for i in range(hit, of)),
        reasons=("some",),
    )


def schedule(tx: Tx, room: Room = ROOM) -> Schedule:
    return tx.add_schedule(Schedule(0, room, time(9), "UTC"))


def slot(schedule: Schedule, days: int = 0) -> Slot:
    return Slot(schedule.id, MONDAY + days * DAY, NINE + days * DAY)


def open_round(tx: Tx, slot: Slot, room: Room = ROOM, card: str = "sagemaker/od") -> Round:
    """A daily question of a day, open until the next morning."""
    tx.keep_version("v1", '{"ask": "?"}')
    opened = tx.open_round(NewRound(room, "v1", card, slot.due, slot.due + DAY, slot))
    assert opened is not None
    return opened


def post(tx: Tx, round: Round, at: datetime | None = None) -> None:
    """Send the round's question and confirm that it is out."""
    at = at or round.opened
    tx.send(NewDelivery(f"q{round.id}", round.room, DeliveryKind.QUESTION, at, round.id))
    for delivery in tx.claim("me", at, at + HOUR, 100, {round.room.team.platform}):
        tx.confirm(delivery.id, PostRef(delivery.to, f"m{delivery.round}"), at)


def posted(tx: Tx, schedule: Schedule, days: int = 0, card: str = "sagemaker/od") -> Round:
    round = open_round(tx, slot(schedule, days), schedule.room, card)
    post(tx, round)
    return round


def practice(tx: Tx, member: Member, card: str, at: datetime = NINE, session: int | None = None) -> Round:
    tx.keep_version("v1", '{"ask": "?"}')
    opened = tx.open_round(NewRound(ROOM, "v1", card, at, member=member, session=session))
    assert opened is not None
    return opened


def answer(
    tx: Tx,
    round: Round,
    member: Member,
    hit: int = 1,
    *,
    points: int | None = None,
    at: datetime | None = None,
    kind: AttemptKind = AttemptKind.ANSWER,
    text: str = "it flips the images",
) -> Attempt:
    return tx.record(
        NewAttempt(
            round=round.id,
            room=round.room,
            member=member,
            arrived=at or round.opened + HOUR,
            kind=kind,
            grade=grade(hit),
            points=hit * 3 if points is None else points,
            text=text,
            boards=daily_keys(round.day, round.card.partition("/")[0], "") if round.day else (),
        )
    )
