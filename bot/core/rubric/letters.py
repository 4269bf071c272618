"""Words as letter triples: two forms of a word share most of theirs, whatever their endings."""

from collections.abc import Iterable

from bot.core.rubric.syntax import words_of

REMEMBERED = 512  # words whose triples are kept
_LONGEST = 64


class Letters(dict[str, int]):
    """For each word the triples that a card's lines have too, as bits; a word is read when asked for."""

    __slots__ = ("_bits",)

    def __init__(self, texts: Iterable[str] = ()) -> None:
        super().__init__()
        self._bits: dict[str, int] = {}
        for text in texts:
            for word in words_of(text):
                for triple in _triples(word):
                    self._bits.setdefault(triple, 1 << len(self._bits))

    def __missing__(self, word: str) -> int:
        mask = 0
        for triple in _triples(word[:_LONGEST]):
            mask |= self._bits.get(triple, 0)
        if len(word) <= _LONGEST:
            if len(self) >= REMEMBERED:
                self.clear()
            self[word] = mask
        return mask

    def of(self, text: str) -> int:
        """The triples of all words of a text."""
        mask = 0
        for word in words_of(text):
            mask |= self[word]
        return mask


def _triples(word: str) -> list[str]:
    spaced = f" {word} "
    return [spaced[i : i + 3] for i in range(len(spaced) - 2)]
