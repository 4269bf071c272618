"""`@PATH` behind a command stands for what is in that file: a calendar, cards to import."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.adapters.terminal.visible import one_line, short
from bot.errors import Refused
from bot.messages import OptionSpec

LARGEST = 1_000_000  # bytes
TOLD = 60  # columns of a path


def from_files(options: Mapping[str, str], specs: Sequence[OptionSpec]) -> dict[str, str]:
    """The options with the files read in that they name; only what takes the rest of a line may name one.

    Raises Refused.
    """
    takes = {spec.name for spec in specs if spec.rest and not spec.completes and not spec.people}
    return {
        name: _content(text[1:].strip()) if name in takes and _names_a_file(text) else text
        for name, text in options.items()
    }


def _names_a_file(text: str) -> bool:
    return text.startswith("@") and "\n" not in text


def _content(path: str) -> str:
    told = short(one_line(path), TOLD)
    try:
        file = Path(path).expanduser()
        if file.stat().st_size > LARGEST or not file.is_file():
            raise Refused("terminal.no_file", path=told, most=LARGEST)
        return file.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("terminal.no_text", path=told) from None
    except OSError as error:
        raise Refused("terminal.unreadable", path=told, why=error.strerror) from None
    except (RuntimeError, ValueError) as error:  # no such person's home; a sign that no path may have
        raise Refused("terminal.unreadable", path=told, why=error) from None
