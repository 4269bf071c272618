"""How someone stands by topic: a block a topic, in it a bar for each measure with its number beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.pictures.drawing import box, picture, words
from bot.pictures.font import fitted, width

WIDE, EDGE = 560, 20
TOP, BLOCK, BAR, PITCH = 60, 26, 10, 20
LABEL, NUMBER = 150, 52


@dataclass(frozen=True, slots=True)
class Measure:
    """A bar: what it measures, and how much of it, 0 to 1; None: nothing can be said yet."""

    label: str
    share: float | None
    number: str


@dataclass(frozen=True, slots=True)
class Block:
    """A topic. `colour` goes by `level`, which is said in words beside the title."""

    title: str
    level: str
    colour: str
    measures: tuple[Measure, ...]


def topics(heading: str, blocks: Sequence[Block], more: str = "") -> str:
    """`more` tells of topics that are not shown."""
    shapes = [words(EDGE, 34, fitted(heading, WIDE - 2 * EDGE, 16, 600), size=16, bold=True)]
    y = float(TOP)
    for block in blocks:
        shapes += _block(y, block)
        y += BLOCK + PITCH * len(block.measures) + 10
    if more:
        shapes.append(words(EDGE, y + 12, fitted(more, WIDE - 2 * EDGE, 11), "quiet", size=11))
        y += 24
    return picture(WIDE, y + 8, shapes, heading)


def _block(y: float, block: Block) -> list[str]:
    level = fitted(block.level, 190, 12)
    room = WIDE - 2 * EDGE - width(level, 12) - 16
    drawn = [
        words(EDGE, y + 14, fitted(block.title, room, 13, 600), size=13, bold=True),
        words(WIDE - EDGE, y + 14, level, "quiet", size=12, at="end"),
    ]
    for place, measure in enumerate(block.measures):
        drawn += _bar(y + BLOCK + PITCH * place, measure, block.colour if place == 0 else "main")
    return drawn


def _bar(y: float, measure: Measure, colour: str) -> list[str]:
    x, long = EDGE + LABEL, WIDE - 2 * EDGE - LABEL - NUMBER
    drawn = [
        words(EDGE, y + 9, fitted(measure.label, LABEL - 10, 11), "quiet", size=11),
        box(x, y, long, BAR, "track", radius=BAR / 2),
        words(WIDE - EDGE, y + 9.5, measure.number, size=11, at="end"),
    ]
    if measure.share:
        drawn.insert(2, box(x, y, max(BAR, long * min(1, measure.share)), BAR, colour, radius=BAR / 2))
    return drawn
