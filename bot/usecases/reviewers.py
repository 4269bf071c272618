"""`/study reviewers`: whom a team names to look at appeals and drafts; its admins review too."""

from collections.abc import Sequence
from functools import partial

from bot.core.mentions import mentioned
from bot.core.model import Member, Team
from bot.errors import Refused
from bot.messages import Command, Reply, Said
from bot.ports import Tx, View
from bot.usecases.house import House, meet, reader
from bot.views import reviewers as views

NOBODY = "none"  # typed to take back whom a team named
MOST = 25


async def reviewers(house: House, request: Command) -> Reply:
    """Name those who review, or tell who does."""
    typed = request.options.get("who", "").strip()
    if not typed:
        told = await house.store.read(partial(_named, team=request.member.team))
    else:
        told = await house.store.write(partial(_write, request=request, typed=typed))
    return Said(views.named(reader(request), told))


def _write(tx: Tx, request: Command, typed: str) -> tuple[str, ...]:
    team = request.member.team
    if tx.outcome(request.id) is None:
        who = () if typed.lower() == NOBODY else _meant(tx, team, typed)
        meet(tx, request)
        tx.name_reviewers(who, request.member, request.arrived)
        tx.remember(request.id, request.arrived, str(len(who)))
    return _named(tx, team)


def _meant(view: View, team: Team, typed: str) -> Sequence[Member]:
    accounts, names = mentioned(typed)
    found = [Member(team, account) for account in accounts]
    for name in names:
        called = view.called(team, name)
        if len(called) != 1:
            raise Refused("reviewers.several" if called else "reviewers.nobody", typed=name)
        found += called
    if len(found) > MOST:
        raise Refused("reviewers.too_many", most=MOST)
    return tuple(dict.fromkeys(found))


def _named(view: View, team: Team) -> tuple[str, ...]:
    return tuple(view.name(member) or member.user for member in view.reviewers(team))
