"""The README's numbered steps: read from the page, so that a walk does what it says and nothing else."""

import re
from dataclasses import dataclass

from tests.house.tree import ROOT

README = (ROOT / "README.md").read_text("utf-8")
FOOT = [line for line in README.splitlines() if line.startswith("[")]
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven")
TYPED, PRESSED = re.compile(r"`([^`]+)`"), re.compile(r"\*\*([^*]+)\*\*|(?<!\*)\*([^*]+)\*(?!\*)")
TOKEN = re.compile(r"([A-Z]+(?:_[A-Z]+)+)=([^`…\s]*)…")
STEP = re.compile(r"(\d)\. (.*)")


@dataclass(frozen=True, slots=True)
class Step:
    """`typed` is what stands as code in it, `pressed` what its reader clicks or opens, in order."""

    number: int
    text: str

    @property
    def typed(self) -> list[str]:
        return TYPED.findall(self.text)

    @property
    def pressed(self) -> list[str]:
        return [strong or soft for strong, soft in PRESSED.findall(TYPED.sub("", self.text))]

    @property
    def token(self) -> tuple[str, str]:
        """The variable that a token goes into, and how the token begins."""
        found = TOKEN.search(self.text)
        assert found is not None, f"step {self.number} names no token"
        return found[1], found[2]

    def link(self, beginning: str) -> str:
        """The address to open: in the step, or at the foot of the page under the name that the step says."""
        named = [
            line
            for name in re.findall(r"\]\[([\w-]+)\]", self.text)
            for line in FOOT
            if f"[{name}]: " in line
        ]
        found = re.search(rf"{re.escape(beginning)}[^\s)`>]*", "\n".join((self.text, *named)))
        assert found is not None, f"step {self.number} leads nowhere"
        return found[0]


def steps(heading: str) -> list[Step]:
    """Those under "On Slack" or "On Discord": as many as their heading promises."""
    found = re.search(
        rf"^## {heading}, in (\w+) steps\n(.*?)^## ", README + "\n## ", re.MULTILINE | re.DOTALL
    )
    assert found is not None, heading
    told: list[Step] = []
    for line in found[2].splitlines():
        if (begun := STEP.fullmatch(line)) is not None:
            told.append(Step(int(begun[1]), begun[2]))
        elif told and line.startswith("   "):
            told[-1] = Step(told[-1].number, f"{told[-1].text} {line.strip()}")
    assert [step.number for step in told] == list(range(1, NUMBERS.index(found[1]) + 1))
    return told
