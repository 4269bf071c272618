"""An answer read against one card: its tokens, which of them are denied, and where each element stands."""

from bisect import bisect_right
from itertools import accumulate

from bot.core.lexicon import Role
from bot.core.rubric.remembered import Token
from bot.core.rubric.scope import denials
from bot.core.rubric.signs import COMPARES
from bot.core.rubric.stress import stressed
from bot.core.rubric.values import Compiled, Element, Measure
from bot.core.text import chunks, clean, spans

_NUMBER = Role.NUMBER.value
_OPENS = Role.OPENS.value
_NEGATIVE = (Role.NEGATES | Role.INSTEAD | Role.SHUNS | Role.ABSENT).value
_SMALL = (Role.SMALL | Role.COMMON).value
_TURNS = (Role.ENDS | Role.CONTRAST).value
_STOP = Role.STOP.value
_BREAK = (Role.STOP | Role.COMMA | Role.AND | Role.OR).value
_BINDS = Role.BINDS.value
_SENTENCE_ENDS = frozenset(".?!")
PAUSE = (Role.COMMA | Role.AND | Role.ENDS | Role.CONTRAST).value
SMALL = Role.SMALL.value
_MANY = 40  # tokens with a meaning from which on their places are found once for all
_BETWEEN = 3  # small words that may stand between two of a phrase, no "but" among them
ITEM = 3  # words an item of a bare list has at most

Place = tuple[int, int]


class Reading:
    """One answer's tokens with everything found out about them so far; lives for one grading."""

    __slots__ = (
        "_alike",
        "_apart",
        "_chunks",
        "_entries",
        "_marked",
        "_measures",
        "_offsets",
        "_statements",
        "_stressed",
        "card",
        "denied",
        "found",
        "mask",
        "roles",
        "text",
        "tokens",
    )

    def __init__(self, card: Compiled, text: str) -> None:
        self.card = card
        self.text = text = clean(text)
        known = card.table.entries
        self._chunks = chunks(text)
        self._entries = entries = [known[chunk] for chunk in self._chunks]
        tokens: list[Token] = []
        mask = roles = 0
        for found, terms, does in entries:
            tokens += found
            mask |= terms
            roles |= does
        self.tokens = tokens
        self.mask, self.roles = mask, roles
        if "<" in text or ">" in text:
            self._unquote()
        if roles & _OPENS:
            self._join()
        self._marked = [(i, t[0]) for i, t in enumerate(tokens) if t[0]]  # the tokens that mean a term
        self.denied: bytearray | None = denials(tokens, card.shuns) if roles & _NEGATIVE else None
        self.found: dict[int, list[Place]] = {}  # the places of the elements asked for so far
        self._alike: dict[int, list[Place]] | None = None
        self._apart: list[int] | None = None
        self._measures: list[tuple[int, int, Measure]] | None = None
        self._offsets: tuple[list[int], list[int]] | None = None
        self._statements: list[int] | None = None
        self._stressed: bytearray | None = None

    def _unquote(self) -> None:
        """A sign by itself compares what stands before and after it; where a line begins it quotes."""
        at = 0
        for n, (chunk, entry) in enumerate(zip(self._chunks, self._entries, strict=True)):
            following = self._chunks[n + 1][:1] if n + 1 < len(self._chunks) else "\n"
            begins = n == 0 or self._chunks[n - 1] == "\n"
            if chunk in COMPARES and not following.isdigit() and (begins or following == "\n"):
                self.tokens[at] = (0, 0, *self.tokens[at][2:])
            at += len(entry[0])
        self.mask = 0
        for token in self.tokens:
            self.mask |= token[0]

    def _join(self) -> None:
        """Words typed apart: `blazing text` stands for BlazingText as well."""
        tokens, table = self.tokens, self.card.table
        opens, together, end = table.opens, table.together, len(self.tokens)
        for i, token in enumerate(tokens):
            if not token[1] & _OPENS:
                continue
            whole, last = token[2], i + 1
            while last < end and last < i + 4 and opens(whole):
                whole += tokens[last][2]
                mask = together(whole)
                if mask:
                    tokens[i] = (token[0] | mask, *token[1:])
                    self.mask |= mask
                    break
                last += 1

    def places(self, element: Element) -> list[Place]:
        """Where an element stands, first to last token."""
        found = self.found.get(element.key)
        if found is None:
            bit = element.bit
            if not self.mask & bit:
                found = []
            elif len(self._marked) > _MANY:
                found = self._gathered(bit)
            else:
                found = [(i, i) for i, mask in self._marked if mask & bit]
            if not element.single:
                self._longer(element, found)
            self.found[element.key] = found
        return found

    def _gathered(self, bit: int) -> list[Place]:
        """Where a term stands in a long answer: its words are few, however often each is said."""
        if self._alike is None:
            self._alike = {}
            for i, mask in self._marked:
                self._alike.setdefault(mask, []).append((i, i))
        found: list[Place] = []
        for mask, places in self._alike.items():
            if mask & bit:
                found += places
        found.sort()
        return found

    def apart(self, first: int, last: int) -> int:
        """What keeps two tokens apart: the pauses and the words with a meaning from one to the other."""
        if self._apart is None:
            steps = [3 if t[1] & PAUSE else int(not t[1] & SMALL) for t in self.tokens]
            self._apart = list(accumulate(steps, initial=0))
        return self._apart[last + 1] - self._apart[first]

    def _longer(self, element: Element, found: list[Place]) -> None:
        """The places of what is more than one word."""
        mask = self.mask
        for phrase in element.phrases:
            for bit in phrase:
                if not mask & bit:
                    break
            else:
                found += self._phrase(phrase)
        for measure in element.measures:
            found += [(a, b) for a, b, m in self.measures() if equal(m, measure)]
        if len(found) > 1:
            found.sort()

    def statements(self) -> list[int]:
        """For each token the number of the statement it stands in."""
        if self._statements is None:
            self._statements, number = [], 0
            for token in self.tokens:
                self._statements.append(number)
                if token[1] & _STOP:
                    number += 1
        return self._statements

    def stressed(self) -> bytearray | None:
        """For each token whether a denial falls on this very word; None where nothing is denied."""
        if self._stressed is None and self.denied is not None:
            self._stressed = stressed(self.tokens, self.denied)
        return self._stressed

    @property
    def listed(self) -> bool:
        """Whether the answer is a bare list, whose items stand behind semicolons or on lines of their own."""
        if not self.roles & _STOP or self.roles & _BINDS:
            return False
        words = 0
        for token in self.tokens:
            if token[2] in _SENTENCE_ENDS:
                return False
            words = 0 if token[1] & _BREAK else words + 1
            if words > ITEM:
                return False
        return True

    def _phrase(self, phrase: tuple[int, ...]) -> list[Place]:
        found = []
        first = phrase[0]
        for i, mask in self._marked:
            if mask & first:
                end = self._follow(i + 1, phrase)
                if end >= 0:
                    found.append((i, end))
        return found

    def _follow(self, at: int, phrase: tuple[int, ...]) -> int:
        """The place of a phrase's last word when the others follow its first.

        Small words between do not matter.
        """
        tokens, end = self.tokens, at - 1
        for bit in phrase[1:]:
            last = at + _BETWEEN
            while at < len(tokens) and not tokens[at][0] & bit:
                roles = tokens[at][1]
                if at == last or not roles & _SMALL or roles & _TURNS:
                    return -1
                at += 1
            if at == len(tokens):
                return -1
            end, at = at, at + 1
        return end

    def measures(self) -> list[tuple[int, int, Measure]]:
        """The numbers of the answer, with the units after them."""
        if self._measures is None:
            self._measures = []
            for i, token in enumerate(self.tokens):
                if token[1] & _NUMBER or token[2] in self.card.lexicon.forms:
                    self._measure(i, self._measures)
        return self._measures

    def _measure(self, first: int, found: list[tuple[int, int, Measure]]) -> None:
        """The quantity that begins here: "5 GB", "four hundred", "10k"."""
        value, last = self._value(first), first
        if value is None or (found and found[-1][1] >= first):
            return
        while (times := self._factor(last + 1)) is not None:
            value, last = value * times, last + 1
        unit = self.card.lexicon.units.get(self._key(last + 1))
        if unit is None:
            found.append((first, last, Measure("", value)))
        else:
            found.append((first, last + 1, Measure(unit.dimension, value * unit.factor)))

    def _factor(self, i: int) -> float | None:
        """What "hundred", "thousand" or "k" after a number multiplies it by."""
        unit = self.card.lexicon.units.get(self._key(i))
        if unit is not None and unit.dimension == "times":
            return unit.factor
        return 100.0 if self._key(i) == "hundred" else None

    def _key(self, i: int) -> str:
        return self.tokens[i][2] if i < len(self.tokens) else ""

    def _value(self, i: int) -> float | None:
        text = self.card.lexicon.forms.get(self._key(i), self._key(i))
        if not text[:1].isdigit() or len(text) > 30:
            return None
        try:
            return float(text)
        except ValueError:
            return None

    def quote(self, first: int, last: int) -> str:
        """The person's own words from one token to another."""
        if self._offsets is None:
            self._offsets = self._stand()
        ends, starts = self._offsets
        start = starts[bisect_right(ends, first)] + self.tokens[first][3]
        return self.text[start : starts[bisect_right(ends, last)] + self.tokens[last][4]]

    def _stand(self) -> tuple[list[int], list[int]]:
        """For each chunk how many tokens there are up to its end, and where it starts in the text."""
        read = self._chunks
        ends = list(accumulate([len(entry[0]) for entry in self._entries]))
        if " ".join(read) == self.text:
            return ends, list(accumulate([len(chunk) + 1 for chunk in read], initial=0))
        return ends, [start for start, _ in spans(self.text)]


def equal(found: Measure, wanted: Measure) -> bool:
    """The same quantity, within the tolerance and the noise of binary fractions."""
    if found.dimension != wanted.dimension:
        return False
    return abs(found.value - wanted.value) <= wanted.within + 1e-9 * max(abs(found.value), abs(wanted.value))
