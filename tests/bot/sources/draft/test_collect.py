"""`/source collect`: pins, a forum's posts or a thread as one source, with a preview like any."""

import discord
import pytest
import simcord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from simcord.results import InteractionResult

from bot.client.client import Belegbot
from bot.config import DiscordSettings
from index.library import Library
from tests.bot.asking.test_ask import Speak
from tests.bot.asking.test_buttons import Again
from tests.bot.helping.posting import deny, post
from tests.bot.shown import guild_of
from tests.bot.sources.sourcing import messages, own, press

OPENS = "Das Freibad Altheim öffnet am 1. Mai."
SECRET = "Der Überraschungsgast ist ||die Bürgermeisterin Weber||."


@pytest.fixture
def behaviour() -> DiscordSettings:
    return DiscordSettings(message_content=True)


@pytest.fixture
def forum(channel: ChannelHandle) -> ChannelHandle:
    return guild_of(channel).create_forum_channel("fragen")


def lines(result: InteractionResult) -> list[str]:
    """What was said, without the preview."""
    return [line for m in messages(result) if not m.embeds for line in m.content.split("\n")]


async def test_a_channels_pins_become_one_source_in_order_of_time(
    env: simcord.Env,
    library: Library,
    channel: ChannelHandle,
    moderator: MemberActor,
    alice: MemberActor,
    bob: MemberActor,
    again: Again,
) -> None:
    first = await alice.send(channel, OPENS)
    await alice.send(channel, "Das ist nicht angepinnt.")
    second = await bob.send(channel, SECRET)
    robot = guild_of(channel).add_member(env.create_user("robot", bot=True))
    third = await robot.send(channel, "Ich bin ein Bot.")
    for message in (second, third, first):
        env.backend.set_pinned(channel.id, message.id, pinned=True)
    await env.settle()
    shown = await moderator.slash(channel, "source collect", reason="Regeln")
    assert lines(shown) == [
        f"Read in <#{channel.id}>: 2 messages by 2 people, January 1, 2026.",
        "Not in it: 1 message of a bot.",
    ]
    [preview] = [m for m in messages(shown) if m.embeds]
    await again()
    await press(moderator, preview, "add")
    [article_id] = own(library, channel)
    article = library.corpus.article(article_id)
    assert article.title == "Pins of #general"
    assert article.text.split("\n\n") == [
        *("alice, 2026-01-01 00:00 UTC", OPENS, "bob, 2026-01-01 00:00 UTC", SECRET),
    ]
    assert (article.date, article.author) == ("2026-01-01", None)
    assert article.url == f"https://discord.com/channels/{guild_of(channel).id}/{channel.id}"
    answer = await bob.slash(channel, "ask", question="Wann öffnet das Freibad Altheim?")
    assert answer.response is not None
    [embed] = answer.response.embeds
    assert "1. Mai" in str(embed.description)
    assert "alice, 2026-01-01 00:00 UTC" in str(embed.description)


async def test_a_thread_becomes_one_source_with_the_message_it_began_below(
    env: simcord.Env,
    library: Library,
    channel: ChannelHandle,
    moderator: MemberActor,
    alice: MemberActor,
    bob: MemberActor,
) -> None:
    began = await alice.send(channel, "Wann öffnet das Freibad?")
    env.backend.create_thread(channel.id, "Freibad", alice.id, message_id=began.id)
    await env.settle()
    [thread] = channel.threads
    await bob.send(thread, OPENS)
    await bob.send(thread, "", attachments=[("plan.png", b"x")])
    shown = await moderator.slash(thread, "source collect")
    assert lines(shown)[1] == (
        "Not in it: 1 file, which “Add as source” in its message's menu reads."
    )
    [preview] = [m for m in messages(shown) if m.embeds]
    await press(moderator, preview, "add")
    [article_id] = own(library, channel)
    article = library.corpus.article(article_id)
    assert article.title == "Freibad"
    parts = article.text.split("\n\n")
    assert parts[1::2] == ["Wann öffnet das Freibad?", OPENS]


async def test_a_forums_posts_become_one_source_and_what_may_not_be_read_is_told(
    env: simcord.Env,
    library: Library,
    channel: ChannelHandle,
    forum: ChannelHandle,
    moderator: MemberActor,
    alice: MemberActor,
    bob: MemberActor,
    speak: Speak,
) -> None:
    speak("de")
    first = await post(env, forum, alice, "Wann öffnet das Freibad?", "Freibad")
    await bob.send(first, OPENS)
    await post(env, forum, bob, SECRET, "Gast")
    closed = await post(env, forum, alice, "Alt, aber gut.", "Archiv")
    env.backend.edit_channel(closed.id, {}, thread_metadata={"archived": True})
    shown = await moderator.slash(channel, "source collect", channel=forum)
    assert lines(shown) == [
        f"Gelesen in <#{forum.id}>: 3 Beiträge mit 4 Nachrichten von 2 Personen, 1. Januar 2026."
    ]
    [preview] = [m for m in messages(shown) if m.embeds]
    await press(moderator, preview, "add")
    [article_id] = own(library, channel)
    parts = library.corpus.article(article_id).text.split("\n\n")
    assert [part for part in parts if ", 2026" not in part] == [
        *("Freibad", "Wann öffnet das Freibad?", OPENS, "Gast", SECRET),
        *("Archiv", "Alt, aber gut."),
    ]


async def test_of_two_thousand_posts_the_newest_are_read_and_the_rest_is_counted(
    env: simcord.Env,
    channel: ChannelHandle,
    forum: ChannelHandle,
    moderator: MemberActor,
    alice: MemberActor,
) -> None:
    backend = env.backend
    for number in range(2000):
        starter = backend.prepare_message(forum.id, alice.id, f"Der Platz {number} ist frei.")
        thread = backend.create_thread(
            forum.id, f"Post {number}", alice.id, broadcast=False, message_id=starter.id
        )
        starter.channel_id = thread.id
        backend.commit_message(starter, broadcast=False)
        if number < 1900:
            assert thread.thread_metadata is not None
            thread.thread_metadata.archived = True
        else:
            backend.announce_thread_create(thread)
    await env.settle()
    shown = await moderator.slash(channel, "source collect", channel=forum)
    assert lines(shown) == [
        f"Read in <#{forum.id}>: 200 posts with 200 messages by 1 person, January 1, 2026.",
        (
            "Not in it: 1800 older posts (only the newest are read; in a post, the command adds "
            "that one)."
        ),
    ]
    # The first thing that is seen, before anything is read.
    said = [
        (request.json or {}).get("content")
        for request in env.http_requests
        if request.path.endswith("/messages/@original")
    ]
    assert said[0] == f"⏳ Reading <#{forum.id}> …"


async def test_what_the_bot_or_the_moderator_may_not_read_stays_unread(
    env: simcord.Env,
    channel: ChannelHandle,
    forum: ChannelHandle,
    moderator: MemberActor,
    alice: MemberActor,
) -> None:
    await post(env, forum, alice)
    first, last = lines(await moderator.slash(channel, "source collect"))
    assert first == f"Nothing was read in <#{channel.id}>."
    assert last.startswith(r"In \#general there are no words of people")
    deny(env, forum, read_message_history=True)
    said = lines(await moderator.slash(channel, "source collect", channel=forum))
    assert said == ["I know no such channel in this server. Nothing was changed."]
    assert env.errors


async def test_without_the_content_of_messages_the_operators_setting_is_named(
    bot: Belegbot,
    channel: ChannelHandle,
    moderator: MemberActor,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    without = discord.Intents(guilds=True, guild_messages=True)
    monkeypatch.setattr(bot._connection, "_intents", without)
    said = lines(await moderator.slash(channel, "source collect"))
    assert said[-1].startswith("Discord doesn't let me read what isn't meant for me; the")
