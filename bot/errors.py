"""Every way to fail.

BotError
├── Refused(key, **facts)   a person's mistake, said kindly through the wording file
├── BadData(problems)       decks or settings that cannot be read: all problems at once, with their places
├── Unavailable             a platform or the database does not answer now: tried again later
└── Gone                    a room or member is lost for good: its schedule pauses, an admin is told

Anything else is a fault: caught once at the door, logged with an incident id that the person also sees.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf


class BotError(Exception):
    """Something the bot knows how to tell."""


class Refused(BotError):
    """A person's mistake; `key` is a sentence of the wording file, `facts` fill it."""

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(key)
        self.key = key
        self.facts = facts


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a file. Lines and columns count from 1; `code` is stable for scripts."""

    file: str
    line: int
    column: int
    code: str
    text: str
    error: bool = True  # False: a warning

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {'error' if self.error else 'warning'}: {self.text}"


class BadData(BotError):
    """Files that cannot be used, with every problem found in them."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)


LONGEST_WAIT = 6 * 3600.0  # seconds, however long the other side asks for


class Unavailable(BotError):
    """No answer now. `retry_after` is in seconds where the other side named a time that makes sense.

    `uncertain`: what was asked for may have been done all the same.
    """

    def __init__(self, reason: str, retry_after: float | None = None, *, uncertain: bool = True) -> None:
        super().__init__(reason)
        sensible = retry_after is not None and 0 < retry_after < inf
        self.retry_after = min(retry_after or 0.0, LONGEST_WAIT) if sensible else None
        self.uncertain = uncertain


class Gone(BotError):
    """A room or member that is no longer there."""
