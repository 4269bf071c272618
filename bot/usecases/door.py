"""The one door: every request comes in here, and whatever goes wrong behind it is told kindly, once."""

import logging
from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches
from functools import partial
from hashlib import blake2b
from typing import TypeVar

from bot.core.text import clean
from bot.errors import Refused, Unavailable
from bot.messages import (
    Asked,
    Change,
    Choice,
    Choices,
    Command,
    Lookup,
    Message,
    Press,
    Reply,
    Request,
    Right,
    Said,
    Submission,
    Text,
    Visit,
)
from bot.ports import Handle
from bot.usecases import home, membership
from bot.usecases.commands import (
    ADMIN_VERBS,
    COMMANDS,
    FORMS,
    NUMBERED,
    PRESSES,
    REVIEWER_VERBS,
)
from bot.usecases.house import House, reader
from bot.usecases.notes import with_notes
from bot.usecases.rights import entitled, may_review
from bot.usecases.whereabouts import at_home
from bot.views import ids

log = logging.getLogger(__name__)

COMPLETIONS = 25  # what a platform shows at most

ALIKE = 0.75  # how much of a name must be there for it to be meant
STUDY = "study "  # how the names of the commands begin that look after a room
Acts = TypeVar("Acts", Press, Submission)

_COMMANDS = {spec.name: (spec, run) for spec, run in COMMANDS}


def door(house: House) -> Handle:
    """The function that adapters hand every request to; it always answers."""

    async def handle(request: Request) -> Reply:
        try:
            request = _clean(request)
            reply = await with_notes(house, request, await _route(house, request))
            log.debug("handled", extra={"request": request.id, "asks": _asks(request)})
            return reply
        except Refused as refused:
            return _told(request, refused.key, refused.facts)
        except Unavailable as gone:
            log.warning("unavailable", extra={"request": request.id, "why": str(gone)})
            return _told(request, "door.unavailable", {})
        except Exception:  # the one broad net: people get an incident id, the log gets the fault
            incident = blake2b(f"{request.id} {request.arrived}".encode(), digest_size=4).hexdigest()
            log.exception("fault", extra={"incident": incident, "request": type(request).__name__})
            return _told(request, "door.fault", {"incident": incident})

    return handle


def _asks(request: Request) -> str:
    """What was asked for, without anything that somebody typed."""
    match request:
        case Command():
            return request.command if request.command in _COMMANDS else "unknown"
        case Press():
            return ids.split(request.button)[0]
        case Submission():
            return ids.split(request.form)[0]
        case _:
            return type(request).__name__.lower()


def _clean(request: Request) -> Request:
    """The request without what no database can take in a name or in what was typed."""
    name = clean(request.name)
    match request:
        case Command():
            return replace(request, name=name, options={k: clean(v) for k, v in request.options.items()})
        case Submission():
            fields = {k: clean(v) for k, v in request.fields.items()}
            if name == request.name and fields == request.fields:
                return request
            return replace(request, name=name, fields=fields)
        case _:
            return request if name == request.name else replace(request, name=name)


async def _route(house: House, request: Request) -> Reply:
    match request:
        case Command():
            return await _command(house, request)
        case Press():
            press, verb, argument = await _allowed(house, request, request.button, PRESSES)
            press = await at_home(house, press, verb)
            return await PRESSES[verb](house, press, argument)
        case Submission():
            submission, verb, argument = await _allowed(house, request, request.form, FORMS)
            return await FORMS[verb](house, submission, argument)
        case Lookup():
            library = await house.store.read(partial(house.library, team=request.member.team))
            names = library.complete(request.typed, COMPLETIONS)
            return Choices(tuple(Choice(name, name) for name in names))
        case Visit():
            return await home.visit(house, request)
        case Change():
            return await membership.changed(house, request)


async def _command(house: House, request: Command) -> Reply:
    if request.command not in _COMMANDS:
        raise _unknown(request.command)
    spec, run = _COMMANDS[request.command]
    if request.command.startswith(STUDY):
        request = await entitled(house, request, request.command)
    request = await at_home(house, request, request.command)
    if spec.admin and Right.ADMIN not in request.rights:
        raise Refused("door.admins_only")
    if spec.reviewer:
        await _reviews(house, request)
    return await run(house, request)


async def _reviews(house: House, request: Asked) -> None:
    """Refuses who is neither an admin nor named as a reviewer."""
    if Right.ADMIN not in request.rights and not await house.store.read(partial(may_review, request=request)):
        raise Refused("door.reviewers_only")


def _unknown(typed: str) -> Refused:
    """What may have been meant: a name that is spelled almost so, of the same group before others."""
    names = {name.removeprefix(STUDY): name for name in _COMMANDS}
    of_study = [short for short, name in names.items() if typed.startswith(STUDY) and name.startswith(STUDY)]
    word = typed.removeprefix(STUDY)
    for some in (of_study, names):
        if near := get_close_matches(word, some, 1, ALIKE):
            return Refused("door.unknown_near", typed=typed, near=names[near[0]])
    return Refused("door.unknown_command", typed=typed)


async def _allowed(
    house: House, request: Acts, id: str, known: Mapping[str, object]
) -> tuple[Acts, str, str]:
    verb, argument = ids.split(id)
    if verb not in known:
        raise Refused("door.old_button")
    if verb in ADMIN_VERBS:
        request = await entitled(house, request, verb)
        if Right.ADMIN not in request.rights:
            raise Refused("door.admins_only")
    if verb in REVIEWER_VERBS:
        request = await entitled(house, request, verb)
        await _reviews(house, request)
    if verb in NUMBERED and not ids.is_number(argument):
        raise Refused("door.old_button")
    return request, verb, argument


def _told(request: Asked, key: str, facts: Mapping[str, object]) -> Said:
    say = reader(request)
    return Said(Message((Text(say.line(key, **facts)),), say.text(key, **facts)), kept=True)
