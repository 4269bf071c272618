"""Discord as a platform: translates between its gateway and API and the house, and decides nothing."""

from bot.adapters.discord.platform import Discord

__all__ = ["Discord"]
