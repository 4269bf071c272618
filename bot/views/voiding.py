"""Whether a question counts, as an admin sees it."""

from bot.core.model import Round
from bot.messages import Button, Buttons, Message, Text, Tone
from bot.views import ids
from bot.views.study import OUTAGE
from bot.wording import Wording


def stands(say: Wording, round_: Round, void: str | None) -> Message:
    """`void` says why it does not count against anybody; None: it counts."""
    if void is None:
        line = say.line("void.stands", number=round_.number)
        return Message((Text(line),), say.text("void.brief"))
    why = say.text("slot.outage") if void == OUTAGE else void
    back = Button(ids.of("unvoid", round_.id), say.text("button.unvoid"), "unvoid", tone=Tone.DANGER)
    line = say.line("void.is_void", number=round_.number, why=why)
    return Message((Text(line), Buttons((back,))), say.text("void.brief"))
