"""Questions to a platform's web API for the doctor: plain HTTPS, one try each, whatever comes back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import aiohttp

from bot.errors import Unavailable

PATIENCE = aiohttp.ClientTimeout(total=10)


@dataclass(frozen=True, slots=True)
class Told:
    """An answer: its status, its JSON, and the headers that came with it."""

    status: int
    body: Any  # whatever the platform sends
    headers: Mapping[str, str]

    def text(self, name: str) -> str:
        """A field of the answer as text; "" where it is not there."""
        found = self.body.get(name) if isinstance(self.body, dict) else None
        return "" if found is None else str(found)

    def ahead(self, now: datetime) -> timedelta:
        """How far this machine's clock is before the platform's; zero where it tells no time."""
        try:
            return now - parsedate_to_datetime(self.headers.get("Date", "")).astimezone(UTC)
        except (TypeError, ValueError):
            return timedelta(0)


class Api:
    """One platform's API under its address, asked with one token."""

    def __init__(self, session: aiohttp.ClientSession, address: str, authorization: str) -> None:
        self._session = session
        self._address = address.rstrip("/")
        self._headers = {"Authorization": authorization}

    async def get(self, path: str) -> Told:
        return await self._ask("GET", path)

    async def post(self, path: str, **fields: str) -> Told:
        return await self._ask("POST", path, fields)

    async def _ask(self, method: str, path: str, fields: Mapping[str, str] | None = None) -> Told:
        """Raises Unavailable when no answer comes that can be read."""
        try:
            async with self._session.request(
                method, f"{self._address}/{path}", data=fields, headers=self._headers, timeout=PATIENCE
            ) as answer:
                return Told(answer.status, await answer.json(content_type=None), answer.headers)
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            raise Unavailable(str(error) or type(error).__name__) from error
