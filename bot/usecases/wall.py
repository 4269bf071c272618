"""A room's wall: what its page shows to everybody who may look at it, and changes nothing."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import partial

from bot import wording
from bot.core import calendar
from bot.core.boards import Span, Wanted
from bot.core.lookup import Library
from bot.core.model import Room, Schedule
from bot.core.records import Asked
from bot.errors import Refused
from bot.messages import Command, Message, Reply, Said
from bot.ports import View
from bot.usecases import ask
from bot.usecases.almanac import zone_of
from bot.usecases.board import shown
from bot.usecases.house import House, reader
from bot.views import wall as views
from bot.views.wall import Covered, Hanging, Hard

FOLLOWING = 5  # questions to come
HARDEST = 5
GROUP = 3  # answers below which a question says too much of who gave them
LINKED = timedelta(days=30)  # how long a link to the board works
REMEMBERED = timedelta(days=365)  # how far back what was hard is looked for


async def wall(house: House, room: Room, locale: str) -> Sequence[Message]:
    """The panels, in a reader's language."""
    told = await house.store.read(partial(_hanging, house=house, room=room))
    return views.wall(wording.of(locale), told)


async def link(house: House, request: Command) -> Reply:
    """A link to this room's board for who cannot come in here: a screen on the wall, a guest."""
    if house.links is None:
        raise Refused("wall.no_page")
    until = house.clock.now() + LINKED
    return Said(views.link(reader(request), house.links.of(request.room, until), until))


def _hanging(view: View, house: House, room: Room) -> Hanging:
    now = house.clock.now()
    today = calendar.local_day(now, zone_of(view, house, room))
    asked = view.questions(room, today - REMEMBERED)
    library = house.library(view, room.team)
    schedules = view.schedules(room)
    since = today - timedelta(weeks=views.WEEKS)
    return Hanging(
        today=today,
        board=shown(view, house, room, None, Wanted(Span.WEEK)),
        days=views.by_day([one for one in asked if one.day > since]),
        hard=_hardest(library, asked),
        covered=_covered(library, asked, view.drawn(room), schedules),
        following=ask.upcoming(view, schedules, now, FOLLOWING),
        paused=any(schedule.paused for schedule in schedules),
    )


def _hardest(library: Library, asked: Sequence[Asked]) -> tuple[Hard, ...]:
    """Closed questions that enough people answered, the hardest first; never one that is still open."""
    found = [
        Hard(library.cards[one.card].ask, one.answered, one.score)
        for one in asked
        if one.closed and one.answered >= GROUP and one.card in library.cards and one.score < 1
    ]
    return tuple(sorted(found, key=lambda hard: (hard.score, hard.ask))[:HARDEST])


def _covered(
    library: Library, asked: Sequence[Asked], drawn: Mapping[str, date], schedules: Sequence[Schedule]
) -> tuple[Covered, ...]:
    """The decks that the room's questions come from; all of them where it did not choose."""
    scores: dict[str, list[Asked]] = defaultdict(list)
    for one in asked:
        if one.answered:
            scores[one.card.partition("/")[0]].append(one)
    named = [name for schedule in schedules for name in schedule.decks] or list(library.decks)
    return tuple(
        Covered(
            library.decks[name].header.title,
            sum(card.key in drawn for card in library.decks[name].cards),
            len(library.decks[name].cards),
            _mean(scores[name]),
        )
        for name in dict.fromkeys(named)
        if name in library.decks
    )


def _mean(asked: Sequence[Asked]) -> float | None:
    answers = sum(one.answered for one in asked)
    return sum(one.score * one.answered for one in asked) / answers if answers else None
