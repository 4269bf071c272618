"""Further ways of saying a point, proposed from answers that people gave, each with its effect."""

from bot.core.suggest.search import proposals
from bot.core.suggest.values import Given, Proposal

__all__ = ["Given", "Proposal", "proposals"]
