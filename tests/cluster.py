"""A PostgreSQL server of one's own, in a temporary folder on loopback; Debian's, or what is on PATH."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg

SLOPPY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
"""For tests of anything but durability."""

USER = "studybot"
_numbers = count(1)


def binaries() -> Path | None:
    """Where the server's programs are; None: there is no server here."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda file: int(file.parts[4]))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


class Cluster:
    """A running server; `fresh` makes a database in it."""

    def __init__(self, programs: Path, folder: Path, settings: Sequence[str]) -> None:
        self._programs = programs
        self._folder = folder / "data"
        self._log = folder / "log"
        self._settings = settings
        self.port = _free_port()

    def address(self, database: str) -> str:
        return f"postgresql://{USER}@127.0.0.1:{self.port}/{database}"

    def fresh(self, template: str = "template1") -> str:
        """The address of a new database, a copy of the template."""
        name = f"study_{next(_numbers)}"
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return self.address(name)

    def begin(self) -> None:
        self._run("initdb", "-A", "trust", "-U", USER, "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        self.start()

    def start(self) -> None:
        words = [
            f"port={self.port}",
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            *self._settings,
        ]
        options = " ".join(f"-c {word}" for word in words)
        self._run("pg_ctl", "-w", "-t", "60", "-l", str(self._log), "-o", options, "start")

    def stop(self, how: str = "immediate") -> None:
        self._run("pg_ctl", "-w", "-m", how, "stop")

    def _run(self, program: str, *words: str) -> None:
        command = [str(self._programs / program), "-D", str(self._folder), *words]
        if os.geteuid() == 0:  # the server refuses to run as root
            command = ["setpriv", f"--reuid={_account()}", "--regid=nogroup", "--clear-groups", *command]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=self._folder.parent)
        if done.returncode:
            told = self._log.read_text() if self._log.exists() else ""
            raise RuntimeError(f"{program}: {done.stderr}{told}")


@contextmanager
def cluster(settings: Sequence[str] = SLOPPY) -> Iterator[Cluster]:
    """A server until the end. Raises LookupError where there is none."""
    programs = binaries()
    if programs is None:
        raise LookupError("no PostgreSQL server is installed")
    with tempfile.TemporaryDirectory(prefix="studybot-pg-", ignore_cleanup_errors=True) as place:
        folder = Path(place)
        if os.geteuid() == 0:
            os.chown(folder, pwd.getpwnam(_account()).pw_uid, -1)
        running = Cluster(programs, folder, settings)
        running.begin()
        try:
            yield running
        finally:
            running.stop()


def _account() -> str:
    """Whom the server runs as where we are root."""
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        return "nobody"


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
