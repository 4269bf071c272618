"""From the start of the process to its first page, over 500 more cards and a ledger of a million attempts."""

import argparse
import asyncio
import os
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from statistics import median
from urllib.error import URLError
from urllib.request import urlopen

from bot.store import open_store

MEMBERS, ROUNDS, DECKS, CARDS = 5_000, 200, 10, 50
PATIENCE = 60  # seconds

LEDGER = """
INSERT INTO rooms (id, platform, team, channel, thread) VALUES (1000, 'bench', 'bench', 'main', '');
INSERT INTO versions (hash, content) VALUES ('bench', '{}');
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :members)
INSERT INTO members (id, gone, private) SELECT 100000 + i, 0, 0 FROM n;
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :members)
INSERT INTO identities (member, platform, team, account, name)
SELECT 100000 + i, 'bench', 'bench', i, 'Member ' || i FROM n;
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :rounds)
INSERT INTO rounds (id, room, version, card, number, opened, closes, day, late)
SELECT 100000 + i, 1000, 'bench', 'bench/card-' || i, i, i, i + 1, i, 0 FROM n;
WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < :members * :rounds - 1)
INSERT INTO attempts (id, round, member, arrived, kind, verdict, score, points, confidence, hints,
                      hits, misses, contras)
SELECT 1000000 + i, 100001 + i / :members, 100001 + i % :members, i, 'answer', 'correct', 1.0, 12, '', 0,
       1, 0, 0
FROM n;
INSERT INTO answers (attempt, text, evidence)
SELECT id, 'what somebody once said to this', '[[],[],[],[]]' FROM attempts WHERE id >= 1000000;
INSERT INTO scores (round, member, attempt, score, points, full_marks, kept, full_at, latest)
SELECT round, member, id, score, points, 1, arrived, arrived, arrived FROM attempts WHERE id >= 1000000;
"""

DECK = """deck: bench-{n}
title: Bench {n}
cards:
"""
CARD = """  - id: card-{n}
    ask: What does the lever number {n} of the machine named {deck} hold back?
    answer: the red wheel
"""


async def furnish(database: Path) -> None:
    """A ledger as it stands after years; its rows go in by the million, not answer by answer."""
    async with open_store(database):
        pass
    with closing(sqlite3.connect(database, isolation_level=None)) as raw:
        raw.execute("BEGIN")
        for statement in filter(str.strip, LEDGER.split(";")):
            raw.execute(statement, {"members": MEMBERS, "rounds": ROUNDS})
        raw.execute("COMMIT")
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def write_decks(folder: Path) -> None:
    folder.mkdir()
    for n in range(DECKS):
        cards = "".join(CARD.format(n=card, deck=n) for card in range(CARDS))
        (folder / f"bench-{n}.yaml").write_text(DECK.format(n=n) + cards, "utf-8")


@contextmanager
def started(folder: Path, port: int) -> Iterator[float]:
    """The seconds until the page is there."""
    said = {"STUDYBOT_DATABASE": str(folder / "study.db"), "STUDYBOT_DECKS": str(folder / "decks")}
    command = [sys.executable, "-m", "bot", "web", "--port", str(port)]
    began = time.perf_counter()
    with subprocess.Popen(command, env={**os.environ, **said}, stdout=subprocess.DEVNULL) as process:
        try:
            while not answers(f"http://127.0.0.1:{port}/"):
                if process.poll() is not None or time.perf_counter() - began > PATIENCE:
                    raise SystemExit("the bot did not start")
                time.sleep(0.005)
            yield time.perf_counter() - began
        finally:
            process.terminate()


def answers(address: str) -> bool:
    try:
        with urlopen(address, timeout=PATIENCE) as page:  # noqa: S310 - our own, on loopback
            return page.status == 200
    except (URLError, ConnectionError):
        return False


def free_port() -> int:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--repeat", type=int, default=5)
    asked = arguments.parse_args()
    took = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_decks(folder / "decks")
        asyncio.run(furnish(folder / "study.db"))
        size = (folder / "study.db").stat().st_size / 1e6
        for _ in range(asked.repeat):
            with started(folder, free_port()) as seconds:
                took.append(seconds)
    print(f"to the first page, {MEMBERS * ROUNDS:,} attempts ({size:,.0f} MB), {DECKS * CARDS} cards more:")
    print(f"first {took[0]:.2f} s (its questions are opened), median {median(took):.2f} s (goal 2)")


if __name__ == "__main__":
    main()
