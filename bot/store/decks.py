"""Verbs about decks that a team brought in by chat."""

import json
from datetime import datetime

from bot.core.deck import deck_of, plain_deck
from bot.core.model import Deck, Member, Team
from bot.core.records import TeamDeck
from bot.store.outbox import OutboxTx
from bot.store.practice import PracticeView
from bot.store.shapes import ms


class DecksView(PracticeView):
    __slots__ = ()

    def approved_decks(self, team: Team) -> tuple[TeamDeck, ...]:
        return self._team_decks(team, "approved")

    def drafts(self, team: Team) -> tuple[TeamDeck, ...]:
        return self._team_decks(team, "draft")

    def approved_ids(self, team: Team) -> tuple[int, ...]:
        return tuple(id for (id,) in self._db.rows("team_deck_ids", team.platform, team.id))

    def _team_decks(self, team: Team, state: str) -> tuple[TeamDeck, ...]:
        rows = self._db.rows("team_decks", team.platform, team.id, state)
        return tuple(TeamDeck(id, deck_of(json.loads(content))) for id, _, content in rows)


class DecksTx(DecksView, OutboxTx):
    __slots__ = ()

    def keep_draft(self, deck: Deck, by: Member, at: datetime) -> None:
        content = json.dumps(plain_deck(deck), ensure_ascii=False)
        row = (by.team.platform, by.team.id, deck.header.deck, content, self._known(by), ms(at))
        if not self._db.run("change_draft", *row):
            self._db.do("add_draft", *row)

    def judge_draft(self, draft: int, approved: bool, by: Member, at: datetime) -> bool:
        if not any(known.id == draft for known in self.drafts(by.team)):
            return False
        if approved:
            self._db.do("replace_approved", draft)
        state = "approved" if approved else "rejected"
        judged = self._db.run(
            "judge_draft", draft, state, self._known(by), ms(at), by.team.platform, by.team.id
        )
        return judged == 1
