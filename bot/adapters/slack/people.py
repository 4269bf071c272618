"""Who somebody is in their workspace: what they are called, their language, whether they run the place."""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.adapters.slack.groups import Groups
from bot.adapters.slack.spans import Json
from bot.adapters.slack.teams import Teams
from bot.adapters.slack.web import Misshaped, Web
from bot.errors import Gone, Unavailable
from bot.messages import Right
from bot.ports import Clock

FRESH = timedelta(minutes=15)
REST = timedelta(seconds=30)  # after Slack would not say
KEPT = 20_000  # people
PROMPT = 1.0  # seconds: who is asked about longer goes on as the payload names them
RUNS_IT = ("is_admin", "is_owner", "is_primary_owner")


@dataclass(frozen=True, slots=True)
class Person:
    name: str = ""
    locale: str = ""  # Slack has not told it
    rights: frozenset[Right] = frozenset()
    groups: frozenset[str] | None = None  # None: Slack has not told
    gone: bool = False
    back: bool = False  # they had left, and are there again


class People:
    """A bounded memory of who is who."""

    def __init__(self, web: Web, teams: Teams, clock: Clock) -> None:
        self._groups = Groups(web, teams, clock)
        self._web = web
        self._teams = teams
        self._clock = clock
        self._known: OrderedDict[tuple[str, str], tuple[datetime, Person]] = OrderedDict()

    async def who(self, team: str, user: str) -> Person:
        """As far as Slack says it at once: an answer waits for nobody's name."""
        known = self._known.get((team, user))
        if known is not None and self._clock.now() < known[0]:
            return known[1]
        try:
            async with asyncio.timeout(PROMPT):
                groups, person = await asyncio.gather(self._groups.of(team, user), self.asked(team, user))
            person = replace(person, groups=groups)
            self._keep(team, user, person, FRESH)
            return person
        except (Gone, Unavailable, Misshaped, TimeoutError):
            known = self._known.get((team, user))  # their groups may be all that is not known yet
            person = known[1] if known is not None else Person()
            self._keep(team, user, person, REST)
            return person

    def locale(self, team: str, user: str) -> str:
        """Their language as Slack told it last, for what cannot wait; "" where it has not."""
        known = self._known.get((team, user))
        return known[1].locale if known is not None else ""

    async def asked(self, team: str, user: str) -> Person:
        """As Slack says it now. Raises Gone | Unavailable | Misshaped."""
        token = await self._teams.needed(team)
        told = await self._web.call(
            token.token, "users.info", {"user": user, "include_locale": "true"}, as_form=True
        )
        person = self._belonging(team, user, described(told.get("user", {}), team))
        self._keep(team, user, person, FRESH)
        return person

    def told(self, team: str, said: Json) -> Person | None:
        """Somebody as Slack describes them unasked; None: nothing changed that matters here.

        Slack tells of every new status of everybody, so those who never spoke to the bot are passed over.
        """
        user = str(said.get("id", ""))
        person = self._belonging(team, user, described(said, team))
        known = self._known.get((team, user))
        if not person.gone and (
            known is None or (known[1].name, known[1].gone) == (person.name, person.gone)
        ):
            return None
        self._keep(team, user, person, FRESH)
        return replace(person, back=known is not None and known[1].gone)

    def _belonging(self, team: str, user: str, person: Person) -> Person:
        """With the groups that they were in last: what Slack says of somebody does not name them."""
        known = self._known.get((team, user))
        return replace(person, groups=known[1].groups) if known is not None else person

    def _keep(self, team: str, user: str, person: Person, long: timedelta) -> None:
        self._known[team, user] = (self._clock.now() + long, person)
        self._known.move_to_end((team, user))
        while len(self._known) > KEPT:
            self._known.popitem(last=False)


def described(user: Json, team: str) -> Person:
    """A user object as a person of a workspace: who comes by a shared channel may set up nothing in it."""
    profile = user.get("profile") or {}
    names = (profile.get("display_name"), profile.get("real_name"), user.get("real_name"), user.get("name"))
    rights = set()
    if team in _workspaces(user):
        rights = {Right.FOUNDER, Right.ADMIN} if any(map(user.get, RUNS_IT)) else {Right.FOUNDER}
    return Person(
        name=str(next((name for name in names if name), "")),
        locale=str(user.get("locale", "")),
        rights=frozenset(rights),
        gone=bool(user.get("deleted")),
    )


def _workspaces(user: Json) -> list[str]:
    """Those that somebody belongs to: one, or within an organisation several."""
    several = (user.get("enterprise_user") or {}).get("teams") or ()
    return [str(user.get("team_id", "")), *map(str, several)]
