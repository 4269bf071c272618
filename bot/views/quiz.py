"""A run of practice questions: its beginning, the question it stands at, its end."""

from dataclasses import dataclass

from bot.core.model import Card, Header, Round
from bot.core.records import Session
from bot.messages import Facts, Heading, Line, Message, Note, Part
from bot.views import question as views
from bot.wording import Wording


@dataclass(frozen=True, slots=True)
class Summary:
    right: int
    answered: int
    weakest: str = ""  # the title of the topic that went worst; "" where nothing was lost
    returns: tuple[int, ...] = ()  # in how many days each answered card comes back


@dataclass(frozen=True, slots=True)
class Asked:
    round: Round
    card: Card
    header: Header


@dataclass(frozen=True, slots=True)
class Following:
    """What comes next in a run: a question, or the summary when it is through."""

    session: Session
    next: Asked | Summary


def parts(say: Wording, following: Following) -> tuple[Part, ...]:
    match following.next:
        case Summary() as summary:
            return (Heading(say.line("quiz.over")), Facts(_told(say, summary)))
        case Asked(round_, card, header):
            place = following.session.done + 1
            return views.practice(say, round_, card, header, place, following.session.wanted)


def question(say: Wording, following: Following) -> Message:
    """The question a run stands at."""
    return Message(parts(say, following), say.text("quiz.brief"))


def begun(say: Wording, title: str, following: Following) -> Message:
    """The first question of a run, with what the run is about."""
    about = title or say.text("quiz.everything")
    begin = say.line("quiz.begun", title=about, n=following.session.wanted)
    return Message((Note(begin), *parts(say, following)), say.text("quiz.brief"))


def summary(say: Wording, told: Summary) -> Message:
    """The end of a run that was stopped."""
    return Message((Heading(say.line("quiz.over")), Facts(_told(say, told))), say.text("quiz.brief"))


def _told(say: Wording, told: Summary) -> tuple[Line, ...]:
    if not told.answered:
        return (say.line("quiz.none_answered"),)
    lines = [say.line("quiz.right", right=told.right, n=told.answered)]
    if told.weakest:
        lines.append(say.line("quiz.weakest", topic=told.weakest))
    for span, days in (("tomorrow", range(2)), ("week", range(2, 8))):
        if n := sum(back in days for back in told.returns):
            lines.append(say.line(f"quiz.back_{span}", n=n))
    if later := [back for back in told.returns if back > 7]:
        lines.append(say.line("quiz.back_later", n=len(later), days=min(later)))
    return tuple(lines)
