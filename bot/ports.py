"""What the use cases ask of the world: store, platforms, catalogue, clock. Each docstring is a promise."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol, TypeVar

from bot.core.choices import MemberChoice, RoomChoice
from bot.core.lookup import Library
from bot.core.model import Attempt, Deck, Grade, Member, Room, Round, Schedule, Slot, Team
from bot.core.records import (
    Answered,
    Board,
    Delivery,
    Draft,
    Hint,
    NewAttempt,
    NewDelivery,
    NewRound,
    PlannedSlot,
    PostedDay,
    PostRef,
    Practised,
    Session,
    Standing,
    Tally,
    TeamDeck,
)
from bot.core.streak import Streak
from bot.messages import CommandSpec, Message, Reply, Request

T = TypeVar("T")

Handle = Callable[[Request], Awaitable[Reply]]


class View(Protocol):
    """One consistent look at the store. Plain calls: a view is only good inside the work it is given to."""

    def outcome(self, request: str) -> str | None:
        """What a request with this id led to; None: never seen (ids are kept for 7 days)."""

    def choice(self, of: Room | Member, key: RoomChoice | MemberChoice) -> str:
        """What a room or member chose; "" where they left it as it is."""

    def choices(self, of: Room | Member) -> Mapping[str, str]:
        """All that a room or member chose, by key."""

    def name(self, member: Member) -> str:
        """How the member was last called; "" when unknown or forgotten."""

    def schedule(self, id: int) -> Schedule | None: ...

    def schedules(self, room: Room) -> tuple[Schedule, ...]: ...

    def due(self, now: datetime, limit: int) -> tuple[tuple[Schedule, Slot], ...]:
        """Running schedules whose planned next slot is at or before `now`, earliest first."""

    def next_due(self, platforms: Collection[str] | None = None) -> datetime | None:
        """The earliest instant at which a slot, a close or a delivery wants attention; None: nothing planned.

        Of the deliveries, with `platforms`, only theirs: what nobody here can send is no reason to wake.
        """

    def slots(self, schedule: int, limit: int) -> tuple[PlannedSlot, ...]:
        """What became of the latest slots, newest first."""

    def slot(self, schedule: int, day: date) -> Slot | None:
        """A settled slot as it was when it was settled; None: that day is not settled."""

    def planned(self, schedule: int) -> Slot | None:
        """The slot that is next, also where the schedule is paused; None: nothing is planned."""

    def planned_after(self, at: datetime, limit: int) -> tuple[Schedule, ...]:
        """Schedules whose planned slot is later than this, the farthest first."""

    def present(
        self, platform: str, since: datetime, until: datetime
    ) -> tuple[tuple[datetime, datetime], ...]:
        """When the bot was there for a platform, as far as that touches the given time."""

    def round(self, id: int) -> Round | None: ...

    def version(self, hash: str) -> str | None:
        """The kept content of a card version (JSON of core.deck)."""

    def open_rounds(self, room: Room, now: datetime) -> tuple[Round, ...]:
        """Posted daily rounds that have not closed, newest first."""

    def closing(self, now: datetime, limit: int) -> tuple[Round, ...]:
        """Daily rounds past their close that `close` has not been called for."""

    def ref(self, round: int) -> PostRef | None:
        """Where the round's question stands on its platform; None before it is confirmed."""

    def attempts(self, round: int, member: Member) -> tuple[Attempt, ...]:
        """The member's attempts in order of arrival, each with its latest grade."""

    def hints(self, round: int, member: Member) -> tuple[Hint, ...]: ...

    def tally(self, round: int) -> Tally: ...

    def drawn(self, room: Room) -> Mapping[str, date]:
        """Cards that were a daily question here, with the latest day each."""

    def streak(self, room: Room, member: Member) -> tuple[Streak, date | None]:
        """The kept fold over settled days and the last day in it; (START, None) when nothing is kept."""

    def posted_days(self, room: Room, member: Member, after: date | None) -> tuple[PostedDay, ...]:
        """Delivered daily questions after a day, in order, as this member's streak sees them."""

    def board(self, room: Room, period: str, member: Member | None, limit: int) -> Board:
        """The best `limit` of those who are shown, the member's own line, and how many are shown."""

    def standing(self, room: Room, period: str, member: Member) -> Standing | None:
        """The member's own line alone, much cheaper than a board; None: no answer yet, or not shown."""

    def practised(self, member: Member) -> tuple[Practised, ...]: ...

    def answered(self, room: Room, member: Member, since: datetime | None) -> tuple[Answered, ...]: ...

    def session(self, member: Member, room: Room) -> Session | None:
        """The member's running practice session here; None: none runs."""

    def run(self, session: int) -> Session | None:
        """A practice session, running or over."""

    def session_rounds(self, session: int) -> tuple[Round, ...]: ...

    def approved_ids(self, team: Team) -> tuple[int, ...]:
        """Which of the team's own decks are in use: they change when, and only when, these numbers do."""

    def approved_decks(self, team: Team) -> tuple[TeamDeck, ...]: ...

    def drafts(self, team: Team) -> tuple[TeamDeck, ...]:
        """The team's own decks that wait for a reviewer, the oldest first."""


class Tx(View, Protocol):
    """A view that can write. Everything in one `write` is durable together or not at all."""

    def remember(self, request: str, at: datetime, outcome: str) -> None:
        """Keep what a request led to, so that its second delivery answers the same."""

    def prune(self, before: datetime, limit: int = 1000) -> int:
        """Forget what requests from before led to, a few at a time; how many went."""

    def choose(self, of: Room | Member, key: RoomChoice | MemberChoice, value: str) -> None:
        """Keep a choice; "" takes it back."""

    def meet(self, member: Member, name: str) -> None:
        """Know the member, and how they are called now."""

    def leave(self, member: Member, gone: bool = True) -> None:
        """Who left their team stands on no board; False: they are back, and so are their points."""

    def opt_out(self, member: Member, out: bool = True) -> None:
        """Who wants it stands on no board and is named nowhere; their points are counted on."""

    def add_schedule(self, schedule: Schedule) -> Schedule:
        """Keep a new schedule (its id is given here)."""

    def change_schedule(self, schedule: Schedule) -> None: ...

    def be_present(self, platform: str, since: datetime, until: datetime) -> None:
        """The bot was there for a platform all the time between the two."""

    def plan(self, schedule: int, slot: Slot | None) -> None:
        """Set the slot that is next; None: there is none."""

    def skip(self, slot: Slot, why: str) -> None:
        """Record that a slot passed without a question. No-op when the slot is already settled."""

    def unskip(self, schedule: int, after: date) -> None:
        """Take back that slots of later days passed without a question: they have not come yet."""

    def keep_version(self, hash: str, content: str) -> None:
        """Keep a card's content, before a round opens with it. No-op when it is kept already."""

    def open_round(self, new: NewRound) -> Round | None:
        """Open a round and settle its slot; None: this slot is already settled, and nothing was written."""

    def move_close(self, round: int, closes: datetime, late: bool) -> None:
        """A late delivery may close later than was planned."""

    def close(self, round: int, at: datetime) -> None:
        """Mark that the close was dealt with."""

    def void(self, round: int, at: datetime, void: bool, why: str) -> None:
        """Excuse who missed a round, or take that back; kept folds over its day are dropped."""

    def send(self, new: NewDelivery) -> None:
        """Put something into the outbox. No-op when the key is there already."""

    def claim(
        self, by: str, now: datetime, until: datetime, limit: int, platforms: Collection[str]
    ) -> tuple[Delivery, ...]:
        """Take deliveries that are ready and under nobody's running lease; `until` ends the new lease."""

    def confirm(self, delivery: int, ref: PostRef | None, at: datetime) -> None:
        """It is out. A question's round counts as posted from `at` on."""

    def postpone(self, delivery: int, until: datetime, uncertain: bool, tries: int = 0) -> None:
        """Give the claim back; nobody takes it before `until`.

        With `tries` as the claim told it: no-op when somebody else has claimed it since.
        """

    def drop(self, delivery: int, why: str) -> None:
        """Never deliver it."""

    def record(self, new: NewAttempt) -> Attempt:
        """Add an attempt to the ledger with every projection that follows from it."""

    def regrade(self, attempt: int, grade: Grade, points: int) -> None:
        """Add a row that supersedes an attempt's grade, with all that follows. No-op for who only looked."""

    def take_hint(self, round: int, member: Member, hint: Hint) -> None: ...

    def keep_streak(self, room: Room, member: Member, streak: Streak, through: date) -> None:
        """Keep the fold over settled days as a cache."""

    def open_session(self, session: Session) -> Session:
        """Begin a practice session (its id is given here); one that runs here already ends."""

    def keep_draft(self, deck: Deck, by: Member, at: datetime) -> None:
        """Keep a draft for the member's team; one with this name that still waits gives way."""

    def judge_draft(self, draft: int, approved: bool, by: Member, at: datetime) -> bool:
        """Take a draft into use, in the place of an approved deck of its name, or put it away.

        False: the member's team has no such draft any more.
        """

    def step_session(self, session: int, done: int, right: int, ended: datetime | None) -> None: ...


class Store(Protocol):
    """The ledger and its projections."""

    async def read(self, work: Callable[[View], T]) -> T:
        """Run a plain function over one consistent view, off the loop."""

    async def write(self, work: Callable[[Tx], T]) -> T:
        """Run a plain function in one transaction and wait until it is durable.

        It may run again: no other effects, no await inside. What it raises rolls its own writes back and
        harms no other. Raises Unavailable when the database cannot be written.
        """


@dataclass(frozen=True, slots=True)
class Lack:
    """A permission or scope that is missing, and the click that mends it (a key of the wording file)."""

    what: str
    remedy: str


class Platform(Protocol):
    """An adapter: it translates and decides nothing."""

    @property
    def name(self) -> str:
        """What stands in `Team.platform`."""

    @property
    def present(self) -> bool:
        """Whether what people do there reaches the bot now; while it does not, nobody has missed anything."""

    async def serve(self, commands: Sequence[CommandSpec], handle: Handle) -> None:
        """Take requests until cancelled, or until its people have left (the terminal's end of input)."""

    async def post(self, to: Room | Member, message: Message, key: str) -> PostRef:
        """Say something unasked; the same key posts once, as far as the platform can tell.

        Raises Gone | Unavailable.
        """

    async def find(self, to: Room | Member, key: str, since: datetime) -> PostRef | None:
        """Was it posted after all? None: certainly not. Raises Unavailable when that cannot be known now."""

    async def edit(self, ref: PostRef, message: Message) -> None: ...

    async def lacks(self, room: Room) -> tuple[Lack, ...]:
        """Permissions or scopes missing there, each with its remedy."""

    async def gone(self, members: Sequence[Member]) -> frozenset[Member]:
        """Which of these have left their team."""


class Catalogue(Protocol):
    """The decks as they are now."""

    def snapshot(self) -> Library: ...

    def draft(self, text: str, name: str, before: Deck | None) -> Draft:
        """A paste as a draft deck; `before` is updated instead of doubled. Raises BadData.

        Blocks for as long as reading takes: call it beside the loop.
        """


class Clock(Protocol):
    def now(self) -> datetime:
        """Aware UTC."""

    async def sleep(self, delay: timedelta) -> None: ...
