"""What all of `/source` shares: who acts, in which server, in which language."""

import discord

from bot.client.client import Belegbot
from bot.notices.log_channel import DISCORD
from index.corpus.changelog import Author
from index.errors import BelegbotError
from index.i18n import Language, language_of
from index.models import Change

Interaction = discord.Interaction[Belegbot]


def author(interaction: Interaction, why: str = "") -> Author:
    """Say who makes a change, for the change log."""
    return Author(f"{DISCORD}{interaction.user.id}", why)


def server_of(interaction: Interaction) -> int:
    """Return the server's id; the commands are for servers only."""
    if interaction.guild_id is None:
        raise RuntimeError("This happens in servers only.")
    return interaction.guild_id


def language_for(interaction: Interaction) -> Language:
    """Return the language of the person who acts."""
    return language_of(interaction.locale.value)


def change_of(error: BelegbotError) -> Change:
    """Return the change that an error tells of."""
    change = error.values["change"]
    if not isinstance(change, Change):
        raise TypeError(change)
    return change
