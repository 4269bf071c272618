"""SQL kept in files: statements by name, scripts cut into statements, parameters as SQLite wants them."""

import re
import sqlite3
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

NAME = re.compile(r"^-- name: (\w+)$", re.MULTILINE)
PARAMETER = re.compile(r"\$(\d+)")


@cache
def queries(file: str) -> dict[str, str]:
    """Every named statement of a file, as it stands there."""
    _, *parts = NAME.split(files(__package__).joinpath(file).read_text("utf-8"))
    named = dict(zip(parts[::2], map(_bare, parts[1::2]), strict=True))
    if len(named) != len(parts) // 2:
        raise ValueError(f"{file}: a name stands twice")
    return named


@cache
def translated(file: str) -> dict[str, str]:
    """The same for SQLite, where `$1` is a *named* parameter, bound in order of appearance: `?1` is meant."""
    return {name: PARAMETER.sub(r"?\1", sql) for name, sql in queries(file).items()}


def statements(script: str) -> Iterator[str]:
    """The script's statements one by one, so that they can run inside a transaction of ours."""
    rest = ""
    for line in script.splitlines(keepends=True):
        rest += line
        if sqlite3.complete_statement(rest):
            yield rest.strip()
            rest = ""
    if _bare(rest):
        raise ValueError(f"unfinished statement: {rest.strip()[:60]}")


def _bare(sql: str) -> str:
    """Without the comments that stand on lines of their own, and without the last semicolon."""
    lines = (line.rstrip() for line in sql.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("--")).rstrip(";")
