"""The end of a week or a season: winners for the room, and for those who asked for it their own week."""

from datetime import date, timedelta

from bot.core import boards
from bot.core.boards import Span
from bot.core.choices import MemberChoice, RoomChoice
from bot.core.model import Member, Room
from bot.core.records import Delivery, DeliveryKind, NewDelivery, PostRef, Turn, TurnKind
from bot.messages import Message
from bot.ports import Tx, View
from bot.usecases import nudges, privacy
from bot.usecases.almanac import seasons_in
from bot.usecases.amending import told_as
from bot.usecases.house import House, addressed, everybody
from bot.usecases.streaks import streak_of
from bot.views import ending as views

STALE = timedelta(days=3)  # a week that ended longer ago is no news
WINNERS = 3  # ranks that are told of
MOST = 10  # lines, where many share a rank


def week(tx: Tx, house: House, turn: Turn) -> None:
    """The room's digest where an admin wants one, and each member's own where they do."""
    now = house.clock.now()
    if now - turn.due > STALE:
        return
    if tx.choice(turn.room, RoomChoice.DIGEST) == privacy.ON:
        _tell(tx, house, turn.room, told_as(turn), turn)
    for member in tx.who_chose(turn.room, MemberChoice.DIGEST, privacy.ON):
        if tx.standing(turn.room, turn.about, member) is not None:
            _tell(tx, house, member, f"week:{turn.id}:{tx.number(member)}", turn)


def season(tx: Tx, house: House, turn: Turn) -> None:
    """The winners, however late they come; where nobody has points there is nothing to tell."""
    if has_winners(tx, turn.room, turn.about):
        _tell(tx, house, turn.room, told_as(turn), turn)


def has_winners(view: View, room: Room, key: str) -> bool:
    """Whether anybody on a board has points: nobody is named for having none."""
    return any(line.points for line in view.board(room, key, None, 1).top)


def _tell(tx: Tx, house: House, to: Room | Member, key: str, turn: Turn) -> None:
    at = house.clock.now()
    if isinstance(to, Member):
        at = nudges.quiet_until(tx, to, at)
    facts = {"turn": str(turn.id)}
    tx.send(NewDelivery(key, to, DeliveryKind.ENDING, at, facts=facts))


def render(view: View, house: House, delivery: Delivery) -> Message | None:
    """What is told, with the sums as they stand now; None: too long ago, or there is nothing left to tell."""
    turn = view.turn(int(delivery.facts["turn"]))
    if turn is None:
        return None
    late = turn.what is TurnKind.WEEK and house.clock.now() - turn.due > STALE + timedelta(days=1)
    if late and delivery.kind is not DeliveryKind.AMENDED:
        return None
    if isinstance(delivery.to, Member):
        return _own_week(view, house, turn, delivery.to)
    if turn.what is TurnKind.SEASON:
        return views.season(everybody(view, turn.room), _ended(view, turn, Span.SEASON))
    return views.week(everybody(view, turn.room), _ended(view, turn, Span.WEEK))


def stands(view: View, delivery: Delivery) -> PostRef | None:
    """Where the room reads what is to be redrawn."""
    turn = view.turn(int(delivery.facts["turn"]))
    return view.posted(told_as(turn)) if turn is not None else None


def _ended(view: View, turn: Turn, span: Span) -> views.Ended:
    room, key, first = turn.room, turn.about, _first(turn)
    best = view.board(room, key, None, MOST)
    before = boards.before(span, first, seasons_in(view, room))
    gained = view.improvement(room, key, boards.key(before), None, 1, boards.ENOUGH) if before else None
    return views.Ended(
        first=first,
        last=turn.last,
        winners=tuple(line for line in best.top if line.rank <= WINNERS and line.points),
        played=best.members,
        asked=view.asked(room, key, first, turn.last, _alone_until(view, turn, span)),
        improved=gained.top[0] if gained and gained.top else None,
        squads=tuple(
            squad for squad in view.squad_board(room, key, None) if squad.rank <= WINNERS and squad.each
        ),
    )


def _alone_until(view: View, turn: Turn, span: Span) -> date:
    """The last day of a period that is no other's: a season set anew may begin before another ends."""
    runs = boards.period(span, turn.last, seasons_in(view, turn.room))
    return turn.last if runs.key == turn.about else runs.first - timedelta(days=1)


def _own_week(view: View, house: House, turn: Turn, member: Member) -> Message | None:
    own = view.standing(turn.room, turn.about, member)
    if own is None:
        return None
    asked = view.asked(turn.room, turn.about, _first(turn), turn.last)
    streak = streak_of(view, turn.room, member, house.clock.now())
    return views.own_week(addressed(view, member), own, asked, streak.length)


def _first(turn: Turn) -> date:
    """The first day of the period that a turn is about: a season is called by it."""
    if turn.about.startswith("S"):
        return date.fromisoformat(turn.about.removeprefix("S"))
    return boards.period(Span.WEEK, turn.last).first
