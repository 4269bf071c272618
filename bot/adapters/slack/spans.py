"""Lines of spans as Slack writes them: mrkdwn where nothing can be misread, rich text everywhere else."""

import re
from collections.abc import Iterable
from typing import Any, TypeGuard

from bot.messages import Line, Moment, Span, Style

Json = dict[str, Any]

DATE = "{date_short_pretty} {time}"  # each reader sees it on their own clock and in their own language
_PLACE, _GROUP = re.compile(r"[CG][A-Z0-9]+"), re.compile(r"S[A-Z0-9]+")  # ids of channels, of user groups
_READ_AS_MARKUP = re.compile(r"[*_~`]|:\S+:|^\s*>|\n\s*>")


def escaped(text: str) -> str:
    """Nothing in it is a mention, a link or an entity any more."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescaped(text: str) -> str:
    """What a person typed, from what Slack made of it."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def is_plain(line: Line) -> bool:
    """Whether mrkdwn would show every span as it is written."""
    if _is_unstyled(line):  # as most lines: each answer has a dozen
        return not _READ_AS_MARKUP.search("".join([span.text for span in line]))
    return not any(
        isinstance(span, Span) and (_misread(span) or (span.style is not Style.PLAIN and _sticks(line, at)))
        for at, span in enumerate(line)
    )


def mrkdwn(line: Line) -> str:
    """Only for a line that is plain."""
    if _is_unstyled(line):
        return escaped("".join([span.text for span in line]))
    return "".join(_marked(span) if isinstance(span, Span) else _date(span) for span in line)


def rich(line: Line, *, bold: bool = False) -> list[Json]:
    """The line as elements of a rich text; a text that is empty is left out, as Slack wants it."""
    return [
        _element(span, bold) if isinstance(span, Span) else _rich_date(span)
        for span in line
        if isinstance(span, Moment) or span.text
    ]


def placed(text: str, line: Line) -> str:
    """A text that is escaped, with the channels that the line names as links: ids say nothing to people."""
    for span in line:
        if isinstance(span, Span) and span.style is Style.PLACE and _PLACE.fullmatch(span.text):
            text = re.sub(rf"(?<![#\w]){span.text}(?!\w)", f"<#{span.text}>", text)
    return text


def words(line: Line) -> str:
    """The line's words alone, for places that know no style; an instant as UTC says it."""
    return "".join(span.text if isinstance(span, Span) else _utc(span) for span in line)


def _is_unstyled(line: Line) -> TypeGuard[tuple[Span, ...]]:
    return not any(not isinstance(span, Span) or span.style is not Style.PLAIN for span in line)


def _misread(span: Span) -> bool:
    if span.style is Style.LINK:
        return False
    text = span.text.strip()
    beside = span.style is not Style.PLAIN and (text != span.text or not text)  # `* x*` would stay as it is
    return (
        beside or bool(_READ_AS_MARKUP.search(span.text)) or (span.style is not Style.PLAIN and "\n" in text)
    )


def _sticks(line: Line, at: int) -> bool:
    """Signs of style inside a word are no signs."""
    before, behind = _written(reversed(line[:at])), _written(line[at + 1 :])
    return before[-1:].isalnum() or behind[:1].isalnum()


def _written(spans: Iterable[Span | Moment]) -> str:
    """The first text that is there; an instant is none."""
    return next((span.text for span in spans if isinstance(span, Span) and span.text), "")


def _marked(span: Span) -> str:
    if span.style is Style.PLAIN:
        return escaped(span.text)
    match span.style:
        case Style.STRONG:
            return f"*{escaped(span.text)}*"
        case Style.CODE:
            return f"`{escaped(span.text)}`"
        case Style.LINK:
            return f"<{escaped(span.text).replace('|', '%7C')}>"  # behind a bar another text would stand
        case Style.PLACE if _PLACE.fullmatch(span.text):
            return f"<#{span.text}>"
        case Style.CALL if _GROUP.fullmatch(span.text):
            return f"<!subteam^{span.text}>"
        case _:
            return escaped(span.text)


def _element(span: Span, bold: bool) -> Json:
    if span.style is Style.PLAIN and not bold:
        return {"type": "text", "text": span.text}
    match span.style:
        case Style.LINK:
            return {"type": "link", "url": span.text, "text": span.text}
        case Style.PLACE if _PLACE.fullmatch(span.text):
            return {"type": "channel", "channel_id": span.text}
        case Style.CALL if _GROUP.fullmatch(span.text):
            return {"type": "usergroup", "usergroup_id": span.text}
    style = {Style.STRONG: "bold", Style.CODE: "code"}.get(span.style)
    styles = {name: True for name in (style, "bold" if bold else None) if name}
    return {"type": "text", "text": span.text} | ({"style": styles} if styles else {})


def _date(moment: Moment) -> str:
    return f"<!date^{int(moment.at.timestamp())}^{DATE}|{_utc(moment)}>"


def _rich_date(moment: Moment) -> Json:
    return {
        "type": "date",
        "timestamp": int(moment.at.timestamp()),
        "format": DATE,
        "fallback": _utc(moment),
    }


def _utc(moment: Moment) -> str:
    return f"{moment.at:%Y-%m-%d %H:%M} UTC"
