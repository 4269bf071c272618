"""The power goes at any instant: pages that were not synced are lost, what was acknowledged is not."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.store import check
from tests.store.power import cuts, traced

CUTS = 20
needs_strace = pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")


def lost(database: Path, told: list[str]) -> list[str]:
    """Of what was acknowledged, what is not there any more; all of it where the file cannot be read."""
    try:
        with closing(sqlite3.connect(database)) as connection:
            kept = {f"{who} {id}" for who, id in connection.execute("SELECT request, outcome FROM requests")}
    except sqlite3.DatabaseError:
        return told
    return [answer for answer in told if answer not in kept]


@needs_strace
def test_a_power_cut_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    path = tmp_path / "load.db"
    done = traced(path, 400, "wal_autocheckpoint = 100")
    assert any(call.what == "sync" and call.path == str(path) for call in done), (
        "the log never went into the file"
    )
    acknowledged = 0
    for database, told in cuts(path, done, CUTS, seed=1):
        assert lost(database, told) == []
        assert check(database) == []
        acknowledged += len(told)
    assert acknowledged > 100 * CUTS


@needs_strace
def test_what_is_not_waited_for_is_seen_to_be_lost(tmp_path: Path) -> None:
    path = tmp_path / "load.db"
    done = traced(path, 400, "synchronous = NORMAL")
    assert any(lost(database, told) for database, told in cuts(path, done, CUTS, seed=1))
