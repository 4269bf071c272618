"""The platforms that the environment has accounts for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.app.accounts import Accounts
from bot.ports import Clock, Platform

if TYPE_CHECKING:
    from aiohttp.web import AbstractRouteDef


@dataclass(frozen=True, slots=True)
class Connected:
    """`routes` are what the platforms want to be called on over HTTP."""

    platforms: tuple[Platform, ...]
    routes: "Sequence[AbstractRouteDef]" = ()


def connect(accounts: Accounts, clock: Clock) -> Connected:
    """An adapter for each account; its library is imported here and nowhere earlier."""
    del accounts, clock
    return Connected(())
