"""What the doctor asks Slack: the tokens, their scopes, the socket, and whether the bot is in each room."""

from collections.abc import AsyncIterator, Iterator, Sequence

from bot.adapters.slack.access import SCOPES
from bot.app.accounts import SlackAccount
from bot.app.doctor.asking import Api, Told
from bot.app.doctor.findings import Finding, fault, note, well
from bot.core.model import Room

REVOKED = frozenset({"invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive"})


def kinds(account: SlackAccount) -> Iterator[Finding]:
    """Tokens that stand in one another's place, or are none of the bot's: told by how they begin."""
    if account.bot_token is not None and not account.bot_token.reveal().startswith("xoxb-"):
        yield fault("slack_token_kind")
    if account.app_token is not None and not account.app_token.reveal().startswith("xapp-"):
        yield fault("slack_app_kind")


async def examine(
    account: SlackAccount, bot: Api, app: Api | None, me: Told, rooms: Sequence[Room]
) -> AsyncIterator[Finding]:
    """`me` is what Slack says of the bot's token; `app` asks with the app token, where there is one."""
    if not ok(me):
        yield _refused(me)
        return
    yield well("slack_token", name=me.text("user"), team=me.text("team"))
    yield _scopes(me)
    yield await _socket(account, app)
    for room in rooms:
        yield await _room(bot, room)


def ok(told: Told) -> bool:
    return told.text("ok") == "True"


def _refused(told: Told) -> Finding:
    error = told.text("error") or str(told.status)
    return fault("slack_refused") if error in REVOKED else fault("slack_answers", error=error)


def _scopes(me: Told) -> Finding:
    held = {scope.strip() for scope in me.headers.get("x-oauth-scopes", "").split(",")}
    missing = [scope for scope in SCOPES if scope not in held]
    return fault("slack_scopes", scopes=", ".join(missing)) if missing else well("slack_scoped")


async def _socket(account: SlackAccount, app: Api | None) -> Finding:
    """How requests reach us: by a socket that we open, or by HTTP requests that Slack signs."""
    if app is None or account.app_token is None:
        return note("slack_http")
    told = await app.post("apps.connections.open")
    if ok(told):
        return well("slack_socket")
    error = told.text("error") or str(told.status)
    if error in REVOKED:
        return fault("slack_app_refused")
    return fault("slack_app_scope") if error == "missing_scope" else fault("slack_no_socket", error=error)


async def _room(bot: Api, room: Room) -> Finding:
    told = await bot.post("conversations.history", channel=room.channel, limit="1")
    if ok(told):
        return well("slack_room", room=room.channel)
    match told.text("error"):
        case "not_in_channel":
            return fault("slack_not_member", room=room.channel)
        case "channel_not_found" | "is_archived":
            return fault("slack_channel", room=room.channel)
        case error:
            return fault("slack_answers", error=error)
