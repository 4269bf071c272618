"""The decks as one team has them: those of the bot, and those of its own that a reviewer approved."""

from collections import OrderedDict

from bot.core.lookup import Library
from bot.core.model import Team
from bot.ports import Catalogue, View

ROOM = 256  # teams whose library is kept ready


class Shelf:
    """Libraries by team; what it forgets it puts together again."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._ready: OrderedDict[Team, tuple[Library, tuple[int, ...], Library]] = OrderedDict()

    def of(self, view: View, team: Team) -> Library:
        """The team's library as it is now."""
        common, own = self._catalogue.snapshot(), view.approved_ids(team)
        if not own:
            return common
        ready = self._ready.get(team)
        if ready is not None and ready[0] is common and ready[1] == own:
            return ready[2]
        whole = common.merged(brought.deck for brought in view.approved_decks(team))
        self._ready[team] = (common, own, whole)
        self._ready.move_to_end(team)
        while len(self._ready) > ROOM:
            self._ready.popitem(last=False)
        return whole
