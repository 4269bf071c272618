"""The page in a real Chromium: by keyboard alone, on a small screen, in both themes, as axe wants it."""

import asyncio
from collections.abc import AsyncIterator
from shutil import which

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe  # type: ignore[import-untyped]  # it has no types
from playwright.async_api import Browser, Page, Route, async_playwright, expect

from tests.adapters.web.rig import Rig, rigged

CHROMIUM = which("chromium") or which("chromium-browser") or which("google-chrome")
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium"),
    pytest.mark.asyncio(loop_scope="module"),
]

SIZES = ((1280, 860), (360, 740))
LOOKS = [(theme, size) for theme in ("light", "dark") for size in SIZES]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def chromium() -> AsyncIterator[Browser]:
    """One for all tests here."""
    flags = ["--no-sandbox", "--disable-dev-shm-usage"]
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield started
        await started.close()


@pytest_asyncio.fixture(loop_scope="module")
async def browser(chromium: Browser) -> AsyncIterator[Browser]:
    """Without a page that another test has left open."""
    yield chromium
    for reader in chromium.contexts:
        await reader.close()


@pytest_asyncio.fixture(loop_scope="module")
async def rig() -> AsyncIterator[Rig]:
    async with rigged() as made:
        yield made


async def opened(browser: Browser, address: str) -> Page:
    """A page with its question and its wall; whatever its console says is a failure."""
    page = await browser.new_page(viewport={"width": 1280, "height": 860}, reduced_motion="reduce")
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


async def sits_down(page: Page, name: str) -> None:
    """Somebody else, who is shown what is open."""
    await page.fill("#user", name)
    await page.press("#user", "Tab")
    await page.locator("#log .told").wait_for()


async def violations(page: Page) -> list[str]:
    found = await Axe().run(page)
    return [f"{rule['id']}: {rule['nodes'][0]['html']}" for rule in found.response["violations"]]


async def wrong(page: Page) -> list[str]:
    """What axe, or who looks, finds in either theme, on a screen and on a telephone."""
    found: list[str] = []
    for theme, (wide, high) in LOOKS:
        await page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
        await page.set_viewport_size({"width": wide, "height": high})
        found += [f"{theme} {wide}: {told}" for told in await violations(page)]
        if await page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            found.append(f"{theme} {wide}: too wide")
    return found


async def test_the_chat_and_its_dialog_have_no_axe_violation(rig: Rig, browser: Browser) -> None:
    page = await opened(browser, rig.address)
    for line in ("the moon", "/leaderboard", "/stats", "/help", "/quiz harbour 2", "no idea"):
        await typed(page, line)
    assert await wrong(page) == []
    await page.locator("#log button[data-press^='answer:']").last.click()
    await page.wait_for_selector("dialog[open]")
    assert await wrong(page) == []


async def test_the_board_has_no_axe_violation(rig: Rig, browser: Browser) -> None:
    await rig.ask("/submit", form="answer:1", fields={"text": "the moon"})
    assert await wrong(await opened(browser, rig.link)) == []


async def test_a_dead_link_has_no_axe_violation(rig: Rig, browser: Browser) -> None:
    page = await browser.new_page(reduced_motion="reduce")
    await page.goto(f"{rig.address}/board/dead")
    assert await wrong(page) == []


async def test_a_long_chat_scrolls_in_its_place_and_the_page_does_not(rig: Rig, browser: Browser) -> None:
    page = await opened(browser, rig.address)
    for _ in range(4):
        await typed(page, "/help")
    assert await page.evaluate("document.documentElement.scrollHeight <= window.innerHeight")


async def test_the_way_to_the_input_line_covers_nothing_until_it_is_reached(
    rig: Rig, browser: Browser
) -> None:
    page = await opened(browser, rig.address)
    way = page.locator(".skip")
    hidden = "element => getComputedStyle(element).clipPath !== 'none'"
    assert await way.evaluate(hidden)
    await page.keyboard.press("Tab")
    assert not await way.evaluate(hidden)
    await page.keyboard.press("Enter")
    assert await page.evaluate("document.activeElement.id") == "line"


async def test_on_a_telephone_what_a_picture_says_is_large_enough_to_read(rig: Rig, browser: Browser) -> None:
    page = await opened(browser, rig.address)
    await page.set_viewport_size({"width": 360, "height": 740})
    await typed(page, "the moon")
    await typed(page, "/stats")
    heights = await page.locator("#log figure text").evaluate_all(
        "all => all.map(text => text.getBoundingClientRect().height)"
    )
    assert heights and min(heights) > 8


async def test_on_a_telephone_nothing_in_the_head_lies_over_another(rig: Rig, browser: Browser) -> None:
    reader = await browser.new_context(locale="de-DE", viewport={"width": 360, "height": 740})
    page = await reader.new_page()
    await page.goto(rig.address)
    ends = await page.evaluate(
        """() => {
          const words = document.createRange();
          words.selectNodeContents(document.querySelector("h1"));
          const boxes = [words, ...document.querySelectorAll("#who label, #who input")];
          return boxes.map((one) => one.getBoundingClientRect()).flatMap((box) => [box.left, box.right]);
        }"""
    )
    assert ends == sorted(ends) and ends[-1] <= 360, "from left to right, one behind the other"


async def test_dates_are_told_in_the_language_of_the_page_on_the_readers_clock(
    rig: Rig, browser: Browser
) -> None:
    reader = await browser.new_context(locale="de-DE", timezone_id="Europe/Lisbon")
    page = await reader.new_page()
    await page.goto(rig.address)
    closes = page.locator("#log time").first
    await closes.wait_for()
    assert await closes.inner_text() == "Di., 3. März, 08:00"
    assert await closes.get_attribute("title") == "Dienstag, 3. März 2026 um 08:00:00 WEZ"


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


async def slowly(asked: Route) -> None:
    """An answer that is on its way for longer than a key is pressed."""
    await asyncio.sleep(0.2)
    await asked.continue_()


async def test_words_of_buttons_and_commands_are_completed_by_tab(rig: Rig, browser: Browser) -> None:
    page = await opened(browser, rig.address)
    await page.type("#line", "/")
    await page.locator("#offers").get_by_text("/quiz").wait_for()
    await page.route("**/offers", slowly)
    await page.type("#line", "lead")
    await page.keyboard.press("Tab")  # before what "/lead" may become has come
    await expect(page.locator("#line")).to_have_value("/leaderboard ")


async def test_somebody_else_sits_down(rig: Rig, browser: Browser) -> None:
    page = await opened(browser, rig.address)
    await typed(page, "the moon")
    await sits_down(page, "Ben")
    assert await page.locator("#log blockquote").count() == 0
    await typed(page, "the moon, its gravity")
    await page.locator("#wall section").first.get_by_text("Ben").wait_for()


async def test_hostile_words_stay_words(rig: Rig, browser: Browser) -> None:
    page = await opened(browser, rig.address)
    hostile = "<img src=x onerror=document.title='gone'><script>document.title='gone'</script>"
    await sits_down(page, hostile)
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
