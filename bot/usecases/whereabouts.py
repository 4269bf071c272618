"""Which room somebody means who asks from a place without questions: the one they study in."""

from dataclasses import replace
from functools import partial
from typing import TypeVar

from bot.core.model import Member, Room
from bot.messages import Asked
from bot.ports import View
from bot.usecases.house import House

# What tells of a room, whoever asks for it from wherever.
TELLS = frozenset({"leaderboard", "stats", "streak", "board"})

R = TypeVar("R", bound=Asked)


async def at_home(house: House, request: R, what: str) -> R:
    """The request, from the room that a private place speaks of."""
    if what not in TELLS:
        return request
    meant = partial(study_room, room=request.room, member=request.member)
    return replace(request, room=await house.store.read(meant))


def study_room(view: View, room: Room, member: Member) -> Room:
    """The room itself where it was set up, else where the member answered last."""
    if view.schedules(room):
        return room
    return next(iter(view.rooms_of(member, 1)), room)
