"""`/leaderboard`: who stands where, over which time, and in what."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from functools import partial

from bot.core import boards
from bot.core.boards import Kind, Span, Wanted
from bot.core.calendar import Seasons, local_day
from bot.core.lookup import Library
from bot.core.model import Card, Member, Room
from bot.core.records import Board, SquadStanding
from bot.errors import Refused
from bot.messages import Command, Message, Press, Reply, Said
from bot.ports import View
from bot.usecases import leavers
from bot.usecases.almanac import almanac
from bot.usecases.house import House, reader
from bot.usecases.streaks import lengths_of
from bot.views import board as views
from bot.views import squads

SHOWN = 10
AGAIN = 3  # times that a board is read anew because somebody on it had left
OFFERED = 20  # boards of decks or topics to choose from

_SPANS = {str(span): span for span in Span}
_ALL_TIME = re.compile(r"\ball time\b")  # as its button is called
_KINDS = {str(kind): kind for kind in Kind}


async def leaderboard(house: House, request: Command) -> Reply:
    """Words in any order: a span, a kind, and the name of a deck or topic."""
    typed = " ".join(request.options.get(o, "") for o in ("period", "kind", "name")).lower()
    return await _board(house, request, _ALL_TIME.sub(Span.ALL, typed).split())


async def pressed(house: House, request: Press, argument: str) -> Reply:
    """`span`, `span/kind` or `span/kind/about`."""
    return await _board(house, request, argument.split("/", maxsplit=2))


async def _board(house: House, request: Command | Press, words: Sequence[str]) -> Reply:
    read = partial(_read, house=house, request=request, words=tuple(words))
    message, on_it = await house.store.read(read)
    for _ in range(AGAIN):
        if not await leavers.look(house, on_it):
            break
        message, on_it = await house.store.read(read)
    return Said(message)


def _read(
    view: View, house: House, request: Command | Press, words: Sequence[str]
) -> tuple[Message, Sequence[Member]]:
    """The board, and whom it names."""
    wanted = _wanted(house.library(view, request.room.team), words)
    if wanted.kind is Kind.SQUADS:
        told = squads_shown(view, house, request.room, request.member, wanted)
        return squads.board(reader(request), wanted, told), ()
    shown = _shown(view, house, request, wanted)
    return views.board(reader(request), shown), [line.member for line in shown.board.top]


def squads_shown(
    view: View, house: House, room: Room, member: Member | None, wanted: Wanted
) -> tuple[SquadStanding, ...]:
    """The squads as they stand now: those with points, and the member's own."""
    days = days_of(view, house, room)
    key = boards.key(boards.period(wanted.span, days.today, days.seasons))
    return tuple(squad for squad in view.squad_board(room, key, member) if squad.each or squad.own)


def _shown(view: View, house: House, request: Command | Press, wanted: Wanted) -> views.Shown:
    library = house.library(view, request.room.team)
    if wanted.kind in (Kind.DECK, Kind.TOPIC):
        if not wanted.about:
            return _offer(view, house, request.room, library, wanted)
        wanted = replace(wanted, about=_about(view, house, request.room, library, wanted))
    return shown(view, house, request.room, request.member, wanted)


def shown(view: View, house: House, room: Room, member: Member | None, wanted: Wanted) -> views.Shown:
    """A board as it stands now, with the member's own line."""
    days = days_of(view, house, room)
    period = boards.period(wanted.span, days.today, days.seasons)
    told = _named(_ranked(view, days, room, member, wanted))
    title = _title(house.library(view, room.team), wanted)
    if wanted.kind is not Kind.ROOM:
        key, taken_part = boards.key(period), wanted.kind is Kind.PARTICIPATION
        asked = view.asked(room, key, period.first, period.last) if taken_part else 0
        return views.Shown(wanted, title, told, asked=asked)
    lines = [*told.top, *([told.own] if told.own else [])]
    lengths = lengths_of(view, room, [line.member for line in lines], house.clock.now())
    return views.Shown(wanted, title, told, streaks=lengths)


@dataclass(frozen=True, slots=True)
class Days:
    """What a room's calendar says: today there, and how its seasons run."""

    today: date
    seasons: Seasons


def days_of(view: View, house: House, room: Room) -> Days:
    known = almanac(view, house, room)
    return Days(local_day(house.clock.now(), known.zone), known.seasons)


def _named(board: Board) -> Board:
    """Nobody is named for having nothing, as winners are not; all find their own line."""
    return replace(board, top=tuple(line for line in board.top if line.points > 0))


def _ranked(view: View, days: Days, room: Room, member: Member | None, wanted: Wanted) -> Board:
    period = boards.period(wanted.span, days.today, days.seasons)
    key = boards.key(period, wanted.kind, wanted.about)
    match wanted.kind:
        case Kind.TEAM:
            return view.team_board(room.team, key, member, SHOWN)
        case Kind.JOINED:
            return view.joined_board(room, period.first, period.last, member, SHOWN)
        case Kind.PARTICIPATION:
            return view.participation(room, key, member, SHOWN)
        case Kind.IMPROVEMENT:
            before = boards.before(wanted.span, days.today, days.seasons)
            if before is None:
                raise Refused("board.no_before")
            return view.improvement(room, key, boards.key(before), member, SHOWN, boards.ENOUGH)
        case _:
            return view.board(room, key, member, SHOWN)


def _wanted(library: Library, words: Sequence[str]) -> Wanted:
    spans = [_SPANS[word] for word in words if word in _SPANS]
    kinds = [_KINDS[word] for word in words if word in _KINDS]
    rest = " ".join(word for word in words if word not in _SPANS and word not in _KINDS)
    kind = kinds[0] if kinds else Kind.ROOM
    if rest and not kinds and library.find(rest).cards:
        kind = Kind.DECK if rest in library.decks else Kind.TOPIC
    if len(spans) > 1 or len(kinds) > 1 or (rest and kind not in (Kind.DECK, Kind.TOPIC)):
        raise _unclear(words)
    long = kind in (Kind.DECK, Kind.TOPIC)
    span = spans[0] if spans else Span.ALL if long else Span.WEEK
    if long and span not in boards.LONG:
        return Wanted(Span.SEASON, kind, rest, instead=span)
    return Wanted(span, kind, rest)


def _unclear(words: Sequence[str]) -> Refused:
    """What may have been meant, where words are spelled almost like those for boards."""
    known = (*_SPANS, *_KINDS)
    near = [next(iter(get_close_matches(word, known, 1)), "") for word in words]
    if all(near) and sum(word in _SPANS for word in near) < 2 and sum(word in _KINDS for word in near) < 2:
        return Refused("board.near", typed=" ".join(words), near=" ".join(near))
    return Refused("board.unknown", typed=" ".join(words), known=", ".join(known))


def _about(view: View, house: House, room: Room, library: Library, wanted: Wanted) -> str:
    """The deck, or `deck/topic`, that a name means; one whose deck is gone is known by its own board."""
    if wanted.about in _kept(view, house, room, wanted):
        return wanted.about
    found = library.find(wanted.about)
    names = sorted({_belongs(card, wanted.kind) for card in found.cards} - {""})
    if len(names) == 1:
        return names[0]
    if names or found.suggestions:
        meant = names or found.suggestions
        raise Refused("board.which", typed=wanted.about, names=", ".join(meant[:OFFERED]))
    raise Refused("board.no_such", typed=wanted.about)


def _belongs(card: Card, kind: Kind) -> str:
    if kind is Kind.DECK:
        return card.deck
    return f"{card.deck}/{card.topic}" if card.topic else ""


def _kept(view: View, house: House, room: Room, wanted: Wanted) -> list[str]:
    """The decks or topics that have a board of this span here."""
    days = days_of(view, house, room)
    prefix = boards.key(boards.period(wanted.span, days.today, days.seasons), wanted.kind)
    return [key.removeprefix(prefix) for key in view.board_keys(room, prefix)]


def _offer(view: View, house: House, room: Room, library: Library, wanted: Wanted) -> views.Shown:
    """The boards there are to choose from."""
    kept = _kept(view, house, room, wanted)[:OFFERED]
    choices = tuple((about, _title(library, replace(wanted, about=about))) for about in kept)
    return views.Shown(wanted, "", Board((), None, 0), choices=choices)


def _title(library: Library, wanted: Wanted) -> str:
    """What the deck or topic of a board is called."""
    name, _, topic = wanted.about.partition("/")
    deck = library.decks.get(name)
    if deck is None:
        return wanted.about
    return next((t.title for t in deck.header.topics if t.id == topic), topic or deck.header.title)
