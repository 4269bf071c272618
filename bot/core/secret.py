"""A token that shows itself only to who asks for it by name."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Secret:
    """Never in a repr, a log or an error: those show that there is one, and no more."""

    _value: str = field(repr=False)

    def reveal(self) -> str:
        return self._value

    def __str__(self) -> str:
        return repr(self)
