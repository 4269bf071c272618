"""One line of JSON lines as the object it must be."""

import json
from collections.abc import Mapping
from typing import Any

from bot.library.values import short


class Bad(Exception):
    """A line that cannot be used; its text says why."""


def parsed(line: str, most: int) -> Mapping[str, Any]:
    """The object of a line of at most `most` characters. Raises Bad."""
    if len(line) > most:
        raise Bad(f"a line of more than {most:,} characters")
    try:
        said = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise Bad(f"not JSON: {short(str(error))}") from None
    if not isinstance(said, dict):
        raise Bad("a line must be a JSON object")
    return said
