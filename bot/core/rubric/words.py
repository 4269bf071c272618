"""Which terms of a card a typed word stands for, remembered word by word up to a bound."""

from bisect import bisect_right
from collections.abc import Mapping
from functools import lru_cache

from bot.core.lexicon import Lexicon, Role
from bot.core.rubric.forms import Spec, base, form
from bot.core.rubric.mistyped import Mistyped
from bot.core.rubric.remembered import Entry, Remembered, Token
from bot.core.rubric.signs import COMPARES, SAYS, compares
from bot.core.rubric.slips import KEPT, derived, slips
from bot.core.rubric.syntax import Mode
from bot.core.text import Kind, Piece, american, pieces

_WHOLES = 128  # words typed apart that a card's table keeps
LONG_DENIAL = 6  # from so many letters on a word may be a slip of a denial longer than that
_LONGEST = 64  # longer words are not cut into the card's
_LINKS, _IDLE = int(Role.AND | Role.OR), int(Role.COMMON | Role.SMALL)
_NUMBER, _OPENS, _ASKED = int(Role.NUMBER), int(Role.OPENS), int(Role.ASKED)
_BESIDE, _GLUED = int(Role.BESIDE), int(Role.GLUED)
_NONE: Mapping[str, int] = {}
_OTHERS = "ones"  # "the previous ones" are not one
_WHOLE_PREFIXES = frozenset(("un", "dis", "im", "ir", "anti", "semi", "self", "quasi", "pseudo"))


@lru_cache(maxsize=4)
def denials_of(lexicon: Lexicon) -> tuple[str, ...]:
    """The denying words so long that a slip leaves them what they are."""
    return tuple(
        word
        for word, role in lexicon.roles.items()
        if role & (Role.NEGATES | Role.INSTEAD) and len(word) > LONG_DENIAL and word.isalpha()
    )


class WordTable:
    """One card's words; filled on first sight, never a part of the verdict's inputs."""

    def __init__(
        self,
        lexicon: Lexicon,
        terms: Mapping[Spec, int],
        own: frozenset[str],  # the bases of the card's words, those of its question too
        asked: frozenset[str],
        known: frozenset[str],  # the bases of the deck's own terms, one set for all its cards
    ) -> None:
        self._lexicon = lexicon
        self._exact: dict[str, int] = {}
        self._stems: dict[str, int] = {}
        self._bending: dict[str, int] = {}
        self._prefixes: list[tuple[str, int]] = []
        self._mistyped = Mistyped()
        self._kindred: dict[str, dict[str, int]] = {}  # by the letters that a derivation keeps
        self._own, self._asked, self._terms = own, asked, known
        self.entries = Remembered(self._read)  # the tokens of every chunk
        self._wholes: dict[str, int] = {}
        for spec, bits in terms.items():
            self._add(spec, bits)
        self._beginnings = tuple(prefix for prefix, _ in self._prefixes)
        self._longest = max(map(len, self._exact), default=0)
        self._long = tuple(sorted(word for word in self._exact if len(word) >= 4))

    def _add(self, spec: Spec, bits: int) -> None:
        text, mode, tolerant = spec
        if mode is Mode.PREFIX:
            self._prefixes.append((text, bits))
            self._mistyped.prefix(text, bits)
            return
        self._exact[text] = self._exact.get(text, 0) | bits
        if mode is Mode.EXACT:
            return
        self._bending[text] = self._bending.get(text, 0) | bits
        found = form(text, self._lexicon)
        self._stems[found.based] = self._stems.get(found.based, 0) | bits
        if tolerant:
            self._mistyped.word(text, found, bits)
        if tolerant and found.kept:
            kindred = self._kindred.setdefault(found.kept, {})
            kindred[found.based] = kindred.get(found.based, 0) | bits

    def _read(self, chunk: str) -> Entry:
        if chunk.isascii() and chunk.isalpha() and chunk.islower():  # most chunks are one word
            return _entry(self._word(chunk, 0, len(chunk)))
        slashed = self._lexicon.chat.get(chunk.lower(), ()) if "/" in chunk else ()
        if slashed:
            token = self._token(slashed[0], self.mask(slashed[0]), 0, len(chunk))
            return (token,), token[0], token[1]
        tokens: list[Token] = []
        run: list[Piece] = []
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
        return _entry(tokens)

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
        return self._word(piece.text, piece.start, piece.end, piece.parts)

    def _word(self, word: str, start: int, end: int, humps: tuple[str, ...] = ()) -> list[Token]:
        """A word, or those that it is short for or made of, all of them where it stands."""
        mask = self.meant(word)
        if not mask:
            named = humps if humps and any(map(self.meant, humps)) else ()
            parts = self._lexicon.chat.get(word) or named or self._apart(word)
            if parts:
                return [self._token(part, self.mask(part), start, end) for part in parts]
            mask = self._nearly(word)
        return [self._token(word, mask, start, end)]

    def _token(self, word: str, mask: int, start: int, end: int) -> Token:
        if not mask and len(word) >= LONG_DENIAL and word not in self._lexicon.roles:
            word = self._denial(word)
        roles = self._lexicon.roles.get(word, 0)
        based = base(word, self._lexicon)
        if word[0].isdigit():
            roles |= _NUMBER
        if self.opens(word) and (len(word) > 3 or not roles & _IDLE):
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

    def opens(self, word: str) -> bool:
        """Whether one of the card's words begins with it and goes on: such words come next in their order."""
        after = bisect_right(self._long, word)
        return after < len(self._long) and self._long[after].startswith(word)

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
        return self.meant(word) or self._nearly(word)

    def _nearly(self, word: str) -> int:
        """The terms that a word stands for by a typing mistake or a derivation alone."""
        common = word in self._lexicon.known or word in self._lexicon.roles
        if len(word) < 4:
            return 0 if common else self._mistyped.halved(word)
        if not word.isalpha():
            return self._mistyped.misnumbered(word)
        mask = 0
        based = base(word, self._lexicon)
        for kindred, bits in self._kindred.get(based[:KEPT], _NONE).items():
            if derived(based, kindred):
                mask |= bits
        if mask or common or self._belongs(based):
            return mask
        return self._mistyped.mistyped(american(word), based) | self._mistyped.misbegun(word)

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


def _entry(tokens: list[Token]) -> Entry:
    if len(tokens) == 1:
        return tuple(tokens), tokens[0][0], tokens[0][1]
    mask = roles = 0
    for token in tokens:
        mask |= token[0]
        roles |= token[1]
    return tuple(tokens), mask, roles


def _joined(token: Token) -> Token:
    """A part of a joined word, which is no "and" or "or": the "n" of "n-gram"."""
    return (token[0], token[1] & ~_LINKS, *token[2:]) if token[2].isalpha() else token
