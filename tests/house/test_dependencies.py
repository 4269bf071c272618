"""Every dependency is explained, locked by its hash and within what pyproject.toml allows."""

import ast
import re
import sys
import tomllib
from functools import cache
from importlib.metadata import distribution
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.tree import ROOT, Module, modules

LOCKS = ("requirements.lock", "requirements-test.lock", "requirements-fuzz.lock")


@cache
def project() -> dict[str, Any]:  # Any: whatever TOML holds
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def required() -> dict[str, list[Requirement]]:
    """What pyproject.toml asks for, by the lock file that answers; "" is what builds, locked nowhere."""
    extras = [line for lines in project()["project"]["optional-dependencies"].values() for line in lines]
    run = [Requirement(line) for line in [*project()["project"]["dependencies"], *extras]]
    return {
        LOCKS[0]: [requirement for requirement in run if requirement.name != "studybot"],
        LOCKS[1]: [Requirement(line) for line in project()["dependency-groups"]["test"]],
        LOCKS[2]: [Requirement(line) for line in project()["dependency-groups"]["fuzz"]],
        "": [Requirement(line) for line in project()["build-system"]["requires"]],
    }


def entries(lock: str) -> list[str]:
    """The lock's requirements, each with its lines joined and without its comments."""
    lines = re.sub(r"^\s*#.*\n", "", (ROOT / lock).read_text("utf-8"), flags=re.MULTILINE)
    return re.sub(r"\\\n\s*", "", lines).splitlines()


def pins(lock: str) -> dict[str, str]:
    found = (re.match(r"([\w.-]+)(?:\[[\w,]+\])?==([^\s;]+)", entry) for entry in entries(lock))
    return {canonicalize_name(match[1]): match[2] for match in found if match}


def test_every_dependency_is_explained_and_nothing_else_is() -> None:
    page = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    explained = re.findall(r"^\| ([\w.-]+) \|", page, re.MULTILINE)
    asked = {canonicalize_name(one.name) for group in required().values() for one in group}
    assert {canonicalize_name(name) for name in explained} - {"library"} == asked


def test_every_library_that_is_imported_is_asked_for() -> None:
    known = {top for one in required()[LOCKS[0]] for top in carried(one.name)}
    strangers = {
        f"{module.path} imports {top}"
        for module in modules()
        if module.under("bot/")
        for top in imported(module) - sys.stdlib_module_names - {"bot"} - known
    }
    assert strangers == set()


def carried(library: str) -> set[str]:
    """What can be imported where it is installed."""
    return {file.parts[0].partition(".")[0] for file in distribution(library).files or ()}


def imported(module: Module) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(module.tree):
        match node:
            case ast.Import(names=found):
                names.update(alias.name for alias in found)
            case ast.ImportFrom(module=found):
                names.add(str(found))
    return {name.partition(".")[0] for name in names}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_file_has_a_hash(lock: str) -> None:
    assert [
        entry for entry in entries(lock) if not re.search(r" --hash=sha256:[0-9a-f]{64}( |$)", entry)
    ] == []
    assert len(pins(lock)) == len(entries(lock)) >= len(required()[lock])


@pytest.mark.parametrize("lock", LOCKS)
def test_the_lock_answers_pyproject(lock: str) -> None:
    locked = pins(lock)
    wrong = [
        one for one in required()[lock] if locked.get(canonicalize_name(one.name), "") not in one.specifier
    ]
    assert wrong == []


def test_both_locks_name_the_same_versions() -> None:
    run, test = map(pins, LOCKS[:2])
    assert {
        name: (run[name], test[name]) for name in run.keys() & test.keys() if run[name] != test[name]
    } == {}
