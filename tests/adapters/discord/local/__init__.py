"""A small Discord on loopback: gateway and API, held to the official description, with faults on demand."""

from tests.adapters.discord.local.faults import Fault
from tests.adapters.discord.local.people import Guild, Place, User
from tests.adapters.discord.local.server import LocalDiscord

__all__ = ["Fault", "Guild", "LocalDiscord", "Place", "User"]
