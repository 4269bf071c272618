"""Finds out of which subject each part of an answer speaks, where a card compares several."""

from collections.abc import Sequence

from bot.core.lexicon import Role
from bot.core.rubric.reading import Reading
from bot.core.rubric.values import Claim

_BREAK = int(Role.COMMA | Role.STOP | Role.AND | Role.ENDS | Role.CONTRAST)
_BINDS = int(Role.BINDS)
_STOP = int(Role.STOP)
_OR = int(Role.OR)
_SIGNS = frozenset(("+", ")", "]"))
_IDLE = int(Role.SMALL | Role.COMMON | Role.NEGATES) | _BREAK
_NEGATES = int(Role.NEGATES)
_VERBS = frozenset(("do", "does", "did", "is", "are", "was", "has", "have", "can", "will", "need", "needs"))
_AS_WELL = frozenset(("too", "also", "so", "neither", "nor", "either"))
_ALL_OF_THEM = frozenset(("both", "either", "each", "all"))
_ARTICLES = frozenset(("a", "an", "any"))
_LEAVES_OUT = frozenset(("no", "without"))
_PAIRS = ((("one", "1"), "other"), (("former",), "latter"))
_OPENING = 3  # words in which "one" begins an answer
_ONE = frozenset(("one", "1"))
_NEAR = 4


def owners(reading: Reading, named: Sequence[tuple[Claim, ...]]) -> list[int]:
    """For each token the subjects it is said of, as bits in the order of `named`; 0 where that is open."""
    mentions = [0] * len(reading.tokens)
    several = 0
    for n, claims in enumerate(named):
        for claim in claims:
            if claim.gate >= 0 and not reading.mask & claim.gate:
                continue
            for place in mentioned(claim, reading):
                if _left_out(place[0], reading):
                    continue
                several |= 1 << n
                for i in range(place[0], place[1] + 1):
                    mentions[i] |= 1 << n
    if not several:
        return _in_turn(reading) if len(named) == 2 else mentions
    return _Parts(reading, mentions, _values(reading), (1 << len(named)) - 1).owners()


def bare_verb(subject: int, owned: Sequence[int], reading: Reading) -> bool | None:
    """Whether a subject is only said to do something (or, False, not to do it); None where more is said."""
    claims = reading.card.subjects[subject.bit_length() - 1]
    named = {i for claim in claims for a, b in mentioned(claim, reading) for i in range(a, b + 1)}
    said = [reading.tokens[i] for i, owner in enumerate(owned) if owner == subject and i not in named]
    if any(not roles & _IDLE or word in _AS_WELL for _, roles, word, _, _ in said):
        return None
    if not any(token[2] in _VERBS for token in said):
        return None
    return not any(token[1] & _NEGATES for token in said)


def _in_turn(reading: Reading) -> list[int]:
    """Two subjects that nobody names: "one …, the other …" speaks of them in the question's order."""
    words = [token[2] for token in reading.tokens]
    for first, second in _PAIRS:
        for at, word in enumerate(words):
            if word == second and any(one in words[:_OPENING] for one in first):
                return [1] * at + [2] * (len(words) - at)
    return [0] * len(words)


def _left_out(at: int, reading: Reading) -> bool:
    """Whether a subject is named as one that is not there: "if there is no gpu"."""
    if reading.denied is None or not reading.denied[at]:
        return False
    before = [token[2] for token in reading.tokens[max(0, at - 2) : at]]
    if before and before[-1] in _ARTICLES:
        before.pop()
    return bool(before) and before[-1] in _LEAVES_OUT


def mentioned(claim: Claim, reading: Reading) -> list[tuple[int, int]]:
    """Every place where a subject is named."""
    first, *others = claim.elements
    found = []
    for start, end in reading.places(first):
        low, high = start, end
        for other in others:
            near = [p for p in reading.places(other) if abs(p[0] - start) <= _NEAR]
            if not near:
                break
            low, high = min(low, near[0][0]), max(high, near[0][1])
        else:
            found.append((low, high))
    return found


def _values(reading: Reading) -> list[int]:
    """For each token the subjects, as bits, whose points look for it."""
    found = [0] * len(reading.tokens)
    mask = reading.mask
    for element, subjects in reading.card.valued:
        if element.single and not mask & element.bit:
            continue
        for start, end in reading.places(element):
            for i in range(start, end + 1):
                found[i] |= subjects
    return found


class _Parts:
    """The answer cut at its breaks, each part given to the subjects it speaks of."""

    def __init__(self, reading: Reading, mentions: list[int], values: list[int], everyone: int) -> None:
        self.tokens = reading.tokens
        self.mentions = mentions
        self.values = [
            0 if m or (v and self._stands_for_a_name(i)) else v
            for i, (v, m) in enumerate(zip(values, mentions, strict=True))
        ]
        self.everyone = everyone
        self.found = [0] * len(mentions)
        self.waiting: list[tuple[int, int]] = []  # parts with a value whose subject is still to come
        self.pending = 0  # subjects named without a value yet
        self.last = 0
        self.other = False  # "the other" has been said: what waits is not of the subject named next
        self.names_first = self._names_first()

    def _stands_for_a_name(self, i: int) -> bool:
        """Whether it is the "one" of "one in NAME": no number, but what the name is of."""
        return self.tokens[i][2] in _ONE and any(self.mentions[i + 1 : i + 3])

    def _names_first(self) -> bool:
        """Whether people say "training: GPU" here, rather than "GPU for training"."""
        for named, value in zip(self.mentions, self.values, strict=True):
            if named or value:
                return bool(named)
        return True

    def owners(self) -> list[int]:
        start = 0
        for end, token in enumerate(self.tokens):
            roles, word = token[1], token[2]
            if roles & _BREAK and not roles & _BINDS and word not in _SIGNS:
                self._part(start, end)
                start = end if self.mentions[end] else end + 1
                self.other = self.other or (word == "other" and self._one_waits())
                if roles & _STOP:
                    self.waiting = []
            elif word == "than" or (roles & _OR and self._cuts(start, end)):
                self._part(start, end)
                start = end if self.mentions[end] else end + 1
        self._part(start, len(self.tokens))
        return self.found

    def _cuts(self, start: int, at: int) -> bool:
        """Whether an "or" parts two whole statements."""
        if not any(self.mentions[start:at]) or not any(self.values[start:at]):
            return False
        for i in range(at + 1, len(self.tokens)):
            if self.mentions[i]:
                return True
            if self.tokens[i][1] & _BREAK and self.tokens[i][2] not in _SIGNS:
                return False
        return False

    def _part(self, start: int, end: int) -> None:
        named = 0
        for i in range(start, end):
            named |= self.mentions[i]
        if not named and any(self.tokens[i][2] in _ALL_OF_THEM for i in range(start, end)):
            named = self.everyone
        valued = 0
        for i in range(start, end):
            valued |= self.values[i]
        if named and valued:
            self._own(start, end, named)
        elif named:
            self._named_alone(start, end, named)
        elif valued:
            self._valued_alone(start, end, valued)
        else:
            self._give(start, end, self.last)

    def _own(self, start: int, end: int, named: int) -> None:
        if (named & (named - 1) and named != self.everyone | 0) or self._several(start, end):
            self._split(start, end)
            return
        owner = named | (self.pending if self.names_first else 0)
        self._give(start, end, owner)
        if self._value_first(start, end):
            self._settle(named)
        self.waiting = []
        self.pending, self.last = 0, owner

    def _value_first(self, start: int, end: int) -> bool:
        """Whether this part gives its value first: then values still waiting may be of its subject too."""
        for i in range(start, end):
            if self.mentions[i] or self.values[i]:
                return not self.mentions[i]
        return False

    def _several(self, start: int, end: int) -> bool:
        """Whether more than one subject is named in this part."""
        seen = {self.mentions[i] for i in range(start, end)} - {0}
        return len(seen) > 1

    def _split(self, start: int, end: int) -> None:
        """Two subjects in one breath.

        Each value goes to the one named before it, or after it where names come last.
        """
        order = range(start, end) if self.names_first else range(end - 1, start - 1, -1)
        owner = 0
        for i in order:
            owner = self.mentions[i] or owner
            self.found[i] = owner
        if self._value_first(start, end):
            self._settle(self.found[start])
        self.waiting = []
        self.pending, self.last = 0, self.found[end - 1]

    def _named_alone(self, start: int, end: int, named: int) -> None:
        self._give(start, end, named)
        if self.waiting:
            self._settle(named)
            self.pending = 0
        else:
            self.pending |= named
        self.last = named

    def _valued_alone(self, start: int, end: int, valued: int) -> None:
        if self.pending:
            self._give(start, end, self.pending)
            self.last, self.pending = self.pending, 0
        elif self.last and self.names_first:
            self._give(start, end, self.last if valued & self.last else 0)
        else:
            self.waiting.append((start, end))

    def _one_waits(self) -> bool:
        """Whether something has been said of "one" that is yet to be named, or left to be guessed."""
        return bool(self.waiting) and self.tokens[self.waiting[0][0]][2] in _ONE

    def _settle(self, named: int) -> None:
        owner = self.everyone & ~named if self.other else named
        for start, end in self.waiting:
            self._give(start, end, owner)
        self.waiting = []
        self.other = False

    def _give(self, start: int, end: int, owner: int) -> None:
        for i in range(start, end):
            self.found[i] = owner
