"""How the bot keeps up with the collection, and how it stops."""

import asyncio
import importlib
import logging
from contextlib import closing
from pathlib import Path

import discord
import pytest
import simcord
from discord.ext import commands
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

import bot as package
from bot.client import client
from bot.client.client import Belegbot
from bot.running.cogs import COGS
from bot.running.metrics import Metrics
from index.articles import reading
from index.articles.fence.errors import ArticleReadingBrokenError
from index.embedders.available.naming import named
from index.errors import ArticleError
from index.library import Library
from tests.bot.asking.test_ask import QUESTION
from tests.bot.conftest import MEMORY
from tests.bot.shown import guild_of, last, text_of
from tests.index.articles.fence.conftest import SETTINGS, Stage, stage, until  # noqa: F401

ROOMS = sorted(Path(package.__file__).parent.rglob("*.py"))


async def test_changes_of_other_processes_are_seen_within_a_second(
    env: simcord.Env, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[Library] = []

    def catch_up(library: Library) -> None:
        calls.append(library)

    monkeypatch.setattr(Library, "catch_up", catch_up)
    await env.advance_time(3)
    assert len(calls) == 3


async def test_an_index_that_another_process_has_built_with_another_model_is_followed(
    env: simcord.Env,
    library: Library,
    channel: ChannelHandle,
    alice: MemberActor,
    tiny_model: Path,
) -> None:
    with closing(Library(library.settings, participants=MEMORY)) as other:
        wanted = named(str(tiny_model), library.settings.embedder)
        other.rebuild(embedder=other.model.to_rebuild_with(wanted))

    await env.advance_time(2)

    assert library.models.embedder.name == str(tiny_model)
    await alice.slash(channel, "ask", question=QUESTION)
    assert text_of(last(channel)).startswith("**Anfang Januar**")


async def test_a_failure_to_catch_up_is_logged_once_and_tried_again(
    env: simcord.Env, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    outcomes = [OSError("disk"), OSError("disk"), None]

    def catch_up(_: Library) -> None:
        if outcome := outcomes.pop(0):
            raise outcome

    caplog.set_level(logging.INFO)
    monkeypatch.setattr(Library, "catch_up", catch_up)
    await env.advance_time(3)
    assert outcomes == []
    records = [r.message for r in caplog.records if r.name == "bot.notices.loop"]
    assert [message.split(" with")[0] for message in records] == ["Catching up", "Caught up"]


async def test_closing_breaks_off_what_is_read_for_longer(
    bot: Belegbot,
    stage: Stage,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(client, "GRACE", 0.1)
    monkeypatch.setattr(reading, "FENCE", stage.pool)

    settings = SETTINGS.model_copy(update={"reading_timeout": 10})
    ended: list[type[ArticleError]] = []

    def read(raw: bytes) -> None:
        try:
            reading.read_bytes(raw, source="a", settings=settings)
        except ArticleError as error:
            ended.append(type(error))
            raise

    async def read_several() -> None:
        with bot.at_work():
            for raw in (b"wait-1", b"wait-2"):
                await bot.lanes.read.of(7)(read, raw)

    async with bot:
        working = asyncio.create_task(read_several())
        await asyncio.to_thread(until, lambda: stage.has_begun("wait-1"))
        await bot.close()

    assert working.cancelled()
    assert ended == [ArticleReadingBrokenError]
    assert not stage.has_begun("wait-2")


async def test_closing_waits_for_the_answers_in_flight(bot: Belegbot) -> None:
    done: list[str] = []
    computing = asyncio.Event()

    async def answer() -> None:
        with bot.at_work():
            await computing.wait()
            done.append("answered" if not bot.is_closed() else "too late")

    async with bot:
        answering = asyncio.create_task(answer())
        await asyncio.sleep(0)
        closing = asyncio.create_task(bot.close())
        await asyncio.sleep(0)
        assert not closing.done()
        computing.set()
        await asyncio.gather(answering, closing)
    assert done == ["answered"]
    assert bot.is_closed()


async def test_while_the_last_answers_are_finished_nothing_new_is_begun(
    env: simcord.Env, bot: Belegbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[Library] = []
    computing = asyncio.Event()

    async def answer() -> None:
        with bot.at_work():
            await computing.wait()

    def catch_up(library: Library) -> None:
        calls.append(library)

    monkeypatch.setattr(Library, "catch_up", catch_up)
    await env.advance_time(1)
    assert len(calls) == 1
    answering = asyncio.create_task(answer())
    await asyncio.sleep(0)
    closing = asyncio.create_task(bot.close())
    await env.advance_time(3)
    assert not closing.done()
    assert len(calls) == 1
    computing.set()
    await asyncio.gather(answering, closing)


async def test_a_bot_that_cannot_do_all_that_it_should_does_not_start(library: Library) -> None:
    class Broken(commands.Cog):
        async def cog_load(self) -> None:
            raise ZeroDivisionError

    bot = Belegbot(library, cogs=(lambda _: Broken(),))
    with pytest.raises(ZeroDivisionError):
        async with simcord.run(bot, shard_count=1):
            pass
    await bot.lanes.close()


def test_everything_that_the_bot_can_do_is_listed() -> None:
    for path in ROOMS:
        if "commands.Cog" in path.read_text(encoding="utf-8"):
            module = path.relative_to(Path(package.__file__).parents[1]).with_suffix("")
            importlib.import_module(".".join(module.parts).removesuffix(".__init__"))
    # Figures are served only where the operator wants them.
    found = {cog for cog in leaves(commands.Cog) if cog.__module__.startswith("bot.")}
    assert found - {Metrics} == set(COGS)


def leaves(cls: type) -> set[type]:
    """Return the classes that no other one is made of."""
    found: set[type] = set()
    return found.union(*map(leaves, cls.__subclasses__())) or {cls}


async def test_an_error_after_the_answer_leaves_the_answer_and_is_told_privately(
    env: simcord.Env, bot: Belegbot
) -> None:
    @bot.tree.command(name="late", description="Fails after it has answered")
    async def late(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("The answer")
        raise ZeroDivisionError

    await bot.tree.sync()
    channel = env.create_guild().create_text_channel("general")
    alice = guild_of(channel).add_member(env.create_user("alice"))
    result = await alice.slash(channel, "late")
    assert env.errors
    assert result.response is not None
    assert result.response.content == "The answer"
    assert [told.ephemeral for told in result.followups] == [True]


async def test_an_error_before_any_answer_is_told_privately(
    env: simcord.Env, bot: Belegbot
) -> None:
    @bot.tree.command(name="early", description="Fails at once")
    async def early(_: discord.Interaction) -> None:
        raise ZeroDivisionError

    await bot.tree.sync()
    channel = env.create_guild().create_text_channel("general")
    alice = guild_of(channel).add_member(env.create_user("alice"))
    result = await alice.slash(channel, "early")
    assert env.errors
    assert result.ephemeral
    assert result.response is not None
    assert result.response.content.startswith("Something went wrong")


async def test_an_expired_interaction_is_only_logged(
    env: simcord.Env, bot: Belegbot, caplog: pytest.LogCaptureFixture
) -> None:
    @bot.tree.command(name="early", description="Fails at once")
    async def early(_: discord.Interaction) -> None:
        raise ZeroDivisionError

    await bot.tree.sync()
    channel = env.create_guild().create_text_channel("general")
    alice = guild_of(channel).add_member(env.create_user("alice"))
    env.inject_error("POST", "/interactions/*/*/callback", status=404)
    await alice.slash(channel, "early")
    assert env.errors
    assert "The person couldn't be told" in caplog.text
