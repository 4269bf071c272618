"""Says whether an outage took so much of a question's window that missing it is excused."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

PATIENCE = timedelta(minutes=3)  # between two heartbeats of a platform; a longer silence is an absence
LAST = timedelta(hours=1)

Presence = Iterable[tuple[datetime, datetime]]
"""From when until when a platform was heard without a longer silence."""


def is_outage(opened: datetime, closes: datetime, heard: Presence, patience: timedelta = PATIENCE) -> bool:
    """Whether heartbeats were absent in over a quarter of the window, or at all in its last hour."""
    gaps = list(absences(opened, closes, heard, patience))
    absent = sum((until - since for since, until in gaps), timedelta(0))
    return absent > (closes - opened) / 4 or any(until > closes - LAST for _, until in gaps)


def absences(
    opened: datetime, closes: datetime, heard: Presence, patience: timedelta = PATIENCE
) -> Iterator[tuple[datetime, datetime]]:
    """The silences longer than `patience` inside the window, whose two ends count as heartbeats."""
    last = opened
    for since, until in sorted((*heard, (closes, closes))):
        if min(since, closes) - last > patience:
            yield last, min(since, closes)
        last = max(last, until)
