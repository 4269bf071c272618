"""What came in, as the requests that every platform speaks of."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypedDict

from bot.adapters import typed
from bot.adapters.slack.access import Token
from bot.adapters.slack.incoming import Incoming, Way
from bot.adapters.slack.people import Person
from bot.adapters.slack.spans import unescaped
from bot.adapters.slack.teams import NAME
from bot.core.model import Member, Room, Team
from bot.messages import Change, Command, CommandSpec, Happened, Press, Request, Right, Submission, Visit

HELP = f"{typed.GROUP} help"
ASKS_FOR_HELP = frozenset({"", "help", "hi", "hello"})
SAID_TOO = frozenset({"file_share", "thread_broadcast"})  # words with a file, words in a thread for all
ROOM_LOST = frozenset(
    {"channel_archive", "channel_deleted", "channel_left", "group_archive", "group_deleted", "group_left"}
)  # that a channel is left is told of the bot alone
MOVES = {"member_joined_channel": Happened.ENTERED, "member_left_channel": Happened.PARTED}
TEAM_LOST = frozenset({"app_uninstalled", "tokens_revoked"})


class _Who(TypedDict):
    id: str
    arrived: datetime
    member: Member
    room: Room
    name: str
    locale: str
    rights: frozenset[Right]
    groups: frozenset[str] | None


def request(
    came: Incoming, arrived: datetime, person: Person, token: Token | None, specs: Sequence[CommandSpec]
) -> Request | None:
    """None: there is nothing to do about it."""
    who = _who(came, arrived, person)
    match came.way:
        case Way.COMMAND:
            return Command(**who, **_command(f"{came.what} {unescaped(came.text)}", specs))
        case Way.PRESS | Way.VIEW_PRESS | Way.HOME_PRESS:
            return Press(**who, button=came.what)
        case Way.SUBMISSION:
            return Submission(**who, form=came.what, fields=came.fields)
        case Way.SHORTCUT:
            return Command(**who, command=came.what, options={})
        case Way.MESSAGE_SHORTCUT:
            button = _main_button(came.payload, token)
            return Press(**who, button=button) if button else Visit(**who)
        case Way.EVENT:
            return _event(came, who, person, token, specs)
        case _:
            return None


def private_room(team: str, user: str) -> Room:
    """Where somebody is alone with the bot: their conversation, the home page, a shortcut."""
    return Room(Team(NAME, team), user)


def is_private(channel: str) -> bool:
    """Whether the channel is a conversation with the bot, or no channel at all."""
    return not channel or channel[:1] in "DUW"


def _who(came: Incoming, arrived: datetime, person: Person) -> _Who:
    team = Team(NAME, came.team)
    alone = is_private(came.channel)
    return {
        "id": f"{NAME}:{came.team}:{came.id}",
        "arrived": arrived,
        "member": Member(team, came.user),
        "room": private_room(came.team, came.user) if alone else Room(team, came.channel),
        "name": person.name or came.name,
        "locale": person.locale,
        "rights": person.rights,
        "groups": person.groups,
    }


class _What(TypedDict):
    command: str
    options: Mapping[str, str]


def _command(line: str, specs: Sequence[CommandSpec]) -> _What:
    """`/quiz help` asks for help as `/study help` does."""
    begun = typed.begun(line, specs)
    if begun is not None and begun.rest.strip().lower() in ("help", "?"):
        return {"command": HELP, "options": {}}
    read = typed.read(line, specs)
    return {"command": read.name, "options": read.options}


def _event(
    came: Incoming, who: _Who, person: Person, token: Token | None, specs: Sequence[CommandSpec]
) -> Request | None:
    event = came.payload
    if came.what == "message":
        return _direct(came, who, token, specs) if _is_said(event) else None
    if came.what == "app_mention":
        return Command(**who, command=HELP, options={})
    if came.what == "app_home_opened":
        return Visit(**who, own=True) if event.get("tab", "home") == "home" else None
    if came.what == "user_change":
        return _user_change(came, who, back=person.back)
    return _lost(came, who, token)


def _direct(came: Incoming, who: _Who, token: Token | None, specs: Sequence[CommandSpec]) -> Request:
    """What is said to the bot alone is a command, with or without its slash, or what to be asked about."""
    called = f"<@{token.bot_user}>" if token is not None else ""
    line = unescaped(came.text).strip().removeprefix(called).strip()
    if line.lower().rstrip("!.? ") in ASKS_FOR_HELP:
        return Command(**who, command=HELP, options={})
    if typed.begun(line, specs) is None and not line.startswith("/"):
        line = f"quiz {line}"
    return Command(**who, **_command(line, specs))


def _is_said(event: Mapping[str, Any]) -> bool:
    """Whether a person said it: no bot, no edit, no deletion, and to the bot alone."""
    said = event.get("subtype") is None or event.get("subtype") in SAID_TOO
    return event.get("channel_type") == "im" and not event.get("bot_id") and said


def _user_change(came: Incoming, who: _Who, *, back: bool) -> Request | None:
    user = came.payload.get("user")
    if not isinstance(user, Mapping):
        return None
    who["member"] = Member(who["member"].team, str(user.get("id", "")))
    if user.get("deleted"):
        return Change(**who, what=Happened.LEFT)
    return Change(**who, what=Happened.JOINED if back else Happened.RENAMED)


def _lost(came: Incoming, who: _Who, token: Token | None) -> Request | None:
    """A room or a whole team in which nobody can be asked any more, or one person; a team has no channel."""
    team = who["member"].team
    who["room"] = Room(team, came.channel)
    if came.what in ROOM_LOST and came.channel:
        return Change(**who, what=Happened.LOST)
    if came.what in TEAM_LOST and _is_ours(came):
        who["room"] = Room(team, "")
        return Change(**who, what=Happened.LOST)
    if came.what not in MOVES or not came.channel:
        return None
    if token is not None and came.user == token.bot_user:
        return Change(**who, what=Happened.LOST) if MOVES[came.what] is Happened.PARTED else None
    return Change(**who, what=MOVES[came.what])


def _is_ours(came: Incoming) -> bool:
    """Whether the bot's own token is among those that were revoked."""
    tokens = came.payload.get("tokens")
    return came.what == "app_uninstalled" or bool(isinstance(tokens, Mapping) and tokens.get("bot"))


def _main_button(message: Mapping[str, Any], token: Token | None) -> str:
    """What the bot's own message most wants to be pressed; any bot's, while nobody says which it is."""
    bot = message.get("bot_id")
    if token is None or not bot or (token.bot_id and bot != token.bot_id):
        return ""
    buttons = [
        element
        for block in message.get("blocks") or ()
        if block.get("type") == "actions"
        for element in block.get("elements", ())
        if element.get("style") == "primary"
    ]
    return str(buttons[0].get("action_id", "")) if buttons else ""
