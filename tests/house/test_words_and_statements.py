"""What people read stands in the wording files and what the database runs in SQL files, never in Python."""

import re

import pytest

from tests.house.tree import Module, modules, texts

SPEAK_TO_PEOPLE = (
    "bot/adapters/", "bot/daily", "bot/messages/", "bot/pictures/", "bot/usecases/", "bot/views/",
)  # fmt: skip
SENTENCE = re.compile(r"[A-Za-z'’]{2,}[,;:]? [A-Za-z'’]{2,}[,;:]? [A-Za-z'’]{2,}")
STATEMENT = re.compile(
    r"\bSELECT\b.+\bFROM\b|\bINSERT INTO\b|\bUPDATE \w+ SET\b|\bDELETE FROM\b"
    r"|\b(CREATE|ALTER|DROP) (TABLE|INDEX|VIEW)\b",
    re.DOTALL,
)
KEEP_THEIR_OWN = {"bot/store/migrate.py"}  # the table that says which SQL files were run precedes them all


def sentences(module: Module) -> list[str]:
    return [f"{module.path}:{line} {text}" for line, text in texts(module) if SENTENCE.search(text)]


def statements(module: Module) -> list[str]:
    found = ((line, text) for line, text in texts(module) if STATEMENT.search(text))
    return [f"{module.path}:{line} {text}" for line, text in found if "sqlite_master" not in text]


def test_no_sentence_for_people_stands_in_python() -> None:
    speaking = (module for module in modules() if module.under(*SPEAK_TO_PEOPLE))
    assert [found for module in speaking for found in sentences(module)] == []


def test_no_sql_stands_in_python() -> None:
    watched = (module for module in modules() if module.under("bot/") and module.path not in KEEP_THEIR_OWN)
    assert [found for module in watched for found in statements(module)] == []


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("say = 'Your streak is safe'", 1),
        ("say = f'Well done, {name}, keep going on'", 1),
        ("def f():\n    'What this function does.'", 0),
        ("raise ValueError('no round of this number')", 0),
        ("key = 'feedback.partial_of'", 0),
    ],
)
def test_a_sentence_in_python_is_seen(line: str, seen: int) -> None:
    assert len(sentences(Module("x.py", line))) == seen


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("run('SELECT id\\nFROM rooms')", 1),
        ("run('INSERT INTO rooms VALUES (1)')", 1),
        ("run('PRAGMA foreign_keys = ON')", 0),
        ("run('select_rooms')", 0),
    ],
)
def test_a_statement_in_python_is_seen(line: str, seen: int) -> None:
    assert len(statements(Module("x.py", line))) == seen
