"""Where a request comes from, in the house's words: which team, which room, and who may do what there.

A guild that has the bot is a team, a channel of it a room. Whoever uses the bot elsewhere, in direct messages
or with the bot installed for themselves alone, has a team of their own, with one room: their direct messages.
"""

import discord

from bot.core.model import Member, Room, Team
from bot.messages import Right

NAME = "discord"
OWN = "@"  # before a person's id: their own team, and their direct messages as a room


def guild(id: object) -> Team:
    return Team(NAME, str(id))


def own(user: object, team: Team | None = None) -> Room:
    """Somebody's direct messages, in their own team or as a private place in another."""
    return Room(team or Team(NAME, f"{OWN}{user}"), f"{OWN}{user}")


def is_own(room: Room) -> bool:
    return room.channel.startswith(OWN)


def room_of(asked: discord.Interaction, team: str = "") -> Room:
    """`team` stands in the id of a button in direct messages: the team that the button is about."""
    if team:
        return own(asked.user.id, guild(team))
    if asked.guild_id is None or not asked.is_guild_integration():
        return own(asked.user.id)
    channel = asked.channel
    if isinstance(channel, discord.Thread):
        return of_thread(asked.guild_id, channel, asked.application_id)
    return Room(guild(asked.guild_id), str(asked.channel_id or ""))


def of_thread(guild_id: int, thread: discord.Thread, ourselves: int) -> Room:
    """A thread that we opened under a question belongs to its channel; any other is a room of its own."""
    if thread.owner_id == ourselves:
        return Room(guild(guild_id), str(thread.parent_id))
    return Room(guild(guild_id), str(thread.parent_id), str(thread.id))


def member_of(asked: discord.Interaction, room: Room) -> Member:
    return Member(room.team, str(asked.user.id))


def standing(asked: discord.Interaction, room: Room) -> tuple[frozenset[Right], frozenset[str] | None]:
    """What somebody may do there, and the roles they have, as Discord says with each request.

    From their direct messages it does not say what roles they have in a guild.
    """
    if room == own(asked.user.id):
        return frozenset({Right.ADMIN}), None  # their own place
    if isinstance(asked.user, discord.Member) and room.team == guild(asked.guild_id):
        return rights(asked.permissions), roles(asked.user)
    return frozenset(), None


def rights(permissions: discord.Permissions) -> frozenset[Right]:
    manages = permissions.manage_guild or permissions.administrator
    return frozenset({Right.ADMIN}) if manages else frozenset()


def roles(member: discord.Member) -> frozenset[str]:
    return frozenset(str(role.id) for role in member.roles if not role.is_default())
