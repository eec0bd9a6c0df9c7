"""In help channels the bot leaves the talking to people: team, tags, caps, trial, taking back."""

from datetime import timedelta

import discord
import pytest
import simcord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from sqlalchemy import update

from bot.client.client import Belegbot
from bot.memory.preferences import WHOLE_SERVER
from bot.memory.storage.tables import help_posts
from index.library import Library
from tests.bot.asking.test_buttons import Again, buttons
from tests.bot.helping.posting import (
    ANSWERED,
    PAUSE,
    UNKNOWN,
    bring_again,
    deny,
    post,
    said,
    switch,
)
from tests.bot.interactions.crafting import craft
from tests.bot.shown import embed_of, guild_of, opinions_in, plain_of, replied_to

TAGS = [
    ("✅ Gelöst", {}, 0),
    ("Solved", {}, 0),
    ("Nicht gelöst", {}, 1),
    ("Ungelöst", {}, 1),
    ("Abgehakt", {"solved": "abgehakt"}, 0),
]


def not_meant(message: discord.Message) -> str:
    """The id of the button that takes an answer back."""
    [found] = [b["custom_id"] for b in buttons(message) if b["custom_id"].startswith("bb:not")]
    return str(found)


async def open_log(bot: Belegbot, log: ChannelHandle) -> None:
    """Let the server's log channel be this one."""
    await bot.desk.preferences.prefer(guild_of(log).id, WHOLE_SERVER, {"log_channel": log.id})


def lines(log: ChannelHandle, begin: str) -> list[str]:
    return [m.content for m in log.history() if m.content.startswith(begin)]


@pytest.mark.parametrize("who", ["a moderator", "somebody with the role"])
async def test_where_somebody_of_the_team_writes_the_bot_keeps_silent(
    env: simcord.Env,
    bot: Belegbot,
    forum: ChannelHandle,
    channel: ChannelHandle,
    alice: MemberActor,
    moderator: MemberActor,
    who: str,
) -> None:
    helpers = guild_of(channel).create_role("helpers")
    helper = guild_of(channel).add_member(env.create_user("helper"), roles=[helpers])
    person = moderator if who == "a moderator" else helper
    await switch(bot, forum, team=helpers.id)
    await switch(bot, channel, team=helpers.id)
    thread = await post(env, forum, alice)
    await person.send(thread, "Ich schaue nach.")
    own = await post(env, forum, person)
    await alice.send(channel, "Was kostet der Eintritt ins Freibad Altheim?")
    await person.send(channel, "4 Euro!")
    await env.advance_time(PAUSE + 1)
    assert [said(env, place) for place in (thread, own, channel)] == [[], [], []]
    # In a channel they are there for a while, and not for ever: what comes later is answered,
    # but nothing that Discord brings again.
    await env.advance_time(300)
    await bring_again(env, channel, alice)
    await env.advance_time(PAUSE + 1)
    assert said(env, channel) == []
    await alice.send(channel, "Wann öffnet das Freibad Altheim?")
    await env.advance_time(PAUSE + 1)
    assert len(said(env, channel)) == 1


@pytest.mark.parametrize(("name", "setting", "answers"), TAGS)
async def test_what_is_tagged_as_solved_is_left_alone(
    env: simcord.Env,
    bot: Belegbot,
    forum: ChannelHandle,
    alice: MemberActor,
    name: str,
    setting: dict[str, str],
    answers: int,
) -> None:
    tag = {"id": "77", "name": name, "moderated": False, "emoji_id": None, "emoji_name": None}
    env.backend.edit_channel(forum.id, {"available_tags": [tag]})
    await switch(bot, forum, **setting)
    thread = await post(env, forum, alice)
    env.backend.edit_channel(thread.id, {"applied_tags": ["77"]})
    await env.advance_time(PAUSE + 1)
    assert len(said(env, thread)) == answers


async def test_what_is_closed_is_left_alone(
    env: simcord.Env, bot: Belegbot, forum: ChannelHandle, alice: MemberActor
) -> None:
    await switch(bot, forum)
    thread = await post(env, forum, alice)
    env.backend.edit_channel(thread.id, {}, thread_metadata={"locked": True})
    await env.advance_time(PAUSE + 1)
    assert said(env, thread) == []


async def test_a_day_has_its_cap_which_is_told_once(
    env: simcord.Env,
    bot: Belegbot,
    forum: ChannelHandle,
    log: ChannelHandle,
    alice: MemberActor,
) -> None:
    await open_log(bot, log)
    await switch(bot, forum, daily=2)
    threads = []
    for _ in range(4):
        threads.append(await post(env, forum, alice))
        await env.advance_time(PAUSE + 1)
    assert [len(said(env, thread)) for thread in threads] == [1, 1, 0, 0]
    assert len(lines(log, f"⏸️ In <#{forum.id}> I have answered as many posts")) == 1
    yesterday = discord.utils.utcnow() - timedelta(hours=25)
    with bot.library.corpus.database.write() as connection:
        connection.execute(update(help_posts).values(at=yesterday))
    thread = await post(env, forum, alice)
    await env.advance_time(PAUSE + 1)
    assert len(said(env, thread)) == 1


@pytest.mark.parametrize("embeds", [True, False])
async def test_on_trial_the_log_channel_alone_has_what_would_have_been_said(
    env: simcord.Env,
    bot: Belegbot,
    forum: ChannelHandle,
    log: ChannelHandle,
    alice: MemberActor,
    embeds: bool,  # noqa: FBT001 - a parameter
) -> None:
    await open_log(bot, log)
    if not embeds:
        deny(env, log, embed_links=True)
    caller = guild_of(forum).create_role("rufbereit")
    await switch(bot, forum, mode="trial", call=caller.id)
    thread = await post(env, forum, alice)
    other = await post(env, forum, alice, UNKNOWN)
    await env.advance_time(PAUSE + 1)
    assert said(env, thread) == said(env, other) == []
    shown, called = [m for m in log.history() if m.content.startswith("🧪")]
    jump, other_jump = (
        f"https://discord.com/channels/{guild_of(forum).id}/{place.id}/{place.id}"
        for place in (thread, other)
    )
    assert called.content == (f"🧪 On trial: to {other_jump} I would have called <@&{caller.id}>.")
    [sent] = [r.json for r in env.http_requests if "would have called" in str(r.json)]
    assert isinstance(sent, dict)
    assert sent["allowed_mentions"] == {"parse": []}
    assert shown.content.startswith(f"🧪 On trial: to {jump} I would have said:")
    assert ANSWERED in (plain_of(shown) if embeds else shown.content.replace("**", ""))
    assert shown.components == []


async def test_a_role_is_called_where_the_sources_do_not_answer(
    env: simcord.Env,
    bot: Belegbot,
    forum: ChannelHandle,
    log: ChannelHandle,
    alice: MemberActor,
) -> None:
    await open_log(bot, log)
    role = guild_of(forum).create_role("rufbereit", mentionable=True)
    await switch(bot, forum, call=role.id, daily=1)
    thread = await post(env, forum, alice, UNKNOWN)
    await env.advance_time(PAUSE + 1)
    [called] = said(env, thread)
    assert called.content == f"<@&{role.id}>, I can't answer this from the sources."
    assert [mentioned.id for mentioned in called.role_mentions] == [role.id]
    assert replied_to(called) == thread.id
    # Calls have a cap of their own.
    second = await post(env, forum, alice, UNKNOWN)
    third = await post(env, forum, alice)
    await env.advance_time(PAUSE + 1)
    assert said(env, second) == []
    assert len(said(env, third)) == 1
    assert len(lines(log, f"⏸️ In <#{forum.id}> I have called a role as often")) == 1


async def test_who_asked_takes_an_answer_back_and_it_is_remembered(
    env: simcord.Env,
    bot: Belegbot,
    library: Library,
    forum: ChannelHandle,
    alice: MemberActor,
    bob: MemberActor,
    again: Again,
) -> None:
    role = guild_of(forum).create_role("rufbereit", mentionable=True)
    await switch(bot, forum, call=role.id)
    thread = await post(env, forum, alice)
    await env.advance_time(PAUSE + 1)
    [answer] = said(env, thread)
    await again()
    refused = await bob.click(answer, custom_id=not_meant(answer))
    assert refused.ephemeral
    [told] = refused.followups
    assert told.content.startswith("Whoever asked, and the team, can take this answer back.")
    assert len(said(env, thread)) == 1
    taken = await alice.click(answer, custom_id=not_meant(answer))
    assert taken.ephemeral
    [called] = said(env, thread)
    assert called.content == f"<@&{role.id}>, I can't answer this from the sources."
    assert opinions_in(library, guild_of(forum).id) == [(alice.id, -1, "Das meinte ich nicht")]


async def test_the_team_takes_an_answer_back_too_and_nothing_else_is_taken_back(
    env: simcord.Env,
    bot: Belegbot,
    library: Library,
    forum: ChannelHandle,
    channel: ChannelHandle,
    alice: MemberActor,
    moderator: MemberActor,
) -> None:
    from bot.interactions.actions import perform

    await switch(bot, forum)
    thread = await post(env, forum, alice)
    await env.advance_time(PAUSE + 1)
    [answer] = said(env, thread)
    await moderator.click(answer, custom_id=not_meant(answer))
    assert said(env, thread) == []
    assert len(opinions_in(library, guild_of(forum).id)) == 1
    # Of an answer that was asked for there is no such button.
    asked = await alice.slash(channel, "ask", question="Wann öffnet das Freibad Altheim?")
    assert asked.response is not None
    number = bot.memory.answers.shown_by(asked.response.id)
    assert number is not None
    crafted = craft(env, bot, alice, channel)
    await perform(crafted, f"bb:not-meant:{number.id}:0")
    assert len(opinions_in(library, guild_of(forum).id)) == 1
    assert len(said(env, channel)) == 1


async def test_without_the_right_to_write_nothing_is_said_and_diagnose_tells(
    env: simcord.Env,
    bot: Belegbot,
    forum: ChannelHandle,
    channel: ChannelHandle,
    alice: MemberActor,
    moderator: MemberActor,
) -> None:
    await switch(bot, forum)
    thread = await post(env, forum, alice)
    deny(env, forum, send_messages_in_threads=True)
    await env.advance_time(PAUSE + 1)
    assert said(env, thread) == []
    shown = await moderator.slash(channel, "diagnose")
    text = "\n".join(message.content for message in [shown.response, *shown.followups] if message)
    assert (
        f"⚠️ In the help channel <#{forum.id}> I lack: Send Messages in Threads. Until then I "
        "keep silent there."
    ) in text


async def test_who_posts_is_told_what_is_kept_of_that(
    env: simcord.Env,
    bot: Belegbot,
    forum: ChannelHandle,
    channel: ChannelHandle,
    alice: MemberActor,
) -> None:
    await switch(bot, forum)
    await post(env, forum, alice, UNKNOWN)
    await env.advance_time(PAUSE + 1)

    told = embed_of((await alice.slash(channel, "privacy")).response)

    assert (told.description or "").split("\n")[1] == (
        "- Which of your posts in help channels I have looked at, where and when, not what they "
        "say: 365 days."
    )
    assert told.fields[0].value == "posts in help channels: 1"
