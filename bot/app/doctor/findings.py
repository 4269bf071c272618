"""What a look at the set-up found: each with a sentence, and each fault with the action that mends it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.wording import Wording


class State(StrEnum):
    WELL = "well"
    NOTE = "note"  # works, and is worth knowing
    FAULT = "fault"  # keeps the bot from doing its work


@dataclass(frozen=True, slots=True)
class Finding:
    """`code` is stable for scripts; its sentence is `doctor.CODE`, what to do `doctor.CODE_do`."""

    code: str
    state: State = State.WELL
    facts: Mapping[str, object] = field(default_factory=dict)

    def text(self, say: Wording) -> str:
        return say.text(f"doctor.{self.code}", **self.facts)

    def remedy(self, say: Wording) -> str:
        """What to do about it; "" where all is well."""
        return "" if self.state is State.WELL else say.text(f"doctor.{self.code}_do", **self.facts)

    def told(self, say: Wording) -> dict[str, str]:
        """As `doctor --json` prints it."""
        return {
            "check": self.code.partition("_")[0],
            "code": self.code,
            "state": self.state.value,
            "text": self.text(say),
            "remedy": self.remedy(say),
        }


def well(code: str, **facts: object) -> Finding:
    return Finding(code, State.WELL, facts)


def note(code: str, **facts: object) -> Finding:
    return Finding(code, State.NOTE, facts)


def fault(code: str, **facts: object) -> Finding:
    return Finding(code, State.FAULT, facts)
