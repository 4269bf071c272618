"""The command `studybot`: reads its arguments and starts what they ask for."""

import argparse
import gc
import os
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from bot import VERSION, log
from bot.app import settings
from bot.errors import BotError

OK, FAILED, MISUSED = 0, 1, 2
PRIVATE = 0o077  # the umask of commands whose files are read by their owner alone


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0, 1 for a failure that was told, 2 for a call that is unclear."""
    asked = parser().parse_args(arguments)
    run: Callable[[argparse.Namespace, settings.Settings], int] = asked.run
    try:
        said = settings.read({} if asked.looks else settings.environment())
        log.set_up(said.log)
        code = run(asked, said)
        sys.stdout.flush()
        return code
    except BotError as error:
        print(error, file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # whoever read our output has left
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except OSError as error:
        print(f"{error.filename or 'studybot'}: {error.strerror or error}", file=sys.stderr)
        return FAILED


def parser() -> argparse.ArgumentParser:
    """Every command with its options."""
    top = argparse.ArgumentParser(
        prog="studybot", description="The study bot for teams on Discord and Slack."
    )
    top.add_argument("--version", action="version", version=f"studybot {VERSION}")
    top.set_defaults(looks=False)
    commands = top.add_subparsers(metavar="COMMAND", required=True)
    _run(
        commands.add_parser(
            "run", help="serve every platform that has a token; with none, chat in this terminal"
        )
    )
    _web(commands.add_parser("web", help="the chat and the board as a page on this machine"))
    _grade(commands.add_parser("grade", help="grade answers: JSON lines in, JSON lines out"))
    decks = commands.add_parser("decks", help="check decks, and try how a card grades")
    what = decks.add_subparsers(metavar="WHAT", required=True)
    _decks(what)
    _exchange(what)
    _learning(what)
    _simulate(commands.add_parser("simulate", help="the whole bot on a virtual clock, one line an event"))
    _doctor(commands.add_parser("doctor", help="what the bot stands on; 1 where something must be mended"))
    _health(commands.add_parser("health", help="ask the bot that runs here whether it lives; 1 where not"))
    slack = commands.add_parser("slack", help="what a Slack app is made from")
    _slack(slack.add_subparsers(metavar="WHAT", required=True))
    database = commands.add_parser("db", help="look after the database")
    _database(database.add_subparsers(metavar="WHAT", required=True))
    return top


def _run(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--as", dest="user", default="", metavar="NAME", help="who you are in the terminal chat"
    )
    command.add_argument(
        "--serve", action="store_true", help="never chat: without a platform, say what is missing"
    )
    command.set_defaults(run=_lazily("serving", "run"))


def _slack(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    manifest = commands.add_parser("manifest", help="the app's manifest, made from the commands")
    manifest.add_argument(
        "--address",
        type=_https,
        default="",
        metavar="URL",
        help="where Slack reaches this bot over HTTP; else Socket Mode",
    )
    manifest.add_argument("--link", action="store_true", help="the address that makes the app with one click")
    manifest.set_defaults(run=_lazily("slack", "manifest"))


def _web(command: argparse.ArgumentParser) -> None:
    command.add_argument("--as", dest="user", default="", metavar="NAME", help="who you are on the page")
    command.add_argument("--port", type=_port, default=8321, metavar="N", help="where the page is served")
    command.set_defaults(run=_lazily("serving", "web"))


def _https(typed: str) -> str:
    """Slack calls no other: a host, perhaps a port, perhaps a path that a proxy puts before ours."""
    if typed and not re.fullmatch(r"https://[\w.-]+(:\d+)?(/[\w./~-]*)?", typed):
        raise argparse.ArgumentTypeError(
            f"{typed!r} is no address for Slack; write it like https://study.example.org"
        )
    return typed


def _port(typed: str) -> int:
    if typed.isdecimal() and 0 < int(typed) < 65536:
        return int(typed)
    raise argparse.ArgumentTypeError(f"{typed!r} is no port; ports are 1 to 65535")


def _grade(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--decks", action="append", default=[], type=Path, metavar="PATH", help="decks to know as well"
    )
    command.set_defaults(run=_lazily("decks", "grade"))


def _decks(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    check = commands.add_parser("check", help="every problem in decks, with its place")
    check.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="files of decks, or folders")
    check.add_argument(
        "--format", choices=("text", "json"), default="text", help="to be read, or for scripts"
    )
    check.add_argument("--strict", action="store_true", help="ask of them what is asked of the shipped decks")
    check.set_defaults(run=_lazily("decks", "check"))
    attempt = commands.add_parser("try", help="grade one answer and explain it")
    attempt.add_argument("card", metavar="CARD", help="deck/card-id")
    attempt.add_argument("answer", help="what somebody might type")
    attempt.add_argument(
        "--decks", action="append", default=[], type=Path, metavar="PATH", help="decks to know as well"
    )
    attempt.set_defaults(run=_lazily("decks", "attempt"))
    suggest = commands.add_parser("suggest", help="further ways of saying a point, from people's answers")
    suggest.add_argument(
        "file", nargs="?", type=Path, help="answers as JSON lines; without it, those of the database"
    )
    suggest.add_argument(
        "--decks", action="append", default=[], type=Path, metavar="PATH", help="decks to know as well"
    )
    suggest.add_argument(
        "--format", choices=("text", "json"), default="text", help="to be read, or for scripts"
    )
    suggest.add_argument("--limit", type=int, default=20, metavar="N", help="proposals shown")
    suggest.set_defaults(run=_lazily("suggesting", "suggest"))


def _exchange(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    bring = commands.add_parser(
        "import", help="turn a paste or an export of another program into a draft deck"
    )
    bring.add_argument("file", type=Path, help="what is brought in")
    bring.add_argument(
        "--out", type=Path, metavar="FILE", help="the deck to write; one that is there is updated"
    )
    bring.add_argument("--format", default="", help="taken from the text where it is not given")
    bring.add_argument(
        "--report", choices=("text", "json"), default="text", help="what was found and skipped"
    )
    bring.set_defaults(run=_lazily("exchange", "bring_in"))
    give = commands.add_parser("export", help="give a deck out to Anki, CSV, GIFT, Markdown …")
    give.add_argument("deck", help="a deck's name, or the path of its file")
    give.add_argument("--out", type=Path, required=True, metavar="FILE", help="where it is written")
    give.add_argument("--format", default="", help="taken from the file's ending where it is not given")
    give.set_defaults(run=_lazily("exchange", "give_out"))


def _learning(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    learned = commands.add_parser("learned", help="what reviewers accepted, as a patch of the deck files")
    learned.add_argument(
        "paths", nargs="*", type=Path, metavar="PATH", help="deck files or folders; all that are known"
    )
    learned.set_defaults(run=_lazily("learning", "learned"))
    anew = commands.add_parser("regrade", help="grade a card's answers by the deck's present version")
    anew.add_argument("card", metavar="CARD", help="deck/card-id")
    anew.add_argument(
        "--decks", action="append", default=[], type=Path, metavar="PATH", help="decks to know as well"
    )
    anew.add_argument("--apply", action="store_true", help="write it; without, its effect is shown")
    anew.set_defaults(run=_lazily("learning", "regrade"))


def _simulate(command: argparse.ArgumentParser) -> None:
    command.add_argument("--from", dest="first", required=True, metavar="DATE", help="its first day")
    command.add_argument("--days", required=True, type=int, metavar="N", help="how many days it has")
    command.add_argument(
        "--zone", action="append", default=[], metavar="ZONE", help="a room in this zone; repeatable"
    )
    command.add_argument("--at", default="09:00", metavar="HH:MM", help="when questions come")
    command.add_argument("--weekdays", default="mon-fri", metavar="DAYS", help="mon-fri, all, mo,we,fr …")
    command.add_argument("--holidays", type=Path, metavar="FILE", help="dates or an .ics calendar")
    command.add_argument(
        "--people", type=int, default=0, metavar="N", help="who answer, each in their own way"
    )
    command.add_argument(
        "--seed", type=int, default=1, metavar="S", help="the same seed makes the same people"
    )
    form = command.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="one JSON object a line")
    form.add_argument(
        "--transcript", action="store_true", help="to be read: posts, answers, an appeal, the boards"
    )
    command.add_argument(
        "--figures", type=Path, metavar="FILE", help="write what Prometheus would have been told at the end"
    )
    command.add_argument("--logs", type=Path, metavar="FILE", help="write what the bot would have logged")
    command.add_argument(
        "--trouble", type=float, default=0.0, metavar="SHARE",
        help="as many posts are not taken at once, such as 0.02",
    )  # fmt: skip
    command.set_defaults(run=_lazily("simulating", "simulate"))


def _doctor(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="one JSON object with every finding")
    command.set_defaults(run=_lazily("doctoring", "doctor"), looks=True)


def _health(command: argparse.ArgumentParser) -> None:
    command.add_argument("--ready", action="store_true", help="whether it can do its work, not only lives")
    command.set_defaults(run=_lazily("doctoring", "health"))


def _database(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    check = commands.add_parser("check", help="recompute every projection and compare; 1 on a difference")
    check.add_argument(
        "--quick", action="store_true", help="only that it opens and has this version's schema"
    )
    check.set_defaults(run=_lazily("database", "check"))
    backup = commands.add_parser("backup", help="copy the database while the bot runs")
    backup.add_argument("file", type=Path, help="the copy to make")
    backup.set_defaults(run=_lazily("database", "backup"))
    restore = commands.add_parser("restore", help="put a backup in the database's place")
    restore.add_argument("file", type=Path, help="the copy to take")
    restore.set_defaults(run=_lazily("database", "restore"))
    migrate = commands.add_parser("migrate", help="bring the schema up to date, with a backup before")
    migrate.set_defaults(run=_lazily("database", "migrate"))
    move = commands.add_parser("move", help="copy the file into an empty PostgreSQL database, verified")
    move.add_argument("address", metavar="URL", help="postgresql://user:password@host/database")
    move.set_defaults(run=_lazily("database", "move"))


def _lazily(module: str, name: str) -> Callable[[argparse.Namespace, settings.Settings], int]:
    def run(asked: argparse.Namespace, said: settings.Settings) -> int:
        from importlib import import_module

        gc.disable()  # importing makes much and drops nothing: it would look for it a dozen times
        command: Callable[[argparse.Namespace, settings.Settings], int] = getattr(
            import_module(f"bot.cli.{module}"), name
        )
        gc.freeze()  # and what was imported stays: no later look goes through it
        gc.enable()
        return command(asked, said)

    return run
