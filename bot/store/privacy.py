"""Verbs about what is kept of somebody: told in full when they ask, deleted when they ask."""

from collections.abc import Callable, Mapping
from datetime import date

from bot.core.model import Member
from bot.core.records import Kept
from bot.store.appeals import AppealsTx, AppealsView
from bot.store.evidence import quotes
from bot.store.shapes import decode, instant

TIMES = frozenset(("at", "arrived", "opened", "ended", "due", "reviewed", "taken", "since"))  # columns in ms
DAYS = frozenset(("day", "through", "last_kept"))  # columns that are day numbers
TEXTS: Mapping[str, Callable[[str], object]] = {"quotes": quotes, "facts": decode}  # columns that hold JSON

KEPT: Mapping[str, tuple[str, ...]] = {  # what is told of somebody, by its statement, with its columns
    "kept_accounts": ("platform", "team", "account", "name", "groups", "locale", "hidden"),
    "kept_choices": ("choice", "value"),
    "kept_answers": (
        "arrived", "channel", "day", "card", "kind", "text", "quotes", "confidence", "verdict", "score",
        "points", "hints", "regrades",
    ),
    "kept_hints": ("taken", "card", "point"),
    "kept_practice": ("opened", "ended", "channel", "scope", "wanted", "done", "correct"),
    "kept_memory": ("card", "stability", "difficulty", "reviewed", "due", "reviews", "lapses"),
    "kept_links": ("platform", "team", "name"),
    "kept_boards": ("channel", "board", "points", "answers", "full_marks"),
    "kept_streaks": ("channel", "through", "length", "freezes", "best", "last_kept"),
    "kept_squads": ("squad", "by_hand"),
    "kept_departures": ("channel",),
    "kept_admin_of": ("channel",),
    "kept_schedules": ("channel", "time_of_day", "zone"),
    "kept_decks": ("at", "deck", "state"),
    "kept_appeals": ("at", "card", "point", "why", "ruling"),
    "kept_notes": ("at", "say", "facts"),
    "kept_reviewing": ("at",),
    "kept_messages": ("since", "kind", "state", "facts"),
}  # fmt: skip

ERASED = (  # in this order: what refers to somebody goes before who they are
    "erase_answers", "erase_scopes", "erase_choices", "erase_squads", "erase_waiting", "erase_facts",
    "erase_references", "erase_owner", "erase_named", "erase_installer", "erase_codes", "erase_tries",
    "erase_drafts", "erase_pleas", "erase_wordings", "erase_notes", "erase_reviewer", "erase_identity",
)  # fmt: skip


class PrivacyView(AppealsView):
    __slots__ = ()

    def kept_of(self, member: Member) -> Kept:
        who = self._member(member)
        if who is None:
            return {}
        return {what.removeprefix("kept_"): self._rows(what, columns, who) for what, columns in KEPT.items()}

    def is_hidden(self, member: Member) -> bool:
        return self._number("is_private", self._member(member)) == 1

    def _rows(self, what: str, columns: tuple[str, ...], who: int) -> list[Mapping[str, object]]:
        rows = self._db.rows(what, who)
        return [{name: _told(name, value) for name, value in zip(columns, row, strict=True)} for row in rows]


class PrivacyTx(PrivacyView, AppealsTx):
    __slots__ = ()

    def erase(self, member: Member) -> bool:
        who = self._member(member)
        if who is None:
            return False
        self.unlink(member)
        self.leave(member)
        self.opt_out(member)
        for statement in ERASED:
            self._db.do(statement, who)
        self.forget()
        return True


def _told(name: str, value: object) -> object:
    if isinstance(value, int) and name in TIMES:
        return instant(value).isoformat(timespec="seconds")
    if isinstance(value, int) and name in DAYS:
        return date.fromordinal(value).isoformat()
    if isinstance(value, str) and value and name in TEXTS:
        return TEXTS[name](value)
    return value
