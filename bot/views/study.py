"""What `/study` says: help, the decks, a room's schedule and how its posts went."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.core.model import Schedule, Slot
from bot.core.records import PlannedSlot
from bot.messages import (
    Button,
    Buttons,
    CommandSpec,
    Facts,
    Field,
    FieldKind,
    Form,
    Heading,
    Line,
    Message,
    Moment,
    Note,
    Part,
    Span,
    Style,
    Table,
    Text,
    Tone,
)
from bot.views import exam, ids
from bot.wording import Wording

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")  # as they can be typed


@dataclass(frozen=True, slots=True)
class Status:
    schedule: Schedule
    resting: bool  # a pause covers today
    next_post: datetime | None
    slots: tuple[PlannedSlot, ...]
    left: int  # cards that have not been a daily question here
    version: str
    exam: date | None = None  # the day the room studies for


def help(say: Wording, commands: Sequence[CommandSpec]) -> Message:
    rows = tuple(
        ((Span(f"/{spec.name}{_options(spec)}", Style.CODE),), say.line(spec.help)) for spec in commands
    )
    head = (say.line("help.command"), say.line("help.does"))
    return Message(
        (Heading(say.line("help.heading")), Text(say.line("help.how")), Table(head, rows)),
        say.text("help.brief"),
    )


def broken(say: Wording, problems: Sequence[str]) -> Message:
    """What is wrong with a deck that has just changed; the old one stays in use."""
    lines = tuple(Text((Span(problem),)) for problem in problems)
    return Message((Note(say.line("decks.broken")), *lines), say.text("decks.broken"))


def settings(say: Wording, schedule: Schedule) -> tuple[Line, ...]:
    days = ", ".join(say.text(f"day.{d}") for d in sorted(schedule.weekdays))
    every = say.text("day.all") if len(schedule.weekdays) == 7 else days
    told = [
        say.line("setup.at", at=schedule.at.strftime("%H:%M"), zone=schedule.zone),
        say.line("setup.days", days=every),
        say.line("setup.decks", decks=", ".join(schedule.decks) or say.text("setup.all_decks")),
    ]
    if schedule.close is not None:
        told.append(say.line("setup.close", hours=round(schedule.close.total_seconds() / 3600)))
    if schedule.holidays:
        told.append(say.line("setup.holidays", n=len(schedule.holidays)))
    return tuple(told)


def setup(say: Wording, schedule: Schedule, kept: bool) -> Message:
    """The schedule as it stands, or as it would be after one press."""
    buttons = (
        Button(ids.of("setup-save"), say.text("button.save"), word="save", tone=Tone.MAIN),
        Button(ids.of("setup"), say.text("button.change"), word="change", opens=True),
    )
    heading = "setup.stands" if kept else "setup.proposed"
    return Message(
        (
            Heading(say.line(heading)),
            Facts(settings(say, schedule)),
            Buttons((*(buttons[1:] if kept else buttons), exam.button(say))),
            Note(say.line("setup.typed")),
        ),
        say.text("setup.brief"),
    )


def form(say: Wording, schedule: Schedule) -> Form:
    fields = (
        Field("at", say.text("setup.field_at"), value=schedule.at.strftime("%H:%M")),
        Field(
            "days",
            say.text("setup.field_days"),
            value=",".join(WEEKDAYS[day] for day in sorted(schedule.weekdays)),
        ),
        Field("zone", say.text("setup.field_zone"), value=schedule.zone),
        Field("decks", say.text("setup.field_decks"), value=" ".join(schedule.decks), needed=False),
        Field("close", say.text("setup.field_close"), value=_hours(schedule), needed=False),
        Field(
            "holidays",
            say.text("setup.field_holidays"),
            FieldKind.PARAGRAPH,
            needed=False,
            value="\n".join(day.isoformat() for day in sorted(schedule.holidays)),
        ),
    )
    return Form(
        ids.of("setup"), say.text("setup.title"), (say.line("setup.intro"),), fields, say.text("button.keep")
    )


def saved(say: Wording, schedule: Schedule, following: Slot | None) -> Message:
    parts: list[Part] = [Heading(say.line("setup.saved")), Facts(settings(say, schedule))]
    if following is not None:
        parts.append(Text(say.line("setup.next", at=following.due)))
    return Message(tuple(parts), say.text("setup.brief"))


def holidays(say: Wording, schedule: Schedule) -> Message:
    days = ", ".join(day.isoformat() for day in sorted(schedule.holidays))
    line = say.line("setup.days_off", days=days) if days else say.line("setup.no_days_off")
    return Message((Text(line), Note(say.line("setup.set_days_off"))), say.text("setup.brief"))


def paused(say: Wording, schedule: Schedule) -> Message:
    return Message((Text(_paused(say, schedule)),), say.text("setup.brief"))


def _paused(say: Wording, schedule: Schedule) -> Line:
    until = schedule.pauses_until
    return say.line("status.paused_until", day=until.isoformat()) if until else say.line("status.paused")


def status(say: Wording, told: Status) -> Message:
    parts: list[Part] = [Heading(say.line("status.heading")), Facts(settings(say, told.schedule))]
    if told.resting:
        parts.append(Text(_paused(say, told.schedule)))
    elif told.next_post is not None:
        parts.append(Text(say.line("status.next", at=told.next_post)))
    parts.append(Note(say.line("status.left", n=told.left)))
    if told.exam is not None:
        parts.append(Note(say.line("exam.set", day=told.exam.isoformat())))
    if told.slots:
        head = (say.line("status.day"), say.line("status.due"), say.line("status.state"))
        parts.append(Table(head, tuple(_slot(say, slot) for slot in told.slots)))
    parts.append(Note(say.line("status.version", version=told.version)))
    return Message(tuple(parts), say.text("status.brief"))


def _slot(say: Wording, planned: PlannedSlot) -> tuple[Line, ...]:
    state = say.line(f"slot.{planned.why}") if planned.why else say.line(f"slot.{planned.state}")
    return ((Span(planned.slot.day.isoformat()),), (Moment(planned.slot.due),), state)


def _hours(schedule: Schedule) -> str:
    return "next" if schedule.close is None else f"{schedule.close // timedelta(hours=1)}h"


def _options(spec: CommandSpec) -> str:
    return "".join(f" {option.name}" if option.needed else f" [{option.name}]" for option in spec.options)
