"""What came of an import, what waits for a reviewer, and what a draft holds."""

from collections.abc import Sequence

from bot.core.records import Draft, TeamDeck
from bot.messages import (
    Button,
    Buttons,
    Facts,
    Heading,
    Line,
    Message,
    Note,
    Part,
    Span,
    Style,
    Table,
    Text,
    Tone,
)
from bot.views import ids
from bot.views.adding import try_button
from bot.wording import Wording

SHOWN = 5  # skipped cards and warnings that are told one by one
LOOK = 20  # cards of a draft that are shown


def report(say: Wording, name: str, made: Draft) -> Message:
    facts: list[Line] = [say.line("import.found", n=made.found, format=made.format)]
    if made.skipped:
        facts.append(say.line("import.skipped", n=len(made.skipped)))
    if made.duplicates:
        facts.append(say.line("import.duplicates", n=made.duplicates))
    if made.guessed:
        facts.append(say.line("import.guessed", n=made.guessed))
    told = (*(f"{say.text('import.line')} {line}" for line in made.skipped), *made.warnings)[:SHOWN]
    return Message(
        (
            Heading(say.line("import.kept", name=name, n=len(made.deck.cards))),
            Facts(tuple(facts)),
            *(Note((Span(line),)) for line in told),
            Text(say.line("import.next")),
        ),
        say.text("import.brief"),
    )


def drafts(say: Wording, waiting: Sequence[TeamDeck]) -> tuple[Part, ...]:
    """Each draft with its buttons; the latest one's buttons are also words to type."""
    if not waiting:
        return (Note(say.line("import.none")),)
    parts: list[Part] = [Heading(say.line("import.waiting"))]
    for one in waiting:
        parts += [
            Text(say.line("import.draft", name=one.deck.header.deck, n=len(one.deck.cards))),
            _buttons(say, one.id),
        ]
    return tuple(parts)


def look(say: Wording, draft: TeamDeck) -> Message:
    head = (say.line("import.place"), say.line("import.question"), say.line("import.answer"))
    cards = draft.deck.cards
    rows = tuple(
        ((Span(str(place)),), (Span(card.ask),), (Span(card.answer),))
        for place, card in enumerate(cards[:LOOK], start=1)
    )
    more = (Note(say.line("import.more", n=len(cards) - LOOK)),) if len(cards) > LOOK else ()
    name = (Span(draft.deck.header.deck, Style.CODE),)
    return Message(
        (Heading(name), Table(head, rows), *more, _buttons(say, draft.id)), say.text("import.brief")
    )


def judged(say: Wording, name: str, *, approved: bool) -> Message:
    line = say.line("import.approved" if approved else "import.rejected", name=name)
    return Message((Text(line),), say.text("import.brief"))


def _buttons(say: Wording, draft: int) -> Buttons:
    return Buttons(
        (
            Button(ids.of("draft-approve", draft), say.text("button.approve"), "approve", tone=Tone.MAIN),
            Button(ids.of("draft-look", draft), say.text("button.look"), "look"),
            try_button(say, draft),
            Button(ids.of("draft-reject", draft), say.text("button.reject"), "reject", tone=Tone.DANGER),
        )
    )
