"""The page in a real Chromium: by keyboard alone, on a small screen, in both themes, as axe wants it."""

from collections.abc import AsyncIterator
from pathlib import Path
from shutil import which

import pytest
from axe_playwright_python.async_playwright import Axe  # type: ignore[import-untyped]  # it has no types
from playwright.async_api import Browser, Page, async_playwright

from tests.adapters.web.rig import Rig

CHROMIUM = which("chromium") or which("chromium-browser") or which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")

THEMES = ("light", "dark")
SMALL = (360, 740)


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        await started.close()


async def opened(
    browser: Browser, address: str, theme: str = "light", size: tuple[int, int] = (1280, 860)
) -> Page:
    """A page with its question and its wall; whatever its console says is a failure."""
    page = await browser.new_page(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if theme == "dark" else "light",
        reduced_motion="reduce",
    )
    page.on("console", lambda message: pytest.fail(f"the console says: {message.text}"))
    page.on("pageerror", lambda error: pytest.fail(f"the script failed: {error}"))
    await page.goto(address)
    await page.wait_for_selector("#wall section:nth-child(5)")
    return page


async def typed(page: Page, line: str) -> str:
    """What comes back for a typed line."""
    there = await page.locator("#log .told").count()
    await page.fill("#line", line)
    await page.press("#line", "Enter")
    await page.locator("#log .told").nth(there).wait_for()
    return str(await page.locator("#log .told").last.inner_text())


async def violations(page: Page) -> list[str]:
    found = await Axe().run(page)
    return [f"{rule['id']}: {rule['nodes'][0]['html']}" for rule in found.response["violations"]]


async def is_too_wide(page: Page) -> bool:
    return bool(await page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", [(1280, 860), SMALL], ids=["wide", "small"])
async def test_the_chat_and_its_dialog_have_no_axe_violation(
    rig: Rig, browser: Browser, theme: str, size: tuple[int, int]
) -> None:
    page = await opened(browser, rig.address, theme, size)
    for line in ("the moon", "/leaderboard", "/stats", "/help", "/quiz harbour 2", "no idea"):
        await typed(page, line)
    assert await violations(page) == []
    assert not await is_too_wide(page)
    await page.locator("#log button[data-press^='answer:']").last.click()
    await page.wait_for_selector("dialog[open]")
    assert await violations(page) == []
    assert not await is_too_wide(page)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", [(1280, 860), SMALL], ids=["wide", "small"])
async def test_the_board_and_a_dead_link_have_no_axe_violation(
    rig: Rig, browser: Browser, theme: str, size: tuple[int, int]
) -> None:
    await rig.ask("/submit", form="answer:1", fields={"text": "the moon"})
    page = await opened(browser, rig.link, theme, size)
    assert await violations(page) == []
    assert not await is_too_wide(page)


async def test_a_question_is_answered_by_keyboard_alone(rig: Rig, browser: Browser) -> None:
    page = await opened(browser, rig.address)
    await page.wait_for_selector("#log button")
    for _ in range(20):
        await page.keyboard.press("Tab")
        if await page.evaluate("document.activeElement.dataset.word") == "answer":
            break
    await page.keyboard.press("Enter")
    await page.wait_for_selector("dialog[open]")
    assert await page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    await page.keyboard.type("the moon")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Space")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await page.wait_for_selector("dialog:not([open])", state="attached")
    feedback = page.locator("#log .told").last
    await feedback.locator("blockquote").wait_for()
    assert "the moon" in await feedback.inner_text()
    assert await page.evaluate("document.activeElement.tagName") == "ARTICLE"


async def test_escape_leaves_the_dialog_and_the_focus_goes_back(rig: Rig, browser: Browser) -> None:
    page = await opened(browser, rig.address)
    await page.locator("#log button[data-word=answer]").focus()
    await page.keyboard.press("Enter")
    await page.wait_for_selector("dialog[open]")
    await page.keyboard.press("Escape")
    await page.wait_for_selector("dialog:not([open])", state="attached")
    assert await page.evaluate("document.activeElement.dataset.word") == "answer"


async def test_an_empty_answer_is_told_beside_its_field(rig: Rig, browser: Browser) -> None:
    page = await opened(browser, rig.address)
    await page.locator("#log button[data-word=answer]").click()
    await page.locator("dialog button.main").click()
    assert await page.locator("#wrong-text").inner_text()
    assert await page.evaluate("document.activeElement.name") == "text"


async def test_a_typed_line_answers_and_the_wall_follows(rig: Rig, browser: Browser) -> None:
    page = await opened(browser, rig.address)
    assert "the moon" in await typed(page, "the moon")
    await page.locator("#wall section").first.get_by_text("Ada").wait_for()
    assert await page.evaluate("document.activeElement.id") == "line"


async def test_words_of_buttons_and_commands_are_completed_by_tab(rig: Rig, browser: Browser) -> None:
    page = await opened(browser, rig.address)
    await page.type("#line", "/lead")
    await page.wait_for_selector("#offers li")
    await page.keyboard.press("Tab")
    assert await page.input_value("#line") == "/leaderboard "


async def test_somebody_else_sits_down(rig: Rig, browser: Browser) -> None:
    page = await opened(browser, rig.address)
    await typed(page, "the moon")
    await page.fill("#user", "Ben")
    await page.press("#user", "Tab")
    await page.locator("#log blockquote").wait_for(state="detached")
    await typed(page, "no idea")
    await page.locator("#wall section").first.get_by_text("Ben").wait_for()


async def test_hostile_words_stay_words(rig: Rig, browser: Browser) -> None:
    page = await opened(browser, rig.address)
    hostile = "<img src=x onerror=document.title='gone'><script>document.title='gone'</script>"
    await page.fill("#user", hostile)
    await page.press("#user", "Tab")
    assert hostile in await typed(page, hostile)
    assert await page.title() == "studybot"
    assert await page.locator("#log img, #wall img").count() == 0


async def test_the_page_says_when_the_bot_has_gone_away_and_takes_up_again(
    rig: Rig, browser: Browser
) -> None:
    page = await browser.new_page()
    await page.goto(rig.address)
    await page.wait_for_selector("#wall section:nth-child(5)")
    await page.route("**/live", lambda route: route.abort())
    rig.page._events.close()
    await page.locator("#state").wait_for()
    await page.unroute("**/live")
    await page.locator("#state").wait_for(state="hidden")


@pytest.mark.parametrize("theme", THEMES)
async def test_the_page_can_be_looked_at(rig: Rig, browser: Browser, theme: str, tmp_path: Path) -> None:
    page = await opened(browser, rig.address, theme)
    await typed(page, "the moon")
    picture = await page.screenshot(path=tmp_path / f"{theme}.png")
    assert len(picture) > 10_000
