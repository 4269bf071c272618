"""What proposals are made from and made of: answers as given, alternatives, their effect."""

from dataclasses import dataclass

from bot.core.model import Verdict


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as people typed it; `verdict` and `points` are what a person says of it, None: nobody did."""

    text: str
    verdict: Verdict | None = None
    points: frozenset[int] | None = None  # 0-based places of the points that a person finds in it
    count: int = 1  # people who typed it


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change of a card does to the answers given, to the card's own tests and to its neighbours."""

    gained: tuple[Given, ...] = ()  # right now, and no person says otherwise
    nearer: tuple[Given, ...] = ()  # not right yet, but one point more of those that are theirs
    spoiled: tuple[Given, ...] = ()  # right now though a person called them wrong
    overrated: tuple[Given, ...] = ()  # above what a person gave them, in verdict or points
    lost: tuple[Given, ...] = ()  # below what they were, and no person says they should be
    broken: tuple[str, ...] = ()  # the card's own tries that no longer come out as they should
    others: tuple[str, ...] = ()  # cards whose answer would pass here now
    echo: bool = False  # the question itself would meet a point that it did not

    @property
    def safe(self) -> bool:
        """Whether nothing gets worse."""
        return not (self.worse or self.broken or self.others or self.echo)

    @property
    def lifted(self) -> tuple[Given, ...]:
        return (*self.gained, *self.nearer)

    @property
    def gain(self) -> tuple[int, int]:
        """People whose answer becomes right, people whose answer comes nearer."""
        return people(self.gained), people(self.nearer)

    @property
    def worse(self) -> int:
        """People whose answer would be judged otherwise than it should."""
        return people((*self.spoiled, *self.overrated, *self.lost))


@dataclass(frozen=True, slots=True)
class Proposal:
    """An alternative for a point, or for a card without points another accepted answer.

    Its effect is measured on top of the safe ones before it for the same card.
    """

    card: str
    point: int | None  # None: an `accept` of the card
    label: str
    add: str
    effect: Effect
    judged: bool  # some of the answers it lifts were called right by a person
    guessed: bool = False  # that it belongs to this point and no other of the card is a guess


def people(given: tuple[Given, ...]) -> int:
    return sum(one.count for one in given)
