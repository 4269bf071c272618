"""The colours of pictures, light and dark, by what they stand for; no meaning hangs on them alone."""

from collections.abc import Mapping

Palette = Mapping[str, str]  # what a shape is for, which is also its class -> its colour

LIGHT: Palette = {
    "paper": "#ffffff",
    "ink": "#1f2328",
    "quiet": "#57606a",
    "faint": "#d0d7de",
    "track": "#eaeef2",
    "strong": "#1a7f4b",
    "growing": "#9a6700",
    "weak": "#c2362f",
    "main": "#0b62c4",
}
DARK: Palette = {
    "paper": "#1e1f22",
    "ink": "#f0f2f4",
    "quiet": "#a9b1ba",
    "faint": "#454a52",
    "track": "#2f3237",
    "strong": "#4cc38a",
    "growing": "#e2b340",
    "weak": "#ff7b72",
    "main": "#6cb2ff",
}


def style_sheet(palette: Palette) -> str:
    """The palette as CSS: it wins over the light colours that a picture carries in its attributes.

    Pictures carry attributes and no style of their own: a page with a strict policy can show them inline.
    """
    return "".join(
        f".{name}{{fill:{colour}}}.{name}-line{{stroke:{colour}}}" for name, colour in palette.items()
    )
