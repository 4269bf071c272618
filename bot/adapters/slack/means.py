"""What every answer is made with: one set of it for a process."""

from dataclasses import dataclass

from bot import wording
from bot.adapters.errands import Errands
from bot.adapters.slack.access import Token
from bot.adapters.slack.incoming import Incoming
from bot.adapters.slack.looking import Looking
from bot.adapters.slack.outgoing import Outgoing
from bot.adapters.slack.people import People
from bot.adapters.slack.pictures import Pictures
from bot.adapters.slack.seen import Seen
from bot.adapters.slack.teams import Teams
from bot.adapters.slack.web import Web
from bot.ports import Clock


@dataclass(frozen=True, slots=True)
class Means:
    web: Web
    teams: Teams
    people: People
    pictures: Pictures
    looking: Looking
    seen: Seen
    clock: Clock
    errands: Errands

    def out(self, token: Token, came: Incoming, locale: str = wording.DEFAULT) -> Outgoing:
        """The way to who asked, in their language."""
        return Outgoing(self.web, self.pictures, self.clock, token, came, wording.of(locale))
