"""Pictures on Slack: uploaded once, shown when Slack can show them, text until then and where it cannot."""

import pytest

from bot.messages import Message, Picture, Span, Text
from bot.pictures import can_draw
from tests.adapters.slack.bot import NINE, ROOM, Running, bot
from tests.adapters.slack.workspace import Fault, shown

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><rect width="8" height="8"/></svg>'
DRAWN = Message((Text((Span("look"),)), Picture("square", SVG, "a black square")), "a square")

pytestmark = pytest.mark.skipif(not can_draw(), reason="resvg-py is not installed: there are no pictures")


async def images(running: Running) -> list[str]:
    blocks = running.server.workspace.posts("C1")[-1].blocks
    return [block["slack_file"]["id"] for block in blocks if block["type"] == "image"]


async def test_a_picture_is_uploaded_once_and_shown_with_its_text_form() -> None:
    async with bot() as running:
        running.server.workspace.looks_needed = 1
        for key in "ab":
            await running.slack.post(ROOM, DRAWN, key)
        (file,) = await images(running)
        assert running.server.workspace.files[file]["content"].startswith(b"\x89PNG")
        assert len(running.server.workspace.files) == 1
        assert running.server.workspace.posts("C1")[-1].blocks[-1]["alt_text"] == "a black square"
        assert running.server.workspace.problems == []


@pytest.mark.parametrize(
    "method", ["files.getUploadURLExternal", "files.completeUploadExternal", "files.info"]
)
@pytest.mark.parametrize(
    "fault", [Fault(status=500), Fault(error="missing_scope"), Fault(error="file_not_found")]
)
async def test_a_picture_that_cannot_be_shown_is_told(method: str, fault: Fault) -> None:
    async with bot() as running:
        running.server.workspace.faults[method].append(fault)
        await running.slack.post(ROOM, DRAWN, "a")
        assert await images(running) == []
        assert "a black square" in shown(running.server.workspace.posts("C1")[-1].blocks)


async def test_a_modal_shows_the_text_at_once_and_the_picture_when_it_is_there() -> None:
    async with bot() as running:
        await running.at(NINE)
        ada = running.visitor("Ada")
        await ada.press(running.question, "I don't know yet")
        await running.settle()
        await ada.press(running.question, "My progress")
        await running.settle()
        drawn = [view["view"]["blocks"] for view in running.server.workspace.called("views.update")]
        assert any(block["type"] == "image" for block in drawn[-1])
        assert running.server.workspace.problems == []


@pytest.mark.parametrize("fault", [Fault(error="invalid_blocks"), Fault(status=503)], ids=["refused", "away"])
async def test_a_picture_that_a_modal_does_not_take_is_no_word_that_nothing_was_shown(fault: Fault) -> None:
    async with bot() as running:
        await running.at(NINE)
        ada = running.visitor("Ada")
        await ada.press(running.question, "I don't know yet")
        await running.settle()
        running.server.workspace.stacks.clear()
        running.server.workspace.faults["views.update"] += [fault, fault]
        await ada.press(running.question, "My progress")
        await running.settle()
        assert "daily question" in shown(ada.modal.view["blocks"])
        assert len(running.server.workspace.faults["views.update"]) < 2, "a picture came"
        assert running.server.workspace.posts("C1", whose="UADA") == []
