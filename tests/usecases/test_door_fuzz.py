"""Whatever is asked, in whatever order and as often as it comes, is answered, and never by a fault."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.model import Member
from bot.messages import Command, Lookup, Press, Reply, Request, Said, Submission
from bot.usecases.commands import FORMS, PRESSES, SPECS
from tests.usecases.hall import ADA, BEN, Hall, opened

ODD = ["", "flips", "1", "\x00", "\ud800", "@everyone", "9" * 40]
NUMBERS = ["", "1", "2", "1:2", "-1", "9" * 15, "9" * 30, "x", "١"]
FIELDS = ["text", "sure", "at", "days", "zone", "decks", "close", "holidays", "name"]
OPTIONS = sorted({option.name for spec in SPECS for option in spec.options})

_TEXT = st.one_of(st.text(max_size=40), st.sampled_from(ODD))
_VERB = st.one_of(st.sampled_from(sorted({*PRESSES, *FORMS})), st.text(max_size=6))
_ARGUMENT = st.one_of(st.sampled_from(NUMBERS), st.text(max_size=8))


@dataclass(frozen=True, slots=True)
class Knock:
    """Somebody asks for something; an id that is named comes again."""

    kind: str
    member: Member
    admin: bool
    id: str
    command: str
    button: str
    options: Mapping[str, str]
    fields: Mapping[str, str]

    def request(self, house: Hall) -> Request:
        who = house.who(self.member, admin=self.admin, id=self.id)
        match self.kind:
            case "command":
                return Command(**who, command=self.command, options=self.options)  # type: ignore[arg-type]
            case "press":
                return Press(**who, button=self.button)  # type: ignore[arg-type]
            case "submission":
                return Submission(**who, form=self.button, fields=self.fields)  # type: ignore[arg-type]
        typed = next(iter(self.options.values()), "")
        return Lookup(**who, command=self.command, option="scope", typed=typed)  # type: ignore[arg-type]


_KNOCKS = st.builds(
    Knock,
    kind=st.sampled_from(["command", "press", "submission", "lookup"]),
    member=st.sampled_from([ADA, BEN]),
    admin=st.booleans(),
    id=st.sampled_from(["", "", "same", "other"]),
    command=st.sampled_from([*(spec.name for spec in SPECS), "", "study", "nothing"]),
    button=st.builds("{}:{}".format, _VERB, _ARGUMENT),
    options=st.dictionaries(st.sampled_from(OPTIONS), _TEXT, max_size=3),
    fields=st.dictionaries(st.sampled_from(FIELDS), _TEXT, max_size=4),
)


def is_fault(reply: Reply) -> bool:
    return isinstance(reply, Said) and "went wrong" in reply.message.brief


async def ask_all(knocks: list[Knock]) -> None:
    async with opened(scheduled=True) as house:
        for knock in knocks:
            assert not is_fault(await house.handle(knock.request(house))), knock


@settings(max_examples=60)
@given(st.lists(_KNOCKS, min_size=1, max_size=12))
def test_whatever_is_asked_is_answered_without_a_fault(knocks: list[Knock]) -> None:
    asyncio.run(ask_all(knocks))
