"""The connection to Discord's gateway, on the library: which shards are up, and what came through them.

Only the intent for guilds is asked for: interactions come without one, and nothing anybody writes is read.
"""

import logging
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import discord
from aiohttp import ClientWebSocketResponse
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.adapters.discord import asked as interactions
from bot.adapters.discord.asked import Asked
from bot.adapters.discord.life import Life

log = logging.getLogger(__name__)

UNGUARDED = frozenset({"READY"})  # without it nothing works: the connection begins anew
SILENCE = 60.0  # seconds without a word, heartbeats' included, after which a connection is taken for dead
LONGEST_LIMIT = 30.0  # seconds that the library waits out a rate limit by itself

Address = type(DiscordWebSocket.DEFAULT_GATEWAY)
Connect = Callable[..., Awaitable[ClientWebSocketResponse]]
Answer = Callable[[Asked], None]  # begins to answer, and returns at once


class Gateway(discord.AutoShardedClient):
    """`shards` of `of` are served; with none named, all that Discord wants."""

    def __init__(
        self, answer: Answer, life: Life, shards: tuple[int, ...], of: int, silence: float = SILENCE
    ) -> None:
        told: dict[str, Any] = {"shard_ids": list(shards), "shard_count": of} if shards else {}
        super().__init__(
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            max_ratelimit_timeout=LONGEST_LIMIT,
            heartbeat_timeout=silence,
            **told,
        )
        self._answer = answer
        self._life = life
        self._served = shards
        self._up: set[int] = set()
        parsers = self._connection.parsers
        parsers["INTERACTION_CREATE"] = lambda raw: self.on_interaction(interactions.of(raw))
        parsers.update({event: _guarded(event, parse) for event, parse in parsers.items()})

    @property
    def whole(self) -> bool:
        """Whether all shards that are served here are connected."""
        return not self.is_closed() and bool(self._served) and self._up.issuperset(self._served)

    async def locate(self, gateway: str) -> None:
        """Learn how many shards there are to be, and where the gateway is; `gateway` replaces that."""
        wanted, url, _ = await self.http.get_bot_gateway()
        if not self._served:
            self.shard_count = wanted
            self._served = tuple(range(wanted))
        DiscordWebSocket.DEFAULT_GATEWAY = Address(gateway or url)
        if gateway:  # also where a resume would go elsewhere
            to = partial(_instead, gateway, self.http.ws_connect)
            self.http.ws_connect = to  # type: ignore[method-assign]  # the one place that all connections pass

    def on_interaction(self, asked: Asked) -> None:
        """Presses and submissions, commands and completions alike: nothing is kept of any."""
        self._answer(asked)

    async def on_shard_connect(self, shard: int) -> None:
        self._up.add(shard)
        log.info("shard_up", extra={"shard": shard})

    async def on_shard_resumed(self, shard: int) -> None:
        self._up.add(shard)
        log.info("shard_resumed", extra={"shard": shard})

    async def on_shard_disconnect(self, shard: int) -> None:
        self._up.discard(shard)
        log.warning("shard_down", extra={"shard": shard})

    async def on_guild_join(self, guild: discord.Guild) -> None:
        await self._life.joined(guild)

    async def on_guild_available(self, guild: discord.Guild) -> None:
        await self._life.seen(guild)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        await self._life.left(guild)

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        await self._life.deleted(channel.guild.id, str(channel.id))

    async def on_raw_thread_delete(self, thread: discord.RawThreadDeleteEvent) -> None:
        await self._life.deleted(thread.guild_id, str(thread.parent_id), str(thread.thread_id))


def use(api: str) -> None:
    """Send the library to this address: it knows only one, for all its clients."""
    Route.BASE = api
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # nobody speaks here
    logging.getLogger("discord").setLevel(
        logging.INFO
    )  # below, it writes down answers and interactions' tokens


async def _instead(gateway: str, connect: Connect, url: str, **more: Any) -> ClientWebSocketResponse:
    """Connect to our gateway with what was to be said to the other."""
    return await connect(str(Address(gateway).with_query(Address(url).query)), **more)


def _guarded(event: str, parse: Callable[[Any], None]) -> Callable[[Any], None]:
    """The library ends a connection for good over one event that it cannot read; we leave that event out."""
    return parse if event in UNGUARDED else partial(_safely, event, parse)


def _safely(event: str, parse: Callable[[Any], None], raw: Any) -> None:
    try:
        parse(raw)
    except Exception:  # the event is lost, and with it nothing else
        log.exception("malformed_event", extra={"event_name": event})
