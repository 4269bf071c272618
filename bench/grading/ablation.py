"""What each idea is worth: the same answers graded with one idea taken away at a time."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.core.lexicon import Lexicon, Role
from bot.core.model import Card


class _Everything(frozenset[str]):
    """Holds every word: then no word is a typing mistake."""

    def __contains__(self, item: object) -> bool:
        return True


def lexicons(full: Lexicon) -> Mapping[str, Lexicon]:
    """The lexicon without one of its parts each."""
    kept = ~(Role.NEGATES | Role.INSTEAD | Role.SHUNS | Role.ABSENT)
    return {
        "no synonyms": replace(full, groups={}),
        "no opposites": replace(full, opposites={}),
        "no chat abbreviations": replace(full, chat={}),
        "no denial": replace(full, roles={word: role & kept for word, role in full.roles.items()}),
        "no typing mistakes": replace(full, known=_Everything()),
        "no irregular forms": replace(full, forms={}),
    }


def _without_subjects(card: Card) -> Card:
    points = tuple(replace(point, of="") for point in card.rubric.points)
    return replace(card, rubric=replace(card.rubric, points=points))


def _without_contraries(card: Card) -> Card:
    points = tuple(replace(point, contrary="") for point in card.rubric.points)
    return replace(card, rubric=replace(card.rubric, points=points, voids=()))


CARDS: Mapping[str, Callable[[Card], Card]] = {
    "no `of:`": _without_subjects,
    "no `not:`": _without_contraries,
}
