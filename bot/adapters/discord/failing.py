"""What went wrong at Discord, in the house's words: lost for good, or to be tried again, and how surely."""

import aiohttp
import discord

from bot.errors import BotError, Gone, Unavailable

# Discord's own numbers of errors. What is not among them may pass, or is our fault.
LOST = frozenset({
    10003,  # unknown channel
    10004,  # unknown guild
    10013,  # unknown user
    50001,  # missing access
    50007,  # this user takes no direct messages from us
    50013,  # missing permissions
    50083,  # the thread is put away
    50278,  # no guild in common with this user
    160002,  # no reply without Read Message History
    160005,  # the thread is locked
})  # fmt: skip
UNKNOWN_MEMBER, UNKNOWN_USER = 10007, 10013
UNKNOWN_MESSAGE = 10008
UNKNOWN_INTERACTION = 10062
ALREADY_ANSWERED = 40060
REFUSES = frozenset({4004, 4010, 4011, 4012, 4013, 4014})  # how a gateway closes on who must not come back

FAILURES = (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError)


def told(error: BaseException) -> BotError | None:
    """The failure of a request; None: our own fault, to be seen as one."""
    match error:
        case BotError():
            return error
        case discord.RateLimited():
            return Unavailable("rate limited", error.retry_after, uncertain=False)
        case discord.HTTPException():
            return _of_http(error)
        case aiohttp.ClientConnectorError():
            return Unavailable("no connection", uncertain=False)
        case discord.GatewayNotFound() | aiohttp.ClientError() | OSError() | TimeoutError():
            return Unavailable(type(error).__name__)
    return None


def _of_http(error: discord.HTTPException) -> BotError | None:
    if error.status == 429:
        return Unavailable("rate limited", _wait(error), uncertain=False)
    if error.code in LOST:
        return Gone(f"{error.status} {error.code} {error.text}")
    if error.status >= 500:
        return Unavailable(str(error.status))
    if error.status in (401, 403, 404):
        return Unavailable(f"{error.status} {error.code} {error.text[:200]}", uncertain=False)
    return None


def of_serving(error: BaseException) -> BotError | None:
    """Why the connection to the gateway ended; None: our own fault."""
    match error:
        case discord.LoginFailure():
            return Gone("token refused")
        case discord.PrivilegedIntentsRequired():
            return Gone("intent refused")
        case discord.ConnectionClosed() if error.code in REFUSES:
            return Gone(f"gateway closed: {error.code}")
        case discord.ConnectionClosed():
            return Unavailable(f"gateway closed: {error.code}")
    return told(error)


def _wait(error: discord.HTTPException) -> float | None:
    """How long Discord, or a proxy before it, asks to wait; they say so in one of two places."""
    said = error.response.headers.get("Retry-After")
    try:
        return max(0.0, float(said)) if said else None
    except ValueError:
        return None
