"""A deck as an Anki package: the old collection, which every version reads."""

import io
import sqlite3
import tempfile
import zipfile
from contextlib import closing
from hashlib import blake2b, sha1
from pathlib import Path
from typing import Any

from bot.core.model import Deck
from bot.library.exporters import carried
from bot.library.exporters.table import marked, tags
from bot.library.statements import anki

_VERSION = 11  # of the collection's layout
_FIELDS = ("Front", "Back", "studybot")
_EPOCH = 1_700_000_000  # seconds; a fixed time, so that the same deck gives the same package


def write(deck: Deck) -> bytes:
    """The package as bytes."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "collection.anki2"
        with closing(sqlite3.connect(file)) as db:
            db.executescript(anki()["layout"])
            _fill(db, deck)
            db.commit()
        raw = file.read_bytes()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (("collection.anki2", raw), ("media", b"{}")):
            archive.writestr(zipfile.ZipInfo(name, (2023, 11, 14, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _number(name: str) -> int:
    """A stable id: Anki's are milliseconds, so that a second import updates what the first one made."""
    return 1_000_000_000_000 + int.from_bytes(blake2b(name.encode(), digest_size=5).digest())


def _fill(db: sqlite3.Connection, deck: Deck) -> None:
    did, mid = _number(f"deck:{deck.header.deck}"), _number("notetype:studybot")
    conf = {"activeDecks": [did], "curDeck": did, "curModel": mid, "nextPos": 1, "sortType": "noteFld"}
    models = {str(mid): _model(mid, did)}
    decks = {"1": _deck(1, "Default"), str(did): _deck(did, deck.header.title)}
    parts = [carried.line(one) for one in (conf, models, decks, {"1": _LIMITS}, {})]
    times = (_EPOCH, _EPOCH * 1000, _EPOCH * 1000, _VERSION)
    db.execute(anki()["add_collection"], (*times, *parts))
    first = _number(f"notes:{deck.header.deck}")  # ids in the deck's order; a note is known again by its guid
    for place, card in enumerate(deck.cards):
        note = first + place
        fields = (marked(card.ask), marked(card.answer), marked(carried.row(deck, place)))
        plain = card.ask.replace("\n", "")
        check = int(sha1(plain.encode(), usedforsecurity=False).hexdigest()[:8], 16)
        guid = blake2b(card.key.encode(), digest_size=8).hexdigest()
        own = (note, guid, mid, _EPOCH, f" {tags(card)} ", "\x1f".join(fields), plain, check)
        db.execute(anki()["add_note"], own)
        db.execute(anki()["add_card"], (note, note, did, _EPOCH, place + 1))


_LIMITS: dict[str, Any] = {
    "id": 1, "name": "Default", "autoplay": True, "dyn": False, "maxTaken": 60, "mod": 0, "replayq": True,
    "timer": 0, "usn": 0,
    "lapse": {"delays": [10], "leechAction": 0, "leechFails": 8, "minInt": 1, "mult": 0},
    "new": {
        "bury": True, "delays": [1, 10], "initialFactor": 2500, "ints": [1, 4, 7], "order": 1, "perDay": 20,
        "separate": True,
    },
    "rev": {
        "bury": True, "ease4": 1.3, "fuzz": 0.05, "ivlFct": 1, "maxIvl": 36500, "minSpace": 1, "perDay": 200,
    },
}  # fmt: skip


def _model(mid: int, did: int) -> dict[str, Any]:
    fields = [
        {"name": name, "ord": n, "font": "Arial", "size": 20, "media": [], "rtl": False, "sticky": False}
        for n, name in enumerate(_FIELDS)
    ]
    template = {
        "name": "Card 1", "ord": 0, "qfmt": "{{Front}}", "afmt": "{{FrontSide}}<hr id=answer>{{Back}}",
        "bqfmt": "", "bafmt": "", "did": None,
    }  # fmt: skip
    return {
        "id": mid, "name": "studybot", "type": 0, "did": did, "mod": _EPOCH, "usn": -1, "sortf": 0,
        "flds": fields, "tmpls": [template], "req": [[0, "all", [0]]], "tags": [], "vers": [],
        "css": ".card { font-family: arial; font-size: 20px; text-align: center; }",
        "latexPre": "\\documentclass{article}\\begin{document}", "latexPost": "\\end{document}",
    }  # fmt: skip


def _deck(did: int, name: str) -> dict[str, Any]:
    return {
        "id": did, "name": name, "conf": 1, "mod": _EPOCH, "usn": -1, "desc": "", "dyn": 0,
        "collapsed": False, "extendNew": 10, "extendRev": 50, "lrnToday": [0, 0], "newToday": [0, 0],
        "revToday": [0, 0],
        "timeToday": [0, 0],
    }  # fmt: skip
