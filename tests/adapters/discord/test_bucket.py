"""Requests go at an even pace, in order, and a crowd is told when to come again."""

import asyncio

import pytest

from bot.adapters.discord.bucket import BURST, LONGEST, Bucket
from bot.errors import Unavailable


async def test_no_second_has_more_than_the_rate_and_a_small_burst() -> None:
    bucket, loop = Bucket(rate=500), asyncio.get_running_loop()
    began, went = loop.time(), list[float]()

    async def request() -> None:
        await bucket.take()
        went.append(loop.time() - began)

    await asyncio.gather(*(request() for _ in range(60)))
    early = [at for place, at in enumerate(went) if at < (place - BURST) / 500 - 0.001]
    assert early == [] and went == sorted(went)


async def test_who_gives_up_waiting_takes_nobodys_place() -> None:
    bucket, loop = Bucket(rate=100), asyncio.get_running_loop()
    for _ in range(BURST):
        await bucket.take()
    waiting = [loop.create_task(bucket.take()) for _ in range(50)]
    await asyncio.sleep(0)
    for task in waiting:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    began = loop.time()
    await bucket.take()
    assert loop.time() - began < 0.2  # not after the half second of those who left


async def test_a_crowd_is_told_when_to_come_again_each_at_another_time() -> None:
    bucket, loop = Bucket(rate=10), asyncio.get_running_loop()
    room = int(LONGEST * 10) + BURST + 2
    waiting = [loop.create_task(bucket.take()) for _ in range(room)]
    await asyncio.sleep(0)
    again = []
    for _ in range(3):
        with pytest.raises(Unavailable) as raised:
            await bucket.take()
        assert not raised.value.uncertain
        again.append(raised.value.retry_after)
    assert len(set(again)) == 3 and min(filter(None, again)) > LONGEST
    for task in waiting:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
