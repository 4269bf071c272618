"""Anki packages, old and new: a zip that holds a SQLite collection, which the new ones compress."""

import html
import io
import json
import lzma
import sqlite3
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, BinaryIO

from bot.library.importers.markup import clozes, plain
from bot.library.importers.paste import Pair, Paste, Skipped
from bot.library.statements import anki

NAME = "apkg"

MOST_COLLECTION = 64_000_000  # bytes, unpacked: media is never read
MOST_NOTES = 20_000
_COLLECTIONS = (
    "collection.anki21b",
    "collection.anki21",
    "collection.anki2",
)  # the newest first: older ones are dummies
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, NotImplementedError,
    RuntimeError, ValueError, OverflowError,
)  # fmt: skip  # what zipfile raises on files made to hurt
_STEPS = 50_000_000  # of SQLite's machine, before a query counts as hostile
_OWN = "studybot"


class Unreadable(Exception):
    """A package that cannot be read; its text says why."""


def likely(raw: bytes) -> float:
    return 1.0 if raw.startswith(b"PK\x03\x04") else 0.0


def read(raw: bytes) -> Paste:
    """Every note of a package. Raises Unreadable."""
    collection = _collection(io.BytesIO(raw))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "collection"
        file.write_bytes(collection)
        try:
            return _notes(file)
        except (sqlite3.Error, ValueError, OverflowError) as error:
            raise Unreadable(f"the package's collection cannot be read: {error}") from None


def _collection(package: BinaryIO) -> bytes:
    try:
        with zipfile.ZipFile(package) as archive:
            names = set(archive.namelist())
            name = next((one for one in _COLLECTIONS if one in names), None)
            if name is None:
                raise Unreadable("not an Anki package: it holds no collection")
            with archive.open(name) as packed:
                raw = packed.read(MOST_COLLECTION + 1)
    except _DAMAGE as error:
        raise Unreadable(f"the package is damaged: {error}") from None
    if len(raw) > MOST_COLLECTION:
        raise Unreadable(f"the package's collection unpacks to more than {MOST_COLLECTION:,} bytes")
    return _unpacked(raw) if name.endswith("b") else raw


def _unpacked(raw: bytes) -> bytes:
    """A new collection without its Zstandard compression."""
    try:
        import zstandard  # noqa: PLC0415 - only needed here, and start-up is quicker without it
    except ImportError:
        raise Unreadable(
            'this is a new-style Anki package: install `zstandard`, or export with "Support older"'
        ) from None
    try:
        with zstandard.ZstdDecompressor(max_window_size=2**27).stream_reader(io.BytesIO(raw)) as stream:
            whole: bytes = stream.read(MOST_COLLECTION + 1)
    except zstandard.ZstdError as error:
        raise Unreadable(f"the package is damaged: {error}") from None
    if len(whole) > MOST_COLLECTION:
        raise Unreadable(f"the package's collection unpacks to more than {MOST_COLLECTION:,} bytes")
    return whole


def _notes(file: Path) -> Paste:
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro&immutable=1", uri=True)) as db:
        db.execute("PRAGMA trusted_schema = OFF")
        db.text_factory = lambda raw: raw.decode("utf-8", "replace")
        db.create_collation("unicase", lambda a, b: (a.lower() > b.lower()) - (a.lower() < b.lower()))
        db.set_progress_handler(_patience(), 10_000)
        _only_tables(db)
        kinds = dict(_kinds(db))
        rows = db.execute(anki()["notes"], (MOST_NOTES + 1,)).fetchall()
        title = _title(db)
    warnings = (f"only the first {MOST_NOTES:,} notes were read",) if len(rows) > MOST_NOTES else ()
    pairs, skipped = [], []
    header: dict[str, Any] | None = None
    for place, (kind, fields, tags) in enumerate(rows[:MOST_NOTES], 1):
        own, made = _pair(str(fields).split("\x1f"), kinds.get(kind, (False, [])), str(tags), place)
        header = header or own
        pairs += [made] if isinstance(made, Pair) else []
        skipped += [made] if isinstance(made, Skipped) else []
    return Paste(NAME, tuple(pairs), title, None, tuple(skipped), warnings, header)


def _patience() -> Callable[[], int]:
    left = [_STEPS // 10_000]

    def tick() -> int:
        left[0] -= 1
        return left[0] < 0

    return tick


def _only_tables(db: sqlite3.Connection) -> None:
    """A view in a table's place could be a query without end."""
    found = dict(db.execute(anki()["tables"]).fetchall())
    if any(found.get(name, "table") != "table" for name in ("notes", "col", "notetypes", "fields", "decks")):
        raise Unreadable("the package's collection has views where tables belong")
    if "notes" not in found:
        raise Unreadable("the package's collection holds no notes")


_Kind = tuple[bool, list[str]]  # whether it hides words in a text, and its fields' names


def _kinds(db: sqlite3.Connection) -> Iterator[tuple[int, _Kind]]:
    """The note types by id, of the new tables or of the old JSON."""
    tables = {name for name, _ in db.execute(anki()["tables"])}
    if {"notetypes", "fields"} <= tables:
        fields: dict[int, list[str]] = {}
        for kind, name in db.execute(anki()["new_fields"]):
            fields.setdefault(kind, []).append(str(name))
        for kind, name in db.execute(anki()["new_kinds"]):
            yield kind, ("cloze" in str(name).lower(), fields.get(kind, []))
        return
    row = db.execute(anki()["old_kinds"]).fetchone()
    for kind, model in _json(row[0] if row else "").items():
        if isinstance(model, dict) and str(kind).isdigit():
            names = [str(field.get("name", "")) for field in model.get("flds", []) if isinstance(field, dict)]
            yield int(kind), (model.get("type") == 1, names)


def _title(db: sqlite3.Connection) -> str:
    """The name of the deck that most cards lie in."""
    tables = {name for name, _ in db.execute(anki()["tables"])}
    if "cards" not in tables:
        return ""
    most = db.execute(anki()["fullest_deck"]).fetchone()
    if most is None:
        return ""
    if "decks" in tables:
        row = db.execute(anki()["new_deck"], most).fetchone()
        return str(row[0]).replace("\x1f", "::") if row else ""
    row = db.execute(anki()["old_decks"]).fetchone()
    named = _json(row[0] if row else "").get(str(most[0]))
    return str(named.get("name", "")) if isinstance(named, dict) else ""


def _json(text: object) -> dict[str, Any]:
    try:
        value = json.loads(str(text))
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _pair(
    fields: list[str], kind: _Kind, tags: str, place: int
) -> tuple[dict[str, Any] | None, Pair | Skipped]:
    """A note as a card, and the deck's header where our own export put it there."""
    hides, names = kind
    named = {name.strip().lower(): value for name, value in zip(names, fields, strict=False)}
    own = _json(html.unescape(named[_OWN])) if _OWN in named else {}
    gaps = clozes(fields[0]) if hides or "{{c" in fields[0] else None
    if gaps is not None:
        return own.get("deck"), Pair(*gaps, place, card=own.get("card"))
    if len(fields) < 2:
        return None, Skipped(place, "a note of one field: front and back are needed")
    front, back = plain(fields[0]), plain(fields[1])
    if not front and "<img" in fields[0]:
        return None, Skipped(place, "the front is a picture alone")
    more = own.get("card") or ({"tags": tags.split()} if tags.split() else None)
    return own.get("deck"), Pair(front, back, place, card=more)
