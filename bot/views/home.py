"""One's own page: today's questions, the streak, the latest answer, what comes back, and what one chose."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.core.model import Round
from bot.core.records import Standing
from bot.core.streak import State, Streak
from bot.messages import Button, Buttons, Facts, Heading, Line, Message, Note, Part, Text, Tone
from bot.views import charts, feedback, ids, privacy
from bot.views.feedback import Outcome
from bot.views.privacy import Switch
from bot.wording import Wording


@dataclass(frozen=True, slots=True)
class Page:
    """`rooms`: for each room what can still be answered, and the latest question one is done with.

    `days`: those that had a question, for the streak's calendar.
    """

    rooms: tuple[tuple[tuple[Message, ...], Round | None], ...]
    streak: Streak | None
    today: date
    days: Mapping[date, State]
    week: Standing | None
    latest: Outcome | None
    due: int
    switches: tuple[Switch, ...]


def page(say: Wording, told: Page) -> Message:
    parts: list[Part] = [*_today(say, told)]
    if told.streak is not None:
        parts += [Heading(say.line("streak.heading", n=told.streak.length)), Facts(_standing(say, told))]
        if told.days:
            parts.append(charts.calendar(say, told.streak, told.days, told.today))
    parts += [
        Heading(say.line("home.practice")),
        Text(say.line("home.due", n=told.due)),
        _practise(say, told),
    ]
    if told.latest is not None:
        answered = feedback.feedback(say, told.latest)
        parts += [Heading(say.line("home.latest")), *(_small(part) for part in answered.parts)]
    parts += privacy.privacy(say, told.switches).parts
    return Message(tuple(parts), say.text("home.brief"))


def _today(say: Wording, told: Page) -> list[Part]:
    if not told.rooms:
        return [Heading(say.line("home.welcome")), Text(say.line("home.first"))]
    parts: list[Part] = []
    for posts, done in told.rooms:
        parts += [part for post in posts for part in post.parts]
        if done is not None and done.closes is not None:
            parts.append(Note(say.line("home.done", number=done.number, at=done.closes)))
    return parts or [Note(say.line("home.nothing_open"))]


def _standing(say: Wording, told: Page) -> tuple[Line, ...]:
    assert told.streak is not None
    lines = [
        say.line("streak.best", n=told.streak.best),
        say.line("streak.freezes", n=told.streak.freezes),
    ]
    if told.week is not None:
        lines.append(say.line("stats.week", rank=told.week.rank, n=told.week.points))
    return tuple(lines)


def _practise(say: Wording, told: Page) -> Buttons:
    tone = Tone.MAIN if told.due else Tone.QUIET
    due = (Button(ids.of("quiz", "due"), say.text("button.due"), "due", tone=tone),) if told.due else ()
    return Buttons(
        (
            *due,
            Button(ids.of("quiz"), say.text("button.practise"), "practise"),
            Button(ids.of("stats"), say.text("button.progress")),
            Button(ids.of("board", "week"), say.text("button.leaderboard")),
        )
    )


def _small(part: Part) -> Part:
    """A heading under a heading is a line."""
    return Text(part.line) if isinstance(part, Heading) else part
