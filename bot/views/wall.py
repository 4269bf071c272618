"""What hangs on a room's wall: the board, the weeks, what was hard, the decks and what comes next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.core.records import Asked
from bot.messages import (
    Buttons,
    Facts,
    Heading,
    Message,
    Moment,
    Note,
    Part,
    Picture,
    Span,
    Style,
    Table,
    Text,
)
from bot.pictures.weeks import weeks
from bot.views import board as boards
from bot.views import charts
from bot.wording import Wording

WEEKS = 12


@dataclass(frozen=True, slots=True)
class Hard:
    """A closed question that few got right."""

    ask: str
    answered: int
    score: float


@dataclass(frozen=True, slots=True)
class Covered:
    """How much of a deck has been asked in the room, and how well that went; None: nobody has answered."""

    title: str
    asked: int
    cards: int
    score: float | None


@dataclass(frozen=True, slots=True)
class Hanging:
    """All the figures of a wall, as of the room's own day."""

    today: date
    board: boards.Shown
    days: Mapping[date, int]  # how many answered, by the day of the question
    hard: Sequence[Hard]
    covered: Sequence[Covered]
    following: Sequence[datetime]
    paused: bool


def wall(say: Wording, told: Hanging) -> tuple[Message, ...]:
    """A message a panel, each with its heading first; always the same panels in the same order."""
    return (
        _board(say, told),
        _following(say, told),
        _weeks(say, told),
        _hard(say, told),
        _covered(say, told),
    )


def link(say: Wording, address: str, until: datetime) -> Message:
    parts = (
        Text(say.line("wall.link")),
        Text((Span(address, Style.LINK),)),
        Note(say.line("wall.until", at=until)),
    )
    return Message(parts, say.text("wall.link_brief"))


def by_day(asked: Sequence[Asked]) -> dict[date, int]:
    """How many answered on each day that had a question; of two questions, the one that more answered."""
    days: dict[date, int] = {}
    for one in asked:
        days[one.day] = max(one.answered, days.get(one.day, 0))
    return days


def _panel(say: Wording, name: str, *parts: Part) -> Message:
    heading = say.line(f"wall.{name}")
    return Message((Heading(heading), *parts), say.text(f"wall.{name}"))


def _board(say: Wording, told: Hanging) -> Message:
    """The board as everybody may see it, without what only presses can do."""
    whole = boards.board(say, told.board)
    return Message(tuple(part for part in whole.parts if not isinstance(part, Buttons)), whole.brief)


def _following(say: Wording, told: Hanging) -> Message:
    if told.following:
        return _panel(say, "following", Facts(tuple((Moment(at),) for at in told.following)))
    return _panel(say, "following", Note(say.line("wall.paused" if told.paused else "wall.none_planned")))


def _weeks(say: Wording, told: Hanging) -> Message:
    days = [say.text(f"day.{number}") for number in range(7)]
    months = [say.text(f"month.{number}") for number in range(1, 13)]
    drawing = weeks(told.days, told.today, WEEKS, days, months)
    picture = Picture("weeks", drawing, _in_words(say, told))
    counts = (
        say.line("wall.questions", n=len(told.days)),
        say.line("wall.answers", n=sum(told.days.values())),
    )
    return _panel(say, "weeks", picture, Facts(counts))


def _in_words(say: Wording, told: Hanging) -> str:
    """The picture for who does not see it: every day with its number."""
    if not told.days:
        return say.text("wall.no_days")
    dated = ((charts.day_of(say, day), number) for day, number in sorted(told.days.items()))
    days = "; ".join(say.text("wall.day", day=day, n=number) for day, number in dated)
    return say.text("wall.days", days=days)


def _hard(say: Wording, told: Hanging) -> Message:
    if not told.hard:
        return _panel(say, "hard", Note(say.line("wall.nothing_hard")))
    head = (say.line("wall.question"), say.line("wall.mean"), say.line("wall.who_answered"))
    rows = tuple(
        (
            (Span(one.ask),),
            say.line("stats.percent", score=round(one.score * 100)),
            (Span(say.number(one.answered)),),
        )
        for one in told.hard
    )
    return _panel(say, "hard", Table(head, rows))


def _covered(say: Wording, told: Hanging) -> Message:
    if not told.covered:
        return _panel(say, "covered", Text(say.line("setup.no_cards")))
    head = (say.line("wall.deck"), say.line("wall.asked"), say.line("wall.mean"))
    rows = tuple(
        (
            (Span(one.title),),
            say.line("wall.of", asked=one.asked, cards=one.cards),
            (Span("–"),) if one.score is None else say.line("stats.percent", score=round(one.score * 100)),
        )
        for one in told.covered
    )
    return _panel(say, "covered", Table(head, rows))
