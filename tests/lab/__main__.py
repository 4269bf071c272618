"""`python -m tests.lab`: the table of the lab over many kills, on SQLite and on PostgreSQL."""

import argparse
import asyncio
import random
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.cluster import cluster
from tests.lab.faults import PLANTED
from tests.lab.plan import BY_CHANCE, STEPS
from tests.lab.run import Report, Trial, run
from tests.lab.street import SELDOM

EVENTS = Path(tempfile.gettempdir()) / "studybot-lab"
FEW = 25  # kills in which a planted fault must be seen
MANY = {"mute": 60}  # what shows only after a few rounds have closed
OFTEN = {"hurried": 60}  # late posts in a hundred, where it stumbles over nothing else


@contextmanager
def databases(kind: str) -> Iterator[Callable[[], str]]:
    """Gives new databases of a kind, as many as are asked for."""
    if kind == "sqlite":
        with tempfile.TemporaryDirectory(prefix="studybot-lab-") as folder:
            names = (str(Path(folder) / f"{n}.db") for n in range(1000))
            yield lambda: next(names)
    else:
        with cluster(("fsync=off",)) as server:
            yield server.fresh


def line(what: str, report: Report) -> str:
    verdict = report.verdict
    return (
        f"{what:<28} {report.kills:>5} {verdict.posts:>7,} {len(verdict.lost):>5} {len(verdict.doubled):>8}"
        f" {verdict.answers:>8,} {len(verdict.answers_lost):>5} {len(verdict.answers_doubled):>8}"
        f" {'clean' if not verdict.differences else 'DIFFERS':>8} {report.seconds:>6.0f}"
    )


HEAD = (
    f"{'protocol, database':<28} {'kills':>5} {'posts':>7} {'lost':>5} {'doubled':>8}"
    f" {'answers':>8} {'lost':>5} {'doubled':>8} {'db check':>8} {'s':>6}"
)


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--seed", type=int, default=None)
    arguments.add_argument("--kills", type=int, default=1000, help="on each database")
    arguments.add_argument("--on", nargs="*", default=["sqlite", "postgres"])
    arguments.add_argument("--folder", type=Path, default=EVENTS, help="where the event logs go")
    arguments.add_argument("--no-faults", action="store_true", help="leave the planted faults out")
    arguments.add_argument(
        "--faults", nargs="*", choices=PLANTED, help="try nothing but planted faults: these, or all"
    )
    asked = arguments.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that servers and processes end with the lab
    seed = asked.seed if asked.seed is not None else random.SystemRandom().randrange(10**6)
    asked.folder.mkdir(parents=True, exist_ok=True)
    tell(f"seed {seed}; events in {asked.folder}/\n{HEAD}")
    good = True
    for kind in asked.on:
        with databases(kind) as fresh:
            if asked.faults is None:
                good &= sound(fresh, kind, seed, asked)
            if not asked.no_faults:
                good &= sees(fresh, kind, seed, asked)
    return 0 if good else 1


def sound(fresh: Callable[[], str], kind: str, seed: int, asked: argparse.Namespace) -> bool:
    """The protocol as it is, on a platform that knows keys and on one that does not."""
    deaths: Counter[str] = Counter()
    good = True
    for what in ("nonce", "look-back"):
        events = asked.folder / f"{seed}-{kind}-{what}.jsonl"
        half = asked.kills // 2
        trial = Trial(fresh(), seed, half, half // 10, keys=what == "nonce", events=events)
        report = asyncio.run(run(trial))
        tell(line(f"outbox + {what}, {kind}", report))
        deaths += report.deaths
        good &= report.verdict.clean
    good &= all(deaths[step] >= 2 * (asked.kills // 20) for step in STEPS)
    tell("  died " + ", ".join(f"{step} {deaths[step]}" for step in (*STEPS, BY_CHANCE)))
    return good


def sees(fresh: Callable[[], str], kind: str, seed: int, asked: argparse.Namespace) -> bool:
    """Whether each planted fault is seen."""
    good = True
    for fault in asked.faults or PLANTED:
        events = asked.folder / f"{seed}-{kind}-{fault}.jsonl"
        kills, late = MANY.get(fault, FEW), OFTEN.get(fault, SELDOM)
        trial = Trial(fresh(), seed, kills, fault=fault, late=late, events=events)
        report = asyncio.run(run(trial))
        tell(line(f"{fault}, {kind}", report) + (" NOT SEEN" if report.verdict.clean else ""))
        good &= not report.verdict.clean
    return good


def tell(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
