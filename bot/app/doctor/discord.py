"""What the doctor asks Discord: the token, how requests come, session starts, and each room's permissions."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.app.accounts import DiscordAccount
from bot.app.doctor.asking import Api, Told
from bot.app.doctor.findings import Finding, fault, note, well
from bot.core.model import Room

# The bits of Discord's permissions that the bot needs, with the names its settings call them by.
NEEDED = {
    1 << 10: "View Channel",
    1 << 11: "Send Messages",
    1 << 16: "Read Message History",
    1 << 15: "Attach Files",
}
IN_THREADS = (1 << 38, "Send Messages in Threads")
SEND, ADMINISTRATOR = 1 << 11, 1 << 3
OPENS_THREADS = 1 << 35  # under its questions, where their answers are told
INVITED_WITH = sum(NEEDED) + IN_THREADS[0] + OPENS_THREADS
FEW_STARTS = 20


@dataclass(frozen=True, slots=True)
class Guild:
    """What decides over permissions in one guild."""

    id: str
    owner: str
    roles: Mapping[str, int]  # role -> its permissions
    own: tuple[str, ...]  # the bot's roles


async def examine(
    account: DiscordAccount, api: Api, me: Told, rooms: Sequence[Room]
) -> AsyncIterator[Finding]:
    """`me` is what Discord says of the token."""
    if me.status != 200:
        yield _refused(me)
        return
    yield well("discord_token", name=me.text("username"))
    application = await api.get("applications/@me")
    if application.text("interactions_endpoint_url"):
        yield fault("discord_endpoint", address=application.text("interactions_endpoint_url"))
    else:
        yield well("discord_intents")
    async for finding in _gateway(account, api):
        yield finding
    guilds = await api.get("users/@me/guilds")
    if guilds.status == 200 and not guilds.body:
        yield fault("discord_nowhere", address=invitation(application.text("id") or me.text("id")))
    for room in rooms:
        async for finding in _room(api, me.text("id"), room):
            yield finding


def invitation(application: str) -> str:
    return (
        f"https://discord.com/oauth2/authorize?client_id={application}"
        f"&scope=bot+applications.commands&permissions={INVITED_WITH}"
    )


def _refused(me: Told) -> Finding:
    return fault("discord_refused") if me.status == 401 else fault("discord_answers", status=str(me.status))


async def _gateway(account: DiscordAccount, api: Api) -> AsyncIterator[Finding]:
    """How many connections may still be begun today, and into how many shards Discord wants them."""
    told = await api.get("gateway/bot")
    if told.status != 200:
        yield fault("discord_answers", status=str(told.status))
        return
    limit: Any = told.body.get("session_start_limit") or {}
    left, hours = limit.get("remaining", FEW_STARTS), round(limit.get("reset_after", 0) / 3_600_000)
    if left < FEW_STARTS:
        yield (note if left else fault)("discord_starts", n=left, hours=hours)
    shards = told.body.get("shards", 1)
    if account.of and account.of < shards:
        yield fault("discord_shards", n=shards, of=account.of)


async def _room(api: Api, bot: str, room: Room) -> AsyncIterator[Finding]:
    guild = await _guild(api, bot, room.team.id)
    if guild is None:
        yield fault("discord_not_there", guild=room.team.id, room=room.channel)
        return
    channel = await api.get(f"channels/{room.thread or room.channel}")
    if channel.status != 200:
        yield fault("discord_channel", room=room.thread or room.channel)
        return
    in_thread = bool(channel.body.get("thread_metadata"))
    over = await api.get(f"channels/{channel.text('parent_id')}") if in_thread else channel
    held = permissions(guild, bot, over.body.get("permission_overwrites") or [])
    needed = {bit: name for bit, name in NEEDED.items() if not (in_thread and bit == SEND)}
    needed |= {IN_THREADS[0]: IN_THREADS[1]} if in_thread else {}
    missing = [name for bit, name in needed.items() if not held & bit]
    name = channel.text("name") or room.channel
    if missing:
        yield fault("discord_lacks", room=name, permissions=", ".join(missing))
    else:
        yield well("discord_room", room=name)


async def _guild(api: Api, bot: str, id: str) -> Guild | None:
    told, member = await api.get(f"guilds/{id}"), await api.get(f"guilds/{id}/members/{bot}")
    if told.status != 200 or member.status != 200:
        return None
    roles = {role["id"]: int(role["permissions"]) for role in told.body["roles"]}
    return Guild(id, told.text("owner_id"), roles, tuple(member.body["roles"]))


def permissions(guild: Guild, member: str, overwrites: Sequence[Mapping[str, Any]]) -> int:
    """A member's permissions in a channel, by the rule that Discord documents."""
    held = guild.roles.get(guild.id, 0)  # the role that everyone has bears the guild's own id
    for role in guild.own:
        held |= guild.roles.get(role, 0)
    if held & ADMINISTRATOR or guild.owner == member:
        return -1  # all of them
    over = {one["id"]: (int(one["allow"]), int(one["deny"])) for one in overwrites}
    for ids in ((guild.id,), guild.own, (member,)):
        allow = deny = 0
        for id in ids:
            allow, deny = allow | over.get(id, (0, 0))[0], deny | over.get(id, (0, 0))[1]
        held = held & ~deny | allow
    return held
