"""The few shapes that pictures are made of, as SVG text: coloured by what they stand for, escaped."""

from collections.abc import Iterable
from html import escape

from bot.pictures.palette import LIGHT


def picture(wide: float, high: float, shapes: Iterable[str], title: str) -> str:
    """The whole SVG on a plain ground, named for those who cannot see it."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:g} {high:g}" width="{wide:g}"'
        f' height="{high:g}" font-family="Inter" role="img" aria-label="{escape(title)}">'
        f"{box(0, 0, wide, high, 'paper', radius=10)}{''.join(shapes)}</svg>"
    )


def words(
    x: float,
    y: float,
    text: str,
    colour: str = "ink",
    *,
    size: float = 12,
    bold: bool = False,
    at: str = "start",
) -> str:
    """A line of text; `at` says which end of it stands at x: start, middle or end."""
    weight = ' font-weight="600"' if bold else ""
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{size:g}" text-anchor="{at}"{weight}'
        f' class="{colour}" fill="{LIGHT[colour]}">{escape(text)}</text>'
    )


def box(x: float, y: float, wide: float, high: float, colour: str, *, radius: float = 4) -> str:
    return (
        f'<rect x="{x:g}" y="{y:g}" width="{wide:g}" height="{high:g}" rx="{radius:g}"'
        f' class="{colour}" fill="{LIGHT[colour]}"/>'
    )


def frame(x: float, y: float, wide: float, high: float, colour: str, *, dashed: bool = False) -> str:
    """A box of which only the edge is drawn, inside its bounds."""
    dash = ' stroke-dasharray="3 2"' if dashed else ""
    return (
        f'<rect x="{x + 0.75:g}" y="{y + 0.75:g}" width="{wide - 1.5:g}" height="{high - 1.5:g}" rx="4"'
        f' fill="none" stroke-width="1.5" class="{colour}-line" stroke="{LIGHT[colour]}"{dash}/>'
    )


def line(path: str, colour: str, *, thick: float = 2) -> str:
    """A line along an SVG path."""
    return (
        f'<path d="{path}" fill="none" stroke-width="{thick:g}" stroke-linecap="round"'
        f' stroke-linejoin="round" class="{colour}-line" stroke="{LIGHT[colour]}"/>'
    )
