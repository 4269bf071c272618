"""Looks after a PostgreSQL database: check, backup by pg_dump, restore by pg_restore."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import psycopg
from psycopg import RawCursor, RawServerCursor
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from bot.errors import BadData, Problem, Unavailable
from bot.store.backup import free_name
from bot.store.check import compared
from bot.store.engine import Row
from bot.store.named import queries
from bot.store.postgres import schema
from bot.store.postgres.session import ALIVE, told
from bot.store.postgres.wire import connector, say


@contextmanager
def connected(address: str, holder: str) -> "Iterator[psycopg.Connection[Row]]":
    """A connection of our own; its failures are told."""
    try:
        with connector(address, {}, holder)() as connection:
            yield connection
    except psycopg.Error as error:
        raise told(error) from error


def check(address: str) -> list[str]:
    """Every difference between the projections and the ledger; bots may be running."""
    with connected(address, "studybot db check") as connection:
        if behind := glance(connection):
            return [behind]
        say(connection, "look")
        return compared(partial(ask, connection))


def glance(connection: "psycopg.Connection[Row]") -> str | None:
    """Why this is no database for this code as it stands; None: it is."""
    waiting = schema.pending(connection)
    return f"the schema is behind by {len(waiting)} migrations; run `db migrate` first" if waiting else None


def rows(address: str, name: str, holder: str) -> Iterator[Row]:
    """What a statement gives, as it is at one instant. Raises BadData where there is no ledger."""
    with connected(address, holder) as connection:
        if behind := glance(connection):
            raise _bad(schema.place(connection), behind)
        say(connection, "look")
        yield from _row_by_row(connection, name, queries("queries.sql")[name])


def ask(connection: "psycopg.Connection[Row]", name: str, *args: object) -> Iterable[Row]:
    text = queries("check.sql")[name]
    if args:
        return RawCursor(connection).execute(text.encode(), args).fetchall()
    return _row_by_row(connection, name, text)


def _row_by_row(connection: "psycopg.Connection[Row]", name: str, text: str) -> Iterator[Row]:
    """A ledger may be long: it is not fetched as a whole."""
    with RawServerCursor(connection, name) as cursor:
        yield from cursor.execute(text.encode())


def backup(address: str, target: Path) -> None:
    """Copy the database as it is at one instant; bots may be running. Only a whole copy gets the name."""
    with connected(address, "studybot db backup") as connection:
        if not schema.applied(connection):
            raise _bad(schema.place(connection), "this is not a studybot database")
        tables = [f"--table={_schema(connection)}.{name}" for name in schema.tables(connection)]
    part = target.with_name(target.name + ".part")
    try:
        _run(
            address, "pg_dump", "--format=custom", "--no-owner", "--no-privileges", *tables, f"--file={part}"
        )
        verify(part)
        with part.open("rb+") as written:
            os.fsync(written.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _schema(connection: "psycopg.Connection[Row]") -> str:
    row = say(connection, "schema").fetchone()
    return str(row[0]) if row else "public"


def verify(file: Path) -> None:
    """Read all of a backup. Raises BadData when it is none, or not whole."""
    if not file.exists():
        raise _bad(str(file), "no such file")
    done = _called("pg_restore", [f"--file={os.devnull}", str(file)], {})
    if done.returncode:
        raise _bad(str(file), f"this backup cannot be read: {done.stderr.strip()}")
    told = _called("pg_restore", ["--list", str(file)], {}).stdout
    if " attempts " not in told or " migrations " not in told:
        raise _bad(str(file), "this is no backup of a studybot database")


def restore(file: Path, address: str) -> Path | None:
    """Put a backup in the database's place, in one transaction; returns a copy of what was there before.

    Refused while a bot runs on it.
    """
    verify(file)
    with connected(address, "studybot db restore") as connection:
        there = bool(schema.applied(connection))
        if there and say(connection, "alone", ALIVE).fetchone() != (True,):
            raise Unavailable(f"a bot is running on {schema.place(connection)}: stop it first")
        if not there and schema.tables(connection):
            raise _bad(schema.place(connection), "this is a database of another program")
        old = free_name(file, "replaced") if there else None
        names = list(schema.tables(connection))
        if old:
            backup(address, old)
        _replay(address, schema.filled("drop_tables", names).as_string(connection) if names else "", file)
        return old


def _replay(address: str, first: str, file: Path) -> None:
    """A statement and then the whole backup in one transaction: all of it, or nothing changes."""
    with tempfile.NamedTemporaryFile(suffix=".sql", dir=file.parent) as script:
        _run(address, "pg_restore", "--no-owner", f"--file={script.name}", str(file), connect=False)
        words = ["--quiet", "--no-psqlrc", "--single-transaction", "--set=ON_ERROR_STOP=1"]
        _run(address, "psql", *words, f"--command={first};", f"--file={script.name}")


def _run(address: str, program: str, *words: str, connect: bool = True) -> None:
    """Run one of PostgreSQL's own programs. The password goes by the environment, which nobody else reads."""
    parts = conninfo_to_dict(address)
    secret = {"PGPASSWORD": str(parts.pop("password"))} if "password" in parts else {}
    where = [f"--dbname={make_conninfo('', **parts)}"] if connect else []
    done = _called(program, [*where, *words], secret)
    if done.returncode:
        why = next(iter(done.stderr.strip().splitlines()), f"exit {done.returncode}")
        raise Unavailable(f"{program} failed: {why}")


def _called(
    program: str, words: Sequence[str], more: Mapping[str, str]
) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(  # noqa: S603 - found by its name, given no shell
        [found(program), *words], capture_output=True, text=True, check=False, env={**os.environ, **more}
    )


def _version(file: Path) -> int:
    return int(file.parts[-3])


def found(program: str) -> str:
    """Debian's newest, as a server is never newer than its machine's programs; else what is on PATH."""
    debian = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), key=_version)
    path = str(debian[-1]) if debian else shutil.which(program)
    if path is None:
        text = f"{program} is not installed: it comes with PostgreSQL's client programs (postgresql-client)"
        raise Unavailable(text)
    return path


def _bad(where: str, text: str) -> BadData:
    return BadData([Problem(where, 1, 1, "database", text)])
