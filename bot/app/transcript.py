"""A simulated team to be read: what the bot posts, what people answer, an appeal and what it changes."""

import random
from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot import wording
from bot.adapters.clock import VirtualClock
from bot.adapters.recorder import Recorder
from bot.adapters.terminal import plain
from bot.app.parts import Parts, put_together
from bot.app.simulate import PLATFORM, Plan, Planned, World, start_of
from bot.core import rubric
from bot.core.grade import grade
from bot.core.model import Card, Member, Round, Verdict
from bot.messages import Buttons, Command, Message, Press, Reply, Right, Said, Submission
from bot.ports import Catalogue
from bot.store import MEMORY, open_store
from bot.views import ids

NAMES = ("Ada", "Ben", "Cleo", "Dora", "Emil", "Fay", "Gus", "Hana", "Ivo", "Jun")
REVIEWER = "Rita"
OWN_WORDS = 0.12  # how likely a right answer says one point in words that no author thought of
MOST = 10  # appeals that a queue shows
LATER = timedelta(minutes=5)  # after the reveal, the reviewer looks at what waits


@dataclass(frozen=True, slots=True)
class Contested:
    """An answer that is right in its author's own words, and that the bot did not take for right."""

    round: Round
    person: str
    why: str


async def transcript(plan: Plan, catalogue: Catalogue) -> AsyncGenerator[str, None]:
    """The lines of it, in order; nothing but the plan decides them."""
    clock = VirtualClock(start_of(plan))
    async with open_store(MEMORY) as store:
        parts = put_together(store, catalogue, clock, plan.zones[0])
        month = Month(plan, parts, clock, Recorder(PLATFORM, clock))
        await month.settle_in()
        async for line in month.lines():
            yield line


class Month(World):
    """One room whose people and reviewer use the bot through its own door."""

    def __init__(self, plan: Plan, parts: Parts, clock: VirtualClock, recorder: Recorder) -> None:
        super().__init__(plan, parts, clock, recorder)
        self._zone = ZoneInfo(plan.zones[0])
        self._read = 0
        self._seen = 0
        self._asked = 0
        self._own: dict[str, str] = {}  # an answer in somebody's own words -> how the deck hints at the point
        self._waiting: list[Contested] = []
        self._english = wording.of(wording.DEFAULT)
        self._lines: list[str] = []

    async def lines(self) -> AsyncIterator[str]:
        async for event in self.events():
            self._posts()
            if event.kind == "reveal" and self._waiting:
                await self._review(self._waiting.pop(0))
                await self._daily.beat()
                self._posts()
            for line in self._lines:
                yield line
            self._lines.clear()

    def _words(self, card: Card, chance: random.Random, *, right: bool) -> str:
        text = super()._words(card, chance, right=right)
        return self._reworded(card, text) if right and chance.random() < OWN_WORDS else text

    def _reworded(self, card: Card, text: str) -> str:
        """A right answer whose last point is said as the deck's own hint describes it."""
        header = self._house.catalogue.snapshot().decks[card.deck].header
        compiled = rubric.compile(card, header, self._house.marker.lexicon)
        hits = [one for one in grade(compiled, text).hit if text.count(one.quote) == 1]
        for hit in reversed(hits):
            hint = card.rubric.points[hit.point].hint.rstrip(".")
            told = text.replace(hit.quote, hint[:1].lower() + hint[1:])
            if hint and grade(compiled, told).verdict is Verdict.PARTIAL:
                self._own[told] = hint
                return told
        return text

    async def _hand_in(self, planned: Planned) -> Reply:
        reply = await super()._hand_in(planned)
        self._say(f"{planned.person}: {' '.join(planned.text.split())}")
        self._say(f"    → {_first(reply, self._zone)}")
        why = self._own.get(planned.text)
        if why is not None:
            await self._appeal(Contested(planned.round, planned.person, why))
        return reply

    async def _appeal(self, case: Contested) -> None:
        form = ids.of("appeal", case.round.id)
        asked = self._who(case.person, case.round)
        reply = await self._handle(Submission(**asked, form=form, fields={"why": case.why}))  # type: ignore[arg-type]
        self._say(f"{case.person} presses [I was right]: {case.why}")
        self._say(f"    → {_first(reply, self._zone)}")
        self._waiting.append(case)

    async def _review(self, case: Contested) -> None:
        """The reviewer looks at the oldest appeal and accepts what harms nothing; the board around it."""
        self._clock.move(self._clock.now() + LATER)
        queue = await self._handle(Command(**self._admin(case), command="study review", options={}))  # type: ignore[arg-type]
        if self._count(queue) == 0:  # another ruling has settled it by now
            return
        await self._typed(REVIEWER, case.round, "leaderboard", "before the appeal")
        looked = await self._press(case, _buttons(queue, "appeal-look")[-1])
        accepts = _buttons(looked, "appeal-accept") if self._says(looked, "review.harmless") else []
        await self._press(case, (accepts or _buttons(looked, "appeal-once"))[0])
        await self._typed(case.person, case.round, "leaderboard", "after it")

    def _count(self, queue: Reply) -> int:
        """How many appeals wait, by what the queue says."""
        lines = _whole(queue, self._zone).splitlines()
        told = (self._english.text("review.waiting", n=n) for n in range(1, MOST + 1))
        return next((n for n, line in enumerate(told, start=1) if line in lines), 0)

    def _says(self, reply: Reply, key: str) -> bool:
        return self._english.text(key) in _whole(reply, self._zone)

    async def _press(self, case: Contested, button: str) -> Reply:
        reply = await self._handle(Press(**self._admin(case), button=button))  # type: ignore[arg-type]
        self._say(f"{REVIEWER} presses {button.partition(':')[0]}")
        self._say(_whole(reply, self._zone), inside=True)
        return reply

    async def _typed(self, person: str, round_: Round, command: str, remark: str) -> None:
        asked = self._who(person, round_)
        reply = await self._handle(Command(**asked, command=command, options={}))  # type: ignore[arg-type]
        self._say(f"{person}: /{command} ({remark})")
        self._say(_whole(reply, self._zone), inside=True)

    def _who(self, person: str, round_: Round) -> dict[str, object]:
        self._asked += 1
        return {
            "id": f"asked-{self._asked}",
            "arrived": self._clock.now(),
            "member": Member(round_.room.team, person),
            "room": round_.room,
            "name": person,
        }

    def _admin(self, case: Contested) -> dict[str, object]:
        return self._who(REVIEWER, case.round) | {"rights": frozenset({Right.ADMIN})}

    def _posts(self) -> None:
        """What the bot said unasked since this was last looked at."""
        for post in self._recorder.posts[self._read :]:
            whom = f" (to {post.to.user})" if isinstance(post.to, Member) else ""
            self._say(f"the bot{whom}:", at=self._english.moment(post.at.astimezone(self._zone)))
            self._say(plain.draw(post.message, self._zone), inside=True)
        self._read = len(self._recorder.posts)
        for ref, message in self._recorder.edits[self._seen :]:
            if message.spoils:  # an answer that is out: of questions the counter alone has changed
                whom = f" (to {ref.to.user})" if isinstance(ref.to, Member) else ""
                self._say(f"    meanwhile the bot has redrawn what it said{whom}:")
                self._say(plain.draw(message, self._zone), inside=True)
        self._seen = len(self._recorder.edits)

    def _say(self, text: str, *, inside: bool = False, at: str = "") -> None:
        when = at or self._english.moment(self._clock.now().astimezone(self._zone))
        if inside:
            self._lines += [f"    {line}".rstrip() for line in text.splitlines()] + [""]
        else:
            self._lines.append(text if text.startswith(" ") else f"{when}  {text}")


def _message(reply: Reply) -> Message | None:
    return reply.message if isinstance(reply, Said) else None


def _whole(reply: Reply, zone: ZoneInfo) -> str:
    message = _message(reply)
    return plain.draw(message, zone) if message else ""


def _first(reply: Reply, zone: ZoneInfo) -> str:
    return _whole(reply, zone).partition("\n")[0]


def _buttons(reply: Reply, verb: str) -> list[str]:
    message = _message(reply)
    rows = [part for part in message.parts if isinstance(part, Buttons)] if message else []
    return [one.id for row in rows for one in row.buttons if ids.split(one.id)[0] == verb]
