"""When rooms get their questions, and when the bot was there. Each docstring is a promise."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Protocol

from bot.core.model import Member, Room, Schedule, Slot, Team
from bot.core.records import PlannedSlot, Waiting


class SchedulesView(Protocol):
    def schedule(self, id: int) -> Schedule | None: ...

    def schedules(self, room: Room) -> tuple[Schedule, ...]: ...

    def rooms(self, team: Team) -> tuple[Room, ...]:
        """The team's rooms that were set up."""

    def rooms_of(self, member: Member, limit: int) -> tuple[Room, ...]:
        """Where the member answered questions of the day, the latest first."""

    def due(self, now: datetime, limit: int) -> tuple[tuple[Schedule, Slot], ...]:
        """Running schedules whose planned next slot is at or before `now`, earliest first."""

    def next_due(self, platforms: Collection[str] | None = None) -> datetime | None:
        """The earliest instant at which a slot, a close or a delivery wants attention; None: nothing planned.

        Of the deliveries, with `platforms`, only theirs: what nobody here can send is no reason to wake.
        """

    def waiting(self, now: datetime) -> tuple[Waiting, ...]:
        """What the outbox holds by platform that should be out by now, or could not be sent at the first try.

        A platform for which it holds nothing is left out.
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


class SchedulesTx(SchedulesView, Protocol):
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
