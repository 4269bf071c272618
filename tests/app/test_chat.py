"""The terminal's own room, before anybody has set it up."""

import pytest

from bot.adapters.clock import VirtualClock
from bot.adapters.terminal import ROOM
from bot.app.chat import settle_in
from bot.app.parts import put_together
from bot.core.choices import RoomChoice
from bot.store import MEMORY, open_store
from tests.talks.stage import BEGINNING, ZONE, harbour


@pytest.mark.parametrize(("locale", "kept"), [("de-DE", "de"), ("en-GB", ""), ("C", ""), ("", "")])
async def test_the_room_of_a_terminal_reads_the_language_of_its_machine(locale: str, kept: str) -> None:
    async with open_store(MEMORY) as store:
        parts = put_together(store, harbour(), VirtualClock(BEGINNING), str(ZONE))
        await settle_in(parts.house, locale)
        assert await store.read(lambda view: view.choice(ROOM, RoomChoice.LANGUAGE)) == kept
