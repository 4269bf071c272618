"""What a half-typed line may become: commands both ways, words that hang on messages, what options offer."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.adapters import typed
from bot.messages import Choice, CommandSpec, OptionSpec

Lookup = Callable[[str, str, str], Awaitable[Sequence[Choice]]]  # command, option, typed


@dataclass(frozen=True, slots=True)
class Offer:
    """`text` in place of the last `replaces` characters of the line."""

    text: str
    replaces: int


async def offers(
    line: str, words: Iterable[str], specs: Sequence[CommandSpec], look_up: Lookup
) -> AsyncIterator[Offer]:
    """What the line may become, best first. Only lines that begin with a slash are commands."""
    if not line.startswith("/"):
        return
    for name in _names(line, words, specs):
        yield Offer(name, len(line))
    begun = typed.begun(line, specs)
    if begun is not None and line.removesuffix(begun.rest).endswith(" "):  # its name is typed to the end
        async for offer in _of_options(begun, look_up):
            yield offer


async def _of_options(begun: typed.Begun, look_up: Lookup) -> AsyncIterator[Offer]:
    options = begun.spec.options
    fitting = [choice for o in options for choice in o.choices if choice.startswith(begun.rest.lower())]
    for choice in fitting:
        yield Offer(choice, len(begun.rest))
    for option in options:
        if option.completes and not fitting:
            async for offer in _looked_up(begun.spec, option, begun.rest, look_up):
                yield offer


def _names(line: str, words: Iterable[str], specs: Sequence[CommandSpec]) -> Iterator[str]:
    """Words to use now, commands, and once something is typed the other way of writing each command."""
    group = f"{typed.GROUP} "
    names = [*sorted(words), *(spec.name for spec in specs)]
    if len(line) > 1:
        names += [
            spec.name.removeprefix(group) if spec.name.startswith(group) else group + spec.name
            for spec in specs
        ]
    return (f"/{name}" for name in dict.fromkeys(names) if f"/{name}".startswith(line.lower()))


async def _looked_up(
    spec: CommandSpec, option: OptionSpec, rest: str, look_up: Lookup
) -> AsyncIterator[Offer]:
    """What continues all of what was typed, else its end; what is only near that, for the last word alone."""
    words = rest.split(" ")
    for first in range(len(words)):
        tail = " ".join(words[first:])
        found = [choice.value for choice in await look_up(spec.name, option.name, tail)]
        if first < len(words) - 1:
            found = [name for name in found if _continues(name, tail)]
        for name in found:
            yield Offer(name, len(tail))
        if found:
            return


def _continues(name: str, typed: str) -> bool:
    whole, start = _folded(name), _folded(typed)
    return whole.startswith(start) and whole != start


def _folded(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
