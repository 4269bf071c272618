"""The tracked files of this project, read once for the tests of the house."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

Function = ast.FunctionDef | ast.AsyncFunctionDef
Documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Module:
    """A Python file: its path from the root, its text and its syntax tree."""

    path: str
    text: str

    @property
    def tree(self) -> ast.Module:
        return _tree(self.text)

    def under(self, *folders: str) -> bool:
        return self.path.startswith(folders)


@cache
def tracked() -> tuple[str, ...]:
    """Every file that git knows and that is still there."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True)
    return tuple(path for path in listed.stdout.split("\0") if path and (ROOT / path).is_file())


@cache
def modules() -> tuple[Module, ...]:
    return tuple(Module(path, (ROOT / path).read_text("utf-8")) for path in tracked() if path.endswith(".py"))


@cache
def _tree(text: str) -> ast.Module:
    """Many tests look at a part of the files alone."""
    return ast.parse(text)


def functions(module: Module) -> Iterator[Function]:
    return (node for node in ast.walk(module.tree) if isinstance(node, Function))


def texts(module: Module) -> Iterator[tuple[int, str]]:
    """Line and value of each string literal, but for docstrings and what a `raise` tells a developer."""
    passed_over: set[int] = set()
    for node in ast.walk(module.tree):
        if isinstance(node, Documented) and node.body and isinstance(node.body[0], ast.Expr):
            passed_over.add(id(node.body[0].value))
        if isinstance(node, ast.Raise):
            passed_over.update(map(id, ast.walk(node)))
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in passed_over:
            yield node.lineno, node.value


def name(node: ast.expr) -> str:
    """`c` for `c` and for `a.b.c`; "" for anything else."""
    match node:
        case ast.Name(id=found) | ast.Attribute(attr=found):
            return found
    return ""
