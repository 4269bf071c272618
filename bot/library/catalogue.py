"""The decks held ready: read once, re-read when a file changes, always handed out whole."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from hashlib import blake2b
from pathlib import Path
from threading import Lock

from bot.core.lexicon import Lexicon
from bot.core.lookup import Library, library
from bot.core.model import Deck
from bot.core.records import Draft
from bot.errors import Problem
from bot.library.check import lint
from bot.library.folders import deck_files
from bot.library.patterns import all_patterns
from bot.library.reading import study
from bot.library.source import Findings, Spot, load
from bot.library.structure import structure
from bot.ports import Clock

log = logging.getLogger(__name__)

OFTEN = timedelta(seconds=2)  # between two looks at the files

Stamp = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is known of one file: as it was last looked at, and the deck that counts."""

    stamp: Stamp
    digest: bytes
    deck: Deck | None


class Catalogue:
    """Decks from folders and files. What cannot be read is told once; what was there before stays in place.

    `shipped` folders come with the bot, linted: at the start they are only read, which is quicker.
    """

    def __init__(self, shipped: Iterable[Path], added: Iterable[Path], lexicon: Lexicon) -> None:
        self._shipped = tuple(shipped)
        self._added = tuple(added)
        self._lexicon = lexicon
        self._kept: dict[Path, _Kept] = {}
        self._library = library(())
        self._reading = Lock()
        self._read = False
        self._untold: tuple[Problem, ...] = ()
        self._clashes: frozenset[tuple[str, Path]] = frozenset()

    def snapshot(self) -> Library:
        """The decks as they are now, read when they are first asked for; what is handed out never changes."""
        if not self._read:
            self._untold += self.load()
        return self._library

    def draft(self, text: str, name: str, before: Deck | None) -> Draft:
        """A paste as a draft deck; `before` is updated instead of doubled. Raises BadData."""
        # Here, because the importers are seldom needed and would make every start a quarter slower.
        from bot.library.exchange import bring_in_bytes  # noqa: PLC0415
        from bot.library.importers.update import updated  # noqa: PLC0415

        made = bring_in_bytes(text.encode("utf-8", "replace"), name, "", self.snapshot().decks.values())
        report = made.report
        return Draft(
            deck=updated(before, made.deck) if before else made.deck,
            format=report.format,
            found=report.found,
            skipped=tuple(f"{one.line}: {one.why}" for one in report.skipped),
            duplicates=len(report.duplicates),
            guessed=len(made.confidence),
            warnings=report.warnings,
        )

    def load(self) -> tuple[Problem, ...]:
        """Read everything for the first time; the problems found."""
        with self._reading:
            found = () if self._read else self._look(first=True)
            self._read = True
        return found

    def refresh(self) -> tuple[Problem, ...]:
        """Read and lint what has changed; the problems that are new. Blocks: call it beside the loop."""
        self.snapshot()
        untold, self._untold = self._untold, ()
        return untold + self._look(first=False)

    def _look(self, first: bool) -> tuple[Problem, ...]:
        problems: list[Problem] = []
        here: dict[Path, _Kept] = {}
        for file, trusted in self._files():
            kept, told = self._one(file, first, trusted)
            problems += told
            if kept is not None:
                here[file] = kept
        if not first and here == self._kept:
            return tuple(problems)
        self._kept = here
        clashes = self._clashing()
        self._library = library(self._decks())
        problems += [_clash(name, file) for name, file in sorted(clashes - self._clashes)]
        self._clashes = clashes
        return tuple(problems)

    def _files(self) -> Iterator[tuple[Path, bool]]:
        for paths, trusted in ((self._shipped, True), (self._added, False)):
            for path in paths:
                for file in deck_files(path):
                    yield file, trusted

    def _one(self, file: Path, first: bool, trusted: bool) -> tuple[_Kept | None, list[Problem]]:
        """A file as it counts now: the old deck stays where the new text is broken; None where it is gone."""
        before = self._kept.get(file)
        stamp = _stamp(file)
        if stamp is None:
            if before is not None or not first:
                return None, []
            return None, load(file).problems
        if before is not None and before.stamp == stamp:
            return before, []
        found = load(file)
        digest = blake2b(found.text.encode("utf-8", "surrogatepass")).digest()
        if before is not None and before.digest == digest:
            return _Kept(stamp, digest, before.deck), []
        deck, problems = self._deck(found, first, trusted)
        old = before.deck if before is not None else None
        return _Kept(stamp, digest, deck or old), problems

    def _deck(self, found: Findings, first: bool, trusted: bool) -> tuple[Deck | None, list[Problem]]:
        sheet, found = study(found)
        if sheet is not None and not first:
            lint(sheet, found, self._lexicon)
        elif sheet is not None and not trusted:
            structure(sheet, found)
            all_patterns(sheet, found)
        faults = [problem for problem in found.problems if problem.error]
        return (sheet.deck if sheet is not None and not faults else None), faults

    def _decks(self) -> Sequence[Deck]:
        """One deck a name: the first file that has it."""
        decks: dict[str, Deck] = {}
        for kept in self._kept.values():
            if kept.deck is not None:
                decks.setdefault(kept.deck.header.deck, kept.deck)
        return tuple(decks.values())

    def _clashing(self) -> frozenset[tuple[str, Path]]:
        """Files whose deck has the name of an earlier one."""
        seen: set[str] = set()
        clashes: set[tuple[str, Path]] = set()
        for file, kept in self._kept.items():
            name = kept.deck.header.deck if kept.deck is not None else ""
            if name in seen:
                clashes.add((name, file))
            elif name:
                seen.add(name)
        return frozenset(clashes)


def _stamp(file: Path) -> Stamp | None:
    """What changes when a file is written; None: there is none."""
    try:
        stat = file.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_ctime_ns, stat.st_size, stat.st_ino


def _clash(name: str, file: Path) -> Problem:
    found = Findings(str(file))
    found.add(Spot(0, 0), "duplicate-deck", f"the deck `{name}` is in another file already: that one stays")
    return found.problems[0]


async def keep_fresh(
    catalogue: Catalogue,
    clock: Clock,
    tell: Callable[[tuple[Problem, ...]], Awaitable[None]],
    often: timedelta = OFTEN,
) -> None:
    """Look at the files again and again until cancelled; tell what is newly wrong with them."""
    while True:
        await clock.sleep(often)
        try:
            problems = await asyncio.to_thread(catalogue.refresh)
        except Exception:  # a folder that may not be read just now must not end the bot
            log.exception("decks_not_looked_at")
            continue
        if problems:
            await tell(problems)
