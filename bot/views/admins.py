"""Who looks after a room."""

from collections.abc import Sequence

from bot.messages import Heading, Message, Note, Part, Text
from bot.wording import Wording


def admins(say: Wording, founders: Sequence[str], named: Sequence[str]) -> Message:
    parts: list[Part] = [Heading(say.line("admins.heading"))]
    if founders:
        parts.append(Text(say.line("admins.founders", names=", ".join(founders))))
    parts.append(
        Text(say.line("admins.named", names=", ".join(named)) if named else say.line("admins.nobody"))
    )
    return Message((*parts, Note(say.line("admins.how"))), say.text("admins.brief"))
