"""The Slack adapter before a bot that answers at once, always the same, in a process of its own."""

import asyncio
import os

from aiohttp import web

from bench.slack_said import said
from bot.adapters.clock import SystemClock
from bot.adapters.slack import Access, Slack
from bot.messages import Nothing, Press, Reply, Request, Submission
from bot.store import MEMORY, open_store
from bot.usecases.commands import SPECS


async def main() -> None:
    form, told = await said()

    async def handle(request: Request) -> Reply:
        match request:
            case Press(button="answer:1"):
                return form
            case Submission():
                return told
            case _:
                return Nothing()

    known = os.environ
    access = Access(
        bot_token=known["SLACK_BOT_TOKEN"],
        app_token=known.get("SLACK_APP_TOKEN", ""),
        signing_secret=known["SLACK_SIGNING_SECRET"],
        api=known["STUDYBOT_SLACK_API"],
    )
    async with open_store(MEMORY) as store:
        slack = Slack(access, store, SystemClock())
        application = web.Application()
        application.add_routes(slack.routes)
        runner = web.AppRunner(application, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", int(known["PORT"])).start()
        await slack.serve(SPECS, handle)


if __name__ == "__main__":
    asyncio.run(main())
