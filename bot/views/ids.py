"""The ids of buttons and forms: a verb and its argument, all that is needed after a restart."""


def of(verb: str, argument: object = "") -> str:
    return f"{verb}:{argument}"


def split(id: str) -> tuple[str, str]:
    """The verb and the argument of an id."""
    verb, _, argument = id.partition(":")
    return verb, argument
