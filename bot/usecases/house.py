"""What every use case is given: the ports, how cards are graded, and what set-up proposes."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from bot import wording
from bot.core.choices import RoomChoice
from bot.core.links import Links
from bot.core.lookup import Library
from bot.core.model import Member, Room, Team
from bot.errors import Unavailable
from bot.messages import Asked
from bot.ports import Catalogue, Clock, Lack, Store, Tx, View
from bot.usecases.marker import Marker
from bot.usecases.shelf import Shelf
from bot.usecases.windows import Windows

Lacking = Callable[[Room], Awaitable[Sequence[Lack]]]
Leaving = Callable[[Sequence[Member]], Awaitable[frozenset[Member]]]


async def cannot_tell(members: Sequence[Member]) -> frozenset[Member]:
    """Where no platform is asked."""
    raise Unavailable(f"nobody to ask about {len(members)} members", uncertain=False)


async def lacks_nothing(room: Room) -> Sequence[Lack]:
    """Where no platform is asked."""
    del room
    return ()


@dataclass(frozen=True, slots=True)
class House:
    """The bot's insides as the use cases see them. `wake` says that there is something to deliver."""

    store: Store
    catalogue: Catalogue
    clock: Clock
    marker: Marker
    shelf: Shelf
    wake: Callable[[], None]
    zone: str = "UTC"
    version: str = ""
    links: Links | None = None  # None: no page can be seen from outside
    lacks: Lacking = lacks_nothing  # what the bot may not do in a room, as its platform says now
    windows: Windows = field(default_factory=Windows)
    gone: Leaving = cannot_tell  # which of some members of one team have left it; raises Unavailable

    def library(self, view: View, team: Team) -> Library:
        """The decks as this team has them."""
        return self.shelf.of(view, team)


def reader(request: Asked) -> wording.Wording:
    """The wording for who asks: private messages speak the reader's language."""
    return wording.of(request.locale)


def everybody(view: View, room: Room) -> wording.Wording:
    """The wording for what a whole room reads: the language it chose."""
    return wording.of(view.choice(room, RoomChoice.LANGUAGE) or wording.DEFAULT)


def addressed(view: View, member: Member) -> wording.Wording:
    """The wording for what somebody alone is told unasked: what they read when they last did something."""
    return wording.of(view.locale(member))


def meet(tx: Tx, request: Asked) -> None:
    """Know who asks: how they are called, what groups they have, what they read."""
    tx.meet(request.member, request.name, request.groups, request.locale)
