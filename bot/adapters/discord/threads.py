"""The thread under a question: opened after its post, and made up for where the bot was stopped between."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.adapters.discord import failing, marks, places
from bot.adapters.discord.rest import Rest
from bot.core.model import Member, Room
from bot.errors import BotError

log = logging.getLogger(__name__)

LONGEST_NAME = 100
QUIET = 1440  # minutes after which a thread nobody writes in is put away
HAS_THREAD = 1 << 5
ALREADY_OPEN = 160004

Found = Mapping[str, Any]


def fit(to: Room | Member) -> bool:
    """Whether threads can hang there: none can in a thread, nor in direct messages."""
    return isinstance(to, Room) and not to.thread and not places.is_own(to)


async def open_under(rest: Rest, channel: str, sent: str, name: str) -> None:
    """Without the thread the question still stands: only the log is told."""
    path = "/channels/{channel_id}/messages/{message_id}/threads"
    body = {"name": name[:LONGEST_NAME], "auto_archive_duration": QUIET}
    try:
        await rest.call("POST", path, body, channel_id=channel, message_id=sent)
    except (BotError, *failing.FAILURES) as error:
        code = getattr(error, "code", 0) or getattr(error.__cause__, "code", 0)
        if code != ALREADY_OPEN:
            log.warning("no_thread", extra={"post": sent, "why": str(error)})


async def make_up(rest: Rest, channel: str, message: Found) -> None:
    """A message whose buttons say that it is to have a thread has one when this returns."""
    components: Sequence[Found] = message.get("components") or ()
    wanted = any(head.threaded for head in marks.heads(components))
    if wanted and not message.get("thread") and not message.get("flags", 0) & HAS_THREAD:
        await open_under(rest, channel, str(message["id"]), _name(message))


def _name(message: Found) -> str:
    """What the message begins with, without its markup."""
    texts = [str(message.get("content") or ""), *_texts(message.get("components") or ())]
    first = next((text for text in texts if text), "?").splitlines()[0]
    return first.lstrip("#").replace("\\", "").strip()


def _texts(components: Sequence[Found]) -> Iterator[str]:
    for component in components:
        if content := component.get("content"):
            yield str(content)
        yield from _texts(component.get("components", ()))
