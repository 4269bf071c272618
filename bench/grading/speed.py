"""How long the grader takes, beside token_set_ratio on the same accepted answers."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from statistics import median

from rapidfuzz import fuzz

from bench.grading.labelled import Labelled
from bench.grading.sets import Grader
from bot.core.grade import grade

ROUNDS = 7
_IMPORT = "import time; t = time.process_time(); import bot.core.grade; print(time.process_time() - t)"
LONG = 2000


def speed(grader: Grader, answers: Sequence[Labelled]) -> list[str]:
    """Lines of figures, each the best of several rounds with warm word tables."""
    jobs = [(grader.compiled(a.card, a.header), a.text) for a in answers]
    words = [len(a.text.split()) for a in answers]
    times = [_best(partial(grade, c, t)) for c, t in jobs]
    long = [(c, " ".join([t] * (LONG // (len(t) + 1) + 1))[:LONG]) for c, t in jobs]
    slow = sorted(_best(partial(grade, c, t)) for c, t in long)
    around = [t for t, n in zip(times, words, strict=True) if 20 <= n <= 30]
    accepted = [(a, c, t) for a, (c, t) in zip(answers, jobs, strict=True) if a.label == "correct"]
    ours = _best(lambda: [grade(c, t) for _, c, t in accepted])
    listed: dict[str, list[str]] = {}
    for a, _, t in accepted:
        listed.setdefault(a.question, [r.lower() for r in a.references]).append(t.lower())
    theirs = _best(
        lambda: [
            max(fuzz.token_set_ratio(one, t.lower()) for one in listed[a.question]) for a, _, t in accepted
        ]
    )
    return [
        f"    an answer, median {median(times) * 1e6:.0f} us ({median(words):.0f} words)",
        f"    an answer of 20 to 30 words, median {median(around) * 1e6:.0f} us ({len(around)} answers)"
        if around
        else "",
        (
            f"    an answer of {LONG} characters, median {median(slow) * 1e6:.0f} us,"
            f" p99 {slow[int(len(slow) * 0.99)] * 1e6:.0f} us"
        ),
        (
            f"    throughput beside token_set_ratio on the same {len(accepted)} accepted answers:"
            f" {theirs / ours:.2f}"
        ),
        f"    importing the grader, in a fresh interpreter: {_importing() * 1e3:.0f} ms of processor time",
    ]


def _importing() -> float:
    """With its bytecode written before, as it is where the bot is installed."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        environment["PYTHONPYCACHEPREFIX"] = folder
        command = [sys.executable, "-c", _IMPORT]
        return min(
            float(subprocess.run(command, env=environment, capture_output=True, check=True).stdout)
            for _ in range(ROUNDS)
        )


def _best(work: Callable[[], object]) -> float:
    work()
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best
