"""What the bot may not do in a channel is named, with what matters only for some ways of posting."""

from dataclasses import replace

from bot.adapters.discord.places import own
from bot.core.choices import RoomChoice
from tests.adapters.discord.local.people import OPEN_THREADS, SEND, SEND_IN_THREADS, THREAD
from tests.adapters.discord.served import Served, prepared, served


async def lacks(bot: Served, place: int, only: RoomChoice | None = None) -> list[str]:
    found = await bot.platform.lacks(bot.guild.room(bot.guild.places[place]))
    return [lack.what for lack in found if lack.only is only]


async def test_what_is_missing_in_a_channel_is_named() -> None:
    local, guild = prepared()
    local.channel(guild, "closed", denied=SEND)
    async with served(local=local) as bot:
        assert await lacks(bot, 0) == []
        assert await lacks(bot, 1) == ["send_messages"]


async def test_what_threads_need_matters_where_questions_have_threads() -> None:
    local, guild = prepared()
    local.channel(guild, "no-threads", denied=OPEN_THREADS)
    local.channel(guild, "mute-threads", denied=SEND_IN_THREADS)
    async with served(local=local) as bot:
        assert await lacks(bot, 0, RoomChoice.THREADS) == []
        assert await lacks(bot, 1, RoomChoice.THREADS) == ["create_public_threads"]
        assert await lacks(bot, 2, RoomChoice.THREADS) == ["send_messages_in_threads"]
        assert await lacks(bot, 1) == [], "without threads nothing is missing"


async def test_threads_cannot_be_had_inside_a_thread_nor_in_direct_messages() -> None:
    local, guild = prepared()
    thread = local.channel(guild, "talk", kind=THREAD, parent=guild.places[0].id, owner="9")
    async with served(local=local) as bot:
        for room in (replace(bot.room, thread=thread.id), own(bot.ada.id)):
            (lack,) = [it for it in await bot.platform.lacks(room) if it.only is RoomChoice.THREADS]
            assert lack.remedy == "lack.no_threads"


async def test_a_role_that_anyone_may_mention_needs_no_permission_to_be_called() -> None:
    local, guild = prepared()
    guild.roles += ["77", "78"]
    guild.shy.add("78")
    async with served(local=local) as bot:
        (lack,) = (x for x in await bot.platform.lacks(bot.room) if x.only is RoomChoice.CALL)
        assert lack.what == "mention_everyone"
        assert "77" in lack.spared and "78" not in lack.spared
