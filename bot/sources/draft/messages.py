"""The messages that show previews, for as long as Discord lets them be edited from elsewhere.

A click on one message can't reach another private one by itself; what was sent can, for 15 minutes.
They are in memory alone: after a restart a preview stays as it is until somebody clicks on it.
"""

from contextlib import suppress
from datetime import timedelta

import aiohttp
import discord

from bot.client.client import Belegbot

EDITABLE = timedelta(minutes=15)
"""Discord's, from the interaction that a message answers."""


def keep_shown(bot: Belegbot, preview_id: str, message: discord.WebhookMessage) -> None:
    """Remember which message shows a preview; those that can't be edited any more make room."""
    since = discord.utils.utcnow() - EDITABLE
    known = bot.shown_previews
    for other in [other for other, sent in known.items() if sent.created_at < since]:
        del known[other]
    known[preview_id] = message


async def close_shown(bot: Belegbot, preview_id: str, text: str) -> None:
    """Put a text in the place of a preview that was decided on elsewhere, if that is possible."""
    message = bot.shown_previews.pop(preview_id, None)
    if message is not None:
        with suppress(discord.HTTPException, aiohttp.ClientError, TimeoutError):
            await message.edit(content=text, embed=None, view=None, attachments=[])
