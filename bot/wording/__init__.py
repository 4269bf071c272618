"""Every sentence the bot says, one YAML file a language, filled with facts that are never read as markup."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from importlib import resources

import yaml

from bot.messages import Line, Moment, Span, Style

DEFAULT = "en"
ENDING = ".yaml"
NUMBERED = 2048  # lines with one number in them that are kept as they were said

# How a language tells its plural forms apart; a file names one of these. Source: the CLDR plural rules.
PLURALS: Mapping[str, Callable[[int], str]] = {
    "one-other": lambda n: "one" if n == 1 else "other",
    "other": lambda _: "other",
}


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a sentence that a fact fills, in the style that stands around it."""

    name: str
    style: Style


Sentence = tuple[Span | Slot, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """How a language writes numbers and dates; `moment` and `day` are patterns of names and numbers."""

    thousands: str
    decimal: str
    moment: str
    day: str


@dataclass(frozen=True, slots=True)
class Plural:
    """A sentence whose form hangs on a number among its facts."""

    by: str
    forms: Mapping[str, Sentence]


Written = str | Mapping[str, str]  # a sentence as it stands in a file, or one for each plural form


class Sentences(dict[str, Sentence | Plural]):
    """A file's sentences, each taken apart when it is first said: most are not said in one run."""

    def __init__(self, written: Mapping[str, Written]) -> None:
        super().__init__()
        self.written = written
        # Most lines of a message take no facts: they are the same every time, and so are their words.
        self.fixed: dict[str, Line] = {}
        self.words: dict[str, str] = {}

    def __missing__(self, key: str) -> Sentence | Plural:
        sentence = self[key] = _sentence(self.written[key])
        if (line := _fixed(sentence)) is not None:
            self.fixed[key], self.words[key] = line, "".join(span.text for span in line)
        return sentence


class Wording:
    """One language's sentences."""

    def __init__(
        self,
        language: str,
        name: str,
        plural: str,
        figures: Figures,
        sentences: Sentences,
    ) -> None:
        self.language = language
        self.name = name  # what the language calls itself
        self.plural = plural
        self._plural = PLURALS[plural]
        self._figures = figures
        self._sentences = sentences
        self._fixed, self._words = sentences.fixed, sentences.words
        # Scores, streaks, places: the same few numbers come over and over. What people typed is never kept.
        self._numbered = lru_cache(maxsize=NUMBERED)(self._said)

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(self._sentences.written)

    def over(self, other: "Wording") -> "Wording":
        """The same language, with another's sentences where it has none."""
        whole = Sentences({**other._sentences.written, **self._sentences.written})  # noqa: SLF001 - our own
        return Wording(self.language, self.name, self.plural, self._figures, whole)

    def line(self, key: str, **facts: object) -> Line:
        """The sentence with its facts. Raises KeyError for a key or fact that is missing."""
        fixed = self._fixed.get(key)
        if fixed is not None:
            return fixed
        if len(facts) == 1 and type(next(iter(facts.values()))) is int:
            return self._numbered(key, **facts)
        return self._said(key, **facts)

    def _said(self, key: str, **facts: object) -> Line:
        sentence = self._sentences[key]
        if isinstance(sentence, Plural):
            number = facts[sentence.by]
            assert isinstance(number, int)
            form = "zero" if number == 0 and "zero" in sentence.forms else self._plural(number)
            sentence = sentence.forms.get(form) or sentence.forms["other"]
        spans: list[Span | Moment] = []
        for piece in sentence:  # a message has a dozen lines and more
            if isinstance(piece, Span):
                spans.append(piece)
            elif type(fact := facts[piece.name]) is str:
                spans.append(Span(fact, piece.style))
            elif type(fact) is int and 0 <= fact < 1000:
                spans.append(Span(str(fact), piece.style))
            else:
                spans += self._filled(piece, fact)
        return tuple(spans)

    def text(self, key: str, **facts: object) -> str:
        """The sentence's words alone, for labels and titles that carry no style."""
        if (words := self._words.get(key)) is not None:
            return words
        return "".join(span.text for span in self.line(key, **facts) if isinstance(span, Span))

    def number(self, value: int) -> str:
        """A whole number with the language's mark between thousands."""
        return f"{value:,}".replace(",", self._figures.thousands)

    def gain(self, hundredths: int) -> str:
        """More or less by so many hundredths, as in "+1.25"."""
        return f"{hundredths / 100:+.2f}".replace(".", self._figures.decimal)

    def day(self, day: date) -> str:
        """A date by the language's own names, as in "Mon 2 Mar 2026"."""
        return self._dated(self._figures.day, day)

    def moment(self, local: datetime) -> str:
        """An instant that stands on the reader's clock already, as in "Mon 2 Mar 09:00"."""
        return self._dated(self._figures.moment, local)

    def _dated(self, pattern: str, at: date) -> str:
        return pattern.format(
            weekday=self.text(f"day.{at.weekday()}"),
            day=at.day,
            month=self.text(f"month.{at.month}"),
            year=at.year,
            time=f"{at:%H:%M}",
        )

    def _filled(self, piece: Slot, fact: object) -> Line:
        match fact:
            case tuple() as line:
                return line
            case datetime() as at:
                return (Moment(at),)
            case date() as day:
                return (Span(self.day(day), piece.style),)
            case bool() | str() as text:
                return (Span(str(text), piece.style),)
            case int() as value:
                return (Span(self.number(value), piece.style),)
            case other:
                return (Span(str(other), piece.style),)


def parse(template: str) -> Sentence:
    """`**strong**`, `` `code` `` and `{fact}`; everything else stands for itself."""
    pieces: list[Span | Slot] = []
    style, start, at = Style.PLAIN, 0, 0

    def flush(end: int) -> None:
        if end > start:
            pieces.append(Span(template[start:end], style))

    while at < len(template):
        if template.startswith("**", at):
            flush(at)
            style = Style.PLAIN if style is Style.STRONG else Style.STRONG
            start = at = at + 2
        elif template[at] == "`":
            flush(at)
            style = Style.PLAIN if style is Style.CODE else Style.CODE
            start = at = at + 1
        elif template[at] == "{":
            flush(at)
            end = template.index("}", at)
            pieces.append(Slot(template[at + 1 : end], style))
            start = at = end + 1
        else:
            at += 1
    flush(len(template))
    return tuple(pieces)


def read(text: str) -> Wording:
    """A language file's text as a Wording."""
    raw = yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))  # there is nothing but text
    sentences = Sentences(
        {f"{group}.{key}": value for group, members in raw["say"].items() for key, value in members.items()}
    )
    return Wording(raw["language"], raw["name"], raw["plural"], Figures(**raw["figures"]), sentences)


def _fixed(sentence: Sentence | Plural) -> tuple[Span, ...] | None:
    """A sentence without a place for facts; None: it has one, or plural forms."""
    if isinstance(sentence, Plural):
        return None
    spans = tuple(piece for piece in sentence if isinstance(piece, Span))
    return spans if len(spans) == len(sentence) else None


def _sentence(value: Written) -> Sentence | Plural:
    if isinstance(value, str):
        return parse(value)
    return Plural(value["by"], {form: parse(text) for form, text in value.items() if form != "by"})


@lru_cache(maxsize=1)
def _codes() -> tuple[str, ...]:
    """Every language there is a file for; English first."""
    files = [file.name for file in resources.files(__package__).iterdir() if file.name.endswith(ENDING)]
    others = sorted({name.removesuffix(ENDING) for name in files} - {DEFAULT})
    return (DEFAULT, *others)


@cache
def _of(code: str) -> Wording:
    """What a language does not say yet is said in English; a test finds it."""
    own = read((resources.files(__package__) / f"{code}{ENDING}").read_text("utf-8"))
    return own if code == DEFAULT else own.over(_of(DEFAULT))


def languages() -> Mapping[str, Wording]:
    """Every language, by its code; English first."""
    return {code: _of(code) for code in _codes()}


@lru_cache(maxsize=256)
def of(locale: str) -> Wording:
    """The wording for a reader's locale ("de", "en-GB"): its language where there is a file, else English."""
    codes = (locale, locale.split("-", maxsplit=1)[0])
    return _of(next((code for code in codes if code in _codes()), DEFAULT))
