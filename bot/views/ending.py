"""What is told when a week or a season is over: who won, who gained most, and how the squads did."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.core.records import SquadStanding, Standing
from bot.messages import Facts, Heading, Line, Message, Note, Part, Span, Style, Table
from bot.views import squads
from bot.wording import Wording


@dataclass(frozen=True, slots=True)
class Ended:
    """A period that is over; `improved`: who gained most, where anybody can be compared."""

    first: date
    last: date
    winners: Sequence[Standing]
    played: int
    asked: int
    improved: Standing | None
    squads: Sequence[SquadStanding]


def season(say: Wording, told: Ended) -> Message:
    heading = say.line("ending.season", first=told.first, last=told.last)
    return Message((Heading(heading), *_told(say, told)), say.text("ending.season_brief"))


def week(say: Wording, told: Ended) -> Message:
    return Message((Heading(say.line("ending.week")), *_told(say, told)), say.text("ending.week_brief"))


def own_week(say: Wording, own: Standing, asked: int, streak: int) -> Message:
    lines = (
        say.line("ending.own_place", rank=own.rank, n=own.points),
        say.line("ending.own_answers", answered=own.answers, asked=asked),
        say.line("ending.own_streak", n=streak),
    )
    return Message(
        (Heading(say.line("ending.own_week")), Facts(lines), Note(say.line("ending.own_off"))),
        say.text("ending.own_brief"),
    )


def _told(say: Wording, told: Ended) -> list[Part]:
    parts: list[Part] = []
    if told.winners:
        head = tuple(say.line(f"board.{column}") for column in ("rank", "who", "points", "answers"))
        parts.append(Table(head, tuple(_row(say, winner) for winner in told.winners)))
    if told.squads:
        parts.append(squads.table(say, told.squads))
    facts = [say.line("ending.played", n=told.played), say.line("ending.asked", n=told.asked)]
    if told.improved is not None and told.improved.points > 0:
        gain = say.gain(told.improved.points)
        facts.append(say.line("ending.improved", name=told.improved.name, gain=gain))
    parts.append(Facts(tuple(facts)))
    return parts


def _row(say: Wording, line: Standing) -> tuple[Line, ...]:
    return (
        (Span(f"{line.rank}."),),
        (Span(line.name or say.text("board.nameless"), Style.STRONG),),
        (Span(say.number(line.points)),),
        (Span(say.number(line.answers)),),
    )
