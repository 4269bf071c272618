"""Makes the pictures of the README: the page and a board, as they are after some weeks of a made-up crew.

Run as `.venv/bin/python -m scripts.pictures`; needs Chromium. Chance is seeded, the clock is a virtual one.
"""

import asyncio
import random
import socket
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from shutil import which

from playwright.async_api import Browser, async_playwright

from bot.adapters.clock import VirtualClock
from bot.adapters.recorder import Recorder
from bot.adapters.terminal import ROOM
from bot.adapters.web import Web
from bot.adapters.web.board import Boards
from bot.app import settings
from bot.app.accounts import Address
from bot.app.chat import settle_in
from bot.app.http import listening
from bot.app.parts import Parts, decks, put_together
from bot.core.links import Links
from bot.core.model import Member, Round
from bot.core.secret import Secret
from bot.messages import Submission
from bot.store import MEMORY, open_store
from bot.usecases.commands import SPECS
from bot.usecases.door import door
from bot.usecases.wall import wall

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
CREW = {"Priya": 0.95, "Tomás": 0.9, "Zoë": 0.85, "Mei": 0.8, "Jürgen": 0.7, "Sam": 0.6, "Amara": 0.5}
BEGINS, DAYS = datetime(2026, 9, 21, 9, tzinfo=UTC), 68
ANSWER = "it flips the images and jitters them"
LINKS = Links("http://localhost", Secret("nobody outside sees these boards"))


async def main() -> None:
    clock = VirtualClock(BEGINS)
    async with open_store(MEMORY) as store:
        parts = put_together(store, decks(settings.read({})), clock, "UTC", LINKS)
        await settle_in(parts.house)
        await live(parts, clock)
        page = Web(ROOM, "Ada", clock, partial(wall, parts.house))
        boards = Boards(LINKS, clock, partial(wall, parts.house))
        own = {route.path for route in page.routes()}
        routes = [*page.routes(), *(route for route in boards.routes() if route.path not in own)]
        port = free_port()
        async with listening(Address("127.0.0.1", port), routes):
            serving = asyncio.create_task(page.serve(SPECS, door(parts.house)))
            with closing(boards):
                await look(f"http://127.0.0.1:{port}", clock)
            serving.cancel()


async def live(parts: Parts, clock: VirtualClock) -> None:
    """Weeks of questions and answers, each of the crew with a diligence of their own."""
    chance, handle, number = random.Random(7), door(parts.house), 0  # noqa: S311 - made-up people
    daily = parts.daily({ROOM.team.platform: Recorder(ROOM.team.platform, clock)}, "pictures", timedelta.max)
    for _ in range(DAYS):
        await daily.beat()
        for round_ in await parts.house.store.read(lambda view: view.open_rounds(ROOM, clock.now())):
            for name, diligence in CREW.items():
                if chance.random() < diligence:
                    number += 1
                    text = _answer(parts, round_, chance.random() < diligence)
                    await handle(_submission(f"made-up-{number}", name, round_, text, clock.now()))
        clock.move(clock.now() + timedelta(days=1))
    await daily.beat()


def _answer(parts: Parts, round_: Round, knows: bool) -> str:
    card = parts.house.catalogue.snapshot().cards[round_.card]
    return card.answer if knows else card.answer[: len(card.answer) // 2]


def _submission(id: str, name: str, round_: Round, text: str, at: datetime) -> Submission:
    member = Member(ROOM.team, name.casefold())
    return Submission(
        id=id,
        arrived=at,
        member=member,
        room=ROOM,
        name=name,
        form=f"answer:{round_.id}",
        fields={"text": text},
    )


async def look(address: str, clock: VirtualClock) -> None:
    async with async_playwright() as playwright:
        path = which("chromium") or which("google-chrome")
        browser = await playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        await _chat(browser, address)
        await _board(
            browser,
            address + LINKS.of(ROOM, clock.now() + timedelta(days=1)).removeprefix("http://localhost"),
        )
        await browser.close()


async def _chat(browser: Browser, address: str) -> None:
    page = await browser.new_page(
        viewport={"width": 1180, "height": 1010}, reduced_motion="reduce", locale="en-GB"
    )
    await page.goto(address)
    await page.wait_for_selector("#wall section:nth-child(5)")
    await page.fill("#line", "/quiz sagemaker/od-overfitting")
    await page.press("#line", "Enter")
    await page.locator("#log .told").nth(1).wait_for()
    await page.fill("#line", ANSWER)
    await page.press("#line", "Enter")
    await page.locator("#log blockquote").wait_for()
    await page.screenshot(path=FOLDER / "chat.png")


async def _board(browser: Browser, address: str) -> None:
    page = await browser.new_page(
        viewport={"width": 1180, "height": 960}, reduced_motion="reduce", color_scheme="dark", locale="en-GB"
    )
    await page.goto(address)
    await page.wait_for_selector("#wall section:nth-child(5)")
    await page.screenshot(path=FOLDER / "board.png")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


if __name__ == "__main__":
    asyncio.run(main())
