"""Coming in: the room's open questions; and the page of one's own, with all that concerns one person."""

from functools import partial

from bot.core.calendar import local_day, week
from bot.core.draw import Stand
from bot.core.model import Member, Room, Round
from bot.core.streak import START, days_of, states
from bot.messages import Message, Reply, Said, Visit
from bot.ports import View
from bot.usecases import ask, privacy
from bot.usecases.almanac import zone_of
from bot.usecases.desk import comes_back, desk_of
from bot.usecases.house import House, reader
from bot.usecases.paper import Paper, lay_out
from bot.usecases.streaks import streak_of
from bot.usecases.whereabouts import study_room
from bot.views import home as views
from bot.views import question
from bot.views.feedback import Outcome

ROOMS = 3  # that the page of one's own tells of


async def visit(house: House, request: Visit) -> Reply:
    if request.own:
        page = await house.store.read(partial(_page, house=house, request=request))
        return Said(views.page(reader(request), page))
    posts, done = await house.store.read(
        partial(_look, house=house, room=request.room, member=request.member)
    )
    return Said(question.home(reader(request), posts, done))


def _look(view: View, house: House, room: Room, member: Member) -> tuple[tuple[Message, ...], Round | None]:
    """What can still be answered, and the latest question that this member is done with."""
    rounds = view.open_rounds(room, house.clock.now())
    finished = [r for r in rounds if lay_out(view, house, r.id, member).finished]
    posts = tuple(ask.render(view, house, r) for r in rounds if r not in finished)
    return posts, next(iter(finished), None)


def _page(view: View, house: House, request: Visit) -> views.Page:
    member, now = request.member, house.clock.now()
    rooms = view.rooms_of(member, ROOMS)
    room = study_room(view, request.room, member)
    day = local_day(now, zone_of(view, house, room))
    desk = desk_of(view, house, room, member)
    cards = house.library(view, member.team).cards
    closed_to_practice = view.open_cards(member.team, now)
    return views.Page(
        rooms=tuple(_look(view, house, one, member) for one in rooms),
        streak=streak_of(view, room, member, now) if rooms else None,
        today=day,
        days=dict(states(START, days_of(view.posted_days(room, member, None), now))) if rooms else {},
        week=view.standing(room, week(day).key, member) if rooms else None,
        latest=_latest(view, house, member),
        due=sum(desk.stand(key) is Stand.DUE for key in cards if key not in closed_to_practice),
        switches=privacy.switches(view, member),
    )


def _latest(view: View, house: House, member: Member) -> Outcome | None:
    """The latest answer to a question of the day, as it was told; with what can still be done about it."""
    last = view.last_answered(member)
    return _told(view, house, lay_out(view, house, last, member)) if last is not None else None


def _told(view: View, house: House, paper: Paper) -> Outcome:
    open_ = not paper.closed(house.clock.now())
    return Outcome(
        round=paper.round,
        card=paper.kept.card,
        header=paper.kept.header,
        attempt=paper.attempts[-1],
        best=paper.best or paper.attempts[-1],
        tries_left=paper.tries_left if open_ else 0,
        hints=tuple(hint.point for hint in paper.hints),
        returns=comes_back(view, house, paper.round.room, paper.member, paper.round.card),
    )
