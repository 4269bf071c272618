"""What runs the bot elsewhere stands on commands, files and variables that exist."""

import re
import shutil
import subprocess
from typing import Any

import pytest
import yaml

from bot import VERSION
from bot.cli import parser
from scripts.release_notes import notes
from tests.house.tree import ROOT, tracked

KNOWN = set(
    re.findall(
        r"\"((?:STUDYBOT|DISCORD|SLACK)_[A-Z_]+)\"",
        "".join((ROOT / path).read_text("utf-8") for path in tracked() if re.match(r"bot/.*\.py$", path)),
    )
)


def read(path: str) -> Any:  # whatever YAML holds
    return yaml.safe_load((ROOT / path).read_text("utf-8"))


def unit() -> dict[str, str]:
    lines = (ROOT / "deploy" / "studybot.service").read_text("utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))


def test_the_unit_starts_a_command_that_exists_and_never_chats() -> None:
    words = unit()["ExecStart"].split()
    assert words[1:3] == ["-m", "bot"]
    asked = parser().parse_args(words[3:])
    assert asked.serve


def test_the_unit_runs_as_nobody_in_particular_and_gives_time_to_stop() -> None:
    assert unit()["DynamicUser"] == "yes"
    assert unit()["ProtectSystem"] == "strict"
    assert int(unit()["TimeoutStopSec"]) >= 20


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd here")
def test_systemd_understands_the_unit() -> None:
    path = str(ROOT / "deploy" / "studybot.service")
    done = subprocess.run(["systemd-analyze", "verify", path], capture_output=True, text=True, check=False)
    about_us = [line for line in done.stderr.splitlines() if "studybot.service" in line]
    assert [line for line in about_us if "not executable" not in line and "No such file" not in line] == []


@pytest.mark.parametrize("path", ["Dockerfile", "deploy/compose.yaml", "deploy/studybot.service"])
def test_only_variables_that_the_bot_reads_are_set(path: str) -> None:
    set_there = set(re.findall(r"\b((?:STUDYBOT|DISCORD|SLACK)_[A-Z_]+)", (ROOT / path).read_text("utf-8")))
    assert set_there - KNOWN == set()


def test_compose_waits_for_its_database_and_writes_nothing_but_data() -> None:
    services = read("deploy/compose.yaml")["services"]
    assert services["bot"]["depends_on"]["database"]["condition"] == "service_healthy"
    assert services["bot"]["read_only"]
    assert services["bot"]["cap_drop"] == ["ALL"]
    assert all(port.startswith("127.0.0.1:") for port in services["bot"]["ports"])
    assert "${POSTGRES_PASSWORD" in services["bot"]["environment"]["STUDYBOT_DATABASE"]


def test_a_release_is_checked_by_the_same_script_as_every_change() -> None:
    steps = [step.get("run", "") for step in read(".github/workflows/release.yml")["jobs"]["check"]["steps"]]
    assert ".ci/run" in steps
    for script in re.findall(r"scripts/\w+\.py", "".join(steps)):
        assert (ROOT / script).is_file()


def test_a_release_says_what_the_changelog_says() -> None:
    changes = "## [Unreleased]\n\n- later\n\n## [1.2.0] - 2026-05-01\n\n- new\n\n## [1.1.0]\n\n- old\n"
    assert notes("v1.2.0", changes, 'VERSION = "1.2.0"\n') == "- new"
    with pytest.raises(ValueError, match="says"):
        notes("v1.2.1", changes, 'VERSION = "1.2.0"\n')
    with pytest.raises(ValueError, match="no section"):
        notes("v1.3.0", changes, 'VERSION = "1.3.0"\n')


def test_the_version_is_a_semantic_one() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", VERSION)
