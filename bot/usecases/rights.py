"""Who may look after a room: whom the platform says, who set it up first, and whom they name."""

from dataclasses import replace
from functools import partial
from typing import TypeVar

from bot.core.choices import RoomChoice
from bot.core.model import Member, Room
from bot.messages import Asked, Right
from bot.ports import View
from bot.usecases.house import House

# What changes this one room alone, and the appeals against its questions. All else is for those whom the
# platform trusts with the whole team.
OF_A_ROOM = frozenset(
    {
        "study setup", "study pause", "study admins", "study resume", "study holidays", "study exam",
        "study language", "study void", "study board", "study test", "study digest", "study join",
        "study season", "study review", "appeal-accept", "appeal-look", "appeal-move", "appeal-once",
        "appeal-reject", "appeal-whole", "appeal-withdraw", "appeal-word", "another", "exam", "first",
        "setup", "setup-look", "setup-save", "setup-try", "unvoid",
    }
)  # fmt: skip
BEGINS = frozenset({"study setup", "setup", "setup-save"})  # what sets up a room that nobody has set up

R = TypeVar("R", bound=Asked)


async def entitled(house: House, request: R, what: str) -> R:
    """The request with the right to `what` (a command or a verb), where its room gives it to the member."""
    if Right.ADMIN in request.rights or Right.FOUNDER not in request.rights or what not in OF_A_ROOM:
        return request
    looks_after = partial(_looks_after, room=request.room, member=request.member, begins=what in BEGINS)
    if not await house.store.read(looks_after):
        return request
    return replace(request, rights=request.rights | {Right.ADMIN})


def named(view: View, room: Room) -> tuple[Member, ...]:
    """Whom the room's admins named beside themselves."""
    return tuple(Member(room.team, user) for user in view.choice(room, RoomChoice.ADMINS).split())


def founders(view: View, room: Room) -> tuple[Member, ...]:
    """Who set the room up."""
    return tuple(schedule.owner for schedule in view.schedules(room) if schedule.owner is not None)


def may_review(view: View, request: Asked) -> bool:
    """Whether the team named somebody to look at appeals and drafts."""
    return request.member in view.reviewers(request.member.team)


def _looks_after(view: View, room: Room, member: Member, *, begins: bool) -> bool:
    if not view.schedules(room):
        return begins
    return member in (*founders(view, room), *named(view, room))
