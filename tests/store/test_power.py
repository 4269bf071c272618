"""The power goes at any instant: pages that were not synced are lost, what was acknowledged is not."""

import shutil
from pathlib import Path

import pytest

from bot.store import check
from tests.lab.power import ANSWERS, FULL, NORMAL, lost
from tests.store.power import cuts, traced

CUTS = 20
needs_strace = pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")


@needs_strace
def test_a_power_cut_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    path = tmp_path / "load.db"
    done = traced(path, ANSWERS, *FULL)
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
    done = traced(path, ANSWERS, *NORMAL)
    assert any(lost(database, told) for database, told in cuts(path, done, CUTS, seed=1))
