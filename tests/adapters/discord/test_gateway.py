"""The gateway breaks off, falls silent or talks nonsense: the bot comes back, and nothing else stops."""

import asyncio
import json

import pytest

from bot.adapters.clock import SystemClock
from bot.adapters.discord import Discord
from bot.core.secret import Secret
from bot.errors import Gone, Unavailable
from bot.messages import Reply, Request, Said
from bot.usecases.commands import SPECS
from tests.adapters.discord.local import Fault
from tests.adapters.discord.local.events import COMMAND, command
from tests.adapters.discord.local.server import TOKEN
from tests.adapters.discord.local.waiting import until
from tests.adapters.discord.served import hello, prepared, say, served
from tests.adapters.discord.test_faults import KEY, QUESTION


async def test_a_cut_connection_is_resumed_and_what_was_missed_is_answered() -> None:
    async with served() as bot:
        await bot.local.gateway.cut()
        missed = await bot.send(COMMAND, command("study help", {}))
        await missed.done()
        assert (len(bot.local.gateway.identified), len(bot.local.gateway.resumed)) == (1, 1)
        await until(lambda: bot.platform.present)


async def test_a_wish_to_reconnect_is_obeyed_with_a_resume() -> None:
    async with served() as bot:
        await bot.local.gateway.sessions[0].raw({"op": 7, "d": None})
        await until(lambda: len(bot.local.gateway.resumed) == 1 and bot.platform.present)
        await bot.ask()


async def test_an_invalid_session_begins_anew() -> None:
    async with served() as bot:
        bot.local.gateway.resumable = False
        await bot.local.gateway.cut()
        await until(lambda: len(bot.local.gateway.identified) == 2 and bot.platform.present)
        await bot.ask()


async def test_a_malformed_event_is_left_out_and_nothing_else(caplog: pytest.LogCaptureFixture) -> None:
    async with served() as bot:
        await bot.local.tell("INTERACTION_CREATE", {"id": "no number"})
        await bot.local.tell("GUILD_CREATE", {"name": 7})
        await bot.local.tell("CHANNEL_DELETE", [])
        await bot.local.tell("SOMETHING_NEW", {"x": 1})
        await bot.ask()
        assert len(bot.local.gateway.identified) == 1
        assert "malformed_event" in caplog.text


async def test_what_is_no_json_ends_the_connection_and_it_comes_back() -> None:
    async with served() as bot:
        await bot.local.gateway.sessions[0].text('{"op": 0, "t": ')
        await until(lambda: len(bot.local.gateway.identified) == 2 and bot.platform.present)
        await bot.ask()


async def test_heartbeats_are_sent_while_the_gateway_answers_them() -> None:
    local, _ = prepared()
    local.gateway.interval = 200
    async with served(local=local) as bot:
        await until(lambda: local.gateway.beats >= 3)
        assert bot.platform.present


async def test_a_gateway_that_falls_silent_is_left_and_the_session_resumed_elsewhere() -> None:
    """The connection stands, but nothing comes through it any more, not even a heartbeat's answer."""
    local, _ = prepared()
    local.gateway.interval = 100
    async with served(local=local, silence=0.5) as bot:
        await until(lambda: local.gateway.beats >= 2)
        await local.gateway.deafen()
        missed = await bot.send(COMMAND, command("study help", {}))
        await missed.done()
        assert (len(local.gateway.identified), len(local.gateway.resumed)) == (1, 1)
        await until(lambda: bot.platform.present)


async def test_a_resume_too_goes_to_the_gateway_that_was_set() -> None:
    local, _ = prepared()
    local.elsewhere = "ws://127.0.0.1:9/"
    async with served(local=local) as bot:
        await local.gateway.cut()
        await until(lambda: len(local.gateway.resumed) == 1 and bot.platform.present)
        await bot.ask()


@pytest.mark.parametrize("how", ["down", "token"])
async def test_a_gateway_that_refuses_is_tried_again(how: str) -> None:
    local, _ = prepared()
    async with local.running():
        local.gateway.refuses = how
        platform = Discord(Secret(TOKEN), SystemClock(), local.api, local.socket)
        task = asyncio.get_running_loop().create_task(platform.serve(SPECS, hello))
        if how == "token":
            with pytest.raises(Gone):
                await task
        else:
            await until(lambda: local.count("/gateway/bot") == 1)
            assert not platform.present
            local.gateway.refuses = ""
            await until(lambda: platform.present)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


async def test_an_api_that_is_down_at_the_start_is_told_as_unavailable() -> None:
    platform = Discord(Secret(TOKEN), SystemClock(), "http://127.0.0.1:9", "ws://127.0.0.1:9")
    with pytest.raises(Unavailable):
        await platform.serve(SPECS, hello)


async def test_a_wrong_token_is_told_as_gone_and_stands_in_no_log(caplog: pytest.LogCaptureFixture) -> None:
    local, _ = prepared()
    async with local.running():
        with pytest.raises(Gone) as raised:
            await Discord(Secret("wrong-token"), SystemClock(), local.api, local.socket).serve(SPECS, hello)
    assert "wrong-token" not in caplog.text + str(raised.value)


async def test_no_log_holds_what_was_typed_or_an_interactions_token(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("DEBUG"):
        async with served() as bot:
            waiting = await bot.ask("quiz", scope="my private words")
            await bot.platform.post(bot.room, QUESTION, KEY)
    assert "my private words" not in caplog.text
    assert waiting.event["token"] not in caplog.text and TOKEN not in caplog.text


async def test_api_errors_at_the_start_are_retried_by_the_supervisor() -> None:
    local, _ = prepared()
    local.faults.append(Fault("/users/@me", 503, times=1))
    local.faults.append(Fault("/commands", 503, times=1))
    async with served(local=local) as bot:
        await bot.ask()


async def test_a_stop_answers_what_it_has_taken_up() -> None:
    began = asyncio.Event()

    async def slow(request: Request) -> Reply:
        began.set()
        await asyncio.sleep(0.5)
        return Said(say("still answered"))

    async with served(slow) as bot:
        waiting = await bot.send(COMMAND, command("study help", {}))
        await began.wait()
    assert "still answered" in json.dumps(waiting.data)


async def test_two_of_four_shards_take_their_guilds_alone() -> None:
    local, _ = prepared()
    async with local.running():
        platform = Discord(Secret(TOKEN), SystemClock(), local.api, local.socket, (1, 3), 4)
        task = asyncio.get_running_loop().create_task(platform.serve(SPECS, hello))
        await until(lambda: platform.present)
        assert sorted(told["shard"] for told in local.gateway.identified) == [[1, 4], [3, 4]]
        assert local.count("/commands") == 0  # the process with shard 0 announces them
        await local.gateway.cut(3)
        await until(lambda: len(local.gateway.resumed) == 1 and platform.present)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
