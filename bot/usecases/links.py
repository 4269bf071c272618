"""`/study link`, `/study join`: a code from one side, typed on the other, makes two accounts or rooms one."""

import secrets
from datetime import timedelta
from functools import partial

from bot.core.model import Room
from bot.core.records import Code, DeliveryKind, NewDelivery
from bot.errors import Refused
from bot.messages import Command, Message, Reply, Said
from bot.ports import Tx, View
from bot.usecases.house import House, meet, reader
from bot.usecases.privacy import OFF
from bot.views import links as views

LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"  # without those that are read as one another
LENGTH = 8
HOLDS = timedelta(minutes=10)
TRIES, WITHIN = 5, timedelta(hours=1)
MOST = 5  # accounts of one person, rooms of one board


async def link(house: House, request: Command) -> Reply:
    """Without words a code; with one, this account and the one it came from are one person's."""
    return await _say(house, request, None)


async def join(house: House, request: Command) -> Reply:
    """The same for rooms, by their admins: a board of both, and nothing else in common."""
    return await _say(house, request, request.room)


async def _say(house: House, request: Command, room: Room | None) -> Reply:
    typed = request.options.get("code", "").strip().upper().replace("-", "")
    work = partial(_write, house=house, request=request, room=room, typed=typed, fresh=_fresh())
    outcome = await house.store.write(work)
    house.wake()
    if outcome.startswith(_REFUSED):
        raise Refused(
            outcome.removeprefix(_REFUSED), tries=TRIES, minutes=WITHIN // timedelta(minutes=1), most=MOST
        )
    return Said(await house.store.read(partial(_told, request=request, room=room, outcome=outcome)))


_REFUSED, _DONE = "refused:", "done"


def _write(tx: Tx, house: House, request: Command, room: Room | None, typed: str, fresh: str) -> str:
    """What is said: a code, that it is done, or why not: a refusal that is raised would count no try."""
    if (known := tx.outcome(request.id)) is not None:
        return known
    meet(tx, request)
    if not typed:
        tx.add_code(fresh, request.member, room, house.clock.now(), house.clock.now() + HOLDS)
        outcome = fresh
    elif typed == OFF.upper():
        if room is None:
            tx.unlink(request.member)
        else:
            tx.part(room)
        outcome = _DONE
    else:
        outcome = _typed(tx, house, request, room, typed)
    tx.remember(request.id, request.arrived, outcome)
    return outcome


def _typed(tx: Tx, house: House, request: Command, room: Room | None, typed: str) -> str:
    now = house.clock.now()
    if tx.code_tries(request.member, now - WITHIN) >= TRIES:
        return f"{_REFUSED}link.too_often"
    tx.add_code_try(request.member, now, now - WITHIN)
    code = tx.code(typed, now)
    if code is None or (code.room is None) != (room is None):
        return f"{_REFUSED}link.no_code"
    why = _unfit(tx, request, room, code)
    if why:
        return f"{_REFUSED}{why}"
    if not tx.use_code(typed):
        return f"{_REFUSED}link.no_code"
    if room is None or code.room is None:
        tx.link(code.member, request.member)
    else:
        tx.join(code.room, room)
    facts = {"say": "linked" if room is None else "joined", "platform": request.room.team.platform}
    key = f"linked:{tx.number(code.member)}:{tx.number(request.member)}:{now.isoformat()}"
    tx.send(NewDelivery(key, code.member, DeliveryKind.NOTICE, now, facts=facts))
    return _DONE


def _unfit(view: View, request: Command, room: Room | None, code: Code) -> str:
    """Why these two cannot become one; "": they can."""
    if room is not None and code.room is not None:
        rooms = {*view.joined(room), *view.joined(code.room)}
        return "join.same" if room == code.room else "join.many" if len(rooms) > MOST else ""
    if code.member.team == request.member.team:
        return "link.same_team"
    accounts = {*view.accounts(code.member), *view.accounts(request.member)}
    return "link.many" if len(accounts) > MOST else ""


def _told(view: View, request: Command, room: Room | None, outcome: str) -> Message:
    say = reader(request)
    if outcome != _DONE:
        return views.code(say, outcome, HOLDS, joins=room is not None)
    if room is not None:
        return views.rooms(say, view.joined(room))
    return views.accounts(say, view.accounts(request.member))


def _fresh() -> str:
    """A code nobody can guess in the time it holds."""
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
