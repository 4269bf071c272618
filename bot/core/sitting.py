"""What somebody has done with a question by the time they hand something in for it."""

from dataclasses import dataclass

from bot.core.model import Attempt
from bot.core.records import Hint


@dataclass(frozen=True, slots=True)
class Sitting:
    """`outcome`: what the request led to when it was seen before; `noted`: something may wait to be told."""

    outcome: str | None = None
    attempts: tuple[Attempt, ...] = ()
    hints: tuple[Hint, ...] = ()
    noted: bool = False
