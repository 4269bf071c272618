"""Who reviews, as an admin sees it."""

from collections.abc import Sequence

from bot.messages import Message, Note, Text
from bot.wording import Wording


def named(say: Wording, who: Sequence[str]) -> Message:
    line = say.line("reviewers.named", who=", ".join(who), n=len(who)) if who else say.line("reviewers.none")
    return Message((Text(line), Note(say.line("reviewers.how"))), say.text("reviewers.brief"))
