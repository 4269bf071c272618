"""Pictures as files of Slack's: uploaded once, shown when Slack has looked at them, text until then."""

import logging
from collections import OrderedDict
from datetime import timedelta
from hashlib import blake2b

from bot.adapters.slack import limits
from bot.adapters.slack.access import Token
from bot.adapters.slack.blocks import Shown, nothing_shown
from bot.adapters.slack.web import Misshaped, Web
from bot.errors import Gone, Unavailable
from bot.messages import Message, Picture
from bot.pictures import png
from bot.ports import Clock

log = logging.getLogger(__name__)

KEPT = 512  # files whose pictures are known
LOOKS = 8
BETWEEN = timedelta(milliseconds=500)  # two looks at whether Slack is done with a file


class Pictures:
    """Which file shows which picture, by team and content; what it forgets is uploaded again."""

    def __init__(self, web: Web, clock: Clock) -> None:
        self._web = web
        self._clock = clock
        self._files: OrderedDict[tuple[str, bytes], str] = OrderedDict()

    async def of(self, token: Token, message: Message) -> Shown:
        """How the message's pictures are shown. Raises nothing: a picture is never worth losing a message."""
        wanted = drawable(message)
        if not wanted:
            return nothing_shown
        files = {_print(picture): await self._file(token, picture) for picture in wanted}
        return lambda picture: files.get(_print(picture), "")

    def at_once(self, token: Token) -> Shown:
        """The same with what has been uploaded before, for an answer that cannot wait."""
        return lambda picture: self._files.get((token.team, _print(picture)), "")

    def is_ready(self, token: Token, message: Message) -> bool:
        return all((token.team, _print(picture)) in self._files for picture in drawable(message))

    async def _file(self, token: Token, picture: Picture) -> str:
        key = (token.team, _print(picture))
        if key not in self._files:
            try:
                file = await self._upload(token, picture)
            except (Gone, Unavailable, Misshaped, KeyError) as why:
                log.warning("picture_not_shown", extra={"picture": picture.name, "why": str(why)})
                return ""
            if not file:
                return ""
            self._files[key] = file
            while len(self._files) > KEPT:
                self._files.popitem(last=False)
        return self._files[key]

    async def _upload(self, token: Token, picture: Picture) -> str:
        """The file's id; "" when it cannot be shown."""
        content = await png(picture.svg)
        if content is None:
            return ""
        alt = limits.cut(picture.alt or picture.name, limits.ALT)
        asked = {"filename": f"{picture.name}.png", "length": len(content), "alt_txt": alt}
        place = await self._web.call(token.token, "files.getUploadURLExternal", asked, as_form=True)
        await self._web.upload(str(place["upload_url"]), content)
        file = str(place["file_id"])
        done = {"files": [{"id": file, "title": picture.name}]}
        await self._web.call(token.token, "files.completeUploadExternal", done)
        for _ in range(LOOKS):
            told = await self._web.call(token.token, "files.info", {"file": file}, as_form=True)
            if (told.get("file") or {}).get("mimetype"):
                return file
            await self._clock.sleep(BETWEEN)
        log.warning("picture_not_shown", extra={"picture": picture.name, "why": "slow"})
        return ""


def drawable(message: Message) -> list[Picture]:
    return [part for part in message.parts if isinstance(part, Picture) and part.svg]


def _print(picture: Picture) -> bytes:
    return blake2b(picture.svg.encode("utf-8", "replace"), digest_size=16).digest()
