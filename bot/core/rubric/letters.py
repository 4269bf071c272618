"""Words as letter triples: two forms of a word share most of theirs, whatever their endings."""

from collections.abc import Iterable

from bot.core.rubric.syntax import words_of

REMEMBERED = 512  # words whose triples are kept
_LONGEST = 64


class Letters:
    """The letter triples of a card's lines as bits; what words were seen decides no verdict."""

    __slots__ = ("_bits", "_seen")

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self._bits: dict[str, int] = {}
        self._seen: dict[str, int] = {}
        for text in texts:
            for word in words_of(text):
                for triple in _triples(word):
                    self._bits.setdefault(triple, 1 << len(self._bits))

    def of(self, text: str) -> int:
        """The triples of all words of a text."""
        mask = 0
        for word in words_of(text):
            mask |= self.word(word)
        return mask

    def word(self, word: str) -> int:
        """The triples of a word that a line has too."""
        known = self._seen.get(word)
        if known is None:
            known = 0
            for triple in _triples(word[:_LONGEST]):
                known |= self._bits.get(triple, 0)
            if len(self._seen) >= REMEMBERED:
                self._seen.clear()
            if len(word) <= _LONGEST:
                self._seen[word] = known
        return known


def _triples(word: str) -> list[str]:
    spaced = f" {word} "
    return [spaced[i : i + 3] for i in range(len(spaced) - 2)]
