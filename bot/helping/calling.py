"""Calls the role that answers in a help channel where the sources don't."""

import discord

from bot.asking.delivery import channel_language, reference_to
from bot.client.client import Belegbot
from bot.i18n import TEXTS
from index.i18n import N_

CALLED = N_("{role}, I can't answer this from the sources.")


async def call_role(
    bot: Belegbot,
    role: int,
    last: discord.PartialMessage,
    channel: discord.Thread | discord.TextChannel,
) -> None:
    """Mention a role, and nobody else, in a reply to a post's last message."""
    text = TEXTS.text(channel_language(bot, channel), CALLED, role=f"<@&{role}>")
    only = discord.AllowedMentions(roles=[discord.Object(role)])
    await channel.send(text, allowed_mentions=only, **reference_to(last, channel))
