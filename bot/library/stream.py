"""Grades JSON lines: one result a line, in order, however many; a bad line gives an error in its place."""

import json
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bot.core import rubric
from bot.core.grade import grade
from bot.core.lexicon import Lexicon
from bot.core.lookup import Library
from bot.core.model import Card, Evidence, Grade, Header
from bot.core.rubric import Compiled, PatternError
from bot.errors import BadData
from bot.library.cards import inline
from bot.library.check import sentence
from bot.library.line import Bad, parsed
from bot.library.patterns import card_patterns
from bot.library.plain import from_json
from bot.library.source import Findings
from bot.library.values import meant, short

MOST_LINE = 1_000_000  # characters
MOST_KEPT = 256  # compiled rubrics of lines that bring their own


class Stream:
    """Grades lines against a library's cards or the rubrics they bring; `errors` counts the bad ones."""

    def __init__(self, decks: Library, lexicon: Lexicon) -> None:
        self.errors = 0
        self._library = decks
        self._lexicon = lexicon
        self._cards: dict[str, Compiled] = {}
        self._brought: OrderedDict[str, Compiled] = OrderedDict()

    def results(self, lines: Iterable[str]) -> Iterator[str]:
        """The results as JSON lines, each as soon as its line is read."""
        for line in lines:
            try:
                result = self.result(line)
            except Bad as error:
                self.errors += 1
                result = {"error": str(error)}
            yield json.dumps(result, ensure_ascii=False)

    def result(self, line: str) -> dict[str, Any]:
        """One line's result. Raises Bad."""
        request = parsed(line, MOST_LINE)
        answer = request.get("answer")
        if not isinstance(answer, str):
            raise Bad("`answer` must be a text")
        return plain_grade(grade(self._compiled(request), answer))

    def _compiled(self, request: Mapping[str, Any]) -> Compiled:
        match request:
            case {"card": _, "rubric": _}:
                raise Bad("a line has `card` or `rubric`, not both")
            case {"card": str(key)}:
                return self._known(key)
            case {"rubric": dict(brought)}:
                return self._own(brought)
        raise Bad('a line needs `card`, such as "sagemaker/od-overfitting", or `rubric`, a card of its own')

    def _known(self, key: str) -> Compiled:
        if key not in self._cards:
            card = self._library.cards.get(key)
            if card is None:
                raise Bad(f"no card `{short(key)}`; {meant(key, self._library.cards)}".removesuffix("; "))
            header = self._library.decks[card.deck].header
            self._cards[key] = _compile(card, header, self._lexicon)
        return self._cards[key]

    def _own(self, brought: dict[str, Any]) -> Compiled:
        key = json.dumps(brought, sort_keys=True)
        compiled = self._brought.get(key)
        if compiled is None:
            compiled = self._brought[key] = _compile(
                brought_card(brought), Header("inline", ""), self._lexicon
            )
            while len(self._brought) > MOST_KEPT:
                self._brought.popitem(last=False)
        return compiled


def brought_card(brought: Mapping[str, Any]) -> Card:
    """A card given as JSON. Raises Bad with everything that is wrong with it."""
    found = Findings("rubric")
    node = from_json(brought, "rubric", found)
    card = inline(found, node) if node is not None else None
    if card is not None and node is not None:
        card_patterns(card, node, found)
    if card is None or found.broken:
        raise Bad("; ".join(sentence(problem) for problem in found.problems if problem.error))
    return card


def _compile(card: Card, header: Header, lexicon: Lexicon) -> Compiled:
    try:
        return rubric.compile(card, header, lexicon)
    except (PatternError, BadData) as error:
        raise Bad(f"the card `{card.key}` cannot be graded: {error}") from None


def plain_grade(result: Grade) -> dict[str, Any]:
    """A grade as JSON has it."""
    return {
        "score": round(result.score, 4),
        "verdict": str(result.verdict),
        "hit": [_evidence(one) for one in result.hit],
        "missed": [{"point": one.point, "label": one.label} for one in result.missed],
        "contradicted": [_evidence(one) for one in result.contradicted],
        "reasons": [str(reason) for reason in result.reasons],
    }


def _evidence(one: Evidence) -> dict[str, Any]:
    return {"point": one.point, "label": one.label, "quote": one.quote}
