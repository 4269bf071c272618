"""`studybot web` as a process: it says where it is, shares the terminal's room, and stops when told."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import Request as Ask
from urllib.request import urlopen

from tests.app.test_watch import free_port
from tests.cli.command import ROOT, environment, studybot


@contextmanager
def served(home: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The process and its address, once it listens."""
    page = subprocess.Popen(
        [sys.executable, "-m", "bot", "web", "--as", "Ada", "--port", str(free_port())],
        cwd=ROOT, env=environment(home), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert page.stdout is not None
    try:
        told = page.stdout.readline()
        yield page, next(word for word in told.split() if word.startswith("http://")).rstrip("/")
    finally:
        if page.poll() is None:
            page.send_signal(signal.SIGTERM)
        page.communicate(timeout=30)


def send(address: str, where: str, **body: object) -> str:
    told = json.dumps({"id": f"request-{where}", **body}).encode()
    headers = {"Content-Type": "application/json", "Origin": address}
    with urlopen(Ask(f"{address}{where}", told, headers), timeout=10) as answer:  # noqa: S310 - our own address
        said: str = json.load(answer)["said"]
        return said


def test_what_is_answered_on_the_page_is_there_in_the_terminal(tmp_path: Path) -> None:
    with served(tmp_path) as (_, address):
        assert "Question 1" in send(address, "/visit")
        fields = {"text": "flips, rescales and jitters"}
        assert "Correct" in send(address, "/submit", form="answer:1", fields=fields)
    terminal = studybot(tmp_path, "run", "--as", "Ada", typed="/streak\n")
    assert "Streak: 1 question day" in terminal.stdout


def test_a_stop_lets_open_pages_go_and_ends_at_once(tmp_path: Path) -> None:
    with served(tmp_path) as (page, address), urlopen(f"{address}/live", timeout=10) as live:  # noqa: S310 - ours
        live.readline()
        page.send_signal(signal.SIGTERM)
        assert page.wait(timeout=8) == 128 + signal.SIGTERM


def test_a_second_page_on_one_database_is_told_who_holds_it(tmp_path: Path) -> None:
    with served(tmp_path) as (page, _):
        second = studybot(tmp_path, "web", "--port", str(free_port()))
    assert second.returncode == 1
    assert str(page.pid) in second.stderr
