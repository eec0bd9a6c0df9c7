"""Help channels: who asks there is answered without a mention, once, where it is certain."""

import discord
import pytest
import simcord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from sqlalchemy import text

from bot.client.client import Belegbot
from bot.memory.preferences import WHOLE_SERVER
from index.library import Library
from tests.bot.asking.test_buttons import Again, labels
from tests.bot.conftest import Restart
from tests.bot.helping.posting import (
    ANSWERED,
    ASKED,
    PAUSE,
    UNKNOWN,
    bring_again,
    post,
    said,
    switch,
)
from tests.bot.shown import bot_of, guild_of, plain_of, replied_to


async def test_a_forums_post_is_answered_once_its_person_has_paused(
    env: simcord.Env, bot: Belegbot, forum: ChannelHandle, alice: MemberActor
) -> None:
    await switch(bot, forum)
    thread = await post(env, forum, alice)
    await env.advance_time(PAUSE - 2)
    assert said(env, thread) == []
    await env.advance_time(3)
    [answer] = said(env, thread)
    assert ANSWERED in plain_of(answer)
    assert labels(answer)[-1] == "Das meinte ich nicht"
    assert replied_to(answer) == thread.id


async def test_several_messages_are_taken_together(
    env: simcord.Env, bot: Belegbot, forum: ChannelHandle, alice: MemberActor
) -> None:
    await switch(bot, forum)
    thread = await post(env, forum, alice, "Hallo!", "Freibad")
    await env.advance_time(PAUSE - 2)
    await alice.send(thread, "Ich wollte am Wochenende hin.")
    await env.advance_time(PAUSE - 2)
    second = await alice.send(thread, "Was kostet der Eintritt ins Freibad Altheim?")
    await env.advance_time(PAUSE + 1)
    [answer] = said(env, thread)
    assert "Der Eintritt kostet" in str(answer.embeds[0].to_dict())
    assert replied_to(answer) == second.id


@pytest.mark.parametrize("text", [UNKNOWN, "Das Freibad ist toll!", "Hallo", "Danke!", "asdfgh"])
async def test_where_it_is_not_certain_nothing_is_said(
    env: simcord.Env, bot: Belegbot, forum: ChannelHandle, alice: MemberActor, text: str
) -> None:
    await switch(bot, forum)
    thread = await post(env, forum, alice, text, "Frage")
    await env.advance_time(PAUSE + 1)
    assert said(env, thread) == []


async def test_without_help_nobody_is_answered_unasked(
    env: simcord.Env,
    bot: Belegbot,
    forum: ChannelHandle,
    channel: ChannelHandle,
    alice: MemberActor,
) -> None:
    thread = await post(env, forum, alice)
    await alice.send(channel, ASKED)
    await switch(bot, forum, mode="off")
    other = await post(env, forum, alice)
    await env.advance_time(PAUSE + 1)
    assert [said(env, place) for place in (thread, channel, other)] == [[], [], []]


async def test_a_post_that_discord_brings_again_is_answered_once(
    env: simcord.Env, bot: Belegbot, forum: ChannelHandle, alice: MemberActor, again: Again
) -> None:
    await switch(bot, forum)
    thread = await post(env, forum, alice)
    await bring_again(env, thread)
    await env.advance_time(PAUSE + 1)
    assert len(said(env, thread)) == 1
    await again()
    await bring_again(env, thread)
    await env.advance_time(PAUSE + 1)
    assert len(said(env, thread)) == 1


@pytest.mark.parametrize("wait", [0, PAUSE - 1, PAUSE + 1])
async def test_a_restart_at_any_moment_answers_nothing_twice(
    env: simcord.Env,
    bot: Belegbot,
    forum: ChannelHandle,
    alice: MemberActor,
    restart: Restart,
    wait: int,
) -> None:
    await switch(bot, forum)
    thread = await post(env, forum, alice)
    await env.advance_time(wait)
    before = len(said(env, thread))
    await restart()
    await env.advance_time(PAUSE + 1)
    assert len(said(env, thread)) == before
    await bring_again(env, thread)
    await env.advance_time(PAUSE + 1)
    assert len(said(env, thread)) == 1


async def test_what_was_claimed_before_a_process_ended_stays_silent(
    env: simcord.Env,
    bot: Belegbot,
    library: Library,
    forum: ChannelHandle,
    alice: MemberActor,
    restart: Restart,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await switch(bot, forum)

    async def ended(*_: object) -> None:
        raise KeyError("a power cut")

    with monkeypatch.context() as cut:
        cut.setattr("bot.helping.channels.say_answer", ended)
        thread = await post(env, forum, alice)
        await env.advance_time(PAUSE + 1)
    await restart()
    await bring_again(env, thread)
    await env.advance_time(PAUSE + 1)
    assert said(env, thread) == []
    rows = "SELECT outcome FROM help_posts"
    assert library.corpus.database.scalar(text(rows)) == "answered"


async def test_a_question_in_a_text_channel_gets_a_reply_and_talk_gets_none(
    env: simcord.Env,
    bot: Belegbot,
    forum: ChannelHandle,
    channel: ChannelHandle,
    alice: MemberActor,
    bob: MemberActor,
    again: Again,
) -> None:
    assert forum.id != channel.id
    await switch(bot, channel)
    asked = await alice.send(channel, ASKED)
    await bob.send(channel, "Der Eintritt kostet da 4 Euro, glaube ich.")
    await env.advance_time(PAUSE + 1)
    [answer] = said(env, channel)
    assert replied_to(answer) == asked.id
    await again()
    await bring_again(env, channel)
    await env.advance_time(PAUSE + 1)
    assert len(said(env, channel)) == 1
    # Another question of the same person is another post.
    await alice.send(channel, "Wann öffnet das Freibad Altheim?")
    await env.advance_time(PAUSE + 1)
    assert len(said(env, channel)) == 2


async def test_the_answer_has_a_thread_where_the_server_wants_threads(
    env: simcord.Env,
    bot: Belegbot,
    forum: ChannelHandle,
    channel: ChannelHandle,
    alice: MemberActor,
) -> None:
    assert forum.id != channel.id
    await bot.desk.preferences.prefer(guild_of(channel).id, WHOLE_SERVER, {"threads": True})
    await switch(bot, channel)
    await alice.send(channel, ASKED)
    await env.advance_time(PAUSE + 1)
    [thread] = channel.threads
    [answer] = said(env, thread)
    assert ANSWERED in plain_of(answer)
    # In threads nobody is helped unasked; of this one the bot goes on with questions anyway.
    other = await bob_asks_in_a_thread(env, channel)
    await env.advance_time(PAUSE + 1)
    assert said(env, other) == []


async def bob_asks_in_a_thread(env: simcord.Env, channel: ChannelHandle) -> ChannelHandle:
    bob = guild_of(channel).add_member(env.create_user("bob"))
    env.backend.create_thread(channel.id, "Thread", bob.id)
    await env.settle()
    thread = next(found for found in channel.threads if found.name == "Thread")
    await bob.send(thread, ASKED)
    return thread


@pytest.mark.parametrize("directed", ["a reply", "a mention"])
async def test_what_is_meant_for_somebody_else_is_left_alone(
    env: simcord.Env,
    bot: Belegbot,
    forum: ChannelHandle,
    channel: ChannelHandle,
    alice: MemberActor,
    bob: MemberActor,
    directed: str,
) -> None:
    assert forum.id != channel.id
    await switch(bot, channel)
    first = await bob.send(channel, "Ich war heute im Freibad.")
    if directed == "a reply":
        await alice.send(channel, ASKED, reply_to=first)
    else:
        await alice.send(channel, f"{bob.mention} {ASKED}")
    await env.advance_time(PAUSE + 1)
    assert said(env, channel) == []


async def test_who_mentions_the_bot_is_answered_at_once_and_not_again(
    env: simcord.Env, bot: Belegbot, forum: ChannelHandle, alice: MemberActor
) -> None:
    await switch(bot, forum)
    thread = await post(env, forum, alice, f"{bot.me.mention} {ASKED}")
    assert len(said(env, thread)) == 1
    await env.advance_time(PAUSE + 1)
    await bring_again(env, thread)
    await env.advance_time(PAUSE + 1)
    assert len(said(env, thread)) == 1


@pytest.mark.parametrize("kind", ["a picture", "a poll", "an embed", "a bot", "a webhook"])
async def test_a_post_without_words_of_a_person_is_ignored(
    env: simcord.Env,
    bot: Belegbot,
    forum: ChannelHandle,
    channel: ChannelHandle,
    alice: MemberActor,
    kind: str,
) -> None:
    from simcord.backend.models.message import Poll, PollAnswer

    await switch(bot, forum)
    await switch(bot, channel)
    title = "Was kostet der Eintritt ins Freibad Altheim?"
    if kind == "a webhook":
        hook = guild_of(channel).create_webhook(channel)
        await hook.send(ASKED)
        thread = channel
    elif kind == "a bot":
        robot = guild_of(channel).add_member(env.create_user("robot", bot=True))
        thread = await post(env, forum, robot)
    elif kind == "a poll":
        poll = Poll(title, [PollAnswer(1, "4 Euro")], "2027-01-01T00:00:00+00:00")
        thread = await post(env, forum, alice, "", title, poll=poll)
    elif kind == "an embed":
        embed = discord.Embed(title=title, description=ASKED).to_dict()
        thread = await post(env, forum, alice, "", title, embeds=[dict(embed)])
    else:
        picture = env.backend.store_attachments(forum.id, [("bad.png", b"x")])
        thread = await post(env, forum, alice, "", title, attachments=picture)
    await env.advance_time(PAUSE + 1)
    assert said(env, thread) == []


async def test_what_is_edited_is_taken_as_it_is_and_what_is_deleted_is_forgotten(
    env: simcord.Env, bot: Belegbot, forum: ChannelHandle, alice: MemberActor
) -> None:
    await switch(bot, forum)
    thread = await post(env, forum, alice, UNKNOWN)
    [first] = thread.history()
    await alice.edit(first, ASKED)
    await env.advance_time(PAUSE + 1)
    assert len(said(env, thread)) == 1
    other = await post(env, forum, alice)
    [first] = other.history()
    await alice.delete(first)
    await env.advance_time(PAUSE + 1)
    assert said(env, other) == []


async def test_a_thousand_posts_in_a_minute_are_bounded_and_those_left_out_are_told_once(
    env: simcord.Env,
    bot: Belegbot,
    forum: ChannelHandle,
    log: ChannelHandle,
    alice: MemberActor,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.helping.channels.decide", lambda *_: None)
    await switch(bot, forum)
    await bot.desk.preferences.prefer(guild_of(forum).id, WHOLE_SERVER, {"log_channel": log.id})
    backend = env.backend
    for number in range(1000):
        starter = backend.prepare_message(forum.id, alice.id, ASKED)
        thread = backend.create_thread(
            forum.id, f"Post {number}", alice.id, broadcast=False, message_id=starter.id
        )
        starter.channel_id = thread.id
        backend.announce_thread_create(thread)
        backend.commit_message(starter)
    await env.settle()
    await env.advance_time(PAUSE + 5)
    assert bot_of(env).library.corpus.database.scalar(text("SELECT count(*) FROM help_posts")) == 50
    lines = [line.content for line in log.history() if line.content.startswith("⏭️")]
    assert lines == [
        "⏭️ Too many posts came at once: 950 in this server's help channels were left out."
    ]
