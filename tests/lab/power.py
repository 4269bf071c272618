"""`python -m tests.lab.power`: the power is cut under load, many times, and what was acknowledged counted."""

import argparse
import sqlite3
import sys
import tempfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bot.store import check
from tests.store.power import cuts, traced

EACH = 20  # cuts of one traced load
ANSWERS = 400  # that each load acknowledges, at least
FULL = ("wal_autocheckpoint = 100",)  # as shipped, but the log goes into the file so often that cuts meet it
HEAD = f"{'synchronous':<12} {'cuts':>5} {'acknowledged':>13} {'lost':>6} {'broken':>7}"
NORMAL = (*FULL, "synchronous = NORMAL")


@dataclass(slots=True)
class Count:
    """What came of so many cuts. `broken`: files that were damaged or differed from their own ledger."""

    cuts: int = 0
    told: int = 0
    lost: int = 0
    broken: int = 0

    def line(self, what: str) -> str:
        return f"{what:<12} {self.cuts:>5} {self.told:>13,} {self.lost:>6,} {self.broken:>7}"

    def take(self, database: Path, told: list[str], *, checked: bool) -> None:
        self.cuts += 1
        self.told += len(told)
        self.lost += len(lost(database, told))
        self.broken += checked and bool(check(database))


def lost(database: Path, told: list[str]) -> list[str]:
    """Of what was acknowledged, what is not there any more; all of it where the file cannot be read."""
    try:
        with closing(sqlite3.connect(database)) as connection:
            kept = {f"{who} {id}" for who, id in connection.execute("SELECT request, outcome FROM requests")}
    except sqlite3.DatabaseError:
        return told
    return [answer for answer in told if answer not in kept]


def cut_often(pragmas: Sequence[str], times: int, seed: int, *, checked: bool) -> Count:
    """Loads of their own, each cut a few times: no two loads write alike."""
    count = Count()
    while count.cuts < times:
        with tempfile.TemporaryDirectory(prefix="studybot-power-") as folder:
            path = Path(folder) / "load.db"
            done = traced(path, ANSWERS, *pragmas)
            for database, told in cuts(path, done, min(EACH, times - count.cuts), seed + count.cuts):
                count.take(database, told, checked=checked)
    return count


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--cuts", type=int, default=200)
    arguments.add_argument("--seed", type=int, default=1)
    asked = arguments.parse_args()
    sys.stdout.write(f"seed {asked.seed}\n{HEAD}\n")
    full = cut_often(FULL, asked.cuts, asked.seed, checked=True)
    sys.stdout.write(full.line("FULL") + "\n")
    normal = cut_often(NORMAL, min(EACH, asked.cuts), asked.seed, checked=False)
    sys.stdout.write(normal.line("NORMAL") + "\n")
    return 0 if normal.lost and not full.lost and not full.broken else 1


if __name__ == "__main__":
    raise SystemExit(main())
