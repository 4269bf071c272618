"""One line an event, on stderr or in a file: a constant name and fields, never a token, never an answer."""

import json
import logging
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

DATES = "%Y-%m-%dT%H:%M:%S%z"
LARGEST = 1_000_000  # bytes of a log file, before it gives way to a new one

_KEPT = frozenset(logging.LogRecord("", 0, "", 0, "", (), None).__dict__) | {"message", "asctime", "taskName"}


class Lines(logging.Formatter):
    """`time level event key=value …`, or one JSON object a line."""

    def __init__(self, *, as_json: bool, now: Callable[[], datetime] | None = None) -> None:
        super().__init__()
        self._json = as_json
        self._now = now

    def format(self, record: logging.LogRecord) -> str:
        fields = {key: value for key, value in record.__dict__.items() if key not in _KEPT}
        head = {
            "at": self._now().strftime(DATES) if self._now else self.formatTime(record, DATES),
            "level": record.levelname.lower(),
            "event": record.msg,
        }
        if record.args:
            head["event"] = record.getMessage()
        if record.exc_info:
            fields["fault"] = self.formatException(record.exc_info)
        if self._json:
            return json.dumps(head | fields, default=str, ensure_ascii=False)
        told = "".join(f" {key}={_shown(value)}" for key, value in fields.items())
        return f"{head['at']} {head['level']} {head['event']}{told}"


def set_up(
    setting: str, into: logging.Handler | None = None, now: Callable[[], datetime] | None = None
) -> None:
    """`STUDYBOT_LOG`: a level, "json", or both as in "info,json"; told on stderr where nothing else is named.

    `now`: what the lines take the time from, if not from this machine.
    """
    words = [word.strip().lower() for word in setting.split(",") if word.strip()]
    level = next((word.upper() for word in words if word != "json"), "WARNING")
    handler = into or logging.StreamHandler(sys.stderr)
    handler.setFormatter(Lines(as_json="json" in words, now=now))
    logging.basicConfig(level=level, handlers=[handler], force=True)


def kept(file: Path) -> logging.Handler:
    """A file and the one before it."""
    from logging.handlers import RotatingFileHandler  # noqa: PLC0415 - slow, and pipes do without

    return RotatingFileHandler(file, maxBytes=LARGEST, backupCount=1, encoding="utf-8")


def _shown(value: object) -> str:
    """A value that stays one word on its line, whatever is in it; only a fault's trace keeps its lines."""
    text = str(value)
    if text.startswith("Traceback "):
        return f"\n{text}"
    return text if text.isprintable() and " " not in text and text else json.dumps(text, ensure_ascii=False)
