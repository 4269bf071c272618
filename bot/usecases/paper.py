"""A round as one member sees it: the card, what they tried, the hints they took, and what is left to do."""

from dataclasses import dataclass
from datetime import datetime

from bot.core import score
from bot.core.model import Attempt, Member, Round
from bot.core.records import Hint
from bot.core.sitting import Sitting
from bot.errors import Refused
from bot.messages import Asked
from bot.ports import View
from bot.usecases.house import House
from bot.usecases.marker import Kept

PRACTICE_TRIES = 1  # practice goes on at once; the answer is shown with the feedback


@dataclass(frozen=True, slots=True)
class Paper:
    round: Round
    kept: Kept
    member: Member
    attempts: tuple[Attempt, ...]
    hints: tuple[Hint, ...]

    def after(self, attempt: Attempt) -> "Paper":
        """The same paper with one more attempt."""
        return Paper(self.round, self.kept, self.member, (*self.attempts, attempt), self.hints)

    @property
    def best(self) -> Attempt | None:
        """The attempt that counts; None: nothing tried yet."""
        return score.best(self.attempts)

    @property
    def tries_left(self) -> int:
        return score.tries_left(self.attempts, score.TRIES if self.round.daily else PRACTICE_TRIES)

    @property
    def finished(self) -> bool:
        return self.tries_left == 0

    def closed(self, now: datetime) -> bool:
        """An answer that reached the platform before the close is in time, however late it is graded."""
        return self.round.closes is not None and now >= self.round.closes


def lay_out(view: View, house: House, round_id: int, member: Member, sitting: Sitting | None = None) -> Paper:
    """The member's paper for a round. Refuses a round that does not exist or is somebody else's practice."""
    found = view.round(round_id)
    if found is None or found.room.team != member.team:
        raise Refused("answer.unknown")
    if not found.daily and found.member != member:
        raise Refused("answer.not_yours")
    return Paper(
        round=found,
        kept=house.marker.kept(view, found.version),
        member=member,
        attempts=sitting.attempts if sitting else view.attempts(round_id, member),
        hints=sitting.hints if sitting else view.hints(round_id, member),
    )


def open_paper(
    view: View, house: House, request: Asked, round_id: int, sitting: Sitting | None = None
) -> Paper:
    """A paper that who asks can still answer. Refuses one that is closed or finished."""
    paper = lay_out(view, house, round_id, request.member, sitting)
    if paper.closed(request.arrived):
        raise Refused("answer.closed", closed=paper.round.closes)
    if paper.finished:
        raise Refused("answer.finished")
    if paper.round.session is not None and not _stands_there(view, paper.round):
        raise Refused("quiz.not_running")
    return paper


def answerable(
    view: View, house: House, request: Asked, round_id: int, sitting: Sitting | None = None
) -> Paper:
    """An open paper, but no practice of what has become an open question of the day since."""
    paper = open_paper(view, house, request, round_id, sitting)
    if not paper.round.daily and paper.round.card in view.open_cards(request.member.team, house.clock.now()):
        raise Refused("quiz.now_daily")
    return paper


def _stands_there(view: View, round_: Round) -> bool:
    """Whether a running session still stands at this question."""
    session = view.run(round_.session) if round_.session is not None else None
    return (
        session is not None and session.ended is None and view.session_rounds(session.id)[-1].id == round_.id
    )
