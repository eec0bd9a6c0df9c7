"""Where Discord delivers what messages say, the bot's own threads need no mention."""

import discord
import pytest
import simcord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from simcord.enums import MessageType

from bot.client.client import Belegbot, intents_for
from bot.config import DiscordSettings
from bot.memory.preferences import WHOLE_SERVER
from tests.bot.asking.test_ask import QUESTION
from tests.bot.asking.test_buttons import Again
from tests.bot.asking.test_ways import FOLLOW_UP, Turns, questions, turns
from tests.bot.shown import embed_of, guild_of, last

__all__ = ["turns"]


@pytest.fixture
def behaviour() -> DiscordSettings:
    return DiscordSettings(conversation_minutes=1, message_content=True)


@pytest.fixture
async def thread(bot: Belegbot, channel: ChannelHandle, alice: MemberActor) -> ChannelHandle:
    """A thread that the bot has opened for Alice's question."""
    await bot.desk.preferences.prefer(guild_of(channel).id, WHOLE_SERVER, {"threads": True})
    await alice.send(channel, f"{bot.me.mention} {QUESTION}")
    [thread] = channel.threads
    return thread


async def test_a_follow_up_in_a_thread_of_the_bots_needs_no_mention(
    thread: ChannelHandle,
    alice: MemberActor,
    again: Again,
    turns: Turns,
) -> None:
    assert last(thread).content == "-# Frag hier einfach weiter."
    await again()
    await alice.send(thread, FOLLOW_UP)
    assert questions(turns)[-1] == QUESTION
    assert embed_of(last(thread)).title == FOLLOW_UP


async def test_the_twin_that_a_thread_shows_of_the_message_it_began_with_asks_nothing(
    env: simcord.Env, bot: Belegbot, channel: ChannelHandle, alice: MemberActor
) -> None:
    said = await alice.send(channel, f"{bot.me.mention} {QUESTION}")
    answers = len(channel.history())
    thread = env.backend.create_thread(
        channel.id, "Faden", alice.id, broadcast=False, message_id=said.id
    )
    twin = env.backend.prepare_message(
        thread.id, alice.id, said.content, message_type=MessageType.THREAD_STARTER_MESSAGE
    )
    env.backend.commit_message(twin, broadcast=False)
    env.backend.announce_message_create(twin)
    await env.settle()
    assert len(channel.history()) == answers
    assert [each.id for each in env.backend.messages[thread.id].values()] == [twin.id]


@pytest.mark.parametrize("text", ["Danke!", "Sehe ich auch so.", "<@{bob}> was meinst du?"])
async def test_what_is_no_question_or_is_asked_of_somebody_else_is_left_alone(
    thread: ChannelHandle, alice: MemberActor, bob: MemberActor, text: str
) -> None:
    said = await alice.send(thread, text.format(bob=bob.id))
    assert last(thread).id == said.id
    # A reply to another person is for them.
    reply = await bob.send(thread, "Und wann genau?", reply_to=said)
    assert last(thread).id == reply.id


async def test_in_a_channel_or_in_somebody_elses_thread_a_mention_is_needed(
    thread: ChannelHandle, channel: ChannelHandle, alice: MemberActor
) -> None:
    said = await alice.send(channel, QUESTION)
    assert last(channel).id == said.id
    assert thread.name == QUESTION


def test_no_content_is_asked_for_unless_the_operator_says_so() -> None:
    assert intents_for(DiscordSettings()) == discord.Intents(
        guilds=True, guild_messages=True, dm_messages=True
    )
    assert intents_for(DiscordSettings(message_content=True)).message_content


@pytest.mark.parametrize("how", ["said", "forwarded"])
async def test_a_mention_below_somebody_elses_question_asks_that(
    bot: Belegbot,
    channel: ChannelHandle,
    alice: MemberActor,
    bob: MemberActor,
    again: Again,
    how: str,
) -> None:
    asked = await bob.send(channel, f"{bot.me.mention} {QUESTION}")
    if how == "forwarded":
        asked = await bob.forward(asked, channel)
    await again()
    await alice.send(channel, bot.me.mention, reply_to=asked)
    assert embed_of(last(channel)).title == QUESTION


async def test_a_mention_below_what_is_no_question_is_told_how_to_ask(
    bot: Belegbot, channel: ChannelHandle, alice: MemberActor, bob: MemberActor
) -> None:
    said = await bob.send(channel, "Das Fest war schön.")
    await alice.send(channel, bot.me.mention, reply_to=said)
    assert last(channel).content.startswith("Frag mich etwas: ")
