"""Lines of spans as Discord's markdown: whatever people or authors typed stands there as they typed it."""

import re
from functools import lru_cache

from bot.messages import Line, Moment, Span, Style

_SIGNS = re.compile(r"[\\*_~`|<>\[\]]")
_STARTS = re.compile(r"^(\s*)(#|-|\+|\d+(?=[.)]))", re.MULTILINE)  # headings, lists, small print
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
_WITHIN = re.compile(r"(https?://[\w.~:/?#@!$&'()+,;=%-]+)")  # an address in a text
_NUMBER = re.compile(r"[0-9]{1,20}")
SHORT = 24  # characters of a text that is worth remembering


def escaped(text: str) -> str:
    """Text without any markup in it, mentions included."""
    return _known(text) if len(text) <= SHORT else _escaped(text)


def _escaped(text: str) -> str:
    """Most of what is said never had any: that is seen first, since it is cheaper than writing it anew."""
    shielded = _signs_shielded(text) if _SIGNS.search(text) else text
    return _STARTS.sub(_shielded, shielded) if _STARTS.search(shielded) else shielded


_known = lru_cache(maxsize=2048)(_escaped)  # a message says the same few words over and over


def _signs_shielded(text: str) -> str:
    """Not in addresses: Discord reads no markup there, and would take what shields it for a part of them."""
    if "://" not in text:
        return _SIGNS.sub(r"\\\g<0>", text)
    parted = _WITHIN.split(text)
    parted[::2] = [_SIGNS.sub(r"\\\g<0>", between) for between in parted[::2]]
    return "".join(parted)


def _shielded(found: re.Match[str]) -> str:
    blank, sign = found.groups()
    return f"{blank}{sign}\\" if sign.isdecimal() else f"{blank}\\{sign}"


def line(spans: Line) -> str:
    return "".join(
        [
            escaped(span.text) if isinstance(span, Span) and span.style is Style.PLAIN else _span(span)
            for span in spans
        ]
    )


def quote(text: str) -> str:
    """People's own words, each line marked as a quotation."""
    return "\n".join(f"> {escaped(row)}" for row in text.splitlines()) or ">"


def words(spans: Line) -> str:
    """A line's words without any style, for where no markup is drawn: labels and columns."""
    return "".join(span.text if isinstance(span, Span) else f"{span.at:%Y-%m-%d %H:%M} UTC" for span in spans)


def code(text: str) -> str:
    """A block that shows text as it is, in letters of one width."""
    return f"```\n{_harmless(text)}\n```"


def _harmless(text: str) -> str:
    return text.replace("```", "`\u200b`\u200b`")


def _span(span: Span | Moment) -> str:
    if isinstance(span, Moment):
        return f"<t:{int(span.at.timestamp())}:f>"
    text = span.text
    match span.style:
        case Style.STRONG:
            return _around("**", text)
        case Style.CODE:
            return _code(text)
        case Style.LINK if _ADDRESS.fullmatch(text):
            return f"<{text}>"  # so that no preview is drawn under it
        case Style.PLACE if _NUMBER.fullmatch(text):
            return f"<#{text}>"
        case Style.CALL if _NUMBER.fullmatch(text):
            return f"<@&{text}>"
    return escaped(text)


def _around(sign: str, text: str) -> str:
    """Markup that touches a blank is no markup, so blanks stay outside."""
    bare = text.strip()
    if not bare:
        return text
    start = text.index(bare)
    return f"{text[:start]}{sign}{escaped(bare)}{sign}{text[start + len(bare) :]}"


def _code(text: str) -> str:
    if "\n" in text:
        return code(text)
    if "`" in text:
        parted = text.replace("``", "`\u200b`")
        return f"`` {parted} ``"
    return f"`{text}`" if text.strip() else text


def calls(spans: Line) -> list[str]:
    """The roles that a line calls: nobody else may be called by it."""
    return [
        s.text for s in spans if isinstance(s, Span) and s.style is Style.CALL and _NUMBER.fullmatch(s.text)
    ]
