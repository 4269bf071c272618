"""Figures as pictures, each with all of it in words: a streak's calendar, and how someone stands by topic."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby

from bot.core.progress import Level, Topic
from bot.core.streak import State, Streak
from bot.messages import Picture
from bot.pictures import calendar as calendars
from bot.pictures import topics as blocks
from bot.pictures.font import legible
from bot.wording import Wording

WEEKS = 16
SHOWN = 8  # topics in a picture
STATES = (State.KEPT, State.FROZEN, State.MISSED, State.EXCUSED, State.OPEN)


def calendar(say: Wording, streak: Streak, days: Mapping[date, State], today: date) -> Picture:
    heading = say.text(
        "stats.calendar",
        streak=say.text("streak.heading", n=streak.length),
        best=streak.best,
        n=streak.freezes,
    )
    labels = calendars.Labels(
        heading=heading,
        weekdays=tuple(say.text(f"day.{n}") for n in range(7)),
        months=tuple(say.text(f"month.{n}") for n in range(1, 13)),
        states={state: say.text(f"stats.day_{state}") for state in STATES},
    )
    alt = "\n".join((say.text("stats.weeks", n=WEEKS), *_weeks(say, days, today)))
    return Picture("streak", calendars.calendar(days, today, WEEKS, labels), alt)


def _weeks(say: Wording, days: Mapping[date, State], today: date) -> Iterator[str]:
    """Each week that had a question, day by day."""
    monday = today - timedelta(days=today.weekday() + 7 * (WEEKS - 1))
    for number in range(WEEKS):
        first = monday + timedelta(days=7 * number)
        told = [(n, days[day]) for n in range(7) if (day := first + timedelta(days=n)) in days]
        if told:
            said = ", ".join(_run(say, state, [n for n, _ in run]) for state, run in _runs(told))
            yield say.text("stats.week_of", day=day_of(say, first), days=said)


def _runs(told: Sequence[tuple[int, State]]) -> Iterator[tuple[State, list[tuple[int, State]]]]:
    for state, run in groupby(told, key=lambda pair: pair[1]):
        yield state, list(run)


def _run(say: Wording, state: State, numbers: Sequence[int]) -> str:
    """Days in a row that went alike: "answered Mon-Thu"."""
    first, last = say.text(f"day.{numbers[0]}"), say.text(f"day.{numbers[-1]}")
    named = first if len(numbers) == 1 else f"{first}–{last}"
    return f"{say.text(f'stats.day_{state}')} {named}"


def topics(say: Wording, told: Sequence[Topic], exam: date | None) -> Picture:
    """`exam`: its day, when one is to come."""
    shown = told[:SHOWN]
    more = say.text("stats.more_topics", n=len(told) - SHOWN) if len(told) > SHOWN else ""
    drawn = tuple(_block(say, place, topic, exam) for place, topic in enumerate(shown, start=1))
    heading = say.text("stats.by_topic")
    alt = "\n".join((heading, *(_in_words(say, topic, exam) for topic in shown), *((more,) if more else ())))
    return Picture("topics", blocks.topics(heading, drawn, more), alt)


def _block(say: Wording, place: int, topic: Topic, exam: date | None) -> blocks.Block:
    level = say.text(f"stats.{topic.level}")
    return blocks.Block(
        title=legible(topic.title, say.text("stats.nameless_topic", n=place)),
        level=say.text("stats.seen", level=level, seen=topic.seen, cards=topic.cards),
        colour="quiet" if topic.level is Level.NEW else topic.level.value,
        measures=tuple(
            blocks.Measure(label, share, _share(say, share)) for label, share in _measures(say, topic, exam)
        ),
    )


def _measures(say: Wording, topic: Topic, exam: date | None) -> list[tuple[str, float | None]]:
    told = [(say.text("stats.right"), topic.right), (say.text("stats.known"), topic.known)]
    if exam is not None:
        told.append((say.text("stats.ready", day=day_of(say, exam)), topic.ready))
    return told


def _in_words(say: Wording, topic: Topic, exam: date | None) -> str:
    level = say.text("stats.seen", level=say.text(f"stats.{topic.level}"), seen=topic.seen, cards=topic.cards)
    told = ", ".join(f"{label} {_share(say, share)}" for label, share in _measures(say, topic, exam))
    return say.text("stats.topic_told", title=topic.title, level=level, told=told)


def _share(say: Wording, share: float | None) -> str:
    return "–" if share is None else say.text("stats.percent", score=round(share * 100))


def day_of(say: Wording, day: date) -> str:
    """A date without its year, as in "4 May"."""
    return say.text("stats.day", day=str(day.day), month=say.text(f"month.{day.month}"))
