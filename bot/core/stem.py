"""A word without its endings, by the English rules of Snowball 3.

The rules are Martin Porter's (https://snowballstem.org, BSD-3-Clause). The published Python is made from
them letter by letter and takes six times as long; a whole deck is stemmed while its author waits.
"""

import re
from collections.abc import Mapping

Endings = Mapping[str, tuple[tuple[str, str], ...]]

_VOWELS = frozenset("aeiouy")  # a "Y" is no vowel
_OPEN = frozenset("aeiouywxY")  # after these a syllable is not short
_BEFORE_LI = frozenset("cdeghkmnrt")
_Y_AFTER_VOWEL = re.compile("([aeiouy])y")
_REGION = re.compile("[^aeiouy]*[aeiouy]+[^aeiouy]")
_STARTS = re.compile("arsen|commun|emerg|gener|inter|later|organ|past|univers")
_DOUBLED = frozenset(("bb", "dd", "ff", "gg", "mm", "nn", "pp", "rr", "tt"))
_TAKES_E = frozenset(("at", "bl", "iz"))
_KEEP_ING = frozenset(("even", "cann", "inn", "earr", "herr", "out"))
_KEEP_EED = frozenset(("succ", "proc", "exc"))
_WHOLE = {
    "andes": "andes", "atlas": "atlas", "bias": "bias", "cosmos": "cosmos", "howe": "howe", "news": "news",
    "skis": "ski", "skies": "sky", "sky": "sky", "idly": "idl", "gently": "gentl", "ugly": "ugli",
    "early": "earli", "only": "onli", "singly": "singl",
}  # fmt: skip


def _listed(table: str) -> Endings:
    """Endings with what stands for them, the longest first, by their last two letters."""
    found: dict[str, list[tuple[str, str]]] = {}
    for entry in sorted(table.split(), key=lambda entry: -entry.index(":")):
        ending, _, other = entry.partition(":")
        found.setdefault(ending[-2:], []).append((ending, other))
    return {last: tuple(entries) for last, entries in found.items()}


_SUFFIXES = _listed(
    "tional:tion enci:ence anci:ance abli:able entli:ent izer:ize ization:ize ational:ate ation:ate ator:ate"
    " alism:al aliti:al alli:al fulness:ful fulli:ful ousli:ous ousness:ous iveness:ive iviti:ive biliti:ble"
    " bli:ble ogist:og ogi:og lessli:less li:"
)
_QUALITIES = _listed("tional:tion ational:ate alize:al icate:ic iciti:ic ical:ic ful: ness: ative:")
_REST = _listed(
    "al: ance: ence: er: ic: able: ible: ant: ement: ment: ent: ism: ate: iti: ous: ive: ize: ion:"
)


def stemmed(word: str) -> str:
    """The stem of a word in small letters."""
    if word in _WHOLE or len(word) < 3:
        return _WHOLE.get(word, word)
    if word[0] == "'":
        word = word[1:]
    marked = "y" in word
    if marked:
        word = _Y_AFTER_VOWEL.sub(r"\1Y", "Y" + word[1:] if word[0] == "y" else word)
    first, second = _regions(word)
    word = _participle(_singular(word), first)
    if word[-1:] in ("y", "Y") and len(word) > 2 and word[-2] not in _VOWELS:
        word = word[:-1] + "i"
    word = _quality(_suffix(word, first), first, second)
    word = _final(_last(word, second), first, second)
    return word.replace("Y", "y") if marked else word


def _regions(word: str) -> tuple[int, int]:
    """From where on endings may go, and most of them: past a vowel and what follows it, and past another."""
    first = _STARTS.match(word) or _REGION.match(word)
    if first is None:
        return len(word), len(word)
    second = _REGION.match(word, first.end())
    return first.end(), second.end() if second else len(word)


def _voiced(word: str) -> bool:
    return not _VOWELS.isdisjoint(word)


def _short(word: str) -> bool:
    """Whether the last syllable is a short one."""
    if len(word) == 2:
        return word[0] in _VOWELS and word[1] not in _VOWELS
    if len(word) > 2 and word[-1] not in _OPEN and word[-2] in _VOWELS and word[-3] not in _VOWELS:
        return True
    return word.endswith("past")


def _singular(word: str) -> str:
    for ending in ("'s'", "'s", "'"):
        if word.endswith(ending):
            word = word[: -len(ending)]
            break
    if word.endswith("sses"):
        return word[:-2]
    if word.endswith(("ied", "ies")):
        return word[:-2] if len(word) > 4 else word[:-1]
    if word[-1:] == "s" and word[-2:] not in ("ss", "us") and _voiced(word[:-2]):
        return word[:-1]
    return word


def _participle(word: str, first: int) -> str:
    if word.endswith(("eed", "eedly")):
        head = word[: word.rindex("eed")]
        return head + "ee" if len(head) >= first and head not in _KEEP_EED else word
    for ending in ("ed", "ing", "edly", "ingly"):
        if word.endswith(ending):
            break
    else:
        return word
    head = word[: -len(ending)]
    if ending == "ing":
        if head in _KEEP_ING:
            return word
        if len(head) == 2 and head[1] == "y" and head[0] not in _VOWELS:  # "dying"
            return head[0] + "ie"
    return _mended(head, first) if _voiced(head) else word


def _mended(head: str, first: int) -> str:
    """What is left of a participle, as the verb is written."""
    double = head[-2:]
    if double in _TAKES_E:
        return head + "e"
    if double in _DOUBLED:
        return head if len(head) == 3 and head[0] in "aeo" else head[:-1]
    return head + "e" if len(head) == first and _short(head) else head


def _cut(word: str, endings: Endings) -> tuple[str, str, str] | None:
    """The word without the longest of these endings, the ending, and what stands for it."""
    for ending, other in endings.get(word[-2:], ()):
        if word.endswith(ending):
            return word[: -len(ending)], ending, other
    return None


def _suffix(word: str, first: int) -> str:
    found = _cut(word, _SUFFIXES)
    if found is None or len(found[0]) < first:
        return word
    head, ending, other = found
    if (ending == "li" and head[-1:] not in _BEFORE_LI) or (ending == "ogi" and head[-1:] != "l"):
        return word
    return head + other


def _quality(word: str, first: int, second: int) -> str:
    found = _cut(word, _QUALITIES)
    if found is None or len(found[0]) < (second if found[1] == "ative" else first):
        return word
    return found[0] + found[2]


def _last(word: str, second: int) -> str:
    found = _cut(word, _REST)
    if found is None or len(found[0]) < second or (found[1] == "ion" and found[0][-1:] not in ("s", "t")):
        return word
    return found[0]


def _final(word: str, first: int, second: int) -> str:
    head = word[:-1]
    if word[-1:] == "e":
        return head if len(head) >= second or (len(head) >= first and not _short(head)) else word
    return head if word[-1:] == "l" == word[-2:-1] and len(head) >= second else word
