"""The ids of buttons and forms: a verb and its argument, all that is needed after a restart."""

LONGEST_NUMBER = 15  # digits of an id that any database can hold


def of(verb: str, argument: object = "") -> str:
    return f"{verb}:{argument}"


def split(id: str) -> tuple[str, str]:
    """The verb and the argument of an id."""
    verb, _, argument = id.partition(":")
    return verb, argument


def is_number(argument: str) -> bool:
    """Whether it can be the number of something in the store."""
    return argument.isdecimal() and len(argument) <= LONGEST_NUMBER
