"""Squads: who they are, how they stand, and how to change them."""

from collections.abc import Sequence

from bot.core.boards import Wanted
from bot.core.records import Squad, SquadStanding
from bot.messages import Heading, Line, Message, Note, Part, Span, Style, Table
from bot.views import board as boards
from bot.wording import Wording


def squads(say: Wording, known: Sequence[Squad], seed: str = "") -> Message:
    """`seed`: what a draw went by, so that everybody can check it."""
    parts: list[Part] = [Heading(say.line("squads.heading"))]
    if known:
        head = (say.line("squads.name"), say.line("squads.members"), say.line("squads.by"))
        parts.append(Table(head, tuple(_squad(say, squad) for squad in known)))
    else:
        parts.append(Note(say.line("squads.none")))
    if seed:
        parts.append(Note(say.line("squads.drawn", seed=seed)))
    parts.append(Note(say.line("squads.how")))
    return Message(tuple(parts), say.text("squads.brief"))


def _squad(say: Wording, squad: Squad) -> tuple[Line, ...]:
    by = (Span(squad.group, Style.CODE),) if squad.group else say.line("squads.by_hand")
    return ((Span(squad.name, Style.STRONG),), (Span(say.number(squad.members)),), by)


def board(say: Wording, wanted: Wanted, told: Sequence[SquadStanding]) -> Message:
    """By points for each member who answered, so that a small squad can win."""
    parts: list[Part] = [Heading(boards.heading(say, wanted, ""))]
    if told:
        parts.append(table(say, told))
        parts.append(Note(say.line("squads.each_note")))
    else:
        parts.append(Note(say.line("squads.empty")))
    parts.append(boards.buttons(say, wanted))
    return Message(tuple(parts), say.text("board.brief"))


def table(say: Wording, told: Sequence[SquadStanding]) -> Table:
    head = tuple(say.line(key) for key in ("board.rank", "squads.name", "squads.each", "squads.active"))
    rows = tuple(
        (
            (Span(f"{squad.rank}."),),
            (Span(squad.name, Style.STRONG),),
            (Span(f"{squad.each / 100:.2f}"),),
            (Span(say.number(squad.active)),),
        )
        for squad in told
    )
    return Table(head, rows, next((i for i, squad in enumerate(told) if squad.own), None))
