"""The ledger and its projections, as one consistent whole."""

from collections.abc import Callable, Hashable
from typing import Protocol, TypeVar

from bot.ports.appeals import AppealsTx, AppealsView
from bot.ports.boards import BoardsTx, BoardsView
from bot.ports.decks import DecksTx, DecksView
from bot.ports.installations import InstallationsTx, InstallationsView
from bot.ports.links import LinksTx, LinksView
from bot.ports.outbox import OutboxTx
from bot.ports.people import PeopleTx, PeopleView
from bot.ports.practice import PracticeTx, PracticeView
from bot.ports.privacy import PrivacyTx, PrivacyView
from bot.ports.rounds import RoundsTx, RoundsView
from bot.ports.schedules import SchedulesTx, SchedulesView
from bot.ports.turns import TurnsTx, TurnsView

T = TypeVar("T")


class View(
    PeopleView,
    SchedulesView,
    RoundsView,
    BoardsView,
    PracticeView,
    DecksView,
    AppealsView,
    PrivacyView,
    InstallationsView,
    TurnsView,
    LinksView,
    Protocol,
):
    """One consistent look at the store. Plain calls: a view is only good inside the work it is given to."""

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives, made once for all who ask for it by this key in one transaction.

        It is made anew after a write that changes rounds, schedules, choices of a room or rulings: it must
        hang on nothing else of the store.
        """


class Tx(
    View,
    PeopleTx,
    SchedulesTx,
    RoundsTx,
    OutboxTx,
    BoardsTx,
    PracticeTx,
    DecksTx,
    AppealsTx,
    PrivacyTx,
    InstallationsTx,
    TurnsTx,
    LinksTx,
    Protocol,
):
    """A view that can write. Everything in one `write` is durable together or not at all."""


class Store(Protocol):
    """The ledger and its projections."""

    async def read(self, work: Callable[[View], T]) -> T:
        """Run a plain function over one consistent view, off the loop."""

    async def write(self, work: Callable[[Tx], T]) -> T:
        """Run a plain function in one transaction and wait until it is durable.

        It may run again: no other effects, no await inside. What it raises rolls its own writes back and
        harms no other. Raises Unavailable when the database cannot be written.
        """
