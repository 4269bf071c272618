"""`/stats` and `/streak`: a person's own figures, over all rooms and linked selves."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import partial

from bot.core.calendar import local_day, week
from bot.core.lookup import Library
from bot.core.model import Card
from bot.core.plan import plan
from bot.core.progress import by_topic, misled, sureness
from bot.core.records import Tried
from bot.core.streak import START, Streak, days_of, states
from bot.messages import Command, Press, Reply, Said
from bot.ports import View
from bot.usecases.almanac import almanac, exam_day, zone_of
from bot.usecases.choosing import pool
from bot.usecases.house import House, reader
from bot.usecases.streaks import streak_of
from bot.views import stats as views
from bot.views.question import subject
from bot.views.stats import Exam, Figures


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
    today = local_day(now, zone_of(view, house, request.room))
    library = house.library(view, request.member.team)
    tries = view.tries(request.member)
    answered = [tried for tried in tries if tried.answered]
    daily = sum(tried.day is not None for tried in answered)
    memories, exam = view.memories(request.member), almanac(view, house, request.room).coming(now)
    cards = _cards(view, library, request, tries)
    topics = by_topic(_titled(library, cards), tries, memories, now, exam)
    days = days_of(view.posted_days(request.room, request.member, None), now)
    return Figures(
        daily=daily,
        practised=len(answered) - daily,
        full=sum(tried.full for tried in answered),
        score=sum(tried.best for tried in answered) / len(answered) if answered else 0.0,
        streak=streak_of(view, request.room, request.member, now),
        week=view.standing(request.room, week(today).key, request.member),
        today=today,
        days=dict(states(START, days)),
        topics=topics,
        sureness=sureness(answered),
        misled=tuple(library.cards[key].ask for key in misled(answered) if key in library.cards),
        exam=_exam(view, house, request, tuple(cards), topics),
    )


def _exam(
    view: View, house: House, request: Command | Press, keys: Sequence[str], topics: Sequence[views.Topic]
) -> Exam | None:
    """The countdown, and what would be known on the day without practice and with it; None: there is none."""
    now, day = house.clock.now(), exam_day(view, request.room)
    begins = almanac(view, house, request.room).coming(now)
    if begins is None or day is None:
        return None
    ready = sum((topic.ready or 0.0) * topic.cards for topic in topics) / len(keys) if keys else 0.0
    left = max(1, -((now - begins) // timedelta(days=1)))
    unseen = len(keys) - sum(topic.seen for topic in topics)
    planned = plan(keys, view.memories(request.member), view.person(request.member), now, begins)
    return Exam(day, left, ready, len(keys), unseen, planned)


def _cards(view: View, library: Library, request: Command | Press, tries: Sequence[Tried]) -> dict[str, Card]:
    """The cards of the room's decks, and whatever else was answered and is still there."""
    schedule = next(iter(view.schedules(request.room)), None)
    own = pool(library, schedule.decks if schedule else ())
    seen = {tried.card: library.cards[tried.card] for tried in tries if tried.card in library.cards}
    return {card.key: card for card in own} | seen


def _titled(library: Library, cards: Mapping[str, Card]) -> dict[str, list[Card]]:
    """The cards under their topics' titles, with the deck's where two decks call a topic alike."""
    topics: dict[tuple[str, str], list[Card]] = defaultdict(list)
    for card in cards.values():
        topics[subject(card, library.decks[card.deck].header), card.deck].append(card)
    alike = Counter(title for title, _ in topics)
    return {
        f"{title} · {library.decks[deck].header.title}" if alike[title] > 1 else title: own
        for (title, deck), own in topics.items()
    }
