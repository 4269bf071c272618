"""Tells an answer from a heap: ten answers at once, or a list of names in the hope that one is right."""

from dataclasses import replace

from bot.core.lexicon import Role
from bot.core.model import Grade, Verdict
from bot.core.rubric.reading import ITEM, Reading
from bot.core.rubric.reasons import Reason

_CARRIES_NOTHING = int(Role.COMMON | Role.SMALL)
_OF_THE_CARD = int(Role.ASKED | Role.BESIDE)
_CUTS = int(Role.COMMA | Role.STOP | Role.AND | Role.OR)
STRAY = 12  # words foreign to the card that any answer may have, before those that its length allows
STRAY_SHARE = 0.35
SHORTEST_LIST = 4


def heaped(reading: Reading, result: Grade) -> Grade:
    """The grade, capped where the answer is a heap: right by chance is not right."""
    if _foreign(reading):
        return _capped(result)
    items, idle = _items(reading)
    wanted = max(reading.card.need, 1 if reading.card.points else _names(reading))
    if items < max(SHORTEST_LIST, 2 * wanted + 1) or 2 * idle < items:
        return result
    if items >= 5 and 4 * idle >= 3 * items:
        return replace(result, score=0.0, verdict=Verdict.WRONG, reasons=(Reason.DUMP,))
    return _capped(result)


def _capped(result: Grade) -> Grade:
    return replace(
        result, score=min(result.score, 0.5), verdict=Verdict.PARTIAL, reasons=(*result.reasons, Reason.DUMP)
    )


def _foreign(reading: Reading) -> bool:
    """Whether a long answer speaks mostly of what neither the question nor the card speaks of."""
    most = STRAY + reading.card.length / 2
    if len(reading.tokens) <= most:
        return False
    words = stray = 0
    for token in reading.tokens:
        if token[1] & _CARRIES_NOTHING or not token[2].isalnum():
            continue
        words += 1
        stray += not token[1] & _OF_THE_CARD
    return stray > most and stray > STRAY_SHARE * words


def _items(reading: Reading) -> tuple[int, int]:
    """How many items a bare list has and how many of them say nothing of the card.

    None where it is no bare list.
    """
    if not reading.roles & _CUTS:
        return 0, 0
    items = idle = words = mask = 0
    for token in (*reading.tokens, None):
        if token is None or token[1] & _CUTS:
            items += words > 0
            idle += words > 0 and not mask
            words = mask = 0
        else:
            words += 1
            mask |= token[0]
            if words > ITEM:
                return 0, 0
    return items, idle


def _names(reading: Reading) -> int:
    """How many things a one-line card's answer lists."""
    return 1 + sum(reading.card.card.answer.count(mark) for mark in (",", ";", " and ", " or ", "/"))
