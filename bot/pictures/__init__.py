"""Pictures: SVG written from data, and PNG where a platform wants one."""

from bot.pictures.paint import can_draw, png
from bot.pictures.palette import DARK, LIGHT, style_sheet

__all__ = ["DARK", "LIGHT", "can_draw", "png", "style_sheet"]
