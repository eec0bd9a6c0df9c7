"""What is there for certain in a test, though SimCord's and discord.py's types leave it open."""

import discord
import simcord
from simcord.builders import ChannelHandle, GuildHandle
from simcord.results import ResponseMessage

from bot.client.client import Belegbot
from bot.memory.memory import Memory
from index.library import Library

Shown = discord.Message | ResponseMessage | None


def bot_of(env: simcord.Env) -> Belegbot:
    """Return the bot that runs at this moment."""
    assert isinstance(env.bot, Belegbot)
    return env.bot


def guild_of(channel: ChannelHandle) -> GuildHandle:
    """Return the server that a channel is in."""
    assert channel.guild is not None
    return channel.guild


def last(channel: ChannelHandle) -> discord.Message:
    """Return a channel's latest message."""
    message = channel.last_message
    assert message is not None
    return message


def embed_of(message: Shown) -> discord.Embed:
    """Return a message's only embed."""
    assert message is not None
    [embed] = message.embeds
    return embed


def text_of(message: Shown) -> str:
    """Return what a message's only embed says below its title."""
    text = embed_of(message).description
    assert text is not None
    return text


def plain_of(message: Shown) -> str:
    """Return the same without what makes words of it bold."""
    return text_of(message).replace("**", "")


def foot_of(message: Shown) -> str:
    """Return what a message's only embed says at its foot."""
    text = embed_of(message).footer.text
    assert text is not None
    return text


def replied_to(message: discord.Message) -> int | None:
    """Return the id of the message that a message replies to."""
    assert message.reference is not None
    return message.reference.message_id


def opinions_in(library: Library, server: int) -> list[tuple[int, int, str]]:
    """Return what people think of a server's answers: person, rating, reason."""
    return [
        (int(str(row["person"])), int(str(row["rating"])), str(row["reason"]))
        for row in Memory.of(library).servers.export(server)
        if row["table"] == "feedback"
    ]
