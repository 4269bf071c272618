"""One process per database file: a lock that the operating system lets go of, whatever ends the process."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.errors import Unavailable


def lock_file(path: Path) -> Path:
    return path.with_name(path.name + ".lock")


@contextmanager
def held(path: Path, holder: str) -> Iterator[None]:
    """Hold the file's lock. Raises Unavailable with the pid and the name of who has it."""
    # The lock file is never removed: a second process could otherwise lock a file that is no longer the one.
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(lock_file(path), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise Unavailable(f"{path} cannot be opened: {error.strerror}") from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            other = os.pread(handle, 200, 0).decode("utf-8", "replace").strip() or "another process"
            raise Unavailable(f"{path} is in use by {other}; only one process may write it") from None
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"{holder} (pid {os.getpid()})".encode(), 0)
        yield
    finally:
        os.close(handle)
