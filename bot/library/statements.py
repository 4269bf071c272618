"""The SQL for Anki's collections, by name, out of its file."""

import re
from functools import cache
from importlib.resources import files

_NAME = re.compile(r"^-- name: (\w+)\n", re.MULTILINE)


@cache
def anki() -> dict[str, str]:
    """Every statement of anki.sql."""
    _, *parts = _NAME.split((files("bot") / "library" / "anki.sql").read_text("utf-8"))
    return {name: statement.strip() for name, statement in zip(parts[::2], parts[1::2], strict=True)}
