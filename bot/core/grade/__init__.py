"""Grading: an answer compared with a compiled card, deterministic and explained."""

from bot.core.grade.verdict import grade
from bot.core.rubric.reasons import Reason

__all__ = ["Reason", "grade"]
