"""What somebody is told besides, under a reply to something else."""

from collections.abc import Sequence

from bot.core.appeals import PendingNote
from bot.messages import Message, Note
from bot.wording import Wording


def under(say: Wording, message: Message, waiting: Sequence[PendingNote]) -> Message:
    lines = []
    for note in waiting:
        facts: dict[str, object] = dict(note.facts)
        if "n" in facts:
            facts["n"] = int(str(facts["n"]))
        lines.append(Note(say.line(f"note.{note.say}", **facts)))
    return Message((*message.parts, *lines), message.brief)
