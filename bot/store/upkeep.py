"""Check, glance, backup, restore and move of whichever database: a file here or a server somewhere."""

from contextlib import closing
from importlib import import_module
from pathlib import Path
from types import ModuleType
from urllib.parse import urlsplit

from bot.errors import BadData, Problem, Unavailable
from bot.store import backup as files
from bot.store import check as checking
from bot.store import migrate


def is_address(database: str | Path) -> bool:
    """Whether this names a PostgreSQL server rather than a file."""
    return str(database).startswith(("postgres://", "postgresql://"))


def on_server(module: str = "") -> ModuleType:
    """A part of the store that needs a library which may not be there. Raises Unavailable where it is not."""
    try:
        return import_module(f"bot.store.postgres{module}")
    except ModuleNotFoundError as missing:
        text = f"PostgreSQL needs a library: pip install 'studybot[postgres]' ({missing})"
        raise Unavailable(text) from None


def check(database: str | Path) -> list[str]:
    """Every difference between the projections and the ledger; empty: all is well. A bot may be running."""
    if is_address(database):
        found: list[str] = on_server(".keeping").check(str(database))
        return found
    return checking.check(database)


def glance(database: str | Path) -> str | None:
    """Why it cannot be served as it is; None: it opens and has this version's schema."""
    if is_address(database):
        keeping = on_server(".keeping")
        with keeping.connected(str(database), "studybot db check") as connection:
            behind: str | None = keeping.glance(connection)
            return behind
    with closing(files.opened(Path(database))) as connection:
        waiting = migrate.pending(connection, str(database))
    return f"the schema is behind by {len(waiting)} migrations; run `db migrate` first" if waiting else None


def backup(database: str | Path, target: str | Path) -> None:
    """Copy the database as it is at one instant; a bot may be running. Only a whole copy gets the name."""
    if is_address(database):
        on_server(".keeping").backup(str(database), Path(target).resolve())
    else:
        files.backup(database, target)


def restore(file: str | Path, database: str | Path) -> Path | None:
    """Put a backup in the database's place; returns where the old one now stands, None if there was none.

    The backup is verified first. Refused while a bot runs on the database.
    """
    if is_address(database):
        old: Path | None = on_server(".keeping").restore(Path(file).resolve(), str(database))
        return old
    return files.restore(file, database)


def move(database: str | Path, address: str) -> dict[str, int]:
    """Copy a file into an empty PostgreSQL database, verified; the rows of each table."""
    if is_address(database) or not is_address(address):
        text = (
            "a move goes from a file (STUDYBOT_DATABASE) to an address like postgresql://user@host/database"
        )
        raise BadData([Problem(shown(database), 1, 1, "database", text)])
    counts: dict[str, int] = on_server(".moving").move(database, address)
    return counts


def shown(database: str | Path) -> str:
    """The database as a person may read it: never its password."""
    text = str(database)
    if not is_address(text):
        return text
    parts = urlsplit(text)
    return f"{parts.scheme}://{parts.hostname or ''}{f':{parts.port}' if parts.port else ''}{parts.path}"
