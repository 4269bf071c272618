"""Modules and functions stay small, open with what they are for, and bear plain names."""

import ast
import re
from pathlib import PurePath

import pytest

from tests.house.tree import Module, functions, modules

LONGEST_MODULE = 300
LONGEST_FUNCTION = 40
EMPTY_WORDS = {"manager", "helper", "helpers", "util", "utils", "base", "data", "info", "common", "misc"}
WORD = re.compile(r"[A-Z]?[a-z]+")
WORDS_OF_THE_HOUSE = {"BadData"}  # the word for files that cannot be used
SHIPPED = ("bot/", "bench/", "scripts/")


def test_no_module_is_longer_than_300_lines() -> None:
    lengths = {module.path: len(module.text.splitlines()) for module in modules() if module.under(*SHIPPED)}
    assert {path: n for path, n in lengths.items() if n > LONGEST_MODULE} == {}


def test_no_function_is_longer_than_40_lines() -> None:
    lengths = {
        f"{module.path}:{function.lineno} {function.name}": (function.end_lineno or 0) - function.lineno + 1
        for module in modules()
        for function in functions(module)
    }
    assert {place: n for place, n in lengths.items() if n > LONGEST_FUNCTION} == {}


def test_every_module_begins_with_a_sentence() -> None:
    shipped = (module for module in modules() if module.under(*SHIPPED))
    assert [module.path for module in shipped if not begins_with_a_sentence(module)] == []


def begins_with_a_sentence(module: Module) -> bool:
    first = (ast.get_docstring(module.tree) or "\n").splitlines()[0]
    return first[:1].isprintable() and first.endswith((".", ":", "?"))


@pytest.mark.parametrize(
    ("text", "does"), [('"""Reads decks."""', True), ('"""Reads decks"""', False), ("import re", False)]
)
def test_a_sentence_has_an_end(text: str, does: bool) -> None:
    assert begins_with_a_sentence(Module("x.py", text)) is does


def test_modules_and_classes_have_plain_names() -> None:
    shipped = (module for module in modules() if module.under(*SHIPPED))
    assert [f"{module.path} {name}" for module in shipped for name in empty_names(module)] == []


def empty_names(module: Module) -> list[str]:
    classes = [node.name for node in ast.walk(module.tree) if isinstance(node, ast.ClassDef)]
    names = {PurePath(module.path).stem, *classes} - WORDS_OF_THE_HOUSE
    return sorted(name for name in names if EMPTY_WORDS & {word.lower() for word in WORD.findall(name)})


def test_an_empty_word_inside_a_name_is_seen() -> None:
    module = Module("bot/deck_utils.py", "class RoomManager: ...\nclass Database: ...\nclass BadData: ...\n")
    assert empty_names(module) == ["RoomManager", "deck_utils"]
