"""What somebody is told besides, under a reply to something else."""

from collections.abc import Sequence
from dataclasses import replace

from bot.core.appeals import PendingNote
from bot.messages import Message, Note
from bot.wording import Wording

SHOWN = 5  # notes that are told one by one


def under(say: Wording, message: Message, waiting: Sequence[PendingNote]) -> Message:
    lines = []
    for note in waiting[:SHOWN]:
        facts: dict[str, object] = dict(note.facts)
        if "n" in facts:
            facts["n"] = int(str(facts["n"]))
        lines.append(Note(say.line(f"note.{note.say}", **facts)))
    if len(waiting) > SHOWN:
        lines.append(Note(say.line("note.more", n=len(waiting) - SHOWN)))
    return replace(message, parts=(*message.parts, *lines))
