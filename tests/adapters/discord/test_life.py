"""Guilds and channels come and go; commands are announced when they changed."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.adapters.discord.marks import UNSEEN
from bot.messages import Change, Command, Happened, Press, Reply, Request, Right, Said
from tests.adapters.discord.local import Guild, Place
from tests.adapters.discord.local.events import COMMAND, COMPONENT, Where, command, press
from tests.adapters.discord.local.messages import whole
from tests.adapters.discord.local.people import SEND, THREAD, USUAL
from tests.adapters.discord.local.waiting import until
from tests.adapters.discord.served import Served, prepared, say, served

heard: list[Request] = []


async def listening(request: Request) -> Reply:
    heard.append(request)
    return Said(say("heard"))


def changes() -> list[Change]:
    return [request for request in heard if isinstance(request, Change)]


async def test_a_guild_that_takes_the_bot_in_is_greeted_where_it_may_write() -> None:
    heard.clear()
    async with served(listening) as bot:
        guild = Guild("5000", joined=datetime.now(UTC).isoformat())
        closed, free = Place("5001", "5000", "closed", denied=SEND), Place("5002", "5000", "free")
        guild.places += [closed, free]
        await bot.local.join(guild)
        await until(lambda: bool(changes()))
        (change,) = changes()
        assert (change.what, change.room) == (Happened.ADDED, guild.room(free))


async def test_a_guild_that_took_the_bot_in_while_it_was_away_is_greeted_too() -> None:
    heard.clear()
    local, guild = prepared()
    guild.joined = datetime.now(UTC).isoformat()
    async with served(listening, local):
        await until(lambda: bool(changes()))
        assert changes()[0].what is Happened.ADDED


async def test_a_deleted_channel_a_deleted_thread_and_a_lost_guild_are_told() -> None:
    heard.clear()
    local, guild = prepared()
    thread = local.channel(guild, "talk", kind=THREAD, parent=guild.places[0].id, owner="9")
    async with served(listening, local) as bot:
        await local.delete(guild, thread)
        await local.delete(guild, bot.place)
        await local.remove(guild)
        await until(lambda: len(changes()) == 3)
        rooms = {(change.room.channel, change.room.thread) for change in changes()}
        assert rooms == {(bot.place.id, thread.id), (bot.place.id, ""), ("", "")}
        assert {change.what for change in changes()} == {Happened.LOST}


async def test_a_guild_that_discord_cannot_reach_for_a_while_is_not_lost() -> None:
    heard.clear()
    async with served(listening) as bot:
        await bot.local.tell("GUILD_DELETE", {"id": bot.guild.id, "unavailable": True}, bot.guild)
        again = bot.guild.json(bot.local.bot) | {"unavailable": False}
        await bot.local.tell("GUILD_CREATE", again, bot.guild)
        assert (await ask(bot, bot.where)).room == bot.room
        assert changes() == []


async def test_what_is_renamed_or_allowed_anew_stays_the_same_room() -> None:
    heard.clear()
    async with served(listening) as bot:
        bot.guild.name = "Haven"
        await bot.local.tell("GUILD_UPDATE", bot.guild.json(bot.local.bot), bot.guild)
        renamed = replace(bot.place, name="pier", denied=SEND)
        await bot.local.tell("CHANNEL_UPDATE", renamed.json(), bot.guild)
        assert (await ask(bot, Where(renamed, bot.guild))).room == bot.room
        assert "send_messages" in {lack.what for lack in await bot.platform.lacks(bot.room)}
        assert changes() == []


async def test_commands_are_announced_only_when_they_changed() -> None:
    local, _ = prepared()
    async with local.running():
        for _ in range(2):
            async with served(local=local):
                pass
        assert sum(asked.line.startswith("PUT /applications") for asked in local.asked) == 1
        local.commands[0]["description"] = "something else"
        async with served(local=local):
            pass
        assert sum(asked.line.startswith("PUT /applications") for asked in local.asked) == 2


async def test_where_commands_make_sense_is_told() -> None:
    local, _ = prepared()
    async with served(local=local):
        announced = {told["name"]: told for told in local.commands}
        assert announced["leaderboard"]["contexts"] == [0]
        assert announced["quiz"]["contexts"] == [0, 1, 2]
        assert announced["quiz"]["integration_types"] == [0, 1]
        assert announced["quiz"]["options"][0]["autocomplete"] is True


# --- whose request it is ------------------------------------------------------------------------------------


async def ask(bot: Served, where: Where) -> Command:
    await (await bot.send(COMMAND, command("quiz", {"count": 3}), where)).done()
    request = heard[-1]
    assert isinstance(request, Command)
    return request


async def test_a_guild_is_a_team_and_manage_server_makes_an_admin() -> None:
    async with served(listening) as bot:
        asked = await ask(bot, bot.where)
        assert (asked.room, asked.member.user) == (bot.room, bot.ada.id)
        assert (asked.rights, asked.options) == (frozenset({Right.ADMIN}), {"count": "3"})
        bot.ada = bot.local.user("Ben", permissions=USUAL)
        assert (await ask(bot, bot.where)).rights == frozenset()


async def test_direct_messages_and_a_bot_of_ones_own_are_a_team_of_one() -> None:
    async with served(listening) as bot:
        own = await ask(bot, Where(bot.local.direct(bot.ada)))
        elsewhere = await ask(bot, Where(bot.place, bot.guild, installed=False))
        assert own.room == elsewhere.room
        assert own.room.team.id == f"@{bot.ada.id}"
        assert own.rights == frozenset({Right.ADMIN})
        ref = await bot.platform.post(own.room, say("for you"), "slot:9")
        assert bot.local.channels.lie[bot.local.direct(bot.ada).id][0]["content"].rstrip(UNSEEN) == "for you"
        await bot.platform.edit(ref, say("for you alone"))


async def test_a_thread_of_ours_belongs_to_its_channel_and_any_other_is_a_room() -> None:
    local, guild = prepared()
    ours = local.channel(guild, "q", kind=THREAD, parent=guild.places[0].id, owner=local.application)
    other = local.channel(guild, "t", kind=THREAD, parent=guild.places[0].id, owner="77")
    async with served(listening, local) as bot:
        assert (await ask(bot, Where(ours, guild))).room == bot.room
        assert (await ask(bot, Where(other, guild))).room.thread == other.id


async def test_a_button_in_direct_messages_is_about_the_guild_it_names() -> None:
    async with served(listening) as bot:
        own = Where(bot.local.direct(bot.ada))
        message = whole(bot.local.ids(), own.place.id, {}, bot.local.bot)
        data = press(f"abc@{bot.guild.id}/hint:1") | {"message": message}
        await (await bot.send(COMPONENT, data, own)).done()
        asked = heard[-1]
        assert isinstance(asked, Press)
        assert (asked.button, asked.member.team) == ("hint:1", bot.room.team)
        assert (asked.rights, asked.groups) == (frozenset(), None), "which roles they have there is not said"


async def test_a_file_stands_for_what_is_in_it_and_what_is_no_text_is_refused() -> None:
    async with served(listening) as bot:
        good, bad = bot.local.file(b"Q: a?\nA: b"), bot.local.file(b"\xff\xfe\x00")
        await bot.ask("study import", name="knots", text_file=good)
        asked = heard[-1]
        assert isinstance(asked, Command) and asked.options == {"name": "knots", "text": "Q: a?\nA: b"}
        count = len(heard)
        refused = await bot.ask("study import", name="knots", text_file=bad)
        assert "cannot be read" in str(refused.data) and len(heard) == count
