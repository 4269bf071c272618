"""What `pip install` gets works from any folder: the wheel carries decks, sentences, SQL and word lists."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.house.tree import ROOT, tracked


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    return zipfile.ZipFile(next(Path(folder).glob("*.whl")))


def test_the_wheel_carries_every_file_of_the_bot_and_every_deck(wheel: zipfile.ZipFile) -> None:
    bot = {path for path in tracked() if path.startswith("bot/")}
    decks = {f"bot/shipped/{path}" for path in tracked() if path.startswith("decks/")}
    assert decks
    assert (bot | decks) - set(wheel.namelist()) == set()


def test_the_wheel_carries_nothing_else(wheel: zipfile.ZipFile) -> None:
    assert {name.split("/")[0] for name in wheel.namelist() if ".dist-info/" not in name} == {"bot"}


def test_the_wheel_installs_the_command(wheel: zipfile.ZipFile) -> None:
    name = next(name for name in wheel.namelist() if name.endswith("entry_points.txt"))
    assert "studybot = bot.cli:main" in wheel.read(name).decode()
