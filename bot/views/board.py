"""Leaderboards: a table with ranks, and the reader's own line wherever it stands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bot.core.boards import LONG, Kind, Span, Wanted
from bot.core.model import Member
from bot.core.records import Board, Standing
from bot.messages import Button, Buttons, Heading, Line, Message, Note, Part, Style, Table
from bot.messages import Span as Words
from bot.views import ids
from bot.wording import Wording

LONGEST_LABEL = 40
LONGEST_ID = 100
MORE = (Kind.SQUADS, Kind.TOPIC)  # kinds that a board's buttons lead to; all can be typed


@dataclass(frozen=True, slots=True)
class Shown:
    """A board to draw. `asked`: questions of the period; `choices`: decks or topics to choose from."""

    wanted: Wanted
    title: str
    board: Board
    streaks: Mapping[Member, int] = field(default_factory=dict)
    asked: int = 0
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def bare(self) -> bool:
        """Whether no line is on the board."""
        return not self.board.top and self.board.own is None


def board(say: Wording, told: Shown) -> Message:
    parts: list[Part] = [Heading(heading(say, told.wanted, told.title))]
    if told.wanted.instead is not None:
        parts.append(Note(say.line("board.instead")))
    if not told.bare:
        parts += [table(say, told), Note(say.line("board.members", n=told.board.members))]
    elif not told.choices:
        parts.append(Note(say.line(_EMPTY.get(told.wanted.kind, "board.empty"))))
    if told.choices:
        names = ", ".join(about for about, _ in told.choices)
        parts += [_choices(told), Note(say.line("board.choose", kind=told.wanted.kind, names=names))]
    parts.append(buttons(say, told.wanted))
    return Message(tuple(parts), say.text("board.brief"))


def heading(say: Wording, wanted: Wanted, title: str) -> Line:
    span = say.text(f"board.span_{wanted.span}")
    what = title or say.text(f"board.kind_{wanted.kind}")
    return say.line("board.heading", what=what, span=span)


def table(say: Wording, told: Shown) -> Table:
    """The lines of the top, and below them the reader's own where it is not among them."""
    board = told.board
    rows = [_row(say, told, standing) for standing in board.top]
    own = next((i for i, s in enumerate(board.top) if board.own and s.member == board.own.member), None)
    if board.own is not None and own is None:
        own = len(rows)
        rows.append(_row(say, told, board.own))
    head = tuple(say.line(f"board.{column}") for column in _columns(told))
    return Table(head, tuple(rows), own)


def _columns(told: Shown) -> tuple[str, ...]:
    match told.wanted.kind:
        case Kind.PARTICIPATION:
            return ("rank", "who", "taken_part")
        case Kind.IMPROVEMENT:
            return ("rank", "who", "gain", "answers")
        case Kind.ROOM:
            return ("rank", "who", "points", "answers", "streak")
        case _:
            return ("rank", "who", "points", "answers")


def _row(say: Wording, told: Shown, standing: Standing) -> tuple[Line, ...]:
    cells: Mapping[str, Callable[[], Line]] = {
        "rank": lambda: (Words(f"{standing.rank}."),),
        "who": lambda: (Words(standing.name or say.text("board.nameless"), Style.STRONG),),
        "points": lambda: (Words(say.number(standing.points)),),
        "answers": lambda: (Words(say.number(standing.answers)),),
        "streak": lambda: say.line("board.days", n=told.streaks.get(standing.member, 0)),
        "taken_part": lambda: say.line("board.of_asked", answered=standing.answers, asked=told.asked),
        "gain": lambda: say.line("board.gained", points=say.gain(standing.points)),
    }
    return tuple(cells[column]() for column in _columns(told))


def _choices(told: Shown) -> Buttons:
    """A button each; one whose id no platform would take is left to be typed."""
    ids_of = (
        (_id(Wanted(told.wanted.span, told.wanted.kind, about)), title) for about, title in told.choices
    )
    return Buttons(tuple(Button(id, title[:LONGEST_LABEL]) for id, title in ids_of if len(id) <= LONGEST_ID))


def buttons(say: Wording, wanted: Wanted) -> Buttons:
    """The same over another time, and other kinds of board."""
    spans = LONG if wanted.kind in (Kind.DECK, Kind.TOPIC) else tuple(Span)
    others = [Wanted(span, wanted.kind, wanted.about) for span in spans if span is not wanted.span]
    if wanted.kind is Kind.IMPROVEMENT:
        others = [other for other in others if other.span is not Span.ALL]
    buttons = [Button(_id(other), say.text(f"button.{other.span}")) for other in others]
    if wanted.kind is not Kind.ROOM:
        buttons.append(Button(_id(Wanted(wanted.span)), say.text("button.room")))
    for kind in MORE:
        if kind is not wanted.kind or wanted.about:
            span = wanted.span if kind is Kind.SQUADS or wanted.span in LONG else Span.SEASON
            buttons.append(Button(_id(Wanted(span, kind)), say.text(f"button.{kind}")))
    return Buttons(tuple(buttons))


def _id(wanted: Wanted) -> str:
    if wanted.about:
        return ids.of("board", f"{wanted.span}/{wanted.kind}/{wanted.about}")
    plain = wanted.kind is Kind.ROOM
    return ids.of("board", wanted.span if plain else f"{wanted.span}/{wanted.kind}")


_EMPTY = {
    Kind.PRACTICE: "board.empty_practice",
    Kind.IMPROVEMENT: "board.empty_improvement",
    Kind.DECK: "board.empty_deck",
    Kind.TOPIC: "board.empty_deck",
}
