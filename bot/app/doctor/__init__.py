"""The doctor: looks at everything the bot stands on, and says of each fault what mends it."""

import logging
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from datetime import UTC, datetime

from bot import wording
from bot.app import settings
from bot.app.doctor import machine
from bot.app.doctor.findings import Finding, State, fault, note
from bot.app.settings import TOKENS, Settings
from bot.core.model import Room
from bot.errors import BadData, BotError, Problem
from bot.store.places import rooms_with_questions

__all__ = ["Finding", "State", "examine", "report"]

HERE = ("STUDYBOT_DATABASE", "STUDYBOT_DECKS", "XDG_DATA_HOME", "HOME")  # of this machine alone
LOOKED_AT = 25  # rooms: each costs a few calls of what the platforms allow

log = logging.getLogger(__name__)


async def examine(environment: Callable[[], Mapping[str, str]]) -> AsyncIterator[Finding]:
    """Everything, from the environment on: what can be read of it decides what else can be looked at."""
    yield machine.python()
    yield machine.zones()
    said: Mapping[str, str] = {}
    try:
        said = environment()
        read = settings.read(said)
    except BadData as bad:
        for problem in bad.problems:
            yield _unfit(problem, said)
        for finding in _without_accounts(said):
            yield finding
        return
    for finding in (*machine.decks(read), *machine.database(read)):
        yield finding
    async for finding in platforms(read):
        yield finding


def _unfit(problem: Problem, said: Mapping[str, str]) -> Finding:
    """A setting that is wrong, or missing beside another one."""
    name = problem.file
    if not name.isidentifier() or said.get(name):
        return fault("setting", name=name, problem=problem.text)
    if name == "SLACK_APP_TOKEN":
        return fault("slack_app_unset", name=name, problem=problem.text)
    return fault("setting_unset", name=name, problem=problem.text)


def _without_accounts(said: Mapping[str, str]) -> Iterator[Finding]:
    """What can be looked at whatever is wrong with the tokens."""
    try:
        read = settings.read({name: said[name] for name in HERE if name in said})
    except BadData:
        return
    yield from machine.decks(read)
    yield from machine.database(read)


async def report(said: Settings) -> None:
    """At the start of a bot: what is wrong with its platforms goes into the log, and holds up nothing."""
    say = wording.of(wording.DEFAULT)
    try:
        async for finding in platforms(said):
            if finding.state is not State.WELL:
                log.warning("doctor", extra=finding.told(say))
    except Exception:  # whoever looks after the bot must not be what ends it
        log.exception("doctor_fault")


def _rooms(said: Settings) -> tuple[Room, ...]:
    """The rooms that get questions; none where the database cannot be read, which is told already."""
    try:
        return rooms_with_questions(said.database)
    except BotError:
        return ()


async def platforms(said: Settings) -> AsyncIterator[Finding]:
    """The clock, and the platforms that have a token."""
    accounts = said.accounts
    if accounts.discord is None and accounts.slack is None:
        yield machine.year(datetime.now(UTC))
        yield note("platforms_none", names=", ".join(TOKENS))
        return
    try:
        from bot.app.doctor import visits  # imported when used: it brings an HTTP client
    except ModuleNotFoundError as missing:
        yield fault("platforms_library", problem=missing)
        return
    rooms = _rooms(said)
    async for finding in visits.visit(said, accounts, rooms[:LOOKED_AT]):
        yield finding
    if rooms[LOOKED_AT:]:
        yield note("platforms_rooms", n=len(rooms[LOOKED_AT:]))
