"""Interactions are answered in time, whatever happens behind; what comes twice is answered alike."""

import asyncio

import pytest

from bot.messages import (
    Button,
    Buttons,
    Choice,
    Choices,
    Form,
    Lookup,
    Message,
    Nothing,
    Quote,
    Reply,
    Request,
    Said,
    Span,
    Text,
    Whole,
)
from bot.messages.replies import Field
from tests.adapters.discord.local import Fault
from tests.adapters.discord.local.events import COMMAND, COMPLETION, COMPONENT, command, press
from tests.adapters.discord.local.faults import refusal
from tests.adapters.discord.local.messages import whole
from tests.adapters.discord.local.waiting import (
    CHOICES,
    DEFERRED,
    DEFERRED_UPDATE,
    MESSAGE,
    MODAL,
    UPDATE,
    Waiting,
    until,
)
from tests.adapters.discord.served import Served, say, served

FORM = Form("answer:1", "Answer", (), (Field("text", "In your own words"),), "Send")
SLOW = 1.8  # seconds: longer than a reply may take to be the acknowledgement


def text_of(waiting: Waiting) -> str:
    components = waiting.data["components"][0]["components"]
    return str(components[0]["content"])


def own_message(bot: Served, private: bool = True) -> dict[str, object]:
    return whole(bot.local.ids(), bot.place.id, {"flags": 64 if private else 0}, bot.local.bot)


async def test_a_prompt_reply_is_the_acknowledgement_and_private() -> None:
    async with served() as bot:
        told = await bot.ask()
        assert (told.kind, told.private, text_of(told)) == (MESSAGE, True, "hello")
        assert bot.local.count("@original") == 0


async def test_a_slow_reply_is_deferred_and_follows_in_its_place() -> None:
    async def slow(request: Request) -> Reply:
        await asyncio.sleep(SLOW)
        return Said(say("at last"))

    async with served(slow) as bot:
        told = await bot.ask()
        assert (told.kind, told.private, text_of(told)) == (DEFERRED, True, "at last")
        assert 1.4 < told.took < 3


async def test_a_press_that_opens_a_form_is_never_deferred() -> None:
    async def slow(request: Request) -> Reply:
        await asyncio.sleep(SLOW)
        return FORM

    async with served(slow) as bot:
        told = await (await bot.send(COMPONENT, press("!/answer:1") | {"message": own_message(bot)})).done()
        assert told.kind == MODAL


async def test_an_interaction_that_discord_has_given_up_troubles_nobody() -> None:
    async with served() as bot:
        bot.local.deadline = 0.0
        await bot.send(COMMAND, command("study help", {}))
        bot.local.deadline = 60.0
        assert text_of(await bot.ask()) == "hello"


async def test_what_is_delivered_twice_is_told_once_and_alike() -> None:
    async with served() as bot:
        waiting = await (await bot.send(COMMAND, command("study help", {}), times=3)).done()
        await until(lambda: bot.local.count("@original") == 2)
        assert text_of(waiting) == "hello"


async def test_an_acknowledgement_whose_answer_was_lost_is_not_said_twice() -> None:
    async with served() as bot:
        bot.local.faults.append(Fault("/callback", cut=True, done=True))
        told = await bot.ask()
        await until(lambda: bot.local.count("@original") == 1)
        assert text_of(told) == "hello"


@pytest.mark.parametrize("status", [500, 502, 503])
async def test_a_server_error_is_tried_again_within_the_deadline(status: int) -> None:
    async with served() as bot:
        bot.local.faults.append(Fault("/callback", status, times=2))
        told = await bot.ask()
        assert told.took < 3


async def test_a_rate_limit_on_replies_is_waited_for() -> None:
    async with served() as bot:
        bot.local.faults.append(Fault("/callback", 429, {"message": "limited", "retry_after": 0.3}))
        assert 0.3 < (await bot.ask()).took < 3


async def test_a_message_that_discord_does_not_take_is_told_briefly() -> None:
    async with served() as bot:
        bot.local.faults.append(Fault("/callback", 400, refusal(50035, "Invalid Form Body")))
        told = await bot.ask()
        assert told.data["content"] == "hello"


async def test_completions_come_in_time_or_not_at_all() -> None:
    async def slow(request: Request) -> Reply:
        assert isinstance(request, Lookup)
        if request.typed == "slow":
            await asyncio.sleep(4)
        return Choices((Choice("sagemaker", "sagemaker"), Choice("x" * 200, "too long")))

    async with served(slow) as bot:
        prompt = await (await bot.send(COMPLETION, command("quiz", {"scope": "sage"}, "scope"))).done()
        assert (prompt.kind, [c["value"] for c in prompt.data["choices"]]) == (CHOICES, ["sagemaker"])
        late = await (await bot.send(COMPLETION, command("quiz", {"scope": "slow"}, "scope"))).done()
        assert late.data["choices"] == [] and late.took < 3


async def test_nothing_to_say_is_still_an_acknowledgement() -> None:
    async def silent(request: Request) -> Reply:
        return Nothing()

    async with served(silent) as bot:
        pressed = await (await bot.send(COMPONENT, press("/x:1") | {"message": own_message(bot)})).done()
        assert pressed.kind == DEFERRED_UPDATE
        typed = await bot.send(COMMAND, command("study help", {}))
        await until(lambda: typed.gone)


@pytest.mark.parametrize("stands", [True, False], ids=["under a private one", "under a public one"])
@pytest.mark.parametrize("says", [True, False], ids=["private", "public"])
async def test_a_reply_replaces_only_what_the_same_people_see(says: bool, stands: bool) -> None:
    """Discord makes no message public that was private, nor the other way round."""

    async def replacing(request: Request) -> Reply:
        return Said(say("instead"), private=says, replaces=True)

    async with served(replacing) as bot:
        data = press("/x:1") | {"message": own_message(bot, stands)}
        told = await (await bot.send(COMPONENT, data)).done()
        assert told.kind == (UPDATE if says is stands else MESSAGE)
        assert told.kind == UPDATE or told.private is says


async def test_what_was_to_stand_in_a_private_place_stays_private_where_discord_does_not_take_it() -> None:
    async def replacing(request: Request) -> Reply:
        return Said(say("instead"), replaces=True)

    async with served(replacing) as bot:
        bot.local.faults.append(Fault("/callback", 400, refusal(50035, "Invalid Form Body")))
        told = await (await bot.send(COMPONENT, press("/x:1") | {"message": own_message(bot)})).done()
        assert (told.data["content"], told.private) == ("instead", True)


async def test_a_button_whose_id_is_too_long_is_left_out_and_the_rest_is_said() -> None:
    async def long(request: Request) -> Reply:
        buttons = Buttons((Button("more:" + "x" * 120, "More"), Button("ok:1", "Fine")))
        return Said(Message((Text((Span("hello"),)), buttons), "hello"))

    async with served(long) as bot:
        told = await bot.ask()
        row = told.data["components"][0]["components"][1]
        assert [button["label"] for button in row["components"]] == ["Fine"]


async def test_a_form_whose_acknowledgement_was_lost_is_there_all_the_same(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def opening(request: Request) -> Reply:
        return FORM

    async with served(opening) as bot:
        bot.local.faults.append(Fault("/callback", cut=True, done=True))
        data = press("!/answer:1") | {"message": own_message(bot)}
        assert (await (await bot.send(COMPONENT, data)).done()).kind == MODAL
        await until(lambda: bot.local.count("/callback") == 2)
    assert "ERROR" not in caplog.text


async def test_a_reply_after_its_token_has_run_out_is_noted_and_troubles_nobody(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def slow(request: Request) -> Reply:
        await asyncio.sleep(SLOW)
        return Said(say("after a quarter of an hour"))

    async with served(slow) as bot:
        gone = Fault("@original", 401, refusal(50027, "Invalid Webhook Token"))
        bot.local.faults.append(gone)
        await bot.send(COMMAND, command("study help", {}))
        await until(lambda: gone.met == 1)
    assert "ERROR" not in caplog.text


async def test_a_deferral_whose_answer_was_lost_is_still_followed_by_the_reply() -> None:
    async def slow(request: Request) -> Reply:
        await asyncio.sleep(SLOW)
        return Said(say("at last"))

    async with served(slow) as bot:
        bot.local.faults.append(Fault("/callback", cut=True, done=True))
        waiting = await bot.send(COMMAND, command("study help", {}))
        await until(lambda: bot.local.count("@original") == 1)
        assert text_of(waiting) == "at last"


@pytest.mark.parametrize("fault", [OSError("disk"), TimeoutError(), ConnectionError()])
async def test_a_fault_behind_is_not_taken_for_a_lost_connection(fault: Exception) -> None:
    async def failing(request: Request) -> Reply:
        raise fault

    async with served(failing) as bot:
        assert "went wrong" in str((await bot.ask()).data)


@pytest.mark.parametrize("seconds", [0, SLOW])
async def test_a_long_text_comes_as_a_file_only_its_reader_sees(seconds: float) -> None:
    async def exporting(request: Request) -> Reply:
        await asyncio.sleep(seconds)
        return Said(Message((Quote("a page", Whole("all.json", "[1, 2]")),), "all"))

    async with served(exporting) as bot:
        assert (await bot.ask()).private
        assert [asked.files for asked in bot.local.asked if asked.files] == [{"files[0]": b"[1, 2]"}]


@pytest.mark.parametrize("seconds", [0, SLOW])
async def test_a_reply_that_cannot_be_drawn_is_told_as_a_fault(seconds: float) -> None:
    async def crowded(request: Request) -> Reply:
        await asyncio.sleep(seconds)
        return Form("answer:1", "Answer", (), tuple(Field(f"f{n}", "One of six") for n in range(6)), "Send")

    async with served(crowded) as bot:
        told = await bot.ask()
        assert told.private and "went wrong" in str(told.data)
