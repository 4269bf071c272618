"""Reading, linting and checking the shipped decks: what an author waits for after a change."""

import sys
import time
from collections.abc import Callable

from bot.core.lexicon import Lexicon
from bot.library import lexicon as words
from bot.library.check import check, lint
from bot.library.folders import deck_files, shipped
from bot.library.reading import read

TIMES = 3


def took(work: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds by the clock and of this process's processor: the best of a few times."""
    found = []
    for _ in range(TIMES):
        began = time.perf_counter(), time.process_time()
        work()
        found.append((time.perf_counter() - began[0], time.process_time() - began[1]))
    clock, processor = (min(one) * 1000 for one in zip(*found, strict=True))
    return clock, processor


def every(lexicon: Lexicon, strict: bool) -> int:
    """Every deck linted in this process; how many cards there are."""
    cards = 0
    for file in deck_files(shipped()):
        sheet, found = read(file)
        lint(sheet, found, lexicon, strict)
        cards += len(sheet.cards) if sheet else 0
    return cards


def main() -> None:
    files, lexicon = deck_files(shipped()), words.shipped()
    cards = every(lexicon, strict=False)
    rows = (
        ("read", lambda: [read(file) for file in files], "(goal 100 for 500 cards)"),
        ("linted with every try", lambda: every(lexicon, strict=False), "(goal 1,000 for 500 cards)"),
        ("the same, strictly", lambda: every(lexicon, strict=True), ""),
        ("`decks check --strict`", lambda: check([shipped()], strict=True), "shared out to the cores"),
    )
    sys.stdout.write(f"{cards} cards in {len(files)} decks, best of {TIMES}\n")
    for name, work, goal in rows:
        clock, processor = took(work)
        sys.stdout.write(
            f"{name:24} {clock:7.0f} ms by the clock, {processor:7.0f} ms of this process {goal}\n"
        )


if __name__ == "__main__":
    main()
