"""The close of a daily question: its buttons go off, its answer comes out once, and an outage is excused."""

from dataclasses import replace

from bot.core.choices import MemberChoice, RoomChoice
from bot.core.model import Member, Room, Round
from bot.core.outage import is_outage
from bot.core.records import DeliveryKind, NewDelivery
from bot.core.score import best
from bot.errors import Refused
from bot.messages import Message, Press, Reply, Said
from bot.ports import Tx, View
from bot.usecases.house import House, addressed, everybody, reader
from bot.usecases.nudges import quiet_until
from bot.usecases.privacy import ON
from bot.views import reveal as views
from bot.views.study import OUTAGE

READ = 500  # answers that are looked through for what was mixed up


def close(tx: Tx, house: House, round_: Round) -> None:
    """Deal with a round past its close. One that never came out has nothing to reveal."""
    now = house.clock.now()
    round_ = tx.round(round_.id) or round_  # its post may have become known since it was looked up
    tx.close(round_.id, now)
    if round_.posted is None:
        return
    if _was_away(tx, round_):
        tx.void(round_.id, now, void=True, why=OUTAGE)
    tx.send(NewDelivery(f"over:{round_.id}", round_.room, DeliveryKind.REFRESH, now, round_.id))
    tx.send(NewDelivery(f"reveal:{round_.id}", round_.room, DeliveryKind.REVEAL, now, round_.id))
    for member in tx.who_chose(round_.room, MemberChoice.REVEALS, ON):
        key, at = f"reveal:{round_.id}:{tx.number(member)}", quiet_until(tx, member, now)
        tx.send(NewDelivery(key, member, DeliveryKind.REVEAL, at, round_.id))


def render(view: View, house: House, round_: Round, to: Room | Member) -> Message:
    """What a room reads, or one who wants to have it for themselves, with their own part in it."""
    kept = house.marker.kept(view, round_.version)
    tally = view.tally(round_.id)
    deck = house.library(view, round_.room.team).decks.get(kept.card.deck)
    texts = view.missing_texts(round_.id, READ)
    told = views.Revealed(
        round=round_,
        card=kept.card,
        header=kept.header,
        labels=tuple(point.label for point in kept.compiled.points),
        tally=tally,
        first=view.name(tally.first_full) if tally.first_full else "",
        mistaken=house.marker.mistaken(kept, deck, texts),
        void=view.void_of(round_.id),
        own=best(view.attempts(round_.id, to)) if isinstance(to, Member) else None,
    )
    say = addressed(view, to) if isinstance(to, Member) else everybody(view, round_.room)
    drawn = views.reveal(say, told, private=isinstance(to, Member))
    return replace(drawn, threaded=bool(view.choice(round_.room, RoomChoice.THREADS)))


async def discuss(house: House, request: Press, round_id: str) -> Reply:
    """Open the talk about a question in its room, once however many ask for it."""
    number = await house.store.write(lambda tx: _discuss(tx, house, request, int(round_id)))
    house.wake()
    return Said(views.discussed(reader(request), number), kept=True)


def _discuss(tx: Tx, house: House, request: Press, round_id: int) -> int:
    round_ = tx.round(round_id)
    if round_ is None or not round_.daily or round_.room.team != request.member.team:
        raise Refused("answer.unknown")
    now = house.clock.now()
    if round_.closes is None or now < round_.closes:
        raise Refused("reveal.not_yet")
    ask = house.marker.kept(tx, round_.version).card.ask
    facts = {"say": "discuss", "number": str(round_.number), "ask": ask}
    tx.send(NewDelivery(f"discuss:{round_.id}", round_.room, DeliveryKind.NOTICE, now, round_.id, facts))
    return round_.number


def _was_away(view: View, round_: Round) -> bool:
    """Whether the bot was away so much that missing the question is nobody's fault.

    Where the bot comes and goes with its people, as in a terminal, its absence is theirs.
    """
    schedule = view.schedule(round_.schedule) if round_.schedule is not None else None
    if schedule is None or schedule.whole_day or round_.posted is None or round_.closes is None:
        return False
    present = view.present(round_.room.team.platform, round_.posted, round_.closes)
    return is_outage(round_.posted, round_.closes, present)
