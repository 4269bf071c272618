"""Leaderboards: a table with ranks, and the reader's own line wherever it stands."""

from bot.core.records import Board, Standing
from bot.messages import Button, Buttons, Heading, Line, Message, Note, Part, Span, Style, Table
from bot.views import ids
from bot.wording import Wording

PERIODS = ("week", "month", "all")


def board(say: Wording, period: str, told: Board, streaks: tuple[int, ...], own_streak: int) -> Message:
    """`streaks` belong to the lines of the top, in their order."""
    parts: list[Part] = [Heading(say.line(f"board.{period}"))]
    if told.top:
        parts.append(_table(say, told, streaks, own_streak))
        parts.append(Note(say.line("board.members", n=told.members)))
    else:
        parts.append(Note(say.line("board.empty")))
    others = (p for p in PERIODS if p != period)
    parts.append(Buttons(tuple(Button(ids.of("board", p), say.text(f"button.{p}")) for p in others)))
    return Message(tuple(parts), say.text("board.brief"))


def _table(say: Wording, told: Board, streaks: tuple[int, ...], own_streak: int) -> Table:
    rows = [_row(say, standing, streak) for standing, streak in zip(told.top, streaks, strict=True)]
    own = next((i for i, s in enumerate(told.top) if told.own and s.member == told.own.member), None)
    if told.own is not None and own is None:
        own = len(rows)
        rows.append(_row(say, told.own, own_streak))
    head = tuple(say.line(f"board.{column}") for column in ("rank", "who", "points", "answers", "streak"))
    return Table(head, tuple(rows), own)


def _row(say: Wording, standing: Standing, streak: int) -> tuple[Line, ...]:
    return (
        (Span(f"{standing.rank}."),),
        (Span(standing.name or say.text("board.nameless"), Style.STRONG),),
        (Span(say.number(standing.points)),),
        (Span(say.number(standing.answers)),),
        say.line("board.days", n=streak),
    )
