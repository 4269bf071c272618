"""What simulated learners still know after a year, by when cards come back: `python -m bench.recall [SEED]`.

Nobody here learns by the law FSRS assumes: some forget exponentially, by half-lives, some by a power law;
how firm and how hard each card is, chance decides. All schedules meet the same people, cards and chances.
"""

import random
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from bot.core.recall import Memory, Rating, Review, step

CARDS, A_DAY, DAYS = 200, 5, 365
START = datetime(2026, 1, 1, 9, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Mind:
    """How firmly a card sits: days until half of it is gone, and how hard it is, 0 to 1."""

    half_life: float
    hard: float


Forgets = Callable[[Mind, float], float]


def exponentially(mind: Mind, days: float) -> float:
    return 2.0 ** (-days / mind.half_life)


def by_a_power(mind: Mind, days: float) -> float:
    """Half at the half-life too, but with a long tail."""
    return 1 / (1 + 3 * days / mind.half_life) ** 0.5


def learnt(mind: Mind, chance: float, knew: bool) -> Mind:
    """What was nearly forgotten and still known grows most; what was forgotten falls back."""
    if not knew:
        return replace(mind, half_life=max(1.0, mind.half_life * 0.35))
    growth = 1 + (2.2 - 1.4 * mind.hard) * (0.15 + 1.9 * (1 - chance))
    return replace(mind, half_life=mind.half_life * growth)


# --- schedules ----------------------------------------------------------------------------------------------


class Fsrs:
    """The bot's own: bot/core/recall.py."""

    def __init__(self, card: int) -> None:
        self._card = f"deck/{card}"
        self._memory: Memory | None = None

    def after(self, day: int, knew: bool) -> int:
        done = Review(START + timedelta(days=day), Rating.GOOD if knew else Rating.AGAIN)
        self._memory = step(self._memory, done, 1, self._card)
        return (self._memory.due - done.at).days


class Sm2:
    """SM-2 as published: 1 day, 6, then times the easiness, which begins at 2.5; 4 for right, 2 for wrong."""

    def __init__(self, card: int) -> None:
        del card
        self._easiness, self._interval, self._row = 2.5, 0, 0

    def after(self, day: int, knew: bool) -> int:
        del day
        quality = 4 if knew else 2
        lost = 5 - quality
        self._easiness = max(1.3, self._easiness + 0.1 - lost * (0.08 + lost * 0.02))
        self._row = self._row + 1 if knew else 0
        if self._row <= 1:
            self._interval = 1
        else:
            self._interval = 6 if self._row == 2 else round(self._interval * self._easiness)
        return self._interval


def fixed(days: int) -> Callable[[int], "Fixed"]:
    return lambda _: Fixed(days)


@dataclass(slots=True)
class Fixed:
    """The same pause always."""

    days: int

    def after(self, day: int, knew: bool) -> int:
        del day, knew
        return self.days


# --- the year -----------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Year:
    """What came of it: reviews, how many of them were known, and how much was known day by day."""

    reviews: int = 0
    known: int = 0
    daily: list[float] = field(default_factory=list)


def live(make: Callable[[int], Fsrs | Sm2 | Fixed], forgets: Forgets, seed: int) -> Year:
    """Five new cards a day until all are met; every card on the day it comes back."""
    year = Year()
    chances = [random.Random(f"{seed}-{card}") for card in range(CARDS)]
    minds = [Mind(chance.lognormvariate(0.6, 0.5), chance.random()) for chance in chances]
    plans, last, due = (
        [make(card) for card in range(CARDS)],
        [0] * CARDS,
        [card // A_DAY for card in range(CARDS)],
    )
    met: set[int] = set()
    for day in range(DAYS):
        for card in [card for card in range(CARDS) if due[card] <= day]:
            chance = forgets(minds[card], day - last[card]) if card in met else 0.0
            knew = chances[card].random() < chance
            if card in met:
                year.reviews += 1
                year.known += knew
                minds[card] = learnt(minds[card], chance, knew)
            met.add(card)
            last[card], due[card] = day, day + max(1, plans[card].after(day, knew))
        year.daily.append(sum(forgets(minds[card], day - last[card]) for card in met) / CARDS)
    return year


def told(name: str, years: list[Year]) -> str:
    reviews = sum(year.reviews for year in years) / len(years)
    known = sum(year.known for year in years) / sum(year.reviews for year in years)
    met = CARDS // A_DAY
    through = sum(sum(year.daily[met:]) / (DAYS - met) for year in years) / len(years)
    end = sum(year.daily[-1] for year in years) / len(years)
    each = reviews / (end * CARDS)
    return f"| {name} | {reviews / CARDS:.1f} | {known:.0%} | {through:.0%} | {end:.0%} | {each:.1f} |"


def rows(forgets: Forgets, seed: int) -> Iterator[str]:
    schedules: tuple[tuple[str, Callable[[int], Fsrs | Sm2 | Fixed]], ...] = (
        ("FSRS, retention .9 (ours)", Fsrs),
        ("SM-2", Sm2),
        ("every 3 days", fixed(3)),
        ("every 7 days", fixed(7)),
        ("every 30 days", fixed(30)),
    )
    for name, make in schedules:
        yield told(name, [live(make, forgets, seed + n) for n in range(5)])


def main() -> None:
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    for forgets in (exponentially, by_a_power):
        how = forgets.__name__.replace("_", " ")
        print(f"\nforgetting {how}, {CARDS} cards, {DAYS} days, 5 people, seed {seed}\n")
        columns = "comes back | reviews a card | known when asked | known on a day | known at the end"
        print(f"| {columns} | reviews a known card |")
        print("|---|---|---|---|---|---|")
        for row in rows(forgets, seed):
            print(row)


if __name__ == "__main__":
    main()
