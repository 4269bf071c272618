"""What is settled before the points are counted: nothing said, the question repeated, everything listed."""

from bot.core.lexicon import Role
from bot.core.model import Grade, Missed, Verdict
from bot.core.rubric.reading import Reading
from bot.core.rubric.reasons import Reason
from bot.core.rubric.syntax import folded

_EMPTY = int(Role.COMMON | Role.STOP | Role.COMMA | Role.AND | Role.OR)
_COMMON = int(Role.COMMON)
_ASKED = int(Role.ASKED)
_UNKNOWN = int(Role.UNKNOWN)
_ADMITS = int(Role.ADMITS)
_KNOWS = int(Role.KNOWS)
_DENIES = int(Role.NEGATES)
_CLUELESS = _ADMITS | _KNOWS | _EMPTY | _DENIES


def guard(reading: Reading) -> Grade | None:
    """The grade of an answer that is no answer; None where the points decide."""
    card = reading.card
    if card.accepted or card.rejected:
        whole = folded(reading.text)
        if whole in card.rejected:
            return nothing(reading, Reason.REJECTED)
        if whole in card.accepted:
            return Grade(1.0, Verdict.CORRECT, reasons=(Reason.ACCEPTED,))
    if not reading.mask and not any(token[2].isalnum() and not token[1] & _EMPTY for token in reading.tokens):
        return nothing(reading, Reason.NOTHING_SAID)
    if _clueless(reading):
        return nothing(reading, Reason.UNKNOWN)
    if not card.echoes and _echo(reading):
        return nothing(reading, Reason.ECHO)
    return None


def _echo(reading: Reading) -> bool:
    """Whether nothing is said but the question, or most of it."""
    asked = set()
    for _, roles, word, _, _ in reading.tokens:
        if roles & _ASKED:
            asked.add(word)
        elif not roles & _EMPTY and word.isalnum():
            return False
    return len(asked) >= max(2, 0.6 * _asked_content(reading))


def _clueless(reading: Reading) -> bool:
    """Whether all that is said is that the person does not know."""
    if reading.roles & _UNKNOWN and not reading.mask:
        return True
    tokens = reading.tokens
    admits = _ADMITS | _KNOWS if reading.roles & _DENIES else _ADMITS
    return len(tokens) <= 10 and any(t[1] & admits for t in tokens) and all(t[1] & _CLUELESS for t in tokens)


def _asked_content(reading: Reading) -> int:
    roles = reading.card.lexicon.roles
    return sum(not roles.get(word, 0) & _COMMON for word in reading.card.asked)


def nothing(reading: Reading, reason: Reason) -> Grade:
    points = reading.card.points
    missed = tuple(Missed(n, point.label) for n, point in enumerate(points)) or (
        Missed(0, reading.card.card.answer),
    )
    return Grade(0.0, Verdict.WRONG, missed=missed, reasons=(reason,))
