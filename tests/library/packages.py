"""Anki packages for tests, as old and new versions of Anki write them."""

import io
import json
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

Note = tuple[str, ...]


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def collection(fill: Callable[[sqlite3.Connection], None]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "collection"
        with closing(sqlite3.connect(file)) as db:
            db.create_collation("unicase", lambda a, b: (a.lower() > b.lower()) - (a.lower() < b.lower()))
            fill(db)
            db.commit()
        return file.read_bytes()


def old(notes: Sequence[Note], fields: Sequence[str] = ("Front", "Back"), cloze: bool = False) -> bytes:
    """`collection.anki2`: note types and decks as JSON in one row."""

    def fill(db: sqlite3.Connection) -> None:
        model = {"name": "Basic", "type": int(cloze), "flds": [{"name": name} for name in fields]}
        db.execute("CREATE TABLE col (id integer, models text, decks text)")
        db.execute(
            "INSERT INTO col VALUES (1, ?, ?)",
            (json.dumps({"7": model}), json.dumps({"9": {"name": "Boats"}})),
        )
        notes_table(db, notes)

    return zipped({"collection.anki2": collection(fill), "media": b"{}"})


def new(
    notes: Sequence[Note], pack: Callable[[bytes], bytes], fields: Sequence[str] = ("Front", "Back")
) -> bytes:
    """`collection.anki21b`: note types, fields and decks in tables, compressed, and a dummy beside it."""

    def fill(db: sqlite3.Connection) -> None:
        db.execute("CREATE TABLE notetypes (id integer PRIMARY KEY, name text COLLATE unicase, config blob)")
        db.execute(
            "CREATE TABLE fields (ntid integer, ord integer, name text COLLATE unicase,"
            " PRIMARY KEY (ntid, ord))"
        )
        db.execute("CREATE TABLE decks (id integer PRIMARY KEY, name text COLLATE unicase)")
        db.execute("CREATE UNIQUE INDEX ix_decks ON decks (name)")
        db.execute("INSERT INTO notetypes VALUES (7, 'Basic', x'00')")
        db.executemany("INSERT INTO fields VALUES (7, ?, ?)", enumerate(fields))
        db.execute("INSERT INTO decks VALUES (9, ?)", ("Harbour\x1fBoats",))
        notes_table(db, notes)

    dummy = collection(lambda db: notes_table(db, [("Please update Anki", "")]))
    return zipped(
        {"meta": b"\x08\x03", "collection.anki21b": pack(collection(fill)), "collection.anki2": dummy}
    )


def notes_table(db: sqlite3.Connection, notes: Sequence[Note]) -> None:
    db.execute("CREATE TABLE notes (id integer PRIMARY KEY, mid integer, tags text, flds text)")
    db.execute("CREATE TABLE cards (id integer PRIMARY KEY, nid integer, did integer)")
    for n, fields in enumerate(notes, 1):
        db.execute("INSERT INTO notes VALUES (?, 7, ' boats ', ?)", (n, "\x1f".join(fields)))
        db.execute("INSERT INTO cards VALUES (?, ?, 9)", (n, n))
