"""Pictures are drawn beside the loop, kept by what is in them, and never worth losing a message."""

import asyncio
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest

from bot.pictures import can_draw, png
from bot.pictures.paint import LARGEST

pytestmark = pytest.mark.skipif(not can_draw(), reason="resvg-py is not installed: pictures are told as text")

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def square(colour: str = "#123456", more: str = "") -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8">'
        f'<rect class="paper" width="8" height="8" fill="{colour}"/>{more}</svg>'
    )


async def test_an_svg_becomes_a_png_of_twice_its_size() -> None:
    drawn = await png(square())
    assert drawn is not None and drawn.startswith(SIGNATURE)
    assert int.from_bytes(drawn[16:20]) == int.from_bytes(drawn[20:24]) == 16


async def test_light_and_dark_come_from_one_svg() -> None:
    light, dark = await png(square()), await png(square(), dark=True)
    assert light is not None and dark is not None and light != dark


async def test_the_same_picture_is_drawn_once() -> None:
    svg = square("#654321")
    first = await png(svg)
    assert await png(svg) is first


@pytest.mark.parametrize("svg", ["", "<svg", "no picture", square(more="\ud800<"), "<svg>" + " " * LARGEST])
async def test_what_cannot_be_drawn_is_told_as_text(svg: str) -> None:
    assert await png(svg) is None


async def test_without_the_library_the_text_has_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    assert not can_draw()
    assert await png(square("#abcdef")) is None


async def test_many_at_once_are_drawn_one_after_the_other() -> None:
    dots = (f'<circle cx="4" cy="4" r="3" fill="#00{n:04}"/>' for n in range(0, 9600, 800))
    drawn = await asyncio.gather(*(png(square(more=dot)) for dot in dots))
    assert None not in drawn and len(set(drawn)) == 12


async def test_a_picture_reads_no_file_and_no_address(tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(await png(square("#ff0000")) or b"")
    wanted = (str(secret), secret.as_uri(), "http://127.0.0.1:9/x.png")
    more = "".join(f'<image href="{href}" width="8" height="8"/>' for href in wanted)
    assert await png(square(more=more)) == await png(square())


async def test_the_loop_goes_on_while_a_picture_is_drawn() -> None:
    """Four hundred shapes hold the library for longer than any answer may wait."""
    crowd = "".join(f'<circle cx="{n % 8}" cy="{n / 50}" r="3" fill="#00{n:04}"/>' for n in range(400))
    drawing = asyncio.create_task(png(square(more=crowd)))
    ticks = [time.perf_counter()]
    while not drawing.done():
        await asyncio.sleep(0)
        ticks.append(time.perf_counter())
    assert await drawing is not None
    assert sorted(later - earlier for earlier, later in pairwise(ticks))[len(ticks) // 2] < 0.02
