"""A bot of nothing but Slack's library: the reference of `bench.slack`, in a process of its own."""

import asyncio
import os

from aiohttp import ClientSession, web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

NOTED = {"type": "section", "text": {"type": "mrkdwn", "text": "noted"}}
TYPED = {"type": "plain_text_input", "action_id": "chosen"}
ASKED = {"type": "input", "block_id": "text", "label": {"type": "plain_text", "text": "?"}, "element": TYPED}
VIEW = {"type": "modal", "callback_id": "answer:1", "title": {"type": "plain_text", "text": "bench"}}
FORM = VIEW | {"blocks": [ASKED], "submit": {"type": "plain_text", "text": "go"}}


async def main() -> None:
    async with ClientSession() as session:
        said = os.environ
        client = AsyncWebClient(said["SLACK_BOT_TOKEN"], said["STUDYBOT_SLACK_API"], session=session)
        secret = said["SLACK_SIGNING_SECRET"]
        app = AsyncApp(client=client, signing_secret=secret, process_before_response=True)
        app.action("answer:0")(known)
        app.action("answer:1")(pressed)
        app.view("answer:1")(handed_in)

        async def take(request: web.Request) -> web.StreamResponse:
            return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))

        application = web.Application()
        application.add_routes([web.post("/slack/events", take)])
        runner = web.AppRunner(application, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", int(said["PORT"])).start()
        await asyncio.Event().wait()


async def known(ack: AsyncAck) -> None:
    await ack()


async def pressed(ack: AsyncAck, body: dict[str, str], client: AsyncWebClient) -> None:
    await ack()
    await client.views_open(trigger_id=body["trigger_id"], view=FORM)


async def handed_in(ack: AsyncAck) -> None:
    await ack(response_action="update", view=VIEW | {"blocks": [NOTED]})


if __name__ == "__main__":
    asyncio.run(main())
