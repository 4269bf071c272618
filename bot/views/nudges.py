"""A word to one person: what hangs on today's question, how long a streak has become."""

from bot.core.model import Card, Round
from bot.messages import Message, Note, Quote, Text
from bot.wording import Wording


def reminder(say: Wording, round_: Round, card: Card, streak: int) -> Message:
    return Message(
        (
            Text(say.line("nudge.reminder", n=streak, number=round_.number, closes=round_.closes)),
            Quote(card.ask),
            Note(say.line("nudge.where")),
        ),
        say.text("nudge.reminder_brief", n=streak),
    )


def milestone(say: Wording, length: int) -> Message:
    return Message(
        (Text(say.line("nudge.milestone", n=length)), Note(say.line("nudge.milestone_off"))),
        say.text("nudge.milestone_brief", n=length),
    )
