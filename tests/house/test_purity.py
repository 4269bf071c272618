"""Core neither waits nor looks outside: no clock, no chance, no files, no logging."""

import ast
from collections.abc import Iterator, Set

import pytest

from tests.house.tree import Module, modules

PURE = {
    "base64", "binascii", "bisect", "calendar", "collections", "dataclasses", "datetime", "decimal", "enum",
    "fractions", "functools", "hashlib", "heapq", "hmac", "itertools", "json", "math", "operator", "re",
    "string", "types", "typing", "unicodedata",
    "weakref",  # lets what nobody holds any more go
    "zoneinfo",  # reads the zone tables: the calendar's own reference work
}  # fmt: skip
OF_THE_TRADE = {"fsrs", "rapidfuzz"}
OF_THE_HOUSE = {"core", "errors"}
IMPURE_NAMES = {"open", "print", "input", "exec", "eval", "__import__"}
READS_THE_CLOCK = {"now", "utcnow", "today"}


def impurities(module: Module, house: Set[str] = OF_THE_HOUSE) -> Iterator[str]:
    for node in ast.walk(module.tree):
        match node:
            case ast.AsyncFunctionDef() | ast.Await() | ast.AsyncFor() | ast.AsyncWith():
                yield f"{module.path}:{node.lineno} waits"
            case ast.Global():
                yield f"{module.path}:{node.lineno} keeps state in the module"
            case ast.Call(func=ast.Name(id=called)) if called in IMPURE_NAMES:
                yield f"{module.path}:{node.lineno} calls {called}"
            case ast.Call(func=ast.Attribute(attr=called)) if called in READS_THE_CLOCK:
                yield f"{module.path}:{node.lineno} reads the clock by {called}"
            case ast.Import(names=imported):
                yield from (
                    f"{module.path} imports {alias.name}"
                    for alias in imported
                    if _is_impure(alias.name, house)
                )
            case ast.ImportFrom(module=str(imported)) if _is_impure(imported, house):
                yield f"{module.path} imports {imported}"


def _is_impure(imported: str, house: Set[str]) -> bool:
    top, *below = imported.split(".")
    return not house & set(below[:1]) if top == "bot" else top not in PURE | OF_THE_TRADE


def test_core_is_pure() -> None:
    assert [found for module in modules() if module.under("bot/core/") for found in impurities(module)] == []


@pytest.mark.parametrize(
    "line",
    [
        "import random",
        "from pathlib import Path",
        "from bot.store import sqlite",
        "from bot import log",
        "async def wait(): ...",
        "def at(): return datetime.now(UTC)",
        "def read(): return open('x')",
    ],
)
def test_what_is_impure_is_seen(line: str) -> None:
    assert len(list(impurities(Module("bot/core/x.py", line)))) == 1


def test_messages_are_as_pure_as_core() -> None:
    house = OF_THE_HOUSE | {"messages"}
    messages = (module for module in modules() if module.under("bot/messages/"))
    assert [found for module in messages for found in impurities(module, house)] == []
