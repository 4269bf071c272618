"""What watches a running bot: health, readiness and figures, for those who look after it."""

from dataclasses import dataclass, replace
from importlib.util import find_spec
from typing import TYPE_CHECKING

from bot.app.connect import Connected
from bot.core.grade import grade
from bot.core.model import Grade
from bot.core.rubric import Compiled
from bot.ports import Clock, Handle, Platform, Store

if TYPE_CHECKING:
    from bot.app.watch.measures import Measures


@dataclass(frozen=True, slots=True)
class Watch:
    """Puts the measures around what they measure; without them, everything stays as it is."""

    measures: "Measures | None" = None

    def store(self, store: Store) -> Store:
        return store if self.measures is None else self.measures.store(store)

    def grade(self, compiled: Compiled, text: str) -> Grade:
        return grade(compiled, text) if self.measures is None else self.measures.grade(compiled, text)

    def handle(self, handle: Handle, clock: Clock) -> Handle:
        return handle if self.measures is None else self.measures.handle(handle, clock)

    def platform(self, platform: Platform) -> Platform:
        return platform if self.measures is None else self.measures.platform(platform)

    def connected(self, connected: Connected) -> Connected:
        return replace(connected, platforms=tuple(map(self.platform, connected.platforms)))


UNWATCHED = Watch()


def watching(version: str, *, wanted: bool) -> Watch:
    """With figures where somebody can ask for them and the library that counts is there."""
    if not wanted or find_spec("prometheus_client") is None:
        return UNWATCHED
    from bot.app.watch.measures import Measures  # imported when used: most processes count nothing

    return Watch(Measures(version))
