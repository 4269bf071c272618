"""A person's own figures, for their eyes only: streak, topics, how sure and how right, how ready."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.core.plan import Plan
from bot.core.progress import Level, Sureness, Topic
from bot.core.records import Standing
from bot.core.streak import State, Streak
from bot.messages import Facts, Heading, Line, Message, Note, Part, Span, Text
from bot.views import charts
from bot.wording import Wording

__all__ = ["Exam", "Figures", "Topic", "stats", "streak"]

NAMED = 6  # topics of a level named in words


@dataclass(frozen=True, slots=True)
class Exam:
    """`ready`: how much of all the cards would be known on the day if nothing were practised until then."""

    day: date
    left: int  # days
    ready: float
    cards: int
    unseen: int
    planned: Plan


@dataclass(frozen=True, slots=True)
class Figures:
    daily: int
    practised: int
    full: int
    score: float  # mean over all answered rounds, 0..1
    streak: Streak
    week: Standing | None
    today: date
    days: Mapping[date, State]
    topics: Sequence[Topic]
    sureness: Sequence[Sureness] = ()
    misled: Sequence[str] = ()  # questions
    exam: Exam | None = None


def stats(say: Wording, told: Figures) -> Message:
    parts: list[Part] = [Heading(say.line("stats.heading"))]
    if not told.daily + told.practised:
        parts.append(Text(say.line("stats.nothing")))
        return Message((*parts, *_exam(say, told)), say.text("stats.brief"))
    parts.append(Facts(_overall(say, told)))
    heading = say.line("streak.heading", n=told.streak.length)
    parts.append(Facts((heading, *_streak(say, told.streak))))
    if told.days:
        parts.append(charts.calendar(say, told.streak, told.days, told.today))
    parts += _levels(say, told.topics)
    if told.topics:
        parts.append(charts.topics(say, told.topics, told.exam.day if told.exam else None))
    parts += _sureness(say, told)
    parts += _exam(say, told)
    return Message(tuple(parts), say.text("stats.brief"))


def streak(say: Wording, told: Streak, nothing_open: bool) -> Message:
    tail = () if nothing_open else (Note(say.line("streak.answer_open")),)
    return Message(
        (Heading(say.line("streak.heading", n=told.length)), Facts(_streak(say, told)), *tail),
        say.text("streak.brief"),
    )


def _overall(say: Wording, told: Figures) -> tuple[Line, ...]:
    lines = [
        say.line("stats.daily", n=told.daily),
        say.line("stats.practised", n=told.practised),
        say.line("stats.score", score=round(told.score * 100)),
        say.line("stats.full", n=told.full),
    ]
    if told.week is not None:
        lines.append(say.line("stats.week", rank=told.week.rank, n=told.week.points))
    return tuple(lines)


def _streak(say: Wording, told: Streak) -> tuple[Line, ...]:
    return (
        say.line("streak.best", n=told.best),
        say.line("streak.freezes", n=told.freezes),
    )


def _levels(say: Wording, topics: Sequence[Topic]) -> list[Part]:
    """Strong, growing and weak topics by name."""
    lines: list[Part] = []
    for level in (Level.STRONG, Level.GROWING, Level.WEAK):
        titles = [topic.title for topic in topics if topic.level is level]
        if titles:
            rest = say.text("stats.and_more", n=len(titles) - NAMED) if len(titles) > NAMED else ""
            names = (Span(", ".join(titles[:NAMED]) + rest),)
            lines.append(Text(say.line(f"stats.topics_{level}", topics=names)))
    return lines


def _sureness(say: Wording, told: Figures) -> list[Part]:
    """How often they were as right as they were sure; nothing where they never said."""
    parts: list[Part] = []
    if told.sureness:
        lines = [
            say.line(f"stats.when_{one.confidence}", right=one.right, n=one.said) for one in told.sureness
        ]
        parts.append(Facts(tuple(lines)))
    return [*parts, *(Note(say.line("stats.misled", ask=(Span(ask),))) for ask in told.misled)]


def _exam(say: Wording, told: Figures) -> list[Part]:
    exam = told.exam
    if exam is None:
        return []
    day = charts.day_of(say, exam.day)
    parts: list[Part] = [Heading(say.line("exam.countdown", n=exam.left, day=day))]
    parts.append(Text(say.line("exam.ready", share=round(100 * exam.ready), n=exam.cards)))
    if exam.cards:
        share = round(100 * exam.planned.ready)
        parts.append(Text(say.line("exam.planned", share=share, n=exam.planned.daily)))
    if exam.unseen:
        parts.append(Note(say.line("exam.unseen", n=exam.unseen)))
    return parts
