"""Slack as a platform: Socket Mode or signed HTTP in, the Web API out."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

from aiohttp import web as http

from bot.adapters.errands import PROMPT, Errands
from bot.adapters.slack.access import SCOPES, Access
from bot.adapters.slack.answering import Answering
from bot.adapters.slack.dispatch import PATH, Dispatch
from bot.adapters.slack.installing import BACK, INSTALL, Installing
from bot.adapters.slack.looking import Looking
from bot.adapters.slack.means import Means
from bot.adapters.slack.people import People
from bot.adapters.slack.pictures import Pictures
from bot.adapters.slack.posting import PACE, Posting
from bot.adapters.slack.seen import SETTLES, Seen
from bot.adapters.slack.sockets import HEARTBEAT, Sockets
from bot.adapters.slack.teams import NAME, Teams
from bot.adapters.slack.web import Misshaped, Web
from bot.core.model import Member, Room
from bot.core.records import PostRef
from bot.errors import Gone
from bot.messages import CommandSpec, Message
from bot.ports import Clock, Handle, Lack, Store

__all__ = ["Access", "Slack"]


class Slack:
    """`pace`: between two messages in a channel. `within`: how many seconds an acknowledgement waits."""

    def __init__(
        self,
        access: Access,
        store: Store,
        clock: Clock,
        *,
        pace: timedelta = PACE,
        within: float = PROMPT,
        heartbeat: float = HEARTBEAT,
    ) -> None:
        self._within = within
        self._web = Web(access.api)
        self._errands = Errands()
        self._teams = Teams(access, self._web, store, self._errands, within / 2)
        pictures = Pictures(self._web, clock)
        looking = Looking(self._web)
        self._posting = Posting(self._web, self._teams, pictures, looking, clock, pace)
        self._means = Means(
            web=self._web,
            teams=self._teams,
            people=People(self._web, self._teams, clock),
            pictures=pictures,
            looking=looking,
            seen=Seen(store, clock),
            clock=clock,
            errands=self._errands,
        )
        self._dispatch = Dispatch(access, self._web, self._teams)
        self._installing = (
            Installing(access, self._web, self._teams, store, clock) if access.client_id else None
        )
        self._sockets = (
            Sockets(self._web, access.app_token, clock, heartbeat=heartbeat) if access.app_token else None
        )

    @property
    def name(self) -> str:
        return NAME

    @property
    def present(self) -> bool:
        """While a socket is open; over HTTP while we serve, since Slack comes again later."""
        return self._sockets.connected if self._sockets is not None else self._dispatch.takes

    @property
    def settles(self) -> timedelta:
        return SETTLES

    @property
    def routes(self) -> Sequence[http.AbstractRouteDef]:
        """What Slack calls over HTTP."""
        routes = [] if self._sockets is not None else [http.post(PATH, self._dispatch.http)]
        if self._installing is not None:
            routes += [http.get(INSTALL, self._installing.page), http.get(BACK, self._installing.back)]
        return routes

    async def serve(self, commands: Sequence[CommandSpec], handle: Handle) -> None:
        """Until cancelled. Raises Gone where Slack does not know the tokens."""
        answering = Answering(self._means, commands, handle, self._within)
        self._web.open()
        try:
            await self._teams.check()
            self._dispatch.begin(answering.take)
            if self._sockets is not None:
                await self._sockets.serve(self._dispatch.socket)
            else:
                await asyncio.Event().wait()
        finally:
            self._dispatch.end()
            await self._errands.finish()
            await self._web.close()

    async def post(
        self, to: Room | Member, message: Message, key: str, under: PostRef | None = None
    ) -> PostRef:
        return await self._posting.post(to, message, key, under)

    async def find(
        self, to: Room | Member, key: str, since: datetime, under: PostRef | None = None
    ) -> PostRef | None:
        return await self._posting.find(to, key, since, under)

    async def edit(self, ref: PostRef, message: Message) -> None:
        await self._posting.edit(ref, message)

    async def lacks(self, room: Room) -> tuple[Lack, ...]:
        """Scopes that the token has not, and whether the bot is in the channel."""
        token = await self._teams.known(room.team.id)
        missing = [
            Lack(scope, "lack.scope") for scope in SCOPES if token.scopes and scope not in token.scopes
        ]
        try:
            look = {"channel": room.channel, "limit": 1}
            await self._web.call(token.token, "conversations.history", look, as_form=True)
        except Gone:
            missing.append(Lack(room.channel, "lack.channel"))
        return tuple(missing)

    async def gone(self, members: Sequence[Member]) -> frozenset[Member]:
        """Whom Slack no longer knows; whom it does not show us counts as there. Raises Unavailable."""
        return frozenset([member for member in members if not await self._is_there(member)])

    async def _is_there(self, member: Member) -> bool:
        try:
            return not (await self._means.people.asked(member.team.id, member.user)).gone
        except Gone as lost:
            return "user_not_found" not in str(lost)
        except Misshaped:
            return True
