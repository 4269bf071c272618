"""People named in what was typed: mentions as the platforms write them, and names behind an at sign."""

import re

_MENTION = re.compile(r"<@!?([A-Za-z0-9]+)(?:\|[^<>]*)?>")


def mentioned(typed: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The accounts that were mentioned, and the names that were typed; names with blanks need an at sign."""
    accounts = tuple(_MENTION.findall(typed))
    rest = _MENTION.sub(" ", typed)
    parts = re.split(r"[@,]", rest) if re.search(r"[@,]", rest) else rest.split()
    return accounts, tuple(part.strip() for part in parts if part.strip())
