"""Where a request comes from, in the house's words: which team, which room, and who may do what there.

A guild that has the bot is a team, a channel of it a room. Whoever uses the bot elsewhere, in direct messages
or with the bot installed for themselves alone, has a team of their own, with one room: their direct messages.
"""

from bot.adapters.discord.asked import Asked, Raw
from bot.core.model import Room, Team
from bot.messages import Right

NAME = "discord"
THREADS = frozenset({10, 11, 12})  # kinds of channels: of news, public, private
MANAGES = 1 << 5 | 1 << 3  # Manage Server, or Administrator
ADMIN, NO_RIGHTS = frozenset({Right.ADMIN}), frozenset[Right]()
OWN = "@"  # before a person's id: their own team, and their direct messages as a room


def guild(id: object) -> Team:
    return Team(NAME, str(id))


def own(user: object, team: Team | None = None) -> Room:
    """Somebody's direct messages, in their own team or as a private place in another."""
    return Room(team or Team(NAME, f"{OWN}{user}"), f"{OWN}{user}")


def is_own(room: Room) -> bool:
    return room.channel.startswith(OWN)


def room_of(asked: Asked, team: str = "") -> Room:
    """`team` stands in the id of a button in direct messages: the team that the button is about."""
    if team:
        return own(asked.user, guild(team))
    if not asked.installed:
        return own(asked.user)
    channel = asked.channel
    if channel.get("type") in THREADS:
        return _of_thread(asked, channel)
    return Room(guild(asked.guild), str(channel.get("id", "")))


def _of_thread(asked: Asked, thread: Raw) -> Room:
    """A thread that we opened under a question belongs to its channel; any other is a room of its own."""
    ours = str(thread.get("owner_id")) == asked.application
    return Room(guild(asked.guild), str(thread["parent_id"]), "" if ours else str(thread["id"]))


def standing(asked: Asked, room: Room) -> tuple[frozenset[Right], frozenset[str] | None]:
    """What somebody may do there, and the roles they have, as Discord says with each request.

    From their direct messages it does not say what roles they have in a guild.
    """
    if room.team.id == f"{OWN}{asked.user}":
        return ADMIN, None  # their own place
    if asked.roles is not None and room.team.id == asked.guild:
        return ADMIN if asked.permissions & MANAGES else NO_RIGHTS, asked.roles
    return NO_RIGHTS, None
