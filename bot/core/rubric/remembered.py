"""What cards remember of the words they have read, bounded for each card and for all cards together."""

from collections.abc import Callable
from weakref import WeakValueDictionary

OF_A_CARD = 256  # chunks one card keeps
OF_ALL = 20_000  # chunks all cards keep together
_LONGEST = 64  # longer chunks are read anew each time


Token = tuple[int, int, str, int, int]
"""A word or mark of an answer: the terms it stands for, what it does, itself, and its place in its chunk."""

Entry = tuple[tuple[Token, ...], int, int]
"""A chunk's tokens, with all their terms and roles together; plain tuples, as nothing else is read more."""


class Remembered(dict[str, Entry]):
    """One card's chunks; a chunk that is not there is read when it is asked for."""

    __slots__ = ("__weakref__", "_read")

    def __init__(self, read: Callable[[str], Entry]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, chunk: str) -> Entry:
        entry = self._read(chunk)
        if len(chunk) <= _LONGEST:
            if len(self) >= OF_A_CARD:
                self.clear()
            self[chunk] = entry
            _SHELF.grown(self)
        return entry


class _Shelf:
    """Counts what all cards keep; when it is too much, the cards that began first forget theirs."""

    def __init__(self) -> None:
        self._cards: WeakValueDictionary[int, Remembered] = WeakValueDictionary()
        self._held = 0

    def grown(self, card: Remembered) -> None:
        if len(card) == 1:
            self._cards[id(card)] = card
        self._held += 1
        if self._held > OF_ALL:
            self._thin()

    def _thin(self) -> None:
        cards = list(self._cards.values())
        self._held = sum(map(len, cards))  # some have gone or begun anew since the last count
        for card in cards:
            if self._held <= OF_ALL // 2:
                break
            self._held -= len(card)
            card.clear()
            self._cards.pop(id(card), None)


_SHELF = _Shelf()
