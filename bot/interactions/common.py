"""Who acts, in which server, in which language, and what they may read."""

from dataclasses import replace

import discord

from bot.client.client import Belegbot
from bot.desk.moderators import home_of, is_moderator
from bot.desk.readership import Readership
from bot.interactions.checks import require_moderator
from index.corpus.changelog import Author
from index.i18n import Language, language_of

Interaction = discord.Interaction[Belegbot]

DISCORD = "discord:"
"""Begins the `who` of a change made in Discord; the person's id follows."""


def author(interaction: Interaction, why: str = "") -> Author:
    """Say who makes a change, for the change log."""
    return Author(f"{DISCORD}{interaction.user.id}", why)


def mention_of(who: str) -> str | None:
    """Return a mention of who made a change; None for those who aren't in Discord."""
    person = who.removeprefix(DISCORD)
    return f"<@{person}>" if who.startswith(DISCORD) and person.isdecimal() else None


def server_of(interaction: Interaction) -> int:
    """Return the id of the server that the person who acts may moderate.

    Whatever is done to a server's sources asks for it, so that who does it is checked once more,
    wherever a command forgot to.

    Raises:
        NotModeratorError: they may not, or are in no server.
    """
    require_moderator(interaction)
    if interaction.guild_id is None:
        raise RuntimeError("Moderators are in servers only.")
    return interaction.guild_id


def reader_of(interaction: Interaction, *, alone: bool) -> Readership:
    """Return who reads what is answered: the person alone, with their present roles, or all there.

    In direct messages and where the bot is a guest nobody's roles are known, and only what
    everybody can ask is read.
    """
    home = home_of(interaction)
    if home is None:
        return Readership()
    everybody = Readership.all_in(home, (*place_of(interaction.channel), interaction.channel_id))
    if not alone or not isinstance(interaction.user, discord.Member):
        return everybody
    roles = frozenset(role.id for role in interaction.user.roles)
    return replace(everybody, roles=roles, moderates=is_moderator(interaction))


def place_of(channel: object) -> tuple[int | None, ...]:
    """Return a channel's ids from the wider to the narrower: a thread's parent comes first."""
    if isinstance(channel, discord.Thread):
        return channel.parent_id, channel.id
    return (getattr(channel, "id", None),)


def language_for(interaction: Interaction) -> Language:
    """Return the language of the person who acts."""
    return language_of(interaction.locale.value)
