"""Which terms of a card a typed word stands for, remembered word by word up to a bound."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from bot.core.lexicon import Lexicon, Role
from bot.core.rubric.remembered import Entry, Remembered, Token
from bot.core.rubric.signs import COMPARES, SAYS, compares
from bot.core.rubric.slips import KEPT, derived, slips
from bot.core.rubric.syntax import Mode
from bot.core.text import Kind, Piece, american, beginnings, pieces, stem

_DIGIT = re.compile(r"\d")
_WHOLES = 128  # words typed apart that a card's table keeps
LONG_DENIAL = 6  # from so many letters on a word may be a slip of a denial longer than that
LONG_HEAD = 5  # from so many letters on a name with digits after them takes a slip
LONG_PREFIX = 5  # from so many letters on a prefix takes a slip
_SHORT = 3  # letters of a word that takes no slip but one
_LONGEST = 64  # longer words are not cut into the card's
_LINKS, _IDLE = int(Role.AND | Role.OR), int(Role.COMMON | Role.SMALL)
_NUMBER, _OPENS, _ASKED = int(Role.NUMBER), int(Role.OPENS), int(Role.ASKED)
_BESIDE, _GLUED = int(Role.BESIDE), int(Role.GLUED)
_OTHERS = "ones"  # "the previous ones" are not one
_WHOLE_PREFIXES = frozenset(("un", "dis", "im", "ir", "anti", "semi", "self", "quasi", "pseudo"))


class Spec(NamedTuple):
    """A word that stands for a term."""

    text: str
    mode: Mode = Mode.PLAIN
    tolerant: bool = True  # typing mistakes and derivations allowed


@lru_cache(maxsize=4)
def denials_of(lexicon: Lexicon) -> tuple[str, ...]:
    """The denying words so long that a slip leaves them what they are."""
    return tuple(
        word
        for word, role in lexicon.roles.items()
        if role & (Role.NEGATES | Role.INSTEAD) and len(word) > LONG_DENIAL and word.isalpha()
    )


def base(word: str, lexicon: Lexicon) -> str:
    """The form under which two words are the same word."""
    return stem(lexicon.forms.get(word, word))


class WordTable:
    """One card's words; filled on first sight, never a part of the verdict's inputs."""

    def __init__(
        self,
        lexicon: Lexicon,
        terms: Iterable[tuple[int, Iterable[Spec]]],
        own: Iterable[str],
        asked: Iterable[str],
        known: frozenset[str] = frozenset(),  # the bases of the deck's own terms, one set for all its cards
    ) -> None:
        self._lexicon = lexicon
        self._exact: dict[str, int] = {}
        self._stems: dict[str, int] = {}
        self._bending: dict[str, int] = {}
        self._prefixes: list[tuple[str, int]] = []
        self._tolerant: dict[str, tuple[str, int]] = {}
        self._kindred: dict[str, dict[str, int]] = {}  # by the letters that a derivation keeps
        self._numbered: dict[str, list[tuple[str, int]]] = {}
        self._own = frozenset(base(w, lexicon) for w in own)
        self._terms = known
        self._asked = frozenset(base(w, lexicon) for w in asked)
        self.entries = Remembered(self._read)  # the tokens of every chunk
        self._wholes: dict[str, int] = {}
        for bit, specs in terms:
            for spec in specs:
                self._add(bit, spec)
        self._beginnings = tuple(prefix for prefix, _ in self._prefixes)
        self._longest = max(map(len, self._exact), default=0)
        long = [word for word in self._exact if len(word) >= 4]
        self.heads = frozenset(head for word in long for head in beginnings(word))

    def _add(self, bit: int, spec: Spec) -> None:
        if spec.mode is Mode.PREFIX:
            self._prefixes.append((spec.text, bit))
            return
        self._exact[spec.text] = self._exact.get(spec.text, 0) | bit
        if spec.mode is Mode.EXACT:
            return
        self._bending[spec.text] = self._bending.get(spec.text, 0) | bit
        stemmed = base(spec.text, self._lexicon)
        self._stems[stemmed] = self._stems.get(stemmed, 0) | bit
        head, tail = halves(spec.text)
        if spec.tolerant and tail and len(head) >= LONG_HEAD and head.isalpha():
            self._numbered.setdefault(tail, []).append((head, bit))
        if spec.tolerant and len(spec.text) >= 4 and spec.text.isalpha():
            _, old = self._tolerant.get(spec.text, ("", 0))
            self._tolerant[spec.text] = (stemmed, old | bit)
            kindred = self._kindred.setdefault(stemmed[:KEPT], {})
            kindred[stemmed] = kindred.get(stemmed, 0) | bit

    def _read(self, chunk: str) -> Entry:
        tokens: list[Token] = []
        run: list[Piece] = []
        slashed = self._lexicon.chat.get(chunk.lower(), ()) if "/" in chunk else ()
        if slashed:
            token = self._token(slashed[0], self.mask(slashed[0]), 0, len(chunk))
            return (token,), token[0], token[1]
        found = pieces(chunk)
        tagged = ">" in chunk[chunk.find("<") :] if "<" in chunk else False
        for at, piece in enumerate(found):
            if run and not piece.glued:
                tokens += self._run(run)
                run = []
            if piece.text in COMPARES and not compares(found, at, tagged):
                tokens.append((0, 0, piece.text, piece.start, piece.end))
            else:
                run.append(piece)
        if run:
            tokens += self._run(run)
        mask = roles = 0
        for token in tokens:
            mask |= token[0]
            roles |= token[1]
        return tuple(tokens), mask, roles

    def _run(self, run: list[Piece]) -> list[Token]:
        """Pieces that hang together: one word where the card knows them as one."""
        if not 1 < len(run) <= 8:
            return [token for piece in run for token in self._piece(piece)]
        whole = "".join(piece.text for piece in run)
        if run[0].text in _WHOLE_PREFIXES:
            return [self._token(whole, self.mask(whole), run[0].start, run[-1].end)]
        first, *others = [_joined(token) for piece in run for token in self._piece(piece)]
        hung = [(mask, roles | _GLUED, word, a, b) for mask, roles, word, a, b in others]
        meant = self.meant(whole)
        if not meant and any(self._unknown(token) for token in (first, *others)):
            meant = self.mask(whole)  # "skip-garm"
        return [(first[0] | meant, *first[1:]), *hung]

    def _unknown(self, token: Token) -> bool:
        mask, roles, word, _, _ = token
        return not mask and not roles and word.isalpha() and word not in self._lexicon.known

    def _piece(self, piece: Piece) -> list[Token]:
        if piece.kind is Kind.MARK:
            said = self._lexicon.forms.get(piece.text)  # a sign that stands for a word: "-" for "minus"
            mask = self.meant(said) if said else 0
            for word in SAYS.get(piece.text, ()):
                mask |= self.meant(word)
            roles = self._lexicon.roles.get(piece.text, 0)
            return [(mask, roles, piece.text, piece.start, piece.end)]
        mask = self.meant(piece.text)
        if not mask:
            for parts in (self._lexicon.chat.get(piece.text, ()), piece.parts, self._apart(piece.text)):
                if parts and (parts is not piece.parts or any(self.meant(part) for part in parts)):
                    return [self._token(part, self.mask(part), piece.start, piece.end) for part in parts]
            mask = self.mask(piece.text)
        return [self._token(piece.text, mask, piece.start, piece.end)]

    def _token(self, word: str, mask: int, start: int, end: int) -> Token:
        if not mask and len(word) >= LONG_DENIAL and word not in self._lexicon.roles:
            word = self._denial(word)
        roles = self._lexicon.roles.get(word, 0)
        based = base(word, self._lexicon)
        if word[0].isdigit():
            roles |= _NUMBER
        if word in self.heads and (len(word) > 3 or not roles & _IDLE):
            roles |= _OPENS
        if based in self._asked:
            roles |= _ASKED
        if mask or self._belongs(based):
            roles |= _BESIDE
        return mask, roles, word, start, end

    def _denial(self, word: str) -> str:
        """The word itself, or the "without" or "nothing" that it is a slip of."""
        if word in self._lexicon.known or self._belongs(base(word, self._lexicon)):
            return word
        for denial in denials_of(self._lexicon):
            if word[0] == denial[0] and slips(word, denial, score_cutoff=1) <= 1:
                return denial
        return word

    def _belongs(self, based: str) -> bool:
        """Whether it is a word of the card or of its deck's terms: then it is nobody's typing mistake."""
        return based in self._own or based in self._terms

    def together(self, word: str) -> int:
        """The terms of a word that was typed apart."""
        if len(word) < 4:
            return 0
        known = self._wholes.get(word)
        if known is None:
            if len(self._wholes) >= _WHOLES:
                self._wholes.clear()
            known = self._wholes[word] = self.meant(word)
        return known

    def meant(self, word: str) -> int:
        """The terms a word stands for by itself or by another form."""
        if word == _OTHERS:
            return self._exact.get(word, 0)
        mask = self._exact.get(word, 0) | self._stems.get(base(word, self._lexicon), 0)
        if not mask and word[-1:] == "s":  # the plural of an abbreviation
            mask = self._bending.get(word[:-1], 0)
        if word.startswith(self._beginnings):  # one look spares most words the rest
            for prefix, bit in self._prefixes:
                mask |= bit if word.startswith(prefix) else 0
        return mask

    def mask(self, word: str) -> int:
        """The terms a word stands for, typing mistakes and derivations allowed."""
        mask = self.meant(word)
        if mask or len(word) < 4:
            return mask or self._halved(word)
        if not word.isalpha():
            return self._misnumbered(word)
        stemmed = base(word, self._lexicon)
        for kindred, bit in self._kindred.get(stemmed[:KEPT], {}).items():
            if derived(stemmed, kindred):
                mask |= bit
        if mask or word in self._lexicon.known or self._belongs(stemmed) or word in self._lexicon.roles:
            return mask
        return self._mistyped(american(word), stemmed) | self._misbegun(word)

    def _halved(self, word: str) -> int:
        """The terms of a short word with a doubled last letter that was typed once: "ful" for "full"."""
        if len(word) != _SHORT or word in self._lexicon.known or word in self._lexicon.roles:
            return 0
        return self._tolerant.get(word + word[-1], ("", 0))[1]

    def _misbegun(self, word: str) -> int:
        """The prefixes that a word begins with but for one slip after its first letter."""
        mask = 0
        for prefix, bit in self._prefixes:
            size = len(prefix)
            if size < LONG_PREFIX or word[0] != prefix[0]:
                continue
            if any(slips(word[:n], prefix, score_cutoff=1) <= 1 for n in (size - 1, size, size + 1)):
                mask |= bit
        return mask

    def _misnumbered(self, word: str) -> int:
        """The names that differ in one slip of the letters before their digits: "resent50" for resnet50."""
        head, tail = halves(word)
        mask = 0
        for other, bit in self._numbered.get(tail, ()) if len(head) >= LONG_HEAD else ():
            if head[0] == other[0] and slips(head, other, score_cutoff=1) <= 1:
                mask |= bit
        return mask

    def _mistyped(self, word: str, stemmed: str) -> int:
        """The terms one slip away, or two in a long word; the nearest alone."""
        best, mask = 3, 0
        for term, (root, bit) in self._tolerant.items():
            allowed = min(best, 2 if min(len(term), len(word)) >= 8 else 1)
            distance = slips(word, term, score_cutoff=allowed) if abs(len(term) - len(word)) <= allowed else 9
            if distance > 1 and len(term) >= 6 and len(word) - len(term) <= 3 and word.startswith(term):
                distance = 1  # an ending mistyped
            if (
                distance > 1
                and len(root) >= 4
                and root[0] == stemmed[0]
                and slips(stemmed, root, score_cutoff=1) <= 1
            ):
                distance = 1
            if distance < best and distance <= allowed:
                best, mask = distance, bit
            elif distance == best and distance <= allowed:
                mask |= bit
        return mask

    def _apart(self, word: str) -> tuple[str, ...]:
        """A word that was typed together, cut into the card's own words."""
        if len(word) < 6 or len(word) > _LONGEST or word in self._lexicon.known or not word.isalpha():
            return ()
        ways: list[tuple[str, ...] | None] = [()] + [None] * len(word)
        for end in range(2, len(word) + 1):
            for start in range(max(0, end - self._longest), end - 1):
                before = ways[start]
                if before is not None and word[start:end] in self._exact:
                    ways[end] = (*before, word[start:end])
                    break
        found = ways[len(word)]
        return found if found and len(found) > 1 else ()


def _joined(token: Token) -> Token:
    """A part of a joined word, which is no "and" or "or": the "n" of "n-gram"."""
    return (token[0], token[1] & ~_LINKS, *token[2:]) if token[2].isalpha() else token


def halves(word: str) -> tuple[str, str]:
    """A name with digits as the letters before them and the rest."""
    digit = _DIGIT.search(word)
    return (word[: digit.start()], word[digit.start() :]) if digit else (word, "")
