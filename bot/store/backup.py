"""Copies of a database: made while a bot runs, verified by opening them, and put back."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from itertools import count
from pathlib import Path

from bot.errors import BadData, Problem
from bot.store import migrate
from bot.store.connection import PATIENCE, reading, told, writing
from bot.store.lock import held


def backup(path: str | Path, target: str | Path) -> None:
    """Copy the database as it is at one instant; a bot may be running. Only a whole copy gets the name."""
    source, target = Path(path).resolve(), Path(target).resolve()
    if source == target:
        raise _bad(target, "the backup would overwrite the database itself")
    with _telling(), closing(opened(source)) as connection:
        copy(connection, target)


def restore(file: str | Path, path: str | Path, holder: str = "db restore") -> Path | None:
    """Put a backup in the database's place; returns where the old one now stands, None if there was none.

    The backup is verified first. Refused while another process holds the database.
    """
    source, target = Path(file).resolve(), Path(path).resolve()
    if source == target:
        raise _bad(target, "the backup is the database itself")
    with _telling(), held(target, holder):
        fresh = target.with_name(target.name + ".restoring")
        with closing(opened(source)) as connection:
            copy(connection, fresh)
        old = _set_aside(target) if target.exists() else None
        fresh.replace(target)
        _sync_folder(target)
        return old


def copy(source: sqlite3.Connection, target: Path) -> None:
    """Copy what a connection sees into a single file, verified before it gets its name."""
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(part)) as fresh:
            source.backup(fresh)  # in one step: one consistent state, and writers are not held up
            fresh.execute("PRAGMA journal_mode = DELETE")  # a file that needs no other beside it
        problems = verify(part)
        if problems:
            raise BadData([Problem(str(target), 1, 1, "database", problem) for problem in problems])
        with part.open("rb+") as written:
            os.fsync(written.fileno())
        part.replace(target)
        _sync_folder(target)
    finally:
        part.unlink(missing_ok=True)


def verify(path: Path) -> list[str]:
    """What is wrong with a database file as a file; empty: it opens, is whole, and this code can read it."""
    with closing(opened(path)) as connection:
        migrate.pending(connection, str(path))
        if not migrate.applied(connection):
            return ["this is not a studybot database"]
        try:
            return broken(connection)
        except sqlite3.DatabaseError as error:
            if damaged(error):
                return [f"the file is damaged: {error}"]
            raise


def broken(connection: sqlite3.Connection) -> list[str]:
    """What SQLite itself finds: damaged pages, and rows that point at nothing."""
    damage = [row[0] for row in connection.execute("PRAGMA integrity_check(20)") if row[0] != "ok"]
    orphans = connection.execute("PRAGMA foreign_key_check").fetchmany(20)
    return damage + [f"{table} row {row} points at no row of {parent}" for table, row, parent, _ in orphans]


def damaged(error: sqlite3.DatabaseError) -> bool:
    return error.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}


def opened(path: Path) -> sqlite3.Connection:
    """A connection for reading that disturbs nobody. Raises BadData when there is no database."""
    if not path.exists():
        raise _bad(path, "no such file")
    try:
        connection = reading(path, PATIENCE)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        return connection
    except sqlite3.DatabaseError as error:
        if damaged(error):
            raise _bad(path, f"not a database: {error}") from error
        raise told(error) from error


def free_name(path: Path, why: str) -> Path:
    """A name beside the file that nothing has yet."""
    names = (path.with_name(f"{path.name}.{why}{f'-{n}' if n else ''}") for n in count())
    return next(name for name in names if not name.exists())


def _set_aside(path: Path) -> Path:
    """Keep the old file under another name, so that at no instant neither of them has the right one."""
    old = free_name(path, "replaced")
    try:
        with closing(writing(str(path), timedelta(0))) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.DatabaseError:  # it may be damaged: that is why people restore
        pass
    for tail in ("-wal", "-shm"):
        beside = path.with_name(path.name + tail)
        if beside.exists():
            beside.replace(old.with_name(old.name + tail))
    try:
        os.link(path, old)
    except OSError:  # a file system without hard links
        shutil.copy2(path, old)
    return old


def _sync_folder(path: Path) -> None:
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


@contextmanager
def _telling() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise told(error) from error


def _bad(path: Path, text: str) -> BadData:
    return BadData([Problem(str(path), 1, 1, "database", text)])
