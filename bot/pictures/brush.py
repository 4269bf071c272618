"""Draws one SVG from standard input as a PNG on standard output: a process of its own, started by `paint`.

resvg holds the interpreter's lock while it draws: a thread beside the loop would stop the loop all the same.
What is drawn here can neither hold up an answer nor take the bot down with it.
"""

import sys
from pathlib import Path

import resvg_py

ZOOM = 2  # pixels a unit: sharp on the screens people have
FOLDER = Path(__file__).parent / "inter"


def main(style: str) -> None:
    """Draw with this style sheet over the picture's own colours."""
    png = resvg_py.svg_to_bytes(
        svg_string=sys.stdin.buffer.read().decode(),
        style_sheet=style or None,
        skip_system_fonts=True,  # the same picture on every machine
        font_files=[str(file) for file in sorted(FOLDER.glob("*.ttf"))],
        zoom=ZOOM,
    )
    sys.stdout.buffer.write(png)


if __name__ == "__main__":
    main(*sys.argv[1:])
