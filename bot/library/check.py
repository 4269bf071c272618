"""Checks decks: every problem of every file, as people and as programs read them."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path

from bot.core.lexicon import Lexicon
from bot.errors import Problem
from bot.library import lexicon as words
from bot.library.folders import deck_files
from bot.library.hands import each
from bot.library.headers import Sheet
from bot.library.reading import read
from bot.library.source import Findings, load
from bot.library.structure import structure
from bot.library.thorough import thorough
from bot.library.tried import tried
from bot.library.undisturbed import undisturbed


def check(paths: Iterable[Path], strict: bool = False) -> list[Problem]:
    """Every problem of these decks; `strict` asks of them what the shipped ones promise."""
    files = [file for path in paths for file in deck_files(path)]
    words.shipped()  # read once, before the work is shared out
    with undisturbed():
        found = each(files, partial(_problems, strict=strict))
    return [problem for problems in found for problem in problems]


def _problems(file: Path, strict: bool) -> list[Problem]:
    return checked(file, words.shipped(), strict)[1].problems


def checked(file: Path, lexicon: Lexicon, strict: bool = False) -> tuple[Sheet | None, Findings]:
    """A deck file read and linted."""
    sheet, found = read(file)
    lint(sheet, found, lexicon, strict)
    return sheet, found


def lint(sheet: Sheet | None, found: Findings, lexicon: Lexicon, strict: bool = False) -> None:
    """Add what is wrong with a deck that could be read."""
    if sheet is not None:
        structure(sheet, found)
        with undisturbed():
            tried(sheet, found, lexicon, partial(thorough, found=found, lexicon=lexicon) if strict else None)
        if strict:
            found.problems = [replace(problem, error=True) for problem in found.problems]
    found.problems.sort(key=lambda problem: (problem.line, problem.column))


def render(problems: Sequence[Problem]) -> str:
    """Problems as people read them: place, sentence, the line and a caret under it."""
    lines: dict[str, list[str]] = {}
    parts = []
    for problem in problems:
        parts.append(sentence(problem))
        if problem.line:
            if problem.file not in lines:
                lines[problem.file] = load(Path(problem.file)).text.split("\n")
            parts += _pointed(lines[problem.file], problem)
    return "\n".join(parts)


def sentence(problem: Problem) -> str:
    kind = "error" if problem.error else "warning"
    at = f"{problem.file}:{problem.line}:{problem.column}" if problem.line else problem.file or "input"
    return f"{at}: {kind}: {problem.text} [{problem.code}]"


_WIDEST = 100


def _pointed(lines: list[str], problem: Problem) -> list[str]:
    if problem.line > len(lines):
        return []
    line, column = lines[problem.line - 1].rstrip("\r").replace("\t", " "), problem.column - 1
    if column > _WIDEST - 20:
        cut = column - _WIDEST // 2
        line, column = "…" + line[cut:], column - cut + 1
    if len(line) > _WIDEST:
        line = line[: _WIDEST - 1] + "…"
    return [f"    {line}", f"    {' ' * column}^"] if line.strip() else []


def as_json(problems: Sequence[Problem]) -> str:
    """Problems as programs read them."""
    return json.dumps([asdict(problem) for problem in problems], ensure_ascii=False, indent=1)
