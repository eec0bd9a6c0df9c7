"""People's posts in help channels, which SimCord has no word for."""

from dataclasses import replace
from typing import Any

import discord
import simcord
from simcord.actors import MemberActor
from simcord.backend.models import Overwrite
from simcord.builders import ChannelHandle
from simcord.enums import OverwriteType

from bot.client.client import Belegbot
from bot.helping.setting import HelpSetting
from tests.bot.shown import guild_of

PAUSE = 10
ASKED = "Hallo zusammen, was kostet der Eintritt ins Freibad Altheim? Danke schon mal!"
ANSWERED = "Der Eintritt kostet 4 Euro"
UNKNOWN = "Hallo, wer hat das Freibad Altheim entworfen?"


async def switch(bot: Belegbot, channel: ChannelHandle, **values: Any) -> None:  # noqa: ANN401
    """Make a channel a help channel, as the command does."""
    setting = replace(HelpSetting(mode="on", pause=PAUSE), **values)
    await bot.desk.preferences.prefer(guild_of(channel).id, channel.id, {"help": setting.kept})


async def post(
    env: simcord.Env,
    forum: ChannelHandle,
    author: MemberActor,
    text: str = ASKED,
    title: str = "Eintritt",
    **more: Any,  # noqa: ANN401 - of a message
) -> ChannelHandle:
    """Open a post in a forum: a thread whose id its first message has."""
    backend = env.backend
    starter = backend.prepare_message(forum.id, author.id, text, **more)
    thread = backend.create_thread(
        forum.id, title, author.id, broadcast=False, message_id=starter.id
    )
    starter.channel_id = thread.id
    backend.commit_message(starter, broadcast=False)
    backend.announce_thread_create(thread)
    backend.announce_message_create(starter)
    await env.settle()
    return next(found for found in forum.threads if found.id == thread.id)


async def bring_again(
    env: simcord.Env, channel: ChannelHandle, of: MemberActor | None = None
) -> None:
    """Deliver the messages of a channel once more, as Discord may after a lost connection."""
    for message in list(env.backend.messages[channel.id].values()):
        if of is None or message.author_id == of.id:
            env.backend.announce_message_create(message)
    await env.settle()


def said(env: simcord.Env, channel: ChannelHandle) -> list[Any]:
    """Return what the bot has said in a channel."""
    own = env.backend.bot_user.id
    return [message for message in channel.history() if message.author.id == own]


def deny(env: simcord.Env, channel: ChannelHandle, **permissions: bool) -> None:
    """Take permissions in a channel from everybody, the bot too."""
    denied = discord.Permissions(**permissions).value
    everyone = guild_of(channel).default_role.id
    env.backend.set_overwrite(channel.id, Overwrite(everyone, OverwriteType.ROLE, 0, denied))
