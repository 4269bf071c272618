"""Grades answers by the card version a round opened with, keeping the cards it compiled lately."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from bot.core import rubric
from bot.core.deck import thaw
from bot.core.grade import grade
from bot.core.lexicon import Lexicon
from bot.core.model import Card, Grade, Header
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
    grading: Grading = grade

    def grade(self, text: str) -> Grade:
        return self.grading(self.compiled, text)


class Marker:
    """A bounded memory of compiled versions; what it forgets it reads from the store again.

    `grading` may be watched: it grades as `grade` does.
    """

    def __init__(self, lexicon: Lexicon, room: int = 1024, grading: Grading = grade) -> None:
        self._lexicon = lexicon
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
        card, header = thaw(content)
        kept = Kept(version, card, header, rubric.compile(card, header, self._lexicon), self._grading)
        self._kept[version] = kept
        while len(self._kept) > self._room:
            self._kept.popitem(last=False)
        return kept
