"""`/study language`: what a whole room reads; what is told privately speaks each reader's own language."""

from functools import partial

from bot import wording
from bot.core.choices import RoomChoice
from bot.core.model import Room
from bot.errors import Refused
from bot.messages import Command, Reply, Said
from bot.ports import Tx
from bot.usecases.house import House, everybody, reader
from bot.views import study as views


async def language(house: House, request: Command) -> Reply:
    """Set the room's language, or tell which it is and which there are."""
    typed = request.options.get("language", "").strip()
    if not typed:
        speaks = await house.store.read(partial(everybody, room=request.room))
        return Said(views.language(reader(request), speaks))
    code = _code(typed)
    await house.store.write(partial(_choose, request=request, room=request.room, code=code))
    return Said(views.language(reader(request), wording.of(code)))


def _choose(tx: Tx, request: Command, room: Room, code: str) -> None:
    if tx.outcome(request.id) is None:
        tx.choose(room, RoomChoice.LANGUAGE, code)
        tx.remember(request.id, request.arrived, code)


def _code(typed: str) -> str:
    """By its code, or by what any of the languages calls it."""
    said = typed.casefold()
    for code in wording.languages():
        names = {say.text(f"language.called_{code}").casefold() for say in wording.languages().values()}
        if said == code or said.startswith(f"{code}-") or said in names:
            return code
    known = ", ".join(f"{code} ({say.name})" for code, say in wording.languages().items())
    raise Refused("language.unknown", typed=typed, known=known)
