"""The promises of a platform, kept on Discord."""

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

import aiohttp

from bot.adapters.discord import announcing, failing, gateway, permissions, places
from bot.adapters.discord.answering import Answering
from bot.adapters.discord.asked import Asked
from bot.adapters.discord.bucket import RATE, Bucket
from bot.adapters.discord.gateway import SILENCE, Gateway
from bot.adapters.discord.life import Life
from bot.adapters.discord.posting import Posting, pngs_of
from bot.adapters.discord.replies import Replies
from bot.adapters.discord.rest import Rest
from bot.adapters.errands import Errands
from bot.core.model import Member, Room
from bot.core.records import PostRef
from bot.core.secret import Secret
from bot.errors import BotError, Gone, Refused, Unavailable
from bot.messages import CommandSpec, Message
from bot.ports import Clock, Handle, Lack

log = logging.getLogger(__name__)

LARGEST_FILE = 1_000_000  # bytes of a file that somebody hands in
MOST_CONNECTIONS = 0  # 0: as many as there are answers on their way


@dataclass(frozen=True, slots=True)
class Connected:
    client: Gateway
    rest: Rest
    posting: Posting


class Discord:
    """`api` and `gateway` replace Discord's addresses; `shards` of `of` are served here, none named: all.

    `silence`: seconds without a word from the gateway after which the connection is begun anew.
    """

    def __init__(
        self,
        token: Secret,
        clock: Clock,
        api: str,
        gateway: str = "",
        shards: tuple[int, ...] = (),
        of: int = 0,
        silence: float = SILENCE,
    ) -> None:
        self._token = token
        self._clock = clock
        self._api = api
        self._gateway = gateway
        self._shards = shards
        self._of = of
        self._silence = silence
        self._bucket = Bucket(RATE * len(shards) / of if shards else RATE)
        self._now: Connected | None = None

    @property
    def name(self) -> str:
        return places.NAME

    @property
    def present(self) -> bool:
        return self._now is not None and self._now.client.whole

    @property
    def settles(self) -> timedelta:
        return timedelta(0)  # it knows the nonce for some minutes

    async def serve(self, commands: Sequence[CommandSpec], handle: Handle) -> None:
        """Until cancelled; what was taken up is answered before this ends."""
        try:
            async with self._session(handle) as client:
                await client.login(self._token.reveal())
                await client.locate(self._gateway)
                rest = Rest(client.http, self._bucket)
                us = client.user.id if client.user is not None else client.application_id
                self._now = Connected(client, rest, Posting(rest, str(us)))
                await self._announce(client, rest, commands)
                await client.connect()
        except failing.FAILURES as error:
            found = failing.of_serving(error)
            if found is None:
                raise
            raise found from error
        finally:
            self._now = None

    @asynccontextmanager
    async def _session(self, handle: Handle) -> AsyncIterator[Gateway]:
        """A client, and the way to answer what it hears; it ends once all it heard is answered."""
        gateway.use(self._api)
        errands = Errands()
        connector = aiohttp.TCPConnector(limit=MOST_CONNECTIONS)
        async with aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar()) as session:
            replies = Replies(session, self._api)
            answering = Answering(handle, replies, errands, _Files(session).text, pngs_of)

            def answer(asked: Asked) -> None:
                errands.start(answering.answer(asked))

            client = Gateway(answer, Life(handle, self._clock), self._shards, self._of, self._silence)
            try:
                async with client:
                    yield client
            finally:
                await errands.finish()

    async def _announce(self, client: Gateway, rest: Rest, commands: Sequence[CommandSpec]) -> None:
        """One process is enough. What Discord has of the last start serves until the next."""
        if self._shards and 0 not in self._shards:
            return
        try:
            if await announcing.announce(rest, client.application_id or 0, commands):
                log.info("commands_announced")
        except (Gone, Unavailable) as failure:
            log.warning("commands_not_announced", extra={"why": str(failure)})

    async def post(
        self, to: Room | Member, message: Message, key: str, under: PostRef | None = None
    ) -> PostRef:
        return await self._connected.posting.post(to, message, key, under)

    async def find(
        self, to: Room | Member, key: str, since: datetime, under: PostRef | None = None
    ) -> PostRef | None:
        return await self._connected.posting.find(to, key, since, under)

    async def edit(self, ref: PostRef, message: Message) -> None:
        await self._connected.posting.edit(ref, message)

    async def lacks(self, room: Room) -> tuple[Lack, ...]:
        client = self._connected.client
        guild = None if places.is_own(room) else client.get_guild(int(room.team.id))
        return permissions.lacks(guild, room)

    async def gone(self, members: Sequence[Member]) -> frozenset[Member]:
        """One by one: a list of members is not for us to read. Raises Unavailable.

        Who cannot be asked about, as in a guild that took us out, counts as there: nobody behind them waits.
        """
        rest = self._connected.rest
        there = await asyncio.gather(*(_is_there(rest, member) for member in members), return_exceptions=True)
        if failure := next((one for one in there if isinstance(one, BaseException)), None):
            raise failure
        return frozenset(member for member, is_there in zip(members, there, strict=True) if not is_there)

    @property
    def _connected(self) -> Connected:
        if self._now is None:
            raise Unavailable("not connected", uncertain=False)
        return self._now


async def _is_there(rest: Rest, member: Member) -> bool:
    if member.team.id.startswith(places.OWN):
        return True
    path = "/guilds/{guild_id}/members/{user_id}"
    try:
        await rest.look(path, {}, guild_id=member.team.id, user_id=member.user)
    except BotError as error:
        if getattr(error.__cause__, "code", 0) in (failing.UNKNOWN_MEMBER, failing.UNKNOWN_USER):
            return False
        if not isinstance(error, Gone):
            raise
    return True


class _Files:
    """Files that people hand in with a command."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session

    async def text(self, address: str) -> str:
        """Raises Refused for what is no text, too large, or not there."""
        refused = Refused("discord.no_file", most=LARGEST_FILE)
        try:
            async with self._session.get(address) as response:
                content = await response.content.read(LARGEST_FILE + 1)
                if response.status != 200 or len(content) > LARGEST_FILE:
                    raise refused
                return content.decode("utf-8-sig")
        except (aiohttp.ClientError, TimeoutError, UnicodeDecodeError) as error:
            raise refused from error
