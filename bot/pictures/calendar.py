"""A streak as a calendar: a column a week, a square a day, told by its sign and not by colour alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bot.core.streak import State
from bot.pictures.drawing import box, frame, line, picture, words
from bot.pictures.font import fitted, width

SIDE, STEP = 22, 26
LEFT, TOP, EDGE = 56, 66, 20
FOOT, ROW = 44, 28
A_WEEK, A_DAY = timedelta(days=7), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Labels:
    """The words in the picture: weekdays from Monday, months from January, what each sign means."""

    heading: str
    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    states: Mapping[State, str]


def calendar(days: Mapping[date, State], last: date, weeks: int, labels: Labels) -> str:
    """`weeks` weeks up to the one of `last`; a day that is not in `days` had no question."""
    first = last - last.weekday() * A_DAY - (weeks - 1) * A_WEEK
    wide = LEFT + STEP * weeks + EDGE
    shapes = [words(EDGE, 34, fitted(labels.heading, wide - 2 * EDGE, 16, 600), size=16, bold=True)]
    shapes += [
        words(
            EDGE, TOP + STEP * row + 15, fitted(labels.weekdays[row], LEFT - EDGE - 4, 11), "quiet", size=11
        )
        for row in range(0, 7, 2)
    ]
    shapes += _months(first, weeks, labels)
    for number in range(7 * weeks):
        day = first + number * A_DAY
        if day <= last:
            column, row = divmod(number, 7)
            shapes.append(square(LEFT + STEP * column, TOP + STEP * row, days.get(day)))
    legend, rows = _legend(TOP + STEP * 7 + 14, wide, labels)
    high = TOP + STEP * 7 + FOOT + ROW * (rows - 1)
    return picture(wide, high, [*shapes, *legend], labels.heading)


def square(x: float, y: float, state: State | None) -> str:
    """A day: a tick on a full square, else a frame with a star, a cross or a dash; a dot for no question."""
    middle = (x + SIDE / 2, y + SIDE / 2)
    match state:
        case State.KEPT:
            return box(x, y, SIDE, SIDE, "strong") + line(f"M{x + 6} {y + 11.5}l3.5 3.5l6.5 -7.5", "paper")
        case State.FROZEN:
            return frame(x, y, SIDE, SIDE, "main") + _star(*middle)
        case State.MISSED:
            cross = f"M{x + 7} {y + 7}l8 8M{x + 15} {y + 7}l-8 8"
            return frame(x, y, SIDE, SIDE, "weak") + line(cross, "weak")
        case State.EXCUSED:
            return frame(x, y, SIDE, SIDE, "quiet") + line(f"M{x + 7} {middle[1]}h8", "quiet")
        case State.OPEN:
            return frame(x, y, SIDE, SIDE, "ink", dashed=True)
        case None:
            return box(middle[0] - 2, middle[1] - 2, 4, 4, "faint", radius=2)


def _star(x: float, y: float) -> str:
    return line(f"M{x} {y - 5}v10M{x - 4.4} {y - 2.5}l8.8 5M{x - 4.4} {y + 2.5}l8.8 -5", "main", thick=1.75)


def _months(first: date, weeks: int, labels: Labels) -> list[str]:
    """A month's name above the week that its first day is in, where there is room for it."""
    drawn, free = [], 0.0
    for column in range(weeks):
        sunday = first + column * A_WEEK + 6 * A_DAY
        x = LEFT + STEP * column
        if (sunday.day <= 7 or column == 0) and x >= free:
            name = labels.months[sunday.month - 1]
            drawn.append(words(x, TOP - 9, name, "quiet", size=11))
            free = x + width(name, 11) + 8
    return drawn


def _legend(y: float, wide: float, labels: Labels) -> tuple[list[str], int]:
    """Each sign with its meaning, in as many rows as they need."""
    drawn, x, rows = [], float(EDGE), 1
    for state, meaning in labels.states.items():
        needs = SIDE + 6 + width(meaning, 11) + 14
        if x + needs > wide - EDGE + 14 and x > EDGE:
            x, y, rows = float(EDGE), y + ROW, rows + 1
        drawn += [square(x, y - 4, state), words(x + SIDE + 6, y + 11, meaning, "quiet", size=11)]
        x += needs
    return drawn, rows
