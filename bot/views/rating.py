"""A card that cannot be graded: its answer, and five ways of saying how well it was known."""

from bot.core.model import Card, Round
from bot.messages import Button, Buttons, Message, Text, Tone
from bot.views import ids
from bot.views.feedback import solution
from bot.wording import Wording

SCALE = ("1", "2", "3", "4", "5")


def looked(say: Wording, round_: Round, card: Card) -> Message:
    buttons = tuple(
        Button(ids.of("rate", f"{round_.id}-{known}"), say.text(f"rating.{known}"), known, tone=Tone.QUIET)
        for known in SCALE
    )
    parts = (*solution(say, card), Text(say.line("rating.ask")), Buttons(buttons))
    return Message(parts, say.text("quiz.brief"))
