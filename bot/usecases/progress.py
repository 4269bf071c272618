"""`/stats` and `/streak`: a member's own figures."""

from collections import defaultdict
from functools import partial

from bot.core.calendar import local_day, week
from bot.core.lookup import Library
from bot.core.records import Answered
from bot.core.streak import Streak
from bot.messages import Command, Press, Reply, Said
from bot.ports import View
from bot.usecases.board import zone_of
from bot.usecases.house import House, reader
from bot.usecases.streaks import streak_of
from bot.views import stats as views
from bot.views.stats import Figures, TopicScore


async def stats(house: House, request: Command) -> Reply:
    return await _stats(house, request)


async def pressed(house: House, request: Press, argument: str) -> Reply:
    del argument
    return await _stats(house, request)


async def streak(house: House, request: Command) -> Reply:
    told, waiting = await house.store.read(partial(_streak, house=house, request=request))
    return Said(views.streak(reader(request), told, not waiting))


async def _stats(house: House, request: Command | Press) -> Reply:
    figures = await house.store.read(partial(_figures, house=house, request=request))
    return Said(views.stats(reader(request), figures))


def _streak(view: View, house: House, request: Command) -> tuple[Streak, bool]:
    now = house.clock.now()
    rounds = view.open_rounds(request.room, now)
    waiting = any(not view.attempts(round_.id, request.member) for round_ in rounds)
    return streak_of(view, request.room, request.member, now), waiting


def _figures(view: View, house: House, request: Command | Press) -> Figures:
    now = house.clock.now()
    answered = view.answered(request.room, request.member, None)
    today = local_day(now, zone_of(view, house, request.room))
    daily = sum(a.day is not None for a in answered)
    return Figures(
        daily=daily,
        practised=len(answered) - daily,
        full=sum(a.full for a in answered),
        score=sum(a.score for a in answered) / len(answered) if answered else 0.0,
        streak=streak_of(view, request.room, request.member, now),
        week=view.standing(request.room, week(today).key, request.member),
        topics=_by_topic(house.library(view, request.member.team), answered),
    )


def _by_topic(library: Library, answered: tuple[Answered, ...]) -> tuple[TopicScore, ...]:
    """Mean score by topic, the weakest first; a card that has left stands under its deck's name."""
    scores: dict[str, list[float]] = defaultdict(list)
    for one in answered:
        scores[_title(library, one.card)].append(one.score)
    told = (TopicScore(title, len(all_), sum(all_) / len(all_)) for title, all_ in scores.items())
    return tuple(sorted(told, key=lambda topic: (topic.score, topic.title)))


def _title(library: Library, key: str) -> str:
    card = library.cards.get(key)
    if card is None:
        return key.split("/", maxsplit=1)[0]
    header = library.decks[card.deck].header
    return next((topic.title for topic in header.topics if topic.id == card.topic), header.title)
