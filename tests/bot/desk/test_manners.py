"""Many at once, too much at once, and a Discord that fails: nobody is left without a word."""

import asyncio
import threading
from datetime import UTC, datetime

import discord
import pytest
import simcord
from simcord import interactions
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from simcord.enums import AppCommandType, InteractionType

from bot.client.client import Belegbot
from bot.config import DiscordSettings
from bot.memory.memory import Memory
from index.asking.answers import Answer
from index.corpus.changelog import Author
from index.library import Library
from index.models import Draft
from index.scopes import Scope
from tests.bot.asking.test_ask import QUESTION, SENTENCE
from tests.bot.asking.test_buttons import buttons, click
from tests.bot.server.test_settings import said
from tests.bot.shown import embed_of, guild_of, last, plain_of


async def ask_at_once(
    env: simcord.Env, channels: list[ChannelHandle], count: int
) -> list[simcord.backend.models.Interaction]:
    """Let `count` people use `/ask` before the bot has done anything, in the channels in turn."""
    records = []
    command = env.backend.find_command("ask", None, type=AppCommandType.CHAT_INPUT)
    assert command is not None
    for number in range(count):
        channel = channels[number % len(channels)]
        person = guild_of(channel).add_member(env.create_user(f"person{number}"))
        data = {
            "id": command["id"],
            "name": "ask",
            "type": 1,
            "options": [{"name": "question", "type": 3, "value": QUESTION}],
        }
        record, payload = interactions.base_payload(
            env.backend,
            type=InteractionType.APPLICATION_COMMAND,
            channel_id=channel.id,
            guild_id=guild_of(channel).id,
            user_id=person.id,
            data=data,
        )
        records.append(record)
        env.backend.emit("INTERACTION_CREATE", payload)
    await env.settle(timeout=30)
    return records


async def test_a_hundred_questions_at_once_are_all_answered(env: simcord.Env) -> None:
    channels = [env.create_guild(name).create_text_channel("general") for name in "AB"]
    records = await ask_at_once(env, channels, 100)
    answers = [m for channel in channels for m in channel.history()]
    assert len(answers) == len(records) == 100
    assert all(SENTENCE in plain_of(answer) for answer in answers)
    # Each was acknowledged before any answer was sent.
    paths = [request.path for request in env.http_requests]
    acknowledged = [n for n, path in enumerate(paths) if path.endswith("/callback")]
    assert len(acknowledged) == 100


class TestQueue:
    @pytest.fixture
    def behaviour(self) -> DiscordSettings:
        return DiscordSettings(queue=3)

    async def test_a_full_queue_says_that_the_bot_is_busy(
        self, env: simcord.Env, channel: ChannelHandle, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        release = threading.Event()
        original = Library.ask

        def ask(library: Library, *arguments: object) -> Answer:
            release.wait(20)
            return original(library, *arguments)  # type: ignore[arg-type]

        monkeypatch.setattr(Library, "ask", ask)
        asyncio.get_running_loop().call_later(0.3, release.set)
        await ask_at_once(env, [channel], 5)
        texts = [str(request.json) for request in env.http_requests]
        busy = [text for text in texts if "I'm busy: 3 questions are waiting already" in text]
        assert len(busy) == 2
        assert all("'flags': 64" in text for text in busy)
        assert len(channel.history()) == 3
        assert len(env.errors) == 2


def own_lines(bot: Belegbot, channel: ChannelHandle) -> list[str]:
    """What the bot has written in a channel."""
    return [each.content for each in channel.history() if each.author.id == bot.me.id]


class TestCooldown:
    @pytest.fixture
    def behaviour(self) -> DiscordSettings:
        return DiscordSettings(questions_per_minute=2, server_questions_per_minute=3)

    async def test_a_person_who_asks_too_often_is_told_when_to_ask_again(
        self, env: simcord.Env, bot: Belegbot, channel: ChannelHandle, alice: MemberActor
    ) -> None:
        await alice.slash(channel, "ask", question=QUESTION)
        await alice.send(channel, f"{bot.me.mention} {QUESTION}")
        await env.advance_time(20)
        [told] = said(await alice.slash(channel, "ask", question=QUESTION))
        assert told == "That was quick. Please ask again in 40 s."
        await alice.send(channel, f"{bot.me.mention} {QUESTION}")
        assert last(channel).content == "Das ging schnell. Bitte frag in 40 s noch einmal."
        await env.advance_time(41)
        answer = await alice.slash(channel, "ask", question=QUESTION)
        assert SENTENCE in plain_of(answer.response)
        assert len(env.errors) == 1

    async def test_whoever_floods_a_channel_reads_one_refusal_a_minute(
        self, env: simcord.Env, bot: Belegbot, channel: ChannelHandle, alice: MemberActor
    ) -> None:
        for _ in range(12):
            await alice.send(channel, f"{bot.me.mention} {QUESTION}")
        assert own_lines(bot, channel)[2:] == ["Das ging schnell. Bitte frag in 60 s noch einmal."]
        await env.advance_time(61)
        for _ in range(6):
            await alice.send(channel, f"{bot.me.mention} {QUESTION}")
        assert len(own_lines(bot, channel)) == 6

    async def test_mentions_without_a_question_are_limited_like_questions(
        self, env: simcord.Env, bot: Belegbot, channel: ChannelHandle, alice: MemberActor
    ) -> None:
        for _ in range(12):
            await alice.send(channel, bot.me.mention)
        assert [line[:16] for line in own_lines(bot, channel)] == ["Frag mich etwas:"] * 2
        await alice.send(channel, f"{bot.me.mention} {QUESTION}")
        assert own_lines(bot, channel)[2:] == ["Das ging schnell. Bitte frag in 60 s noch einmal."]
        await env.advance_time(61)
        await alice.send(channel, bot.me.mention)
        assert len(own_lines(bot, channel)) == 4

    async def test_where_i_may_not_speak_a_flood_brings_one_direct_message_a_minute(
        self, env: simcord.Env, bot: Belegbot, channel: ChannelHandle, alice: MemberActor
    ) -> None:
        env.inject_error("POST", f"/channels/{channel.id}/typing", status=403, times=None)
        for _ in range(2):
            await alice.send(channel, f"{bot.me.mention} {QUESTION}")
        assert own_lines(bot, channel) == []
        [told] = alice.user.dm_channel.history()
        assert told.content.startswith("You asked me something in")

    async def test_a_server_that_asks_too_often_is_told_and_another_is_not(
        self, env: simcord.Env, channel: ChannelHandle
    ) -> None:
        for number in range(3):
            person = guild_of(channel).add_member(env.create_user(f"person{number}"))
            await person.slash(channel, "ask", question=QUESTION)
        carol = env.create_user("carol")
        member = guild_of(channel).add_member(carol)
        [told] = said(await member.slash(channel, "ask", question=QUESTION))
        assert told.startswith("This server is asking a lot right now. Please ask again in 60 s.")
        elsewhere = env.create_guild("B").create_text_channel("general")
        answer = (
            await guild_of(elsewhere).add_member(carol).slash(elsewhere, "ask", question=QUESTION)
        )
        assert not answer.ephemeral
        assert len(env.errors) == 1


@pytest.fixture(params=[429, 500, 403])
def status(request: pytest.FixtureRequest) -> int:
    return int(request.param)


async def test_when_discord_refuses_the_answer_the_person_is_told(
    env: simcord.Env, channel: ChannelHandle, alice: MemberActor, status: int
) -> None:
    env.inject_error("POST", "/webhooks/*", status=status)
    result = await alice.slash(channel, "ask", question=QUESTION)
    assert env.errors
    [told] = said(result)
    assert told.startswith("Something went wrong")


async def test_when_discord_refuses_a_reply_it_is_logged_and_the_bot_goes_on(
    env: simcord.Env,
    bot: Belegbot,
    channel: ChannelHandle,
    alice: MemberActor,
    status: int,
) -> None:
    env.inject_error("POST", f"/channels/{channel.id}/messages", status=status)
    await alice.send(channel, f"{bot.me.mention} {QUESTION}")
    await alice.send(channel, f"{bot.me.mention} {QUESTION}")
    assert SENTENCE in plain_of(channel.last_message)


async def test_an_answer_comes_even_if_discord_does_not_show_typing(
    env: simcord.Env, bot: Belegbot, channel: ChannelHandle, alice: MemberActor
) -> None:
    env.inject_error("POST", "/channels/*/typing", status=500)
    await alice.send(channel, f"{bot.me.mention} {QUESTION}")
    assert SENTENCE in plain_of(channel.last_message)


async def test_an_interaction_that_expired_is_only_logged(
    env: simcord.Env,
    channel: ChannelHandle,
    alice: MemberActor,
    caplog: pytest.LogCaptureFixture,
) -> None:
    env.inject_error("POST", "/interactions/*/*/callback", status=404, code=10062, times=None)
    await alice.slash(channel, "ask", question=QUESTION)
    assert env.errors
    assert channel.history() == []
    assert "The person couldn't be told" in caplog.text


async def test_the_buttons_of_an_answer_say_and_keep_nothing_where_discord_gave_up_on_the_click(
    env: simcord.Env,
    library: Library,
    channel: ChannelHandle,
    alice: MemberActor,
    caplog: pytest.LogCaptureFixture,
) -> None:
    result = await alice.slash(channel, "ask", question=QUESTION)
    before = channel.history()
    env.inject_error("POST", "/interactions/*/*/callback", status=404, code=10062, times=None)
    for action in ("context", "follow", "up", "down", "more"):
        caplog.clear()
        await click(alice, result, action)
        assert "Discord had given up on it" in caplog.text
        assert "Traceback" not in caplog.text
    assert channel.history() == before
    assert Memory.of(library).opinions.given(None, datetime(2020, 1, 1, tzinfo=UTC)) == []


async def test_a_token_that_expired_before_the_answer_is_only_logged(
    env: simcord.Env,
    channel: ChannelHandle,
    alice: MemberActor,
    caplog: pytest.LogCaptureFixture,
) -> None:
    env.inject_error("*", "/webhooks/*", status=401, code=50027, times=None)
    await alice.slash(channel, "ask", question=QUESTION)
    assert env.errors
    assert "The person couldn't be told" in caplog.text


async def test_a_question_deleted_before_the_answer_arrives_is_answered_without_a_reference(
    env: simcord.Env,
    bot: Belegbot,
    channel: ChannelHandle,
    alice: MemberActor,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    loop = asyncio.get_running_loop()
    original = Library.ask

    def ask(library: Library, *arguments: object) -> Answer:
        [asked] = channel.history()
        deleted = threading.Event()

        def delete() -> None:
            env.backend.delete_message(channel.id, asked.id)
            deleted.set()

        loop.call_soon_threadsafe(delete)
        deleted.wait(10)
        return original(library, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(Library, "ask", ask)
    await alice.send(channel, f"{bot.me.mention} {QUESTION}")
    [answer] = channel.history()
    assert SENTENCE in plain_of(answer)


def forbid(channel: ChannelHandle, **permissions: bool) -> ChannelHandle:
    overwrite = discord.PermissionOverwrite(**permissions)
    return guild_of(channel).create_text_channel(
        "strict", overwrites={guild_of(channel).default_role: overwrite}
    )


async def test_where_the_bot_may_not_embed_the_answer_is_plain_text_with_its_buttons(
    env: simcord.Env, bot: Belegbot, channel: ChannelHandle, alice: MemberActor
) -> None:
    strict = forbid(channel, embed_links=False)
    await alice.send(strict, f"{bot.me.mention} {QUESTION}")
    result = await alice.slash(strict, "ask", question=QUESTION)
    for message in (strict.history()[1], result.response):
        assert message is not None
        assert message.embeds == []
        assert message.content.startswith(f"**{QUESTION}**\n\n**Anfang Januar**\n\n> Offiziell")
        assert message.content.endswith("sicher · wörtlich zitiert")
        assert len(buttons(message)) == 5
    assert not any("'embeds': [{" in str(request.json) for request in env.http_requests)


async def test_where_the_bot_may_not_read_the_history_it_answers_without_a_reference(
    bot: Belegbot, channel: ChannelHandle, alice: MemberActor
) -> None:
    strict = forbid(channel, read_message_history=False)
    await alice.send(strict, f"{bot.me.mention} {QUESTION}")
    assert last(strict).reference is None
    assert SENTENCE in plain_of(strict.last_message)


async def test_where_the_bot_may_not_write_who_mentions_it_is_told_why(
    env: simcord.Env, bot: Belegbot, channel: ChannelHandle
) -> None:
    speakers = guild_of(channel).create_role("speakers")
    strict = guild_of(channel).create_text_channel(
        "strict",
        overwrites={
            guild_of(channel).default_role: discord.PermissionOverwrite(send_messages=False),
            speakers: discord.PermissionOverwrite(send_messages=True),
        },
    )
    person = guild_of(channel).add_member(env.create_user("dora"), roles=[speakers])
    asked = await person.send(strict, f"{bot.me.mention} {QUESTION}")
    assert last(strict).id == asked.id
    assert "“Send Messages”" in last(person.user.dm_channel).content
    # A command is answered all the same: Discord lets responses through.
    answer = await person.slash(strict, "ask", question=QUESTION)
    assert SENTENCE in plain_of(answer.response)


async def test_two_servers_never_see_each_others_articles(
    env: simcord.Env, bot: Belegbot, library: Library
) -> None:
    question = "Wie heißt der Schlüssel zum Turm?"
    channels = [env.create_guild(name).create_text_channel("general") for name in "AB"]
    for channel, key in zip(channels, ("Mondstein", "Sonnenstein"), strict=True):
        draft = Draft(f"Der Schlüssel zum Turm heißt {key}.", "Turm", "de")
        library.add(draft, Author("ada"), Scope.of(guild_of(channel).id))
        further = Draft(f"Den Schlüssel zum Turm {key} kennt jeder im Dorf.", "Dorf", "de")
        library.add(further, Author("ada"), Scope.of(guild_of(channel).id))
    carol = env.create_user("carol")
    for channel, own, other in zip(
        channels, ("Mondstein", "Sonnenstein"), ("Sonnenstein", "Mondstein"), strict=True
    ):
        member = guild_of(channel).add_member(carol)
        await member.send(channel, f"{bot.me.mention} {question}")
        more = await member.click(
            last(channel),
            custom_id=next(
                b["custom_id"] for b in buttons(channel.last_message) if "more" in b["custom_id"]
            ),
        )
        shown = [channel.last_message, more.response]
        text = " ".join(str(embed.to_dict()) for m in shown if m for embed in m.embeds)
        assert own in text
        assert other not in text
    await carol.send_dm(question)
    text = str(embed_of(carol.dm_channel.last_message).to_dict())
    assert "Mondstein" not in text
    assert "Sonnenstein" not in text
