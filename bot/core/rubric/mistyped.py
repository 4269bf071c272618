"""A card's words as people mistype them: which terms a word stands for that is one slip away, or two."""

from bot.core.rubric.forms import LONG_HEAD, Form, halves, letters_of
from bot.core.rubric.slips import slips

LONG_PREFIX = 5  # from so many letters on a prefix takes a slip
_SHORT = 3  # letters of a word that takes no slip but one
_ENDING = 3  # letters of an ending
_ONE_SLIP, _TWO_SLIPS = 2, 4  # letters that only one of two words has, at most


class Mistyped:
    """The words of one card that take slips, each with its terms as bits."""

    def __init__(self) -> None:
        self._words: dict[str, tuple[Form, int]] = {}
        self._numbered: dict[str, list[tuple[str, int]]] = {}  # names by the digits after their letters
        self._prefixes: list[tuple[str, int]] = []

    def word(self, text: str, form: Form, bits: int) -> None:
        """A word that takes slips, or whose letters before its digits do."""
        if form.kept:
            self._words[text] = (form, bits)
        elif form.tail:
            self._numbered.setdefault(form.tail, []).append((form.head, bits))

    def prefix(self, text: str, bits: int) -> None:
        if len(text) >= LONG_PREFIX:
            self._prefixes.append((text, bits))

    def halved(self, word: str) -> int:
        """The terms of a short word with a doubled last letter that was typed once: "ful" for "full"."""
        found = self._words.get(word + word[-1]) if len(word) == _SHORT else None
        return found[1] if found else 0

    def misbegun(self, word: str) -> int:
        """The prefixes that a word begins with but for one slip after its first letter."""
        mask = 0
        for prefix, bit in self._prefixes:
            size = len(prefix)
            if word[0] == prefix[0] and any(
                slips(word[:n], prefix, score_cutoff=1) <= 1 for n in (size - 1, size, size + 1)
            ):
                mask |= bit
        return mask

    def misnumbered(self, word: str) -> int:
        """The names that differ in one slip of the letters before their digits: "resent50" for resnet50."""
        head, tail = halves(word)
        mask = 0
        for other, bit in self._numbered.get(tail, ()) if len(head) >= LONG_HEAD else ():
            if head[0] == other[0] and slips(head, other, score_cutoff=1) <= 1:
                mask |= bit
        return mask

    def mistyped(self, word: str, stemmed: str) -> int:
        """The terms one slip away, or two in a long word; the nearest alone."""
        best, mask = 3, 0
        mine, rooted = letters_of(word), letters_of(stemmed)
        for term, (form, bit) in self._words.items():
            letters, roots = mine ^ form.letters, rooted ^ form.rooted
            if letters.bit_count() > _TWO_SLIPS and roots.bit_count() > _ONE_SLIP:
                continue  # most terms end here
            allowed = min(best, 2 if min(len(term), len(word)) >= 8 else 1)
            distance = slips(word, term, score_cutoff=allowed) if abs(len(term) - len(word)) <= allowed else 9
            if distance > 1 and (_misended(word, term) or _mistyped_root(stemmed, form.based)):
                distance = 1
            if distance < best and distance <= allowed:
                best, mask = distance, bit
            elif distance == best and distance <= allowed:
                mask |= bit
        return mask


def _misended(word: str, term: str) -> bool:
    """Whether a word is a term with an ending mistyped."""
    return len(term) >= 6 and len(word) - len(term) <= _ENDING and word.startswith(term)


def _mistyped_root(stemmed: str, root: str) -> bool:
    return len(root) >= 4 and root[0] == stemmed[0] and slips(stemmed, root, score_cutoff=1) <= 1
