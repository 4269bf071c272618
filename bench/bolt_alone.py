"""A bot of nothing but Slack's library: the reference of `bench.slack`, in a process of its own.

It acknowledges and calls as the whole bot does: the same two requests an answer, one
views.open, the same views.
"""

import asyncio
import json
import os
from pathlib import Path

from aiohttp import ClientSession, web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

FORM, FEEDBACK = json.loads(Path(os.environ["VIEWS"]).read_text("utf-8"))


async def main() -> None:
    async with ClientSession() as session:
        said = os.environ
        client = AsyncWebClient(said["SLACK_BOT_TOKEN"], said["STUDYBOT_SLACK_API"], session=session)
        secret = said["SLACK_SIGNING_SECRET"]
        app = AsyncApp(client=client, signing_secret=secret, process_before_response=True)
        app.action("answer:0")(known)
        app.action("answer:1")(pressed)
        app.view("answer:1")(handed_in)
        if token := said.get("SLACK_APP_TOKEN"):
            caller = AsyncWebClient(token, said["STUDYBOT_SLACK_API"], session=session)
            await AsyncSocketModeHandler(app, token, web_client=caller).start_async()
        else:
            await listening(app, int(said["PORT"]))


async def listening(app: AsyncApp, port: int) -> None:
    async def take(request: web.Request) -> web.StreamResponse:
        return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))

    application = web.Application()
    application.add_routes([web.post("/slack/events", take)])
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    await asyncio.Event().wait()


async def known(ack: AsyncAck) -> None:
    await ack()


async def pressed(ack: AsyncAck, body: dict[str, str], client: AsyncWebClient) -> None:
    await ack()
    await client.views_open(trigger_id=body["trigger_id"], view=FORM)


async def handed_in(ack: AsyncAck) -> None:
    await ack(response_action="update", view=FEEDBACK)


if __name__ == "__main__":
    asyncio.run(main())
