"""Rubrics: the point syntax, and cards compiled for grading."""

from bot.core.rubric.build import compile  # noqa: A004 - the word of the trade
from bot.core.rubric.syntax import PatternError, parse_pattern
from bot.core.rubric.values import Compiled

__all__ = ["Compiled", "PatternError", "compile", "parse_pattern"]
