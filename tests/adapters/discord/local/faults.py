"""Faults on demand: what the next requests meet instead of an answer."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Fault:
    """What becomes of requests whose line, as in "POST /channels/1/messages", has `where` in it.

    `done`: it is carried out all the same, and only the answer is lost. `cut`: the connection ends.
    """

    where: str
    status: int = 500
    body: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    times: int = 1
    done: bool = False
    cut: bool = False
    met: int = 0

    def meets(self, request: str) -> bool:
        if self.met >= self.times or self.where not in request:
            return False
        self.met += 1
        return True


def refusal(code: int, message: str = "") -> dict[str, Any]:
    """The body of an error of Discord."""
    return {"code": code, "message": message or f"error {code}"}


def limited(after: float, *, proxied: bool = True) -> Fault:
    """A rate limit, as Discord's own edge answers it or as somebody before it does."""
    headers = {"Via": "1.1 google"} if proxied else {"Retry-After": str(after)}
    return Fault("", 429, {"message": "limited", "retry_after": after, "global": False}, headers)
