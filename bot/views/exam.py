"""The day that a room studies for: told, and set by a form."""

from datetime import date

from bot.messages import Button, Buttons, Field, Form, Message, Note, Text
from bot.views import ids
from bot.wording import Wording


def told(say: Wording, day: date | None) -> Message:
    line = say.line("exam.none") if day is None else say.line("exam.set", day=day)
    return Message((Text(line), Note(say.line("exam.how")), Buttons((button(say),))), say.text("exam.brief"))


def form(say: Wording, day: date | None) -> Form:
    value = day.isoformat() if day else ""
    field = Field("day", say.text("exam.field"), value=value, needed=False, most=40)
    return Form(
        ids.of("exam"), say.text("exam.brief"), (say.line("exam.intro"),), (field,), say.text("button.keep")
    )


def button(say: Wording) -> Button:
    return Button(ids.of("exam"), say.text("button.exam"), word="exam", opens=True)
