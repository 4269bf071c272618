"""What is kept of somebody: the switches, the export, and the question before all of it is deleted."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.choices import MemberChoice
from bot.messages import (
    Button,
    Buttons,
    Heading,
    Line,
    Message,
    Note,
    Part,
    Quote,
    Span,
    Style,
    Table,
    Text,
    Tone,
    Whole,
)
from bot.views import ids
from bot.wording import Wording

SWITCHES = (MemberChoice.REMINDERS, MemberChoice.DIGEST, MemberChoice.MILESTONES, MemberChoice.REVEALS)
FILE = "studybot.json"  # all that is kept of somebody
NAME = "hidden"  # the one switch that is no choice: it changes boards at once


@dataclass(frozen=True, slots=True)
class Switch:
    """`told`: what is chosen, where that is more than on or off."""

    what: str
    on: bool
    told: str = ""


def privacy(say: Wording, switches: Sequence[Switch]) -> Message:
    head = (say.line("privacy.switch"), say.line("privacy.state"), say.line("privacy.means"))
    parts: list[Part] = [
        Heading(say.line("privacy.heading")),
        Text(say.line("privacy.kept")),
        Table(head, tuple(_row(say, switch) for switch in switches)),
        Buttons(tuple(_button(say, switch) for switch in switches if switch.what != MemberChoice.QUIET)),
        Note(say.line("privacy.how")),
        Note(say.line("privacy.more")),
    ]
    return Message(tuple(parts), say.text("privacy.brief"))


def _row(say: Wording, switch: Switch) -> tuple[Line, ...]:
    state = (Span(switch.told),) if switch.told else say.line("privacy.on" if switch.on else "privacy.off")
    return (Span(switch.what, Style.CODE),), state, say.line(f"privacy.does_{switch.what}")


def _button(say: Wording, switch: Switch) -> Button:
    turned = "off" if switch.on else "on"
    label = say.text(f"privacy.turn_{turned}", what=switch.what)
    return Button(ids.of("privacy", f"{switch.what}/{turned}"), label)


def export(say: Wording, pages: Sequence[str], page: int) -> Message:
    """A page of it, or where a platform can carry that, a file of all."""
    whole = Whole(FILE, "".join(pages)) if len(pages) > 1 else None
    parts: list[Part] = [Heading(say.line("privacy.export")), Quote(pages[page - 1], whole)]
    if page < len(pages):
        label = say.text("privacy.next", page=page + 1, n=len(pages))
        parts.append(Buttons((Button(ids.of("export", page + 1), label, word="next"),), turn=True))
    return Message(tuple(parts), say.text("privacy.brief"))


def sure(say: Wording) -> Message:
    button = Button(ids.of("forget", "me"), say.text("button.forget"), word="forget", tone=Tone.DANGER)
    return Message(
        (Heading(say.line("privacy.sure")), Text(say.line("privacy.forgets")), Buttons((button,))),
        say.text("privacy.brief"),
    )


def forgotten(say: Wording) -> Message:
    return Message((Text(say.line("privacy.forgotten")),), say.text("privacy.brief"))
