"""A member's own figures, for their eyes only."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.records import Standing
from bot.core.streak import Streak
from bot.messages import Facts, Heading, Line, Message, Note, Part, Table, Text
from bot.wording import Wording


@dataclass(frozen=True, slots=True)
class TopicScore:
    title: str
    cards: int
    score: float


@dataclass(frozen=True, slots=True)
class Figures:
    daily: int
    practised: int
    full: int
    score: float  # mean over all answered rounds, 0..1
    streak: Streak
    week: Standing | None
    topics: Sequence[TopicScore]


STRONG, WEAK = 0.8, 0.5


def stats(say: Wording, told: Figures) -> Message:
    parts: list[Part] = [Heading(say.line("stats.heading"))]
    if not told.daily + told.practised:
        return Message((*parts, Text(say.line("stats.nothing"))), say.text("stats.brief"))
    parts.append(Facts(_overall(say, told)))
    parts.append(Facts((say.line("streak.heading", n=told.streak.length), *_streak(say, told.streak))))
    if told.topics:
        parts.append(_topics(say, told.topics))
        parts.append(Note(say.line("stats.scale")))
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


def _topics(say: Wording, topics: Sequence[TopicScore]) -> Table:
    head = (
        say.line("stats.topic"),
        say.line("stats.answered"),
        say.line("stats.mean"),
        say.line("stats.level"),
    )
    rows = tuple(
        (
            say.line("stats.title", title=topic.title),
            say.line("stats.count", n=topic.cards),
            say.line("stats.percent", score=round(topic.score * 100)),
            say.line(f"stats.{_level(topic.score)}"),
        )
        for topic in topics
    )
    return Table(head, rows)


def _level(score: float) -> str:
    if score >= STRONG:
        return "strong"
    return "weak" if score < WEAK else "growing"
