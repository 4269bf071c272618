"""Grades answers by the card version a round opened with, keeping the cards it compiled lately."""

from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bot.core import rubric, ruling
from bot.core.appeals import Ruled, Ruling
from bot.core.deck import thaw
from bot.core.grade import grade
from bot.core.lexicon import Lexicon
from bot.core.model import Card, Grade, Header, Missed, Verdict
from bot.core.records import Version
from bot.core.rubric import Compiled
from bot.errors import BotError
from bot.ports import View

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
        self, kept: Kept, text: str, rulings: Sequence[Ruling] = (), attempt: int | None = None
    ) -> Iterator[Grade]:
        """What an answer is worth by each of the rulings' stages, by all that stand for it first."""
        counts = ruling.counting(rulings, attempt, ruling.digest(text)) if rulings else ()
        for stage in ruling.stages(counts):
            compiled = self._ruled(kept, stage)
            if compiled is not None:
                points, whole = ruling.credited(kept.card, stage)
                yield ruling.whole(compiled, text) if whole else self._graded(compiled, text, points)

    def _graded(self, compiled: Compiled, text: str, credited: frozenset[int]) -> Grade:
        return grade(compiled, text, credited) if credited else self._grading(compiled, text)

    def _ruled(self, kept: Kept, stage: Sequence[Ruling]) -> Compiled | None:
        """The card as these rulings widen it; None: that is more than a card can hold."""
        wider = ruling.widened(kept.card, stage)
        if wider == kept.card:
            return kept.compiled
        key = f"{kept.hash}:{','.join(str(one.id) for one in stage if one.verdict is Ruled.ALTERNATIVE)}"
        found = self._kept.get(key)
        if found is None or found.card != wider:
            try:
                compiled = rubric.compile(wider, kept.header, self.lexicon)
            except rubric.PatternError:
                return None
            found = self._keep(Kept(key, wider, kept.header, compiled))
        return found.compiled

    def _keep(self, kept: Kept) -> Kept:
        self._kept[kept.hash] = kept
        while len(self._kept) > self._room:
            self._kept.popitem(last=False)
        return kept
