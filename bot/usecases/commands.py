"""The table of commands, buttons and forms: each declared once, announced by every adapter from here."""

from collections.abc import Awaitable, Callable, Mapping

from bot.core.boards import Kind, Span
from bot.core.records import Draws
from bot.messages import Command, CommandSpec, OptionSpec, Press, Reply, Said, Submission
from bot.usecases import (
    adding,
    admins,
    answer,
    appeal,
    board,
    decks,
    exam,
    importing,
    language,
    links,
    moving,
    practice,
    preview,
    privacy,
    progress,
    rating,
    reveal,
    review,
    reviewers,
    season,
    settings,
    squads,
    trying,
    voiding,
    wall,
)
from bot.usecases.house import House, reader
from bot.views import study

OnCommand = Callable[[House, Command], Awaitable[Reply]]
OnPress = Callable[[House, Press, str], Awaitable[Reply]]
OnSubmission = Callable[[House, Submission, str], Awaitable[Reply]]


async def help_(house: House, request: Command) -> Reply:
    del house
    return Said(study.help(reader(request), SPECS))


_SCOPE = OptionSpec("scope", "option.scope", completes=True, rest=True)
_WHO = OptionSpec("who", "option.who", rest=True, people=True)
_COUNT = OptionSpec("count", "option.count", number=True)
_DRAWS = OptionSpec("draws", "option.draws", choices=tuple(draws.value for draws in Draws if draws.value))
_SQUADS = OptionSpec("how", "option.squads", rest=True)
_PRIVACY = OptionSpec("how", "option.privacy", rest=True)
_CODE = OptionSpec("code", "option.code")
_DIGEST = OptionSpec("switch", "option.digest", choices=("on", "off"))
_SEASON = OptionSpec("how", "option.season", rest=True)

COMMANDS: tuple[tuple[CommandSpec, OnCommand], ...] = (
    (CommandSpec("quiz", "command.quiz", (_SCOPE, _DRAWS, _COUNT)), practice.quiz),
    (
        CommandSpec(
            "leaderboard",
            "command.leaderboard",
            (
                OptionSpec("period", "option.period", choices=tuple(Span)),
                OptionSpec("kind", "option.kind", choices=tuple(Kind)),
                OptionSpec("name", "option.board_name", completes=True, rest=True),
            ),
            shared=True,
        ),
        board.leaderboard,
    ),
    (CommandSpec("stats", "command.stats"), progress.stats),
    (CommandSpec("streak", "command.streak"), progress.streak),
    (CommandSpec("study help", "command.help"), help_),
    (CommandSpec("study decks", "command.decks", (OptionSpec("deck", "option.deck"),)), decks.decks),
    (
        CommandSpec(
            "study setup", "command.setup", (OptionSpec("how", "option.how", rest=True),), admin=True
        ),
        settings.setup,
    ),
    (CommandSpec("study status", "command.status"), settings.status),
    (
        CommandSpec("study pause", "command.pause", (OptionSpec("until", "option.until"),), admin=True),
        settings.pause,
    ),
    (
        CommandSpec("study admins", "command.admins", (_WHO,), admin=True),
        admins.admins,
    ),
    (CommandSpec("study resume", "command.resume", admin=True), settings.resume),
    (
        CommandSpec(
            "study holidays",
            "command.holidays",
            (OptionSpec("days", "option.days", rest=True, paste=True),),
            admin=True,
        ),
        settings.holidays,
    ),
    (CommandSpec("study exam", "command.exam", (OptionSpec("day", "option.exam"),), admin=True), exam.exam),
    (
        CommandSpec(
            "study import",
            "command.import",
            (
                OptionSpec("name", "option.deck_name", needed=True),
                OptionSpec("text", "option.text", rest=True, paste=True),
            ),
        ),
        importing.bring_in,
    ),
    (
        CommandSpec(
            "study language", "command.language", (OptionSpec("language", "option.language"),), admin=True
        ),
        language.language,
    ),
    (
        CommandSpec("study add", "command.add", (OptionSpec("deck", "option.own_deck"),)),
        adding.add,
    ),
    (CommandSpec("study review", "command.review", reviewer=True), review.queue),
    (CommandSpec("study reviewers", "command.reviewers", (_WHO,), admin=True), reviewers.reviewers),
    (
        CommandSpec(
            "study void", "command.void", (OptionSpec("question", "option.void", rest=True),), admin=True
        ),
        voiding.void,
    ),
    (CommandSpec("study board", "command.board", admin=True), wall.link),
    (
        CommandSpec(
            "study test",
            "command.test",
            (OptionSpec("card", "option.card", completes=True, rest=True),),
            admin=True,
        ),
        preview.test,
    ),
    (CommandSpec("study squads", "command.squads", (_SQUADS,)), squads.squads),
    (CommandSpec("study season", "command.season", (_SEASON,)), season.season),
    (CommandSpec("study digest", "command.digest", (_DIGEST,), admin=True), season.digest),
    (CommandSpec("study link", "command.link", (_CODE,)), links.link),
    (CommandSpec("study join", "command.join", (_CODE,), admin=True), links.join),
    (CommandSpec("study privacy", "command.privacy", (_PRIVACY,)), privacy.privacy),
    (CommandSpec("study export", "command.export"), privacy.export),
    (CommandSpec("study forget-me", "command.forget_me"), privacy.forget_me),
)

SPECS: tuple[CommandSpec, ...] = tuple(spec for spec, _ in COMMANDS)

REVIEWER_VERBS = frozenset({
    "appeal-look", "appeal-word", "appeal-accept", "appeal-whole", "appeal-once", "appeal-reject",
    "appeal-withdraw", "appeal-move", "draft-look", "draft-approve", "draft-reject",
})  # fmt: skip

ADMIN_VERBS = frozenset({
    "setup", "setup-save", "setup-look", "setup-try", "exam", "another", "first", "unvoid",
})  # fmt: skip

# Those whose argument is the number of something in the store.
NUMBERED = frozenset({
    "export", "answer", "hint", "unknown", "show", "skip", "stop", "look", "appeal", "discuss", "unvoid",
    "draft-try", *REVIEWER_VERBS,
})  # fmt: skip

PRESSES: Mapping[str, OnPress] = {
    "answer": answer.open_form,
    "hint": answer.hint,
    "unknown": answer.do_not_know,
    "show": answer.show,
    "skip": practice.skip,
    "stop": practice.stop,
    "look": rating.look,
    "rate": rating.rate,
    "quiz": practice.begin,
    "more": practice.more,
    "board": board.pressed,
    "stats": progress.pressed,
    "privacy": privacy.switch,
    "export": privacy.turn_page,
    "forget": privacy.forget,
    "setup": settings.open_form,
    "setup-save": settings.save,
    "setup-look": preview.pressed,
    "setup-try": trying.post,
    "exam": exam.open_form,
    "another": preview.another,
    "first": preview.first,
    "draft-look": importing.look,
    "draft-approve": importing.approve,
    "draft-reject": importing.reject,
    "card": adding.open_form,
    "draft-try": adding.open_try,
    "discuss": reveal.discuss,
    "unvoid": voiding.unvoid,
    "appeal": appeal.open_form,
    "appeal-look": review.look,
    "appeal-word": review.open_form,
    "appeal-move": moving.open_form,
    "appeal-accept": review.accept,
    "appeal-whole": review.accept_whole,
    "appeal-once": review.once,
    "appeal-reject": review.reject,
    "appeal-withdraw": review.withdraw,
}

FORMS: Mapping[str, OnSubmission] = {
    "answer": answer.submit,
    "setup": settings.submit,
    "exam": exam.submit,
    "card": adding.submit,
    "draft-try": adding.attempt,
    "appeal": appeal.submit,
    "appeal-word": review.word,
    "appeal-move": moving.submit,
}
