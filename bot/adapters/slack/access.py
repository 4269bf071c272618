"""What lets the bot into Slack, and how a team's own token is found."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

API = "https://slack.com/api/"
SCOPES = (
    "app_mentions:read",  # a mention is answered with help
    "channels:history",  # whether a question whose posting was uncertain is there after all
    "channels:read",  # a channel is archived, or the bot is taken out of it
    "chat:write",
    "commands",
    "files:read",  # whether an uploaded picture can be shown yet
    "files:write",  # pictures
    "groups:history",  # the same two for private channels
    "groups:read",
    "im:history",  # direct messages to the bot
    "im:write",  # notices to who set a schedule up
    "usergroups:read",  # squads by user group
    "users:read",  # names, who is an admin, who has left
)
EVENTS = (
    "app_home_opened",
    "app_mention",
    "app_uninstalled",
    "channel_archive",
    "channel_deleted",
    "channel_left",
    "group_archive",
    "group_deleted",
    "group_left",
    "member_joined_channel",
    "member_left_channel",
    "message.im",
    "tokens_revoked",
    "user_change",
)


@dataclass(frozen=True, slots=True)
class Access:
    """One workspace by its tokens, or several by OAuth. With an app token by Socket Mode, else by HTTP."""

    bot_token: str = field(default="", repr=False)
    app_token: str = field(default="", repr=False)
    signing_secret: str = field(default="", repr=False)
    client_id: str = ""
    client_secret: str = field(default="", repr=False)
    api: str = API


@dataclass(frozen=True, slots=True)
class Token:
    """A team's way in, and who the bot is there."""

    token: str = field(repr=False)
    team: str = ""
    bot_id: str = ""
    bot_user: str = ""
    scopes: frozenset[str] = frozenset()


Tokens = Callable[[str], Awaitable[Token | None]]  # by a team's id; None: the bot is not installed there
