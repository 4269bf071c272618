"""What the bot says to a press and to an answer, for what `bench.slack` runs without use cases."""

from datetime import UTC, datetime, time, timedelta

from bot import wording
from bot.adapters.clock import VirtualClock
from bot.adapters.recorder import Recorder
from bot.adapters.slack import views
from bot.adapters.slack.spans import Json
from bot.adapters.slack.views import Place
from bot.app.parts import put_together
from bot.core.model import EVERY_DAY, Member, Room, Schedule, Team
from bot.library import folders
from bot.library.catalogue import Catalogue
from bot.library.lexicon import shipped
from bot.messages import Form, Press, Said, Submission
from bot.store import MEMORY, open_store
from bot.usecases import settings
from bot.usecases.door import door

TEXT = "it flips the images to mirror them and also jitters them, but I forgot the third one"
BEGIN = datetime(2026, 3, 2, 8, tzinfo=UTC)
ROOM = Room(Team("slack", "T1"), "C1")


async def said() -> tuple[Form, Said]:
    """The form and the feedback to `TEXT`, from the whole bot with its first question open."""
    clock = VirtualClock(BEGIN)
    shelf = Catalogue([folders.shipped()], [], shipped())
    shelf.load()
    async with open_store(MEMORY) as store:
        parts = put_together(store, shelf, clock, "UTC")
        daily = parts.daily({"slack": Recorder("slack", clock)}, "bench", timedelta.max)
        schedule = Schedule(0, ROOM, time(9), "UTC", EVERY_DAY, decks=("sagemaker",))
        await store.write(lambda tx: settings.ensure(tx, schedule, parts.house))
        clock.move(BEGIN + timedelta(hours=1))
        await daily.beat()
        handle = door(parts.house)
        who = {"arrived": clock.now(), "member": Member(ROOM.team, "U1"), "room": ROOM, "name": "Ada"}
        form = await handle(Press(id="1", button="answer:1", **who))  # type: ignore[arg-type]
        told = await handle(
            Submission(id="2", form="answer:1", fields={"text": TEXT}, **who)  # type: ignore[arg-type]
        )
    assert isinstance(form, Form)
    assert isinstance(told, Said)
    return form, told


def drawn(form: Form, told: Said) -> tuple[Json, Json]:
    """The same as Slack's views."""
    say, place = wording.of(wording.DEFAULT), Place(ROOM.channel)
    return views.form(form, place, say), views.modal(told.message, place, say)
