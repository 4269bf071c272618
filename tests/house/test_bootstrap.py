"""The set-up works on a bare python3, notices what changed, and says in one sentence why it cannot go on."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.index import RUN, TEST, Place, served
from tests.house.tree import ROOT

SCRIPT = ROOT / "scripts" / "bootstrap.py"
NOWHERE = "http://127.0.0.1:9/simple"  # the discard port: nobody listens
PIP_VERSION = [getattr(sys, "_base_executable", sys.executable), "-m", "pip", "--version"]
HAS_PIP = subprocess.run(PIP_VERSION, capture_output=True, check=False).returncode == 0
needs_pip = pytest.mark.skipif(not HAS_PIP, reason="needs a python3 with pip")

# Stands in for pip or uv: notes how it was called and makes the module that the lock file names.
INSTALLER = """
import pathlib, sys
root = pathlib.Path(__file__).resolve().parent
while not (root / "tree").is_dir():
    root = root.parent
with open(root / "calls", "a") as calls:
    print(*sys.argv[1:], file=calls)
locks = [sys.argv[i + 1] for i, word in enumerate(sys.argv) if word == "-r"]
for site in (root / "tree" / ".venv").glob("lib/*/site-packages"):
    (site / "tiny.py").write_text(f"WORD = {pathlib.Path(locks[0]).read_text()[:9]!r}")
"""


@pytest.fixture
def place(tmp_path: Path) -> Place:
    place = Place(tmp_path)
    place.make()
    hash = place.publish("tiny", "1.0", {"tiny.py": "WORD = 'one'\n"})
    place.lock(RUN, "tiny", "1.0", hash)
    place.lock(TEST, "small", "1.0", place.publish("small", "1.0", {"small.py": ""}))
    return place


@pytest.fixture
def index(place: Place) -> Iterator[str]:
    with served(place.index) as address:
        yield address


@pytest.fixture
def with_uv(place: Place) -> Place:
    place.command("uv", f"#!{sys.executable}{INSTALLER}")
    return place


def calls(place: Place) -> list[str]:
    noted = place.folder / "calls"
    return noted.read_text().splitlines() if noted.exists() else []


def test_the_script_parses_on_old_pythons() -> None:
    ast.parse(SCRIPT.read_text("utf-8"), feature_version=(3, 6))


def test_an_old_python_gets_one_sentence() -> None:
    run = (
        f"import sys; sys.version_info = (3, 9, 2); exec(compile(open({str(SCRIPT)!r}).read(), 'x', 'exec'))"
    )
    ended = subprocess.run([sys.executable, "-c", run], capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert ended.stdout == ""
    assert ended.stderr.count("\n") == 1
    assert "Python 3.11 or newer" in ended.stderr
    assert "3.9.2" in ended.stderr


@needs_pip
def test_pip_installs_what_the_lock_names_and_again_when_it_changes(place: Place, index: str) -> None:
    first = place.set_up(PIP_INDEX_URL=index)
    assert (first.returncode, first.stdout) == (0, ""), first.stderr
    assert place.run("make", "run", "ARGS=--as Priya").stdout == "one run --as Priya\n"
    place.lock(RUN, "tiny", "2.0", place.publish("tiny", "2.0", {"tiny.py": "WORD = 'two'\n"}))
    assert place.run("make", "run", PIP_INDEX_URL=index).stdout == "two run\n"


@needs_pip
def test_a_file_with_another_hash_is_not_installed(place: Place, index: str) -> None:
    place.lock(RUN, "tiny", "1.0", "0" * 64)
    ended = place.set_up(PIP_INDEX_URL=index)
    assert ended.returncode == 1
    assert "its hash differs" in ended.stderr.splitlines()[-1]
    assert not list((place.tree / ".venv").rglob("tiny.py"))


@needs_pip
def test_offline_ends_with_one_sentence(place: Place) -> None:
    ended = place.set_up(PIP_INDEX_URL=NOWHERE, PIP_RETRIES="0")
    assert ended.returncode == 1
    assert len(ended.stderr.splitlines()) == 2
    assert f"the package index {NOWHERE} cannot be reached" in ended.stderr.splitlines()[-1]


def without_pip(place: Place) -> str:
    """A PYTHONPATH that hides pip, venv and ensurepip."""
    hidden = place.folder / "hidden"
    hidden.mkdir()
    for name in ("pip", "venv", "ensurepip"):
        (hidden / f"{name}.py").write_text(f"raise ImportError('no {name} here')\n")
    return str(hidden)


def put_pip(place: Place, expected: str | None = None) -> None:
    """Put a stand-in for pip into the index, which the copied script expects by its hash."""
    script = place.tree / "scripts" / "bootstrap.py"
    text = script.read_text("utf-8")
    version = text.partition('PIP_WHEEL = "pip-')[2].partition("-py3")[0]
    hash = place.publish("pip", version, {"pip/__init__.py": "", "pip/__main__.py": INSTALLER})
    known = text.partition('PIP_SHA256 = "')[2].partition('"')[0]
    script.write_text(text.replace(known, expected or hash), "utf-8")


def test_where_there_is_no_pip_it_is_fetched_by_its_hash(place: Place, index: str) -> None:
    put_pip(place)
    ended = place.set_up(PIP_INDEX_URL=index, PYTHONPATH=without_pip(place))
    assert ended.returncode == 0, ended.stderr
    assert "--require-hashes" in calls(place)[0]
    assert place.run("make", "run").stdout == "tiny==1.0 run\n"


def test_a_pip_with_another_hash_is_never_run(place: Place, index: str) -> None:
    put_pip(place, expected="0" * 64)
    ended = place.set_up(PIP_INDEX_URL=index, PYTHONPATH=without_pip(place))
    assert ended.returncode == 1
    assert "has not its known hash" in ended.stderr.splitlines()[-1]
    assert calls(place) == []


def test_offline_without_pip_ends_with_one_sentence(place: Place) -> None:
    ended = place.set_up(PIP_INDEX_URL="http://me:secret@127.0.0.1:9/simple", PYTHONPATH=without_pip(place))
    assert ended.returncode == 1
    assert "cannot be reached" in ended.stderr.splitlines()[-1]
    assert "secret" not in ended.stderr


def test_uv_is_used_where_it_is_on_path(with_uv: Place) -> None:
    assert with_uv.set_up().returncode == 0
    assert calls(with_uv)[0].startswith("pip install --python ")
    assert "--require-hashes" in calls(with_uv)[0]


def test_nothing_is_run_again_while_nothing_changed(with_uv: Place) -> None:
    with_uv.set_up("test")
    with_uv.command("python3", "#!/bin/sh\nexit 3\n")
    assert with_uv.run("make", "run").returncode == 0
    assert len(calls(with_uv)) == 1


def test_tests_add_their_own_lock(with_uv: Place) -> None:
    with_uv.set_up()
    with_uv.set_up("test")
    assert [call.count(".lock") for call in calls(with_uv)] == [1, 2]


def test_two_set_ups_at_once_install_once(with_uv: Place) -> None:
    command = [str(with_uv.commands / "python3"), "scripts/bootstrap.py"]
    environment, quiet = with_uv.environment(), subprocess.DEVNULL
    both = [subprocess.Popen(command, cwd=with_uv.tree, env=environment, stderr=quiet) for _ in range(2)]
    assert [one.wait() for one in both] == [0, 0]
    assert len(calls(with_uv)) == 1


def test_what_a_killed_set_up_left_is_made_anew(with_uv: Place) -> None:
    with_uv.set_up()
    (with_uv.tree / ".venv" / "unfinished").touch()
    (with_uv.tree / ".venv" / "half").touch()
    with_uv.set_up()
    assert len(calls(with_uv)) == 2
    assert not (with_uv.tree / ".venv" / "half").exists()


def test_the_installed_command_works_from_any_folder(with_uv: Place) -> None:
    with_uv.set_up()
    command = str(with_uv.tree / ".venv" / "bin" / "studybot")
    said = subprocess.run(
        [command, "help"], cwd="/", env=with_uv.environment(), capture_output=True, check=False
    )
    assert said.stdout == b"tiny==1.0 help\n"


def test_settings_of_pip_reach_uv(with_uv: Place) -> None:
    settings = with_uv.folder / "pip.conf"
    settings.write_text("[global]\nindex-url = https://mirror.example/simple\ncert = /etc/mirror.pem\n")
    with_uv.command("uv", "#!/bin/sh\necho $UV_DEFAULT_INDEX $SSL_CERT_FILE > ../told\n")
    with_uv.set_up(PIP_CONFIG_FILE=str(settings))
    assert (with_uv.folder / "told").read_text() == "https://mirror.example/simple /etc/mirror.pem\n"
