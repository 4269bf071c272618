"""Seasons: when the one that runs ends, how it stands, and who won the last."""

from dataclasses import dataclass

from bot.core.calendar import Period
from bot.messages import Heading, Message, Note, Part, Text
from bot.views import board as boards
from bot.wording import Wording


@dataclass(frozen=True, slots=True)
class Running:
    """The season that runs. `late`: what was answered in its days so far counts for the one before."""

    period: Period
    shown: boards.Shown
    late: bool = False


def digest(say: Wording, *, on: bool) -> Message:
    return Message((Text(say.line("digest.on" if on else "digest.off")),), say.text("season.brief"))


def season(say: Wording, told: Running, *, cut: bool = False) -> Message:
    """`cut`: the season before it ends today, sooner than it would have."""
    parts: list[Part] = [
        Heading(say.line("season.heading")),
        Text(say.line("season.runs", first=told.period.first, last=told.period.last)),
    ]
    if not told.shown.bare:
        parts.append(boards.table(say, told.shown))
    else:
        parts.append(Note(say.line("season.late" if told.late else "board.empty")))
    if cut:
        parts.append(Note(say.line("season.cut")))
    parts.append(Note(say.line("season.set")))
    return Message(tuple(parts), say.text("season.brief"))
