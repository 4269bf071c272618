"""Which user groups people are in: asked for once in a while, a whole workspace at a time."""

from collections import defaultdict
from datetime import datetime, timedelta

from bot.adapters.slack.teams import Teams
from bot.adapters.slack.web import Misshaped, Web
from bot.errors import Gone, Unavailable
from bot.ports import Clock

FRESH = timedelta(minutes=10)
MOMENT = timedelta(seconds=5)  # after a question that nobody waited for to be answered


Members = dict[str, frozenset[str]]


class Groups:
    """Groups by member, for each workspace that was asked about."""

    def __init__(self, web: Web, teams: Teams, clock: Clock) -> None:
        self._web = web
        self._teams = teams
        self._clock = clock
        self._known: dict[str, tuple[datetime, Members | None]] = {}

    async def of(self, team: str, user: str) -> frozenset[str] | None:
        """As Slack told last; None while it has not told. Raises nothing."""
        until, known = self._known.get(team, (self._clock.now(), None))
        if until <= self._clock.now():
            self._known[team] = (self._clock.now() + MOMENT, known)  # nobody else asks meanwhile
            known = await self._asked(team, known)
            self._known[team] = (self._clock.now() + FRESH, known)
        return known.get(user, frozenset()) if known is not None else None

    async def _asked(self, team: str, known: Members | None) -> Members | None:
        try:
            token = await self._teams.needed(team)
            told = await self._web.call(
                token.token, "usergroups.list", {"include_users": "true"}, as_form=True
            )
        except (Gone, Unavailable, Misshaped):
            return known
        found: dict[str, set[str]] = defaultdict(set)
        for group in told.get("usergroups", ()):
            for user in group.get("users") or ():
                found[str(user)].add(str(group["id"]))
        return {user: frozenset(groups) for user, groups in found.items()}
