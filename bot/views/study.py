"""What `/study` says: help, the decks, a room's schedule and how its posts went."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.core.choices import RoomChoice
from bot.core.model import Schedule, Slot
from bot.core.records import PlannedSlot
from bot.messages import (
    Button,
    Buttons,
    CommandSpec,
    Facts,
    Field,
    Form,
    Heading,
    Line,
    Mark,
    Message,
    Moment,
    Note,
    Part,
    Point,
    Points,
    Span,
    Style,
    Table,
    Text,
    Tone,
)
from bot.ports import Lack
from bot.views import ids
from bot.wording import Wording, languages, parse

OUTAGE = "outage"  # why the bot itself voids a question
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")  # as they can be typed
NOTHING_CHOSEN: Mapping[RoomChoice, str] = {}


@dataclass(frozen=True, slots=True)
class Status:
    schedule: Schedule
    resting: bool  # a pause covers today
    following: Sequence[datetime]  # the next questions
    slots: tuple[PlannedSlot, ...]
    left: int  # cards that have not been a daily question here
    version: str
    exam: date | None = None  # the day the room studies for
    waiting: int = 0  # messages of the platform's that could not be sent yet


def help(say: Wording, commands: Sequence[CommandSpec]) -> Message:
    rows = tuple(
        ((Span(f"/{spec.name}{_options(spec)}", Style.CODE),), _does(say, spec)) for spec in commands
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
    told = [
        say.line("setup.at", at=schedule.at.strftime("%H:%M"), zone=schedule.zone),
        say.line("day.all") if len(schedule.weekdays) == 7 else say.line("setup.days", days=days),
        say.line("setup.decks", decks=", ".join(schedule.decks) or say.text("setup.all_decks")),
    ]
    if schedule.close is not None:
        told.append(say.line("setup.close", hours=round(schedule.close.total_seconds() / 3600)))
    if schedule.holidays:
        told.append(say.line("setup.holidays", n=len(schedule.holidays)))
    return tuple(told)


def setup(say: Wording, schedule: Schedule, lacks: Sequence[Lack], kept: bool) -> Message:
    """The schedule as it stands, or as it would be after one press, and what stands in its way."""
    change = Button(ids.of("setup"), say.text("button.change"), word="change", opens=True)
    save = Button(ids.of("setup-save"), say.text("button.save"), word="save", tone=Tone.MAIN)
    heading = "setup.stands" if kept else "setup.proposed"
    buttons = (change, *_tries(say)) if kept else (save, change)
    return Message(
        (
            Heading(say.line(heading)),
            Facts(settings(say, schedule)),
            *lacking(say, lacks),
            Buttons(buttons),
            Note(say.line("setup.typed")),
        ),
        say.text("setup.brief"),
    )


def lacking(say: Wording, lacks: Sequence[Lack]) -> tuple[Part, ...]:
    """What the bot may not do here, each with the click that mends it."""
    keeping = [lack for lack in lacks if lack.only is None]
    spoiling = [lack for lack in lacks if lack.only is not None]
    return (*_lacking(say, "setup.lacks", keeping), *_lacking(say, "setup.lacks_for_manner", spoiling))


def _lacking(say: Wording, why: str, lacks: Sequence[Lack]) -> tuple[Part, ...]:
    if not lacks:
        return ()
    points = tuple(Point(Mark.MISSED, say.line(lack.remedy, what=lack.what)) for lack in lacks)
    return Text(say.line(why)), Points(points)


def _tries(say: Wording) -> tuple[Button, ...]:
    """What can be tried once there is a schedule."""
    return (
        Button(ids.of("setup-look"), say.text("button.preview"), word="look"),
        Button(ids.of("setup-try"), say.text("button.try"), word="try"),
    )


def on_its_way(say: Wording, lacks: Sequence[Lack]) -> Message:
    return Message((Text(say.line("setup.test_sent")), *lacking(say, lacks)), say.text("setup.brief"))


def language(say: Wording, speaks: Wording) -> Message:
    """What the room reads, and what else it could read."""
    known = ", ".join(f"`{code}`" for code in languages())
    parts = (
        Text(say.line("language.speaks", name=speaks.name)),
        Note(say.line("language.known", known=parse(known))),
    )
    return Message(parts, say.text("language.brief"))


def form(say: Wording, schedule: Schedule) -> Form:
    """Five fields, which is what every platform has room for; days off have a command of their own."""
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
    )
    return Form(
        ids.of("setup"), say.text("setup.title"), (say.line("setup.intro"),), fields, say.text("button.keep")
    )


def saved(
    say: Wording,
    schedule: Schedule,
    following: Slot | None,
    lacks: Sequence[Lack] = (),
    chosen: Mapping[RoomChoice, str] = NOTHING_CHOSEN,
) -> Message:
    """`chosen` is what was set beside the schedule."""
    told = (_manner(say, choice, value) for choice, value in chosen.items())
    parts: list[Part] = [Heading(say.line("setup.saved")), Facts((*settings(say, schedule), *told))]
    if following is not None:
        parts.append(Text(say.line("setup.next", at=following.due)))
    parts += [*lacking(say, lacks), Buttons(_tries(say))]
    return Message(tuple(parts), say.text("setup.brief"))


def _manner(say: Wording, choice: RoomChoice, value: str) -> Line:
    style = Style.CALL if choice is RoomChoice.CALL else Style.PLACE
    return say.line(f"setup.{choice.value}_{'on' if value else 'off'}", what=(Span(value, style),))


def holidays(say: Wording, schedule: Schedule) -> Message:
    days = ", ".join(map(say.day, sorted(schedule.holidays)))
    line = say.line("setup.days_off", days=days) if days else say.line("setup.no_days_off")
    return Message((Text(line), Note(say.line("setup.set_days_off"))), say.text("setup.brief"))


def paused(say: Wording, schedule: Schedule) -> Message:
    return Message((Text(_paused(say, schedule)),), say.text("setup.brief"))


def _paused(say: Wording, schedule: Schedule) -> Line:
    until = schedule.pauses_until
    return say.line("status.paused_until", day=until) if until else say.line("status.paused")


def status(say: Wording, told: Status) -> Message:
    parts: list[Part] = [Heading(say.line("status.heading")), Facts(settings(say, told.schedule))]
    if told.resting:
        parts.append(Text(_paused(say, told.schedule)))
    elif told.following:
        parts.append(Text(say.line("status.next", at=told.following[0])))
    if told.following[1:]:
        first, *rest = told.following[1:]
        parts.append(Facts((say.line("status.then", at=first), *((Moment(at),) for at in rest))))
    parts.append(Note(say.line("status.left", n=told.left)))
    parts.append(Note(say.line("status.waiting", n=told.waiting)))
    if told.exam is not None:
        parts.append(Note(say.line("exam.set", day=told.exam)))
    if told.slots:
        head = (say.line("status.day"), say.line("status.due"), say.line("status.state"))
        parts.append(Table(head, tuple(_slot(say, told.schedule, slot) for slot in told.slots)))
    parts.append(Note(say.line("status.version", version=told.version)))
    return Message(tuple(parts), say.text("status.brief"))


def _slot(say: Wording, schedule: Schedule, planned: PlannedSlot) -> tuple[Line, ...]:
    """A question that is there all day is shown when somebody looks, which is neither on time nor late."""
    shown = schedule.whole_day and planned.state == "posted"
    state = say.line(f"slot.{planned.why or ('shown' if shown else planned.state)}")
    if planned.void:
        why = say.text("slot.outage") if planned.void == OUTAGE else planned.void
        state = (*state, *say.line("slot.void", why=why))
    return ((Span(say.day(planned.slot.day)),), (Moment(planned.slot.due),), state)


def _hours(schedule: Schedule) -> str:
    return "next" if schedule.close is None else f"{schedule.close // timedelta(hours=1)}h"


def _does(say: Wording, spec: CommandSpec) -> Line:
    does = say.line(spec.help)
    return (*does, *say.line("help.admins")) if spec.admin else does


def _options(spec: CommandSpec) -> str:
    return "".join(f" {option.name}" if option.needed else f" [{option.name}]" for option in spec.options)
