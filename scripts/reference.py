"""Writes the reference pages that follow from the code: the commands in chat and those of the command line.

Run as `.venv/bin/python -m scripts.reference`; a test says when that is due.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

from bot import wording
from bot.cli import parser
from bot.messages import CommandSpec, OptionSpec
from bot.usecases.commands import SPECS

ROOT = Path(__file__).resolve().parent.parent

CHAT = """# Commands in chat

Written by `scripts/reference.py` from the table of commands, from which every platform announces its own.
Each works as `/study NAME` too: on Slack a command's name belongs to the app that was installed last. Who is
an admin: on Discord who may manage the server, on Slack admins and owners of the workspace, in the terminal
and on the local page everybody. `[…]` may be left out.

| command | who | what it does |
|---|---|---|
"""
OPTIONS = """
## What can stand behind them

| command | option | what it says |
|---|---|---|
"""
SHELL = """# The command line

Written by `scripts/reference.py` from the parser. Installed, the command is `studybot`; in this tree it is
`.venv/bin/python -m bot`. It ends with 0, with 1 for a failure that was told (one line on stderr), with 2 for
a call that is unclear. Answers go to stdout, everything else to stderr. Scripts can rely on all of it.
"""


def main() -> None:
    for name, text in pages().items():
        (ROOT / "docs" / name).write_text(text, "utf-8")


def pages() -> dict[str, str]:
    """Each page by its name in docs/."""
    return {"commands.md": in_chat(), "cli.md": in_shell()}


def in_chat() -> str:
    say = wording.of(wording.DEFAULT)
    rows = [
        f"| `/{spec.name}{_tail(spec)}` | {_who(spec)} | {_cell(say.text(spec.help))} |" for spec in SPECS
    ]
    options = [
        f"| `/{spec.name}` | `{option.name}`{_kinds(option)} | {_cell(say.text(option.help))} |"
        for spec in SPECS
        for option in spec.options
    ]
    return CHAT + "\n".join(rows) + "\n" + OPTIONS + "\n".join(options) + "\n"


def _who(spec: CommandSpec) -> str:
    if spec.reviewer:
        return "reviewers"
    return "admins" if spec.admin else "everybody"


def _tail(spec: CommandSpec) -> str:
    return "".join(f" {o.name}" if o.needed else f" [{o.name}]" for o in spec.options)


def _kinds(option: OptionSpec) -> str:
    kinds = [", ".join(option.choices)] if option.choices else []
    kinds += ["completed"] if option.completes else []
    kinds += ["a number"] if option.number else []
    return f" ({'; '.join(kinds)})" if kinds else ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def in_shell() -> str:
    return SHELL + "".join(_section(command) for command in _leaves(parser()))


def _leaves(command: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """The commands that do something, in the order they are declared."""
    inner = [action for action in command._actions if isinstance(action, argparse._SubParsersAction)]  # noqa: SLF001 - there is no other way to ask
    if not inner:
        yield command
    for action in inner:
        for name, below in action.choices.items():
            below.description = below.description or _help(action, name)
            yield from _leaves(below)


def _help(action: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str) -> str:
    return next((str(one.help) for one in action._choices_actions if one.dest == name), "")  # noqa: SLF001 - as above


def _section(command: argparse.ArgumentParser) -> str:
    rows = [
        f"| `{_called(action)}` | {_cell(action.help or '')} |"
        for action in command._actions  # noqa: SLF001 - as above
        if not isinstance(action, argparse._HelpAction)  # noqa: SLF001 - as above
    ]
    table = "\n| argument | what it says |\n|---|---|\n" + "\n".join(rows) + "\n" if rows else ""
    described = (command.description or "").rstrip(".")
    return f"\n## `{command.prog}`\n\n{described[:1].upper()}{described[1:]}.\n{table}"


def _called(action: argparse.Action) -> str:
    """As it is typed: `--days N`, `file`, `paths…`."""
    shown = str(action.metavar or (action.dest if not action.option_strings else action.dest.upper()))
    many = "…" if action.nargs in ("+", "*") else ""
    if not action.option_strings:
        return f"{shown}{many}"
    takes = action.nargs != 0
    choices = ",".join(map(str, action.choices)) if action.choices else shown
    return f"{action.option_strings[0]}{f' {choices}' if takes else ''}"


if __name__ == "__main__":
    main()
