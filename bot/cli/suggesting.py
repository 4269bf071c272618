"""`studybot decks suggest`: further ways of saying a point, from answers that people gave."""

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from bot.app.parts import decks
from bot.app.settings import Settings
from bot.cli import MISUSED, OK
from bot.core import rubric
from bot.core.appeals import Judged, Ruled, Ruling
from bot.core.grade import grade
from bot.core.lookup import Library
from bot.core.model import Verdict
from bot.core.rubric.syntax import folded
from bot.core.ruling import place
from bot.core.suggest import Given, Proposal, proposals
from bot.core.suggest.values import people
from bot.library.answers import answers
from bot.library.lexicon import shipped
from bot.library.values import short
from bot.store.judged import judged_answers
from bot.store.typed import typed_answers

SEVERAL = 2  # members who typed alike, before an answer of the ledger is shown to anybody
QUOTED = 3  # answers shown with a proposal


def suggest(asked: argparse.Namespace, said: Settings) -> int:
    """Propose, with the effect of each; nothing is ever changed."""
    if asked.limit < 1:
        print("suggest: --limit: 1 or more", file=sys.stderr)
        return MISUSED
    library = decks(said, asked.decks).snapshot()
    given = _from_file(asked.file, library) if asked.file else _from_ledger(said, library)
    found = _proposed(given, library)
    shown = found[: asked.limit]
    if asked.format == "json":
        counts = {"cards": len(given), "answers": sum(people(tuple(some)) for some in given.values())}
        whole = {**counts, "found": len(found), "proposals": [_plain(one) for one in shown]}
        print(json.dumps(whole, ensure_ascii=False, indent=1))
    else:
        for line in _told(shown, len(found), given):
            print(line)
    return OK


def _from_file(file: Path, library: Library) -> dict[str, list[Given]]:
    with file.open(encoding="utf-8-sig", errors="replace") as lines:
        return answers(lines, library, str(file))


def _from_ledger(said: Settings, library: Library) -> dict[str, list[Given]]:
    """What reviewers ruled over, and what several members typed alike without full marks."""
    found: dict[str, list[Given]] = {}
    ruled: set[tuple[str, str]] = set()
    for judged in judged_answers(said.database):
        if judged.text and judged.card in library.cards:
            found.setdefault(judged.card, []).append(_given(judged, library))
            ruled.add((judged.card, folded(judged.text)))
    for one in typed_answers(said.database):
        known = one.card in library.cards and (one.card, folded(one.text)) not in ruled
        if one.count >= SEVERAL and known:
            found.setdefault(one.card, []).append(Given(one.text, count=one.count))
    return found


def _given(judged: Judged, library: Library) -> Given:
    """What a reviewer says of an answer: that a point is in it, that all of it is right, or neither."""
    card = library.cards[judged.card]
    graded = grade(rubric.compile(card, library.decks[card.deck].header, shipped()), judged.text)
    hit = frozenset(one.point for one in graded.hit)
    if judged.verdict is Ruled.REJECTED:
        return Given(judged.text, graded.verdict, hit)
    ruling = Ruling(0, judged.verdict, 0, judged.point, judged.label, "", judged.words)
    at = place(card, ruling)
    return Given(judged.text, Verdict.CORRECT) if at is None else Given(judged.text, points=hit | {at})


def _proposed(given: dict[str, list[Given]], library: Library) -> list[Proposal]:
    """Those of the cards with the most to gain first; a card's own stay in their order."""
    by_card = []
    for key, some in given.items():
        card = library.cards[key]
        made = proposals(card, library.decks[card.deck], shipped(), some)
        gained = sum(people(one.effect.gained) for one in made if one.effect.safe)
        by_card.append((-gained, key, made))
    return [one for _, _, made in sorted(by_card, key=lambda row: row[:2]) for one in made]


def _plain(one: Proposal) -> dict[str, object]:
    """A proposal as scripts read it."""
    effect = one.effect
    return {
        "card": one.card,
        "point": one.point,
        "label": one.label,
        "add": one.add,
        "safe": effect.safe,
        "judged": one.judged,
        "guessed": one.guessed,
        "gained": people(effect.gained),
        "nearer": people(effect.nearer),
        "spoiled": people(effect.spoiled),
        "overrated": people(effect.overrated),
        "lost": people(effect.lost),
        "broken_tries": list(effect.broken),
        "other_cards": list(effect.others),
        "echo": effect.echo,
        "answers": [given.text for given in effect.gained],
        "answers_nearer": [given.text for given in effect.nearer],
        "answers_worse": [given.text for given in (*effect.spoiled, *effect.overrated, *effect.lost)],
    }


def _told(shown: Sequence[Proposal], found: int, given: dict[str, list[Given]]) -> list[str]:
    if not given:
        return ["there is nothing to look at: no answer that several people typed alike was refused"]
    lines = [line for one in shown for line in (*_shown(one), "")]
    rest = f", {found - len(shown)} more with a higher --limit" if found > len(shown) else ""
    answered = sum(people(tuple(some)) for some in given.values())
    return [*lines, f"proposals: {len(shown)}, from {answered} answers to {len(given)} cards{rest}"]


def _shown(one: Proposal) -> list[str]:
    effect = one.effect
    if one.point is None:
        head = f"{one.card}: to `accept`, add  {short(one.add, 200)}"
    else:
        head = f"{one.card}: to point {one.point + 1} ({short(one.label)}), add  | {one.add}"
    doubts = [] if one.judged else ["nobody has judged these answers: look whether they are right"]
    doubts += ["which of the card's points it belongs to is a guess"] if one.guessed else []
    return [
        head,
        f"  becomes right: {_quoted(effect.gained)}",
        *([f"  comes nearer: {_quoted(effect.nearer)}"] if effect.nearer else []),
        *(f"  HARM: {harm}" for harm in _harms(one)),
        *([] if not effect.safe else ["  nothing gets worse: no answer, no try, no other card's answer"]),
        *(f"  mind: {doubt}" for doubt in doubts),
    ]


def _harms(one: Proposal) -> Iterable[str]:
    effect = one.effect
    for what, some in (
        ("called wrong and would be right", effect.spoiled),
        ("would get more than a person gave", effect.overrated),
        ("would get less than now", effect.lost),
    ):
        if some:
            yield f"{what}: {_quoted(some)}"
    if effect.broken:
        yield f"tries of the card that break: {', '.join(f'“{short(text)}”' for text in effect.broken)}"
    if effect.others:
        yield f"answers of other cards that would pass: {', '.join(effect.others)}"
    if effect.echo:
        yield "the question says it itself: repeating it would score"


def _quoted(some: tuple[Given, ...]) -> str:
    shown = ", ".join(f"“{short(' '.join(one.text.split()), 80)}”" for one in some[:QUOTED])
    more = f" and {len(some) - QUOTED} more" if len(some) > QUOTED else ""
    return f"{people(some)}: {shown}{more}" if some else "0"
