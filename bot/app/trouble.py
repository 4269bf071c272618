"""A platform that fails now and then, as platforms do: what a simulation's log and figures show of it."""

import random
from dataclasses import dataclass, field

from bot.adapters.recorder import Recorder
from bot.core.model import Member, Room
from bot.core.records import PostRef
from bot.errors import Unavailable
from bot.messages import Message

BUSY, UNANSWERED = Unavailable("busy", 20, uncertain=False), Unavailable("no answer in 10 s")
DONE = 0.5  # how many of the posts without an answer were carried out


@dataclass(slots=True)
class Unsteady(Recorder):
    """Of its posts a share is refused for a while, or left without an answer, done or not done."""

    share: float = 0.0
    chance: random.Random = field(default_factory=random.Random)

    async def post(
        self, to: Room | Member, message: Message, key: str, under: PostRef | None = None
    ) -> PostRef:
        if self.chance.random() >= self.share:
            return await Recorder.post(self, to, message, key, under)
        failure = self.chance.choice((BUSY, UNANSWERED))
        if failure is UNANSWERED and self.chance.random() < DONE:
            await Recorder.post(self, to, message, key, under)
        raise failure
