"""`studybot decks learned` and `regrade`: rulings as a patch of the decks; a card's answers graded anew."""

import argparse
import asyncio
import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from bot.adapters.clock import SystemClock
from bot.app.parts import decks, put_together
from bot.app.settings import Settings
from bot.cli import FAILED, MISUSED, OK, PRIVATE
from bot.core.lookup import Library
from bot.library.folders import deck_files, shipped
from bot.library.learned import Left, patch
from bot.library.lexicon import shipped as lexicon
from bot.library.values import meant, short
from bot.store import open_store
from bot.store.judged import judged_answers
from bot.usecases import regrade as anew
from bot.usecases.regrade import Anew, Moved

LISTED = 20  # people told one by one
WHY = {
    "no-card": "the deck has no such card any more",
    "no-point": "the card has no such point any more",
    "tries": "a try of the card would come out otherwise",
    "no-pattern": "it is no pattern that the card can hold",
    "by-hand": "it has to be written in by hand: the text around it is of an unusual shape",
}


def learned(asked: argparse.Namespace, said: Settings) -> int:
    """Print a unified diff of the deck files; what could not be written in is told beside it."""
    judged = judged_answers(said.database)
    paths: Sequence[Path] = asked.paths or (_beside_us(shipped()), *said.decks)
    found = [patch(file, judged, lexicon()) for path in paths for file in deck_files(path)]
    for one in found:
        print(one.diff, end="")
    for left in (left for one in found for left in one.left):
        print(_left(left), file=sys.stderr)
    taken = sum(len(one.taken) for one in found)
    print(f"learned: {taken} alternatives in {sum(bool(one.diff) for one in found)} decks", file=sys.stderr)
    return FAILED if any(one.left for one in found) else OK


def regrade(asked: argparse.Namespace, said: Settings) -> int:
    """Grade a card's answers by the deck's present version; nothing is written without --apply."""
    os.umask(PRIVATE)
    return asyncio.run(_regrade(asked, said))


async def _regrade(asked: argparse.Namespace, said: Settings) -> int:
    catalogue = decks(said, asked.decks)
    library = catalogue.snapshot()
    if asked.card not in library.cards:
        print(_no_card(asked.card, library), file=sys.stderr)
        return MISUSED
    card = library.cards[asked.card]
    header = library.decks[card.deck].header
    async with open_store(said.database, holder="studybot decks regrade") as store:
        house = put_together(store, catalogue, SystemClock(said.now), "UTC").house
        if asked.apply:
            told = await store.write(partial(anew.write_anew, house=house, card=card, header=header))
        else:
            told = await store.read(partial(anew.by_version, house=house, card=card, header=header))
    for line in _told(asked.card, told, applied=asked.apply):
        print(line)
    return OK


def _beside_us(folder: Path) -> Path:
    """Relative to where we are, where that is shorter: so that a patch can be applied from here."""
    here = Path.cwd()
    return folder.relative_to(here) if folder.is_relative_to(here) else folder


def _no_card(typed: str, library: Library) -> str:
    return f"no card called {typed}; {meant(typed, library.cards)}".removesuffix("; ")


def _left(left: Left) -> str:
    point = f" ({short(left.judged.label)})" if left.judged.label else ""
    return f"{left.judged.card}{point}: not taken: {short(left.judged.words, 80)}: {WHY[left.why]}"


def _told(card: str, told: Anew, *, applied: bool) -> list[str]:
    better = [move for move in told.moves if move.lifted]
    worse = [move for move in told.moves if move.lowered]
    lines = [f"{card}: {told.answers} answers in {told.rounds} rounds, {len(told.changed)} graded otherwise"]
    lines += _listed("gain", better)
    lines += _listed("lose", worse)
    if not applied:
        lines.append("nothing was written: --apply does that, and whoever loses is told")
    return lines


def _listed(what: str, moves: Sequence[Moved]) -> list[str]:
    shown = [
        f"  question {move.round.number}" if move.round.daily else "  practice" for move in moves[:LISTED]
    ]
    lines = [
        f"{where}: {move.before.points} → {move.after.points} points, {_who(move)}"
        for where, move in zip(shown, moves, strict=False)
    ]
    more = [f"  and {len(moves) - LISTED} more"] if len(moves) > LISTED else []
    return [f"{len(moves)} {what}", *lines, *more]


def _who(move: Moved) -> str:
    return f"{move.member.user} in {move.round.room.team.platform}"
