"""Reads the shipped word lists into the one frozen Lexicon."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from bot.core.lexicon import Lexicon, Role, Unit

_ROLES = {
    "negates": Role.NEGATES,
    "ends": Role.ENDS,
    "stops": Role.STOP,
    "commas": Role.COMMA,
    "and": Role.AND,
    "or": Role.OR,
    "instead": Role.INSTEAD,
    "denied": Role.DENIED,
    "shuns": Role.SHUNS,
    "unknown": Role.UNKNOWN,
    "lets": Role.LETS,
    "contrast": Role.CONTRAST,
    "small": Role.SMALL,
    "admits": Role.ADMITS,
    "knows": Role.KNOWS,
    "absent": Role.ABSENT,
    "binds": Role.COMMA | Role.BINDS,
}


@cache
def shipped() -> Lexicon:
    """The lexicon that comes with the bot."""
    return read(files("bot") / "words")


def read(folder: Traversable) -> Lexicon:
    """The lexicon in a folder of word lists; each list says in its head where it comes from."""
    return Lexicon(
        roles=_roles(folder),
        forms={form: base for base, forms in _pairs(folder / "forms.txt") for form in forms.split()},
        chat={short: tuple(words.split()) for short, words in _pairs(folder / "chat.txt")},
        groups=_groups(folder / "synonyms.txt"),
        everyday=_groups(folder / "everyday.txt"),
        opposites=_opposites(folder),
        units=_units(folder),
        known=frozenset(word for line in _lines(folder / "known.txt") for word in line.split()),
    )


def _lines(file: Traversable) -> Iterator[str]:
    for line in file.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("# "):
            yield line


def _pairs(file: Traversable) -> Iterator[tuple[str, str]]:
    for line in _lines(file):
        key, _, values = line.partition(": ")
        yield key, values


def _roles(folder: Traversable) -> dict[str, int]:
    roles = {word: int(Role.COMMON) for line in _lines(folder / "common.txt") for word in line.split()}
    for name, words in _pairs(folder / "roles.txt"):
        for word in words.split():
            key = "\n" if word == "\\n" else word
            roles[key] = roles.get(key, 0) | int(_ROLES[name])
    return roles


def _terms(text: str) -> list[tuple[str, ...]]:
    return [tuple(member.split()) for member in text.lower().split(",") if member.strip()]


def _groups(file: Traversable) -> dict[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    groups: dict[tuple[str, ...], tuple[tuple[str, ...], ...]] = {}
    for line in _lines(file):
        members = _terms(line)
        for term in members:
            others = tuple(other for other in members if other != term)
            groups[term] = groups.get(term, ()) + others
    return groups


def _opposites(folder: Traversable) -> dict[str, frozenset[str]]:
    opposites: dict[str, frozenset[str]] = {}
    for line in _lines(folder / "opposites.txt"):
        left, _, right = line.partition("|")
        sides = [frozenset(" ".join(term) for term in _terms(side)) for side in (left, right)]
        for here, there in (sides, reversed(sides)):
            for word in here:
                opposites[word] = opposites.get(word, frozenset()) | there
    return opposites


def _units(folder: Traversable) -> dict[str, Unit]:
    units: dict[str, Unit] = {}
    for line in _lines(folder / "units.txt"):
        dimension, factor, *names = line.split()
        units |= {name: Unit(dimension, float(factor)) for name in names}
    return units
