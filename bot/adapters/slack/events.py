"""Events: a word to the bot alone, a mention, the home page opened, people and rooms that come and go."""

from collections.abc import Sequence

from bot.adapters.slack.incoming import Incoming
from bot.adapters.slack.means import Means
from bot.adapters.slack.people import Person
from bot.adapters.slack.requests import MOVES, ROOM_LOST, TEAM_LOST, private_room, request
from bot.adapters.slack.seen import Try
from bot.core.model import Member
from bot.core.records import PostRef
from bot.errors import Unavailable
from bot.messages import Change, Command, CommandSpec, Happened, Message, Nothing, Request, Said, Visit
from bot.ports import Handle

NAMELESS = Person()
NO_ONES = ROOM_LOST | MOVES.keys()


class Events:
    """One is acknowledged when it is answered or recorded, so that Slack brings again what is not."""

    def __init__(self, means: Means, specs: Sequence[CommandSpec], handle: Handle) -> None:
        self._means = means
        self._specs = specs
        self._handle = handle

    async def take(self, came: Incoming) -> None:
        """Raises Gone | Unavailable | Misshaped."""
        asked = await self._asked(came)
        match asked:
            case Change():
                await self._changed(came, asked)
            case Visit():
                await self._publish(came, asked)
            case Command():
                await self._answer(came, asked)

    async def home(self, came: Incoming) -> None:
        """Draw somebody's home page as it is now."""
        person = await self._means.people.who(came.team, came.user)
        room = private_room(came.team, came.user)
        member = Member(room.team, came.user)
        visit = Visit(
            id=came.id,
            arrived=self._means.clock.now(),
            member=member,
            room=room,
            name=person.name,
            locale=person.locale,
            rights=person.rights,
            own=True,
        )
        await self._publish(came, visit)

    async def _asked(self, came: Incoming) -> Request | None:
        arrived = self._means.clock.now()
        if came.what in TEAM_LOST:  # there is no token to ask anything with
            return request(came, arrived, NAMELESS, None, self._specs)
        token = await self._means.teams.known(came.team)
        person = await self._person(came)
        return None if person is None else request(came, arrived, person, token, self._specs)

    async def _person(self, came: Incoming) -> Person | None:
        """Who it is about; None: nothing changed that the bot knows of."""
        if came.what in NO_ONES:
            return NAMELESS
        if came.what == "user_change":
            user = came.payload.get("user") or {}
            return self._means.people.told(came.team, dict(user))
        return await self._means.people.who(came.team, came.user)

    async def _changed(self, came: Incoming, change: Change) -> None:
        whole_team = change.what is Happened.LOST and not change.room.channel
        if whole_team and not await self._means.teams.uninstalled(came.team, came.at or change.arrived):
            return
        if not isinstance(await self._handle(change), Nothing):
            raise Unavailable("not recorded")  # the door has logged why, and nobody is there to be told

    async def _publish(self, came: Incoming, visit: Visit) -> None:
        reply = await self._handle(visit)
        if isinstance(reply, Said):
            token = await self._means.teams.needed(came.team)
            await self._means.out(token, came, visit.locale).publish(reply.message)

    async def _answer(self, came: Incoming, command: Command) -> None:
        """Once, however often it comes: what may have got through is looked for before it is said again."""
        reply = await self._handle(command)
        if not isinstance(reply, Said) or (one := await self._means.seen.begin(command.id)) is None:
            return
        try:
            await self._say(came, command, reply.message, one)
        except Unavailable as away:
            if not away.uncertain:
                await self._means.seen.unsaid(command.id, one)
            raise
        await self._means.seen.answered(command.id)

    async def _say(self, came: Incoming, command: Command, message: Message, one: Try) -> None:
        token = await self._means.teams.needed(came.team)
        out = self._means.out(token, came, command.locale)
        if came.what == "app_mention":  # what one person alone sees stands nowhere to be looked for
            await out.whisper(message)
            return
        under = PostRef(command.room, f"{came.channel}:{came.thread}") if came.thread else None
        if one.since is None or not await self._means.looking.find(
            token.token, came.channel, command.id, one.since, under
        ):
            await out.write(message, command.id)
