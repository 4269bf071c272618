"""Grading: an answer compared with a compiled card, deterministic and explained."""

from bot.core.rubric.reasons import Reason
from bot.core.grade.verdict import grade

__all__ = ["Reason", "grade"]
