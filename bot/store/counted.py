"""Proves that each round counts for the boards of its day, its deck and its room, and for no others."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from operator import itemgetter

from bot.core.boards import Kind, Span, key, period
from bot.store.engine import Row


def miscounted(rows: Iterable[Row]) -> Iterator[str]:
    """Rows are: round, day, card, a board's key, whether that is a board of its room, scores of the round."""
    for id, found in groupby(rows, itemgetter(0)):
        all_ = list(found)
        _, day, card, _, _, scores = all_[0]
        keys = {row[3] for row in all_ if row[3] is not None}
        if any(row[3] is not None and row[4] is None for row in all_):
            yield f"counts_for: round {id} counts for a board of another room"
        wrong = _practice(keys) if day is None else _daily(keys, date.fromordinal(day), card)
        if wrong and (keys or scores):
            told = ", ".join(sorted(keys)) or "nothing"
            yield f"counts_for: round {id} of {card} should not count for {told}"


def _practice(keys: set[str]) -> bool:
    return any(not k.endswith(f" {Kind.PRACTICE}") for k in keys)


def _daily(keys: set[str], day: date, card: str) -> bool:
    """Whether something is missing or too much; which seasons there were, the round alone knows."""
    plain = {k for k in keys if " " not in k}
    seasons = {k for k in plain if k.startswith("S")}
    wanted = {key(period(span, day)) for span in Span if span is not Span.SEASON}
    deck = card.partition("/")[0]
    about = tuple(f" {kind}:{deck}{end}" for kind, end in ((Kind.DECK, ""), (Kind.TOPIC, "/")))
    long = {k for k in keys - plain if k.partition(" ")[0] in (*seasons, "all")}
    fits = all(about[0] == f" {k.partition(' ')[2]}" or about[1] in k for k in long)
    return plain - seasons != wanted or len(seasons) != 1 or long != keys - plain or not fits
