"""Who may moderate the bot in a server, by the roles that they have at this moment."""

from typing import TYPE_CHECKING, Any

import discord

if TYPE_CHECKING:
    from bot.desk.preferences import PreferenceBook


def moderates(
    member: discord.Member, place: discord.abc.GuildChannel | discord.Thread, role: int | None
) -> bool:
    """Tell whether somebody may moderate the bot, from where they write; `role` may, too."""
    permissions = place.permissions_for(member)
    if permissions.manage_messages or permissions.manage_guild:
        return True
    return role is not None and member.get_role(role) is not None


def is_moderator(interaction: discord.Interaction[Any]) -> bool:
    """Tell whether the person who acts may moderate the bot."""
    if interaction.guild_id is None or not isinstance(interaction.user, discord.Member):
        return False
    if interaction.permissions.manage_messages or interaction.permissions.manage_guild:
        return True
    preferences: PreferenceBook = interaction.client.desk.preferences
    role = preferences.of(interaction.guild_id).moderator_role
    # Discord sends the person's present roles with each interaction.
    return role is not None and interaction.user.get_role(role) is not None
