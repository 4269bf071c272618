"""Prints a day on Slack as people see it, by either way in, with the JSON of the five central messages."""

import argparse
import asyncio
import json
from datetime import timedelta

from tests.adapters.slack.bot import NINE, Running, bot
from tests.adapters.slack.stage import plain
from tests.adapters.slack.visitor import Visitor
from tests.adapters.slack.workspace import Json, Message, View, buttons, shown

DAY = timedelta(days=1)


class Day:
    """What is printed, and what the five central messages were."""

    def __init__(self, running: Running) -> None:
        self.running = running
        self.central: dict[str, Json] = {}

    def tell(self, who: str, what: str, blocks: list[Json]) -> None:
        print(f"\n[{self.running.clock.now():%a %H:%M}] {who} {what}")
        for line in shown(blocks).splitlines():
            print(f"    {plain(line)}")
        if labels := list(buttons(blocks)):
            print("    " + "  ".join(f"[{label}]" for label in labels))

    def keep(self, name: str, said: Json) -> None:
        self.central[name] = said

    async def live(self) -> None:
        running, ada, ben = self.running, self.running.visitor("Ada"), self.running.visitor("Ben")
        await running.at(NINE)
        self.tell("#study", "gets the question of the day", running.question.blocks)
        self.keep("1 daily", running.server.workspace.called("chat.postMessage")[0])
        await self.answered(ada)
        await ben.press(running.question, "I don't know yet")
        await running.settle()
        self.tell("Ben", "does not know yet", ben.modal.view["blocks"])
        await ben.command("/quiz", "ropes")
        self.tell("Ben", "practises: /quiz ropes", self._whisper("UBEN").blocks)
        await ada.command("/leaderboard")
        await running.settle()
        self.tell("Ada", "looks at the board: /leaderboard", self._whisper("UADA").blocks)
        self.keep("5 board", running.server.workspace.called("response_url")[-1])
        await ada.open_home()
        await running.settle()
        home: View = running.server.workspace.homes["UADA"]
        self.tell("Ada", "opens the home page", home.view["blocks"])
        await running.at(NINE + DAY)
        (reveal,) = [
            said for said in running.server.workspace.called("chat.postMessage") if "thread_ts" in said
        ]
        self.tell("#study", "sees the reveal in the question's thread", reveal["blocks"])
        self.keep("4 reveal", reveal)

    async def answered(self, ada: Visitor) -> None:
        running = self.running
        await ada.press(running.question, "Answer")
        await running.settle()
        self.tell("Ada", "presses Answer and sees the form", ada.modal.view["blocks"])
        self.keep("2 form", ada.modal.view)
        answer = await ada.submit({"text": "the moon, <!channel>", "sure": "fairly"})
        await running.settle()
        self.tell("Ada", "hands it in; the same modal is now the feedback", ada.modal.view["blocks"])
        self.keep("3 feedback", answer)
        await ada.press(ada.modal, "I was right")
        await running.settle()
        self.tell("Ada", "says that she was right", ada.modal.view["blocks"])
        running.server.workspace.close(ada.user.id)
        await ada.press(ada.modal, "Add to my answer")
        await running.settle()
        await ada.submit({"text": "the moon and the sun"})
        await running.settle()
        self.tell("Ada", "adds to it", ada.modal.view["blocks"])

    def _whisper(self, user: str) -> Message:
        return self.running.server.workspace.posts("C1", whose=user)[-1]


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--http", action="store_true", help="by signed HTTP in the place of Socket Mode")
    said = parser.parse_args()
    async with bot(sockets=not said.http) as running:
        day = Day(running)
        await day.live()
        for name, message in sorted(day.central.items()):
            print(f"\n--- {name}\n{json.dumps(message, indent=1, ensure_ascii=False)}")
        print(f"\ncontract errors: {len(running.server.workspace.problems)}")


if __name__ == "__main__":
    asyncio.run(main())
