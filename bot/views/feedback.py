"""What someone is told about their own answer: each point with the words that decided it."""

from dataclasses import dataclass
from functools import lru_cache

from bot.core.model import Attempt, AttemptKind, Card, Header, Round, Verdict
from bot.core.records import Standing
from bot.core.streak import Streak
from bot.messages import (
    Button,
    Buttons,
    Facts,
    Heading,
    Line,
    Mark,
    Message,
    Note,
    Part,
    Point,
    Points,
    Quote,
    Span,
    Style,
    Text,
    Tone,
)
from bot.views import appeal, ids, quiz
from bot.views.quiz import Following
from bot.wording import Wording


@dataclass(frozen=True, slots=True)
class Outcome:
    """All that the feedback to one attempt tells; `streak` and `standing` only for daily questions."""

    round: Round
    card: Card
    header: Header
    attempt: Attempt
    best: Attempt
    tries_left: int
    hints: tuple[int, ...] = ()
    streak: Streak | None = None
    standing: Standing | None = None
    following: Following | None = None
    returns: int | None = None  # in how many days the card comes back

    @property
    def finished(self) -> bool:
        return self.tries_left == 0


def feedback(say: Wording, outcome: Outcome) -> Message:
    """Feedback to one attempt; once no try is left, with the answer, and in a run with the next question."""
    parts: list[Part] = [Heading(verdict(say, outcome))]
    if outcome.attempt.kind is AttemptKind.ANSWER:
        parts += [Quote(outcome.attempt.text), Points(points(say, outcome))]
        if "near-mark" in outcome.attempt.grade.reasons:
            parts.append(Note(say.line("feedback.near")))
    if outcome.finished:
        parts += solution(say, outcome.card)
    parts.append(Facts(facts(say, outcome)))
    if buttons := _buttons(say, outcome):
        parts.append(Buttons(buttons))
    if outcome.following is not None:
        parts += quiz.parts(say, outcome.following)
    return Message(tuple(parts), say.text("feedback.brief", score=percent(outcome.attempt)))


def verdict(say: Wording, outcome: Outcome) -> Line:
    """The first line: how many points of how many, or the verdict in a word for a card of one point."""
    if outcome.attempt.kind is not AttemptKind.ANSWER:
        return say.line(f"feedback.{outcome.attempt.kind.value}")
    grade = outcome.attempt.grade
    needed = outcome.card.rubric.need or len(outcome.card.rubric.points)
    if needed > 1 and grade.verdict is not Verdict.CORRECT:
        if grade.hit and grade.contradicted and grade.score == 0:  # or nothing beside points seems a slip
            return say.line("feedback.turned_of", hit=len(grade.hit), needed=needed)
        return say.line(f"feedback.{grade.verdict.value}_of", hit=len(grade.hit), needed=needed)
    return say.line(f"feedback.{grade.verdict.value}")


def points(say: Wording, outcome: Outcome) -> tuple[Point, ...]:
    """Each point in the card's order; while tries are left, a missed one shows only a hint that was taken."""
    told: dict[int, Point] = {}
    grade = outcome.attempt.grade
    for hit in grade.hit:
        told[hit.point] = Point(Mark.HIT, say.line("point.hit", label=hit.label, quote=hit.quote))
    for turned in grade.contradicted:
        line = say.line("point.contradicted", label=turned.label, quote=turned.quote)
        told[turned.point] = Point(Mark.CONTRADICTED, line)
    for missed in grade.missed:
        told[missed.point] = Point(Mark.MISSED, _missed(say, outcome, missed.point, missed.label))
    return tuple(told[i] for i in sorted(told))


def solution(say: Wording, card: Card) -> list[Part]:
    """The model answer, why it is so, and where that is written."""
    parts: list[Part] = [Text((*say.line("feedback.answer"), Span(card.answer, Style.STRONG)))]
    if card.why:
        parts.append(Text((Span(card.why),)))
    pages = [source for source in card.sources if source.startswith("https://")]
    if pages:
        parts.append(Note((*say.line("feedback.source"), Span(pages[0], Style.LINK))))
    return parts


def facts(say: Wording, outcome: Outcome) -> tuple[Line, ...]:
    """Score, points and, for a daily question, streak and place."""
    told = [say.line("feedback.score", score=percent(outcome.best))]
    if outcome.round.daily:
        told.append(say.line("feedback.points", n=outcome.best.points))
    if outcome.streak is not None:
        told.append(say.line("feedback.streak", n=outcome.streak.length))
    if outcome.standing is not None:
        told.append(say.line("feedback.place", rank=outcome.standing.rank))
    if outcome.returns is not None:
        told.append(say.line("feedback.returns", n=outcome.returns))
    if outcome.tries_left:
        told.append(say.line("feedback.tries", n=outcome.tries_left))
    return tuple(told)


def hinted(say: Wording, round_: Round, card: Card, point: int, left: int) -> Message:
    """A hint, and what it costs."""
    parts: list[Part] = [
        Text((*say.line("hint.says"), Span(card.rubric.points[point].hint))),
        Note(say.line("hint.left", n=left) if left else say.line("hint.last")),
    ]
    again = Button(
        ids.of("answer", round_.id), say.text("button.answer"), "answer", opens=True, tone=Tone.MAIN
    )
    more = (Button(ids.of("hint", round_.id), say.text("button.hint"), word="hint"),) if left else ()
    return Message((*parts, Buttons((again, *more))), say.text("hint.brief"))


def percent(attempt: Attempt) -> int:
    """The score in whole per cent."""
    return round(attempt.grade.score * 100)


def _missed(say: Wording, outcome: Outcome, point: int, label: str) -> Line:
    if outcome.finished:
        return say.line("point.missed", label=label)
    hint = outcome.card.rubric.points[point].hint if point < len(outcome.card.rubric.points) else ""
    return say.line("point.hinted", hint=hint) if point in outcome.hints and hint else say.line("point.open")


def _buttons(say: Wording, outcome: Outcome) -> tuple[Button, ...]:
    """What is left to do; whoever does not have all of it may say that they were right."""
    grade, points = outcome.attempt.grade, outcome.card.rubric.points
    untold = {missed.point for missed in grade.missed}.difference(outcome.hints)
    return _left(
        say,
        outcome.round.id,
        goes_on=not outcome.finished,
        hint=any(points[i].hint for i in untold if i < len(points)),
        contests=outcome.attempt.kind is AttemptKind.ANSWER and grade.score < 1,
    )


@lru_cache(maxsize=1024)  # all who answer a question get the same few
def _left(say: Wording, round_id: int, *, goes_on: bool, hint: bool, contests: bool) -> tuple[Button, ...]:
    right = (appeal.button(say, round_id),) if contests else ()
    if not goes_on:
        return right
    add, more, show = (say.text(f"button.{word}") for word in ("add", "hint", "show"))
    hints = (Button(ids.of("hint", round_id), more, word="hint"),) if hint else ()
    again = Button(ids.of("answer", round_id), add, "answer", opens=True, tone=Tone.MAIN)
    return again, *hints, Button(ids.of("show", round_id), show, word="show"), *right
