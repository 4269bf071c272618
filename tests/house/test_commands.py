"""The Makefile's targets are listed, the Dockerfile and CI stand on files and commands that exist."""

import json
import re
import subprocess
from fnmatch import fnmatch

import pytest

from bot.cli import parser
from tests.house.tree import ROOT, tracked


def lines(path: str) -> list[str]:
    return (ROOT / path).read_text("utf-8").splitlines()


def instructions(name: str) -> list[str]:
    return [line.removeprefix(f"{name} ") for line in lines("Dockerfile") if line.startswith(f"{name} ")]


def test_help_lists_every_target() -> None:
    printed = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    targets = next(line for line in lines("Makefile") if line.startswith(".PHONY:")).split()[1:]
    assert re.findall(r"^make (\w+) +\S", printed, re.MULTILINE) == targets


def test_the_image_is_built_in_two_stages_of_one_named_image() -> None:
    assert [line.split()[0] for line in instructions("FROM")] == ["${IMAGE}"] * 2
    assert re.fullmatch(r"IMAGE=python:3\.\d+(\.\d+)?-slim-\w+(@sha256:\w{64})?", instructions("ARG")[0])


def test_the_image_runs_as_nobody_in_particular_and_keeps_its_data() -> None:
    assert re.fullmatch(r"[1-9]\d{3,}:[1-9]\d{3,}", instructions("USER")[-1])
    assert instructions("VOLUME") == ["/data"]
    assert "STUDYBOT_DATABASE=/data/" in instructions("ENV")[-1]


def test_the_image_copies_what_is_there_and_sent() -> None:
    sent = [line.removeprefix("!") for line in lines(".dockerignore") if line.startswith("!")]
    copied = [word for line in instructions("COPY") if "--from" not in line for word in line.split()[:-1]]
    assert copied
    for path in copied:
        assert any(known == path or known.startswith(f"{path}/") for known in tracked()), path
        assert any(fnmatch(path, pattern) for pattern in sent), path


def test_the_image_starts_commands_that_exist() -> None:
    entry = json.loads(instructions("ENTRYPOINT")[0])
    healthy = json.loads(instructions("HEALTHCHECK")[0].partition(" CMD ")[2])
    for words in ([*entry, *json.loads(instructions("CMD")[0])], healthy):
        assert words[0] == "studybot"
        parser().parse_args(words[1:])


@pytest.mark.parametrize("command", ["make test", "make check"])
def test_ci_runs_what_the_readme_tells_people_to_run(command: str) -> None:
    assert any(line.split(" <")[0] == command for line in lines(".ci/run"))
    assert command in (ROOT / "README.md").read_text("utf-8")


def test_ci_on_github_runs_the_same_script() -> None:
    assert any(line.strip() == "- run: .ci/run" for line in lines(".github/workflows/ci.yml"))
    assert ".ci/run" in tracked()
