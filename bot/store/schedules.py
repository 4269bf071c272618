"""Verbs about schedules and what became of their slots."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime

from bot.core.model import Member, Room, Schedule, Slot, Team
from bot.core.records import PlannedSlot, Waiting
from bot.store.people import PeopleTx, PeopleView
from bot.store.shapes import instant, ms, room_of, schedule_columns, schedule_of, slot_of


class SchedulesView(PeopleView):
    __slots__ = ()

    def schedule(self, id: int) -> Schedule | None:
        row = self._db.one("schedule", id)
        return schedule_of(row) if row else None

    def schedules(self, room: Room) -> tuple[Schedule, ...]:
        return tuple(map(schedule_of, self._db.rows("schedules", self._room(room))))

    def rooms(self, team: Team) -> tuple[Room, ...]:
        return tuple(room_of(*row) for row in self._db.rows("rooms_set_up", team.platform, team.id))

    def rooms_of(self, member: Member, limit: int) -> tuple[Room, ...]:
        return tuple(room_of(*row[:4]) for row in self._db.rows("rooms_of", self._member(member), limit))

    def due(self, now: datetime, limit: int) -> tuple[tuple[Schedule, Slot], ...]:
        rows = self._db.rows("due", ms(now), limit)
        return tuple((schedule_of(row), slot_of(row[0], *row[19:])) for row in rows)

    def next_due(self, platforms: Collection[str] | None = None) -> datetime | None:
        rows = [self._db.one("next_planned")]
        if platforms is None:
            rows.append(self._db.one("next_ready"))
        else:
            rows += [self._db.one("next_ready_on", platform) for platform in platforms]
        return min((instant(row[0]) for row in rows if row and row[0] is not None), default=None)

    def waiting(self, now: datetime) -> tuple[Waiting, ...]:
        rows = self._db.rows("waiting", ms(now))
        return tuple(Waiting(platform, count, instant(since)) for platform, count, since in rows)

    def slots(self, schedule: int, limit: int) -> tuple[PlannedSlot, ...]:
        rows = self._db.rows("slots", schedule, limit)
        return tuple(PlannedSlot(slot_of(*row[:3]), *row[3:]) for row in rows)

    def slot(self, schedule: int, day: date) -> Slot | None:
        row = self._db.one("slot", schedule, day.toordinal())
        return slot_of(*row) if row else None

    def planned(self, schedule: int) -> Slot | None:
        row = self._db.one("planned", schedule)
        return slot_of(schedule, *row) if row else None

    def planned_after(self, at: datetime, limit: int) -> tuple[Schedule, ...]:
        ids = self._db.rows("planned_after", ms(at), limit)
        return tuple(filter(None, (self.schedule(id) for (id,) in ids)))

    def present(
        self, platform: str, since: datetime, until: datetime
    ) -> tuple[tuple[datetime, datetime], ...]:
        rows = self._db.rows("presence", platform, ms(since), ms(until))
        return tuple((instant(begins), instant(ends)) for begins, ends in rows)


class SchedulesTx(SchedulesView, PeopleTx):
    __slots__ = ()

    def add_schedule(self, schedule: Schedule) -> Schedule:
        id = self._db.add("add_schedule", self._place(schedule.room), *self._columns(schedule))
        self.forget()
        return replace(schedule, id=id)

    def change_schedule(self, schedule: Schedule) -> None:
        self._db.do("change_schedule", schedule.id, self._place(schedule.room), *self._columns(schedule))
        self.forget()

    def be_present(self, platform: str, since: datetime, until: datetime) -> None:
        if not self._db.run("extend_presence", platform, ms(since), ms(until)):
            self._db.do("add_presence", platform, ms(since), ms(until))

    def plan(self, schedule: int, slot: Slot | None) -> None:
        planned = (slot.day.toordinal(), ms(slot.due)) if slot else (None, None)
        self._db.do("plan", schedule, *planned)

    def skip(self, slot: Slot, why: str) -> None:
        self._settle(slot, "skipped", why, None)

    def _columns(self, schedule: Schedule) -> tuple[object, ...]:
        return schedule_columns(schedule, self._known(schedule.owner) if schedule.owner else None)

    def unskip(self, schedule: int, after: date) -> None:
        self._db.do("unskip", schedule, after.toordinal())

    def _settled(self, slot: Slot) -> bool:
        return self._db.one("slot_state", slot.schedule, slot.day.toordinal()) is not None

    def _settle(self, slot: Slot, state: str, why: str, round: int | None) -> None:
        self._db.do("settle_slot", slot.schedule, slot.day.toordinal(), ms(slot.due), state, why, round)
