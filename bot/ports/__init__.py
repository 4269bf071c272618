"""What the use cases ask of the world: store, platforms, catalogue, clock. Each docstring is a promise."""

from bot.ports.platform import Handle, Lack, Platform
from bot.ports.store import Store, Tx, View
from bot.ports.surroundings import Catalogue, Clock

__all__ = ["Catalogue", "Clock", "Handle", "Lack", "Platform", "Store", "Tx", "View"]
