"""What the bot may do in a channel, as the guild's roles and overwrites say."""

from collections.abc import Iterator

import discord

from bot.adapters.discord import places
from bot.core.choices import RoomChoice
from bot.core.model import Room
from bot.ports import Lack

NEEDED = {
    "view_channel": "lack.view_channel",
    "send_messages": "lack.send_messages",
    "read_message_history": "lack.read_message_history",
    "attach_files": "lack.attach_files",
}
FOR_THREADS = {
    "create_public_threads": "lack.create_public_threads",
    "send_messages_in_threads": "lack.send_messages_in_threads",
}
NO_CHANNEL = Lack("channel", "lack.unseen")
NO_THREADS = Lack("threads", "lack.no_threads", RoomChoice.THREADS)

Place = discord.abc.GuildChannel | discord.Thread


def lacks(guild: discord.Guild | None, room: Room) -> tuple[Lack, ...]:
    """What is missing there, each with the sentence that says how to mend it."""
    if places.is_own(room):
        return (NO_THREADS,)
    place = _place(guild, room)
    if guild is None or place is None:
        return (NO_CHANNEL,)
    may = place.permissions_for(guild.me)
    speaks = may.send_messages_in_threads if isinstance(place, discord.Thread) else may.send_messages
    held = {
        "view_channel": may.view_channel,
        "send_messages": speaks,
        "read_message_history": may.read_message_history,
        "attach_files": may.attach_files or not speaks,  # which goes with it
    }
    missing = [Lack(what, remedy) for what, remedy in NEEDED.items() if not held[what]]
    return (*missing, *_for_threads(place, may), *_for_calls(guild, may))


def _for_threads(place: Place, may: discord.Permissions) -> Iterator[Lack]:
    """Where each question is to have a thread of its own."""
    if isinstance(place, discord.Thread):
        yield NO_THREADS
        return
    for what, remedy in FOR_THREADS.items():
        if not getattr(may, what):
            yield Lack(what, remedy, RoomChoice.THREADS)


def _for_calls(guild: discord.Guild, may: discord.Permissions) -> Iterator[Lack]:
    """Where a question calls a role: one that everybody may mention needs no permission."""
    if not may.mention_everyone:
        free = frozenset(str(role.id) for role in guild.roles if role.mentionable)
        yield Lack("mention_everyone", "lack.mention_everyone", RoomChoice.CALL, free)


def _place(guild: discord.Guild | None, room: Room) -> Place | None:
    if guild is None:
        return None
    channel = guild.get_channel(int(room.channel))
    return guild.get_thread(int(room.thread)) or channel if room.thread else channel


def first_to_write_in(guild: discord.Guild) -> discord.TextChannel | None:
    """Where a greeting can stand: the channel for news of the guild, else the first that we may write in."""
    inside = [guild.system_channel] if guild.system_channel else []
    for channel in (*inside, *guild.text_channels):
        may = channel.permissions_for(guild.me)
        if may.view_channel and may.send_messages:
            return channel
    return None
