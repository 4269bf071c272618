"""A room's weeks as a picture: a column a week, a square a day, in each square how many answered."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from html import escape

SIDE, GAP, LABEL, HEAD = 24, 4, 40, 18
FAINTEST = 0.25
A_DAY = timedelta(days=1)


def weeks(
    answers: Mapping[date, int], last: date, count: int, weekdays: Sequence[str], months: Sequence[str]
) -> str:
    """`count` weeks up to the one of `last`, Monday first; a day that is not in `answers` had no question."""
    first = last - (last.weekday() + 7 * (count - 1)) * A_DAY
    step, most = SIDE + GAP, max(answers.values(), default=0)
    drawn = [_label(0, HEAD + step * row + 17, weekdays[row]) for row in range(0, 7, 2)]
    for column in range(count):
        monday = first + 7 * column * A_DAY
        if monday.day <= 7 and column < count - 1:
            drawn.append(_label(LABEL + step * column, 11, months[monday.month - 1]))
        for row in range(7):
            day = monday + row * A_DAY
            if day <= last:
                drawn.append(_day(LABEL + step * column, HEAD + step * row, answers.get(day), most))
    wide, high = LABEL + step * count, HEAD + step * 7
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}"'
        f' font-family="Inter" font-size="11">{"".join(drawn)}</svg>'
    )


def _label(x: int, y: int, text: str) -> str:
    return f'<text x="{x}" y="{y}" class="quiet" fill="#57606a">{escape(text)}</text>'


def _day(x: int, y: int, answered: int | None, most: int) -> str:
    """No question: an empty frame; nobody answered: a dash; else the number, on a colour by its size."""
    frame = f'<rect x="{x + 0.5}" y="{y + 0.5}" width="{SIDE - 1}" height="{SIDE - 1}" rx="5"'
    if answered is None:
        return f'{frame} class="faint-line" fill="none" stroke="#d0d7de"/>'
    told = f'<text x="{x + SIDE / 2}" y="{y + 16}" text-anchor="middle" class="ink" fill="#1f2328">'
    if not answered:
        return f'{frame} class="track" fill="#eaeef2"/>{told}–</text>'
    shade = FAINTEST + (0.6 - FAINTEST) * answered / most
    return f'{frame} class="strong" fill="#1a7f4b" fill-opacity="{shade:.2f}"/>{told}{answered}</text>'
