"""Python's collector told what a bot is like: much lives as long as it does, little goes round in circles."""

import gc

YOUNG = (
    20_000  # new things before it looks through them: an answer makes some two hundred that are gone at once
)
SELDOM = 50  # such looks before it also goes through what survived several


def settled() -> None:
    """What is there now stays: no later look goes through decks and sentences, or stops the loop for it."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, SELDOM, SELDOM)
