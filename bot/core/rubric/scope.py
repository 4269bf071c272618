"""Which words of an answer are denied: the reach of "not", "never", "instead of" and their like."""

from bot.core.lexicon import Role
from bot.core.rubric.words import Token

_NEGATES, _ENDS, _COMMA, _STOP = (int(r) for r in (Role.NEGATES, Role.ENDS, Role.COMMA, Role.STOP))
_AND, _OR, _INSTEAD, _DENIED = (int(r) for r in (Role.AND, Role.OR, Role.INSTEAD, Role.DENIED))
_SHUNS, _LETS, _COMMON, _CONTRAST = (int(r) for r in (Role.SHUNS, Role.LETS, Role.COMMON, Role.CONTRAST))
_BEFORE_A_NEW_SUBJECT = frozenset(("instead", "without"))
_PRONOUNS = frozenset(("you", "we", "they", "i"))  # "instead of copying you stream": a new statement
_BREAK = _COMMA | _STOP | _ENDS | _CONTRAST
REACH = 3  # words with a meaning that one "not" reaches
_ANSWERED = _PRONOUNS | {"it", "there", "this", "that", "he", "she"}  # "no it ..." answers and denies nothing
_COMPARED = frozenset(("more", "less", "fewer", "later", "earlier", "longer", "matter"))
_RELATIVE = frozenset(("that", "which", "who"))
_BE = frozenset(("is", "are", "was", "were", "be", "being", "get", "gets", "turned", "switched"))
_ABSENT = int(Role.ABSENT)
_GLUED = int(Role.GLUED)
_AFTER_INSTEAD = frozenset(("of", "than", "but"))


def denials(tokens: list[Token], shuns: bool) -> bytearray:
    """One flag a token: 1 where it is denied. `shuns`: the card itself says "avoid" and its like, so they deny nothing."""
    denied = bytearray(len(tokens))
    last = len(tokens) - 1
    starts = _NEGATES if shuns else _NEGATES | _SHUNS
    left, waits, negated, by = 0, -1, -9, ""
    for i, token in enumerate(tokens):
        roles = token[1]
        if roles & starts:
            if _harmless(tokens, i):
                denied[i + 1] = 1
            else:
                left = 0 if left and i - negated <= 2 else REACH
                negated, by = i, token[2]
                if i == last or tokens[i + 1][1] & _BREAK:  # "flips never": a denial at the end looks back
                    _deny_subject(tokens, denied, i)
            continue
        if token[2] == "too" and (to := _too_to(tokens, i)) > 0:
            waits = to
        if i == waits:
            left = REACH
            continue
        if token[2] == "nor":
            left = REACH
            continue
        if roles & _INSTEAD and i + 1 < len(tokens) and tokens[i + 1][2] in _AFTER_INSTEAD:
            left, by = REACH, "instead"
            continue
        if roles & _ABSENT and tokens[i - 1][2] in _BE:
            _deny_subject(tokens, denied, i)
        if not left:
            continue
        if by in _BEFORE_A_NEW_SUBJECT and token[2] in _PRONOUNS:
            left = 0
            continue
        if token[2] in _COMPARED and i < last and tokens[i + 1][2] == "than":
            denied[i] = denied[i + 1] = 1  # "not more than one" denies "more than one" and means one
            left = 0
            continue
        if roles & _BREAK and not (roles & _ENDS and tokens[i - 1][1] & _INSTEAD):
            left = REACH if token[2] == "," and by != "no" and _goes_on(tokens, i) else 0
        elif roles & _AND:
            left = 0
        elif roles & _OR:
            left = REACH
        else:
            left = _deny(tokens, denied, i, left, by)
    return denied


def _deny(tokens: list[Token], denied: bytearray, i: int, left: int, by: str) -> int:
    denied[i] = 1
    roles = tokens[i][1]
    if roles & _DENIED and left == REACH and by != "no":
        _deny_subject(tokens, denied, i)
    return left if roles & _GLUED or (roles & _COMMON and not tokens[i][0]) else left - 1


def _harmless(tokens: list[Token], i: int) -> bool:
    """ "not only", "no more than": these deny nothing."""
    if i > 1 and tokens[i - 1][1] & _OR and tokens[i - 2][2] == "yes":
        return True
    if i + 1 >= len(tokens):
        return False
    following = tokens[i + 1]
    if tokens[i][2] == "no" and following[2] in _ANSWERED:
        return True
    return bool(following[1] & _LETS) or (
        following[2] in _COMPARED and i + 2 < len(tokens) and tokens[i + 2][2] == "than"
    )


def _too_to(tokens: list[Token], too: int) -> int:
    """Where the "to" of "too small to be typical" stands: what follows it is denied."""
    for i in range(too + 2, min(too + 5, len(tokens))):
        if tokens[i][2] == "to":
            return i
        if tokens[i][1] & _BREAK:
            break
    return 0


def _goes_on(tokens: list[Token], comma: int) -> bool:
    """Whether an "or" follows before the list ends: "not a, b or c" denies all three."""
    for token in tokens[comma + 1 : comma + 4]:
        if token[1] & _OR:
            return True
        if token[1] & (_STOP | _ENDS | _AND):
            return False
    return False


def _deny_subject(tokens: list[Token], denied: bytearray, verb: int) -> None:
    """ "X is not used" denies X: the words before the verb back to the last break."""
    if any(token[2] in _ANSWERED for token in tokens[max(0, verb - 3) : verb]):
        return  # "it does not need": the words before are another statement
    listed = False
    for i in range(verb - 1, -1, -1):
        roles = tokens[i][1]
        if roles & (_BREAK & ~_COMMA) or tokens[i][2] in _RELATIVE or (roles & _COMMA and not listed):
            return
        listed = listed or bool(roles & (_AND | _OR))  # "flips, rescaling and jitter are disabled" denies the whole list
        denied[i] = 1
