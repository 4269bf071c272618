"""Grades answers by the card version a round opened with, keeping the cards it compiled lately."""

from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from bot.core import rubric, ruling
from bot.core.appeals import Ruling
from bot.core.deck import thaw
from bot.core.grade import grade
from bot.core.lexicon import Lexicon
from bot.core.mistaken import mistaken
from bot.core.model import Card, Deck, Grade, Header, Missed, Verdict
from bot.core.records import Version
from bot.core.rubric import Compiled
from bot.errors import BotError
from bot.ports import View

FEW = 16  # reveals whose mistakes are remembered while they go out
Known = dict[tuple[str, str, frozenset[int], bool], Grade]
Grading = Callable[[Compiled, str], Grade]


@dataclass(frozen=True, slots=True)
class Kept:
    """A card version ready to be shown and graded."""

    hash: str
    card: Card
    header: Header
    compiled: Compiled


def nothing_said(kept: Kept) -> Grade:
    """The grade of who does not know yet, or only looked."""
    missed = tuple(Missed(i, p.label) for i, p in enumerate(kept.compiled.points))
    return Grade(0.0, Verdict.WRONG, missed=missed, reasons=("not-answered",))


class Marker:
    """A bounded memory of compiled versions; what it forgets it reads from the store again.

    `grading` may be watched: it grades as `grade` does.
    """

    def __init__(self, lexicon: Lexicon, room: int = 1024, grading: Grading = grade) -> None:
        self.lexicon = lexicon
        self._room = room
        self._grading = grading
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self._mixed_up: OrderedDict[tuple[str, bytes], tuple[tuple[str, int], ...]] = OrderedDict()

    def kept(self, view: View, version: str) -> Kept:
        """The version with this hash. Raises BotError when the store does not have it."""
        if found := self._kept.get(version):
            return found
        content = view.version(version)
        if content is None:
            raise BotError(f"card version {version} is not kept")
        return self.ready(Version(version, content))

    def ready(self, version: Version) -> Kept:
        """A version that is at hand, whether the store has it or not."""
        card, header = thaw(version.content)
        return self._keep(Kept(version.hash, card, header, rubric.compile(card, header, self.lexicon)))

    def grades(
        self,
        kept: Kept,
        text: str,
        rulings: Sequence[Ruling] = (),
        attempt: int | None = None,
        known: Known | None = None,
    ) -> Iterator[Grade]:
        """What an answer is worth by each of the rulings' stages, by all that stand for it first.

        What was graded once is taken from `known`, and kept there.
        """
        if not rulings:  # as for nearly every card
            yield self._graded(kept, text, frozenset(), False, known)
            return
        counts = ruling.counting(rulings, attempt, ruling.digest(text))
        for stage in ruling.stages(counts):
            wider = self._ruled(kept, stage)
            if wider is not None:
                yield self._graded(wider, text, *ruling.credited(kept.card, stage), known)

    def mistaken(self, kept: Kept, deck: Deck | None, texts: tuple[str, ...]) -> tuple[tuple[str, int], ...]:
        """What people took for right, looked for once for all who read it."""
        key = (kept.hash, blake2b("\0".join(texts).encode(), digest_size=16).digest())
        if key not in self._mixed_up:
            found = mistaken(kept.card, kept.header, deck, self.lexicon, texts)
            self._mixed_up[key] = found
            while len(self._mixed_up) > FEW:
                self._mixed_up.popitem(last=False)
        return self._mixed_up[key]

    def _graded(
        self, kept: Kept, text: str, points: frozenset[int], whole: bool, known: Known | None
    ) -> Grade:
        key = (kept.hash, text, points, whole)
        if known is not None and (found := known.get(key)) is not None:
            return found
        if whole:
            made = ruling.whole(kept.compiled, text)
        elif points:
            made = grade(kept.compiled, text, points)
        else:
            made = self._grading(kept.compiled, text)
        if known is not None:
            known[key] = made
        return made

    def _ruled(self, kept: Kept, stage: Sequence[Ruling]) -> Kept | None:
        """The card as these rulings widen it; None: that is more than a card can hold."""
        wider = ruling.widened(kept.card, stage)
        if wider == kept.card:
            return kept
        key = f"{kept.hash}:{hash(wider)}"
        found = self._kept.get(key)
        if found is None or found.card != wider:
            try:
                compiled = rubric.compile(wider, kept.header, self.lexicon)
            except rubric.PatternError:
                return None
            found = self._keep(Kept(key, wider, kept.header, compiled))
        return found

    def _keep(self, kept: Kept) -> Kept:
        self._kept[kept.hash] = kept
        while len(self._kept) > self._room:
            self._kept.popitem(last=False)
        return kept
