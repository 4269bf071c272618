"""SVG to PNG, off the loop: drawn by a process of its own, kept by content within a bound."""

import asyncio
import logging
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from bot.pictures.palette import DARK, LIGHT, style_sheet

log = logging.getLogger(__name__)

AT_ONCE = 2  # processes that draw; who comes later waits
KEPT = 64  # pictures, of some 50 KB each
PATIENCE = 5.0  # seconds for one picture
LARGEST = 1_000_000  # characters of SVG


async def png(svg: str, dark: bool = False) -> bytes | None:
    """The picture as a PNG; None: this machine draws none, so the text form has to do.

    The same SVG serves both palettes. Raises nothing: a picture is never worth losing a message.
    """
    if not can_draw() or len(svg) > LARGEST:
        return None
    loop = asyncio.get_running_loop()
    try:
        return await loop.run_in_executor(_hands(), _drawn, svg, style_sheet(DARK if dark else LIGHT))
    except (OSError, subprocess.SubprocessError) as error:
        log.warning("picture_failed", extra={"why": _told(error)})
        return None


def can_draw() -> bool:
    """Whether the library that draws is installed."""
    return find_spec("resvg_py") is not None


@lru_cache(maxsize=1)
def _hands() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(AT_ONCE, thread_name_prefix="picture")


@lru_cache(maxsize=KEPT)
def _drawn(svg: str, style: str) -> bytes:
    brush = Path(__file__).with_name("brush.py")
    done = subprocess.run(  # noqa: S603 - our own file, and the SVG goes in as data
        [sys.executable, "-I", str(brush), style],
        input=svg.encode("utf-8", "replace"),
        capture_output=True,
        timeout=PATIENCE,
        check=True,
    )
    return done.stdout


def _told(error: OSError | subprocess.SubprocessError) -> str:
    """The last line of what the drawing process said, which names no picture's content."""
    said: bytes = getattr(error, "stderr", None) or b""
    return said.decode(errors="replace").strip().rpartition("\n")[2][:200] or type(error).__name__
