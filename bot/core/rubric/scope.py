"""Which words of an answer are denied: the reach of "not", "never", "instead of" and their like."""

from bot.core.lexicon import Role
from bot.core.rubric.remembered import Token

_NEGATES, _ENDS, _COMMA, _STOP = (int(r) for r in (Role.NEGATES, Role.ENDS, Role.COMMA, Role.STOP))
_AND, _OR, _INSTEAD, _DENIED = (int(r) for r in (Role.AND, Role.OR, Role.INSTEAD, Role.DENIED))
_SHUNS, _LETS, _COMMON, _CONTRAST = (int(r) for r in (Role.SHUNS, Role.LETS, Role.COMMON, Role.CONTRAST))
_ABSENT, _GLUED = int(Role.ABSENT), int(Role.GLUED)
_BREAK = _COMMA | _STOP | _ENDS | _CONTRAST
REACH = 3  # words with a meaning that one "not" reaches
TOGETHER = 2  # two denials at most so far apart cancel out: "not without"
WITHOUT = 4  # and "you cannot train it without" denies nothing of what follows
_PRONOUNS = frozenset(("you", "we", "they", "i"))
_SUBJECTS = _PRONOUNS | {"it", "there", "this", "that", "he", "she"}
_BEFORE_A_NEW_SUBJECT = frozenset(("instead", "without"))  # "instead of copying you stream": a new statement
_MEANS = frozenset(("using", "via", "by"))  # "without labels using distances" denies no distances
_COMPARED = frozenset(("more", "less", "fewer", "later", "earlier", "longer", "matter"))
_BEYOND = frozenset(
    ("beyond", "exceed", "exceeds", "above", "over", "past")
)  # "not beyond 5" means 5 at most
_RELATIVE = frozenset(("that", "which", "who"))
_BE = frozenset(("is", "are", "was", "were", "be", "being", "get", "gets", "turned", "switched"))
_AUXILIARIES = _BE | {"will", "would", "do", "does", "did", "can", "could", "should", "has", "have", "had"}
_ONE_DOES = frozenset(("does", "is", "has"))
_TURNING = frozenset(("but", "what", "which", "that", "things", "though", "however"))
_SO = frozenset(("do", "so", "them", "these"))
_NOBODY = frozenset(("nothing", "none", "nobody", "no"))
_SAVE = frozenset(("but", "except", "besides"))  # "nothing but x" says x
_ELSE = frozenset(("other", "else"))
_HOLDS = frozenset(("has", "have", "had", "makes", "make", "made", "plays", "play", "is", "are", "of"))
_IN_VAIN = frozenset(
    ("difference", "effect", "influence", "impact", "role", "help", "use", "sense", "bearing")
)
_REPLACES = frozenset(("replaces", "replacing"))
_WITH = frozenset(("with", "by"))
_PLACES = frozenset(("place", "lieu", "stead"))
_WITHIN = frozenset(("in", "at", "on", "from", "to", "by", "for"))
_IDLE = frozenset(("the", "a", "an", "anything", "across", "within", "along"))  # use up no reach
_AFTER_INSTEAD = frozenset(("of", "than", "but"))


def denials(tokens: list[Token], shuns: bool) -> bytearray:
    """One flag a token: 1 where it is denied.

    `shuns`: the card itself says "avoid" and its like, so that they deny nothing.
    """
    reader = _Denials(tokens, _NEGATES if shuns else _NEGATES | _SHUNS)
    for i in range(len(tokens)):
        reader.read(i)
    return reader.denied


class _Denials:
    """Walks through an answer once: `left` is how many more words the last denial reaches."""

    def __init__(self, tokens: list[Token], starts: int) -> None:
        self.tokens = tokens
        self.starts = starts
        self.denied = bytearray(len(tokens))
        self.left = 0
        self.at = -TOGETHER - 1  # where the last denial stands
        self.by = ""  # the word it is
        self.waits = -1  # where the "to" of "too small to" stands
        self.behind = self.reached = -1  # from where and to where the last verb denied what stands before it
        self.listed = False  # whether it met an "and" on the way

    def read(self, i: int) -> None:
        _, roles, word, _, _ = self.tokens[i]
        if roles & self.starts and not (word in _REPLACES and self._swaps(i)):
            self._start(i)
        elif self._opens(i, roles, word):
            self.left = REACH
        else:
            if roles & _ABSENT and i and self.tokens[i - 1][2] in _BE:
                self._deny_subject(i)
            if self.left:
                self._continue(i, roles, word)

    def _start(self, i: int) -> None:
        if self._harmless(i):
            self.denied[i + 1 : i + 2] = b"\x01" * (i + 1 < len(self.tokens))
            return
        apart = WITHOUT if self.tokens[i][2] == "without" else TOGETHER
        self.left = 0 if self.left and i - self.at <= apart else REACH
        self.at, self.by = i, self.tokens[i][2]
        if self.by in _NOBODY and self._saves(i):
            self.left = 0
            return
        if self._takes_back(i):
            self.denied[:i] = b"\x01" * i
        elif i + 1 == len(self.tokens) or self.tokens[i + 1][1] & _BREAK:  # "flips never" looks back
            self._deny_subject(i)
        elif self.by == "nothing" and i and not self.tokens[i - 1][1] & _BREAK:  # "leaks nothing into it"
            self.denied[i - 1] = 1

    def _takes_back(self, i: int) -> bool:
        """Whether "…, but it doesn't" or "… is what it does not do" ends here: then all before is denied."""
        after = self.tokens[i + 1 : i + 3]
        if after and after[0][2] in _SO:
            after = after[1:]
        if after and not after[0][1] & _STOP:
            return False
        before = [token[2] for token in self.tokens[max(0, i - 3) : i]]
        return (
            len(before) == 3
            and before[0] in _TURNING
            and before[1] in _SUBJECTS
            and before[2] in _AUXILIARIES
        )

    def _swaps(self, i: int) -> bool:
        """Whether "replaces gaps with means" says what is done to the gaps: then they are not denied."""
        for token in self.tokens[i + 1 : i + 7]:
            if token[2] in _WITH:
                return True
            if token[1] & _BREAK:
                break
        return False

    def _harmless(self, i: int) -> bool:
        """Whether it denies nothing, as in "not only", "no more than", "yes or no" and "no, it"."""
        tokens = self.tokens
        if i > 1 and tokens[i - 1][1] & _OR and tokens[i - 2][2] == "yes":
            return True
        ends = i + 1 == len(tokens) or bool(tokens[i + 1][1] & _BREAK)
        if i > 1 and tokens[i - 1][1] & _OR and (ends or tokens[i - 2][2] == tokens[i + 1][2]):
            return True  # "bought or not", "click / no click"
        if i + 1 == len(tokens):
            return False
        following = tokens[i + 1]
        if following[1] & _LETS:
            return True
        if tokens[i][2] == "no" and (following[2] in _SUBJECTS or self._begins(i, following[2])):
            return True
        return following[2] in _COMPARED and self._word(i + 2) == "than"

    def _begins(self, no: int, following: str) -> bool:
        """Whether "no" is an answer by itself, as in "no won't do", and the next denial no second one."""
        return following in _AUXILIARIES and (not no or bool(self.tokens[no - 1][1] & _BREAK))

    def _saves(self, i: int) -> bool:
        """Whether it is the "nothing" of "nothing but x", the "no" of "no other format than x"."""
        other = self.by != "no"
        for token in self.tokens[i + 1 : i + 4]:
            other = other or token[2] in _ELSE
            if other and (token[2] in _SAVE or token[2] == "than"):
                return True
            if token[1] & _COMMA or token[1] & _STOP:
                break
        return False

    def _opens(self, i: int, roles: int, word: str) -> bool:
        """Whether a denial begins here that is no plain "not"."""
        if roles & _INSTEAD and self._word(i + 1) in _AFTER_INSTEAD and self._stands_instead(i, word):
            self.by = "instead"
            return True
        if word == "too":
            self.waits = self._too_to(i)
        if roles & _ABSENT and self._word(i + 1) == "that":  # "it is false that …"
            return True
        return word == "nor" or i == self.waits

    def _stands_instead(self, i: int, word: str) -> bool:
        """Whether "place" stands in "in place of"."""
        return word not in _PLACES or (i > 0 and self.tokens[i - 1][2] == "in")

    def _too_to(self, too: int) -> int:
        """Where the "to" of "too small to be typical" stands: what follows it is denied."""
        for i in range(too + 2, min(too + 5, len(self.tokens))):
            if self.tokens[i][2] == "to":
                return i
            if self.tokens[i][1] & _BREAK:
                break
        return -1

    def _continue(self, i: int, roles: int, word: str) -> None:
        if self.by in _BEFORE_A_NEW_SUBJECT and (word in _PRONOUNS or word in _MEANS):
            self.left = 0
        elif word in _BEYOND or (word in _COMPARED and self._word(i + 1) == "than"):
            self.denied[i] = 1  # "not more than one" means one
            self.left = 0
        elif word == "which" and self.tokens[i - 1][2] in _WITHIN:
            self.left = REACH  # "you are not told in which corner"
        elif roles & (_BREAK | _AND | _OR):
            self._pause(i, roles, word)
        elif word == "for" and self.tokens[i - 1][1] & _DENIED:
            self.left = 0  # "is not practical for x" says nothing of x
        else:
            self._deny(i, roles)

    def _pause(self, i: int, roles: int, word: str) -> None:
        if roles & _ENDS and self.tokens[i - 1][1] & _INSTEAD:
            return  # "anything but"
        if roles & _OR:
            self.left = 0 if self._anew(i) else REACH
        else:
            told = self.by != "no" or (self.at > 0 and not self.tokens[self.at - 1][1] & _BREAK)
            self.left = REACH if word == "," and told and self._goes_on(i) else 0  # not in "no bias, a or b"

    def _anew(self, at: int) -> bool:
        """Whether ", or an account that …" begins something of its own."""
        if not self.tokens[at - 1][1] & _COMMA:
            return False
        return any(token[2] in _RELATIVE for token in self.tokens[at + 1 : at + 4])

    def _goes_on(self, comma: int) -> bool:
        """Whether an "or" follows before the list ends: "not a, b or c" denies all three."""
        for token in self.tokens[comma + 1 : comma + 4]:
            if token[1] & _OR:
                return True
            if token[1] & (_STOP | _ENDS | _AND):
                return False
        return False

    def _deny(self, i: int, roles: int) -> None:
        self.denied[i] = 1
        mask, _, word, _, _ = self.tokens[i]
        if self.left == REACH and self._looks_back(i, roles):
            self._deny_subject(i)
        if not roles & _GLUED and word not in _IDLE and (mask or not roles & _COMMON):
            self.left -= 1

    def _looks_back(self, i: int, roles: int) -> bool:
        """Whether what is denied is the subject: "x is not used", "x has no effect"."""
        if self.by == "no":
            held = self.at > 0 and self.tokens[self.at - 1][2] in _HOLDS
            return held and not self.tokens[i][0] and self.tokens[i][2] in _IN_VAIN
        return bool(roles & _DENIED) or self._ends_passive(i)

    def _ends_passive(self, i: int) -> bool:
        """Whether it is the verb of "x is not produced", at its statement's end and no word of the card."""
        mask, _, word, _, _ = self.tokens[i]
        if mask or not word.endswith(("ed", "wn", "en")) or i < 2 or self.tokens[i - 2][2] not in _BE:
            return False
        return i + 1 == len(self.tokens) or bool(self.tokens[i + 1][1] & _BREAK)

    def _deny_subject(self, verb: int) -> None:
        """In "x is not used" x is denied: the words before the verb, back to the last break."""
        if any(token[2] in _SUBJECTS for token in self.tokens[max(0, verb - 3) : verb]):
            return  # "it does not need": the words before are another statement
        i, listed, link = verb - 1, False, -1
        does = self._word(verb - 1)
        while i >= 0:
            if i == self.behind:  # an earlier verb has gone back from here
                i, listed, self.behind = self.reached, listed or self.listed, -1
                continue
            _, roles, word, _, _ = self.tokens[i]
            if (roles & _BREAK and not (roles & _COMMA and listed)) or word in _RELATIVE:
                break
            if roles & (_AND | _OR):
                listed, link = True, i  # "a, b and c are off" denies all three
            if link >= 0 and (does in _ONE_DOES or (does in _AUXILIARIES and word in _AUXILIARIES)):
                i = link  # "a is used and b is not" denies b alone
                break
            i -= 1
        self.denied[i + 1 : verb] = b"\x01" * (verb - i - 1)
        self.behind, self.reached, self.listed = verb - 1, i, listed

    def _word(self, i: int) -> str:
        return self.tokens[i][2] if i < len(self.tokens) else ""
