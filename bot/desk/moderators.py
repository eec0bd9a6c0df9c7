"""Where somebody acts, and whether they may moderate the bot there at this moment."""

from typing import TYPE_CHECKING, Any

import discord

if TYPE_CHECKING:
    from bot.desk.preferences import PreferenceBook


def home_of(interaction: discord.Interaction[Any]) -> int | None:
    """Return the server that the bot is in and the person acts in.

    None in direct messages, and wherever only the person has installed the bot: it keeps nothing
    of that server, and knows none of its moderators.
    """
    guild_id = interaction.guild_id
    if guild_id is None or interaction.is_guild_integration():
        return guild_id
    there = interaction.client.get_guild(guild_id) is not None
    # In a server, without its member, discord.py has nobody here.
    someone = getattr(interaction.user, "id", None) is not None
    personal = someone and interaction.is_user_integration()
    return guild_id if there and not personal else None


def is_guest(interaction: discord.Interaction[Any]) -> bool:
    """Tell whether the bot is only there because the person has installed it for themselves."""
    if interaction.guild_id is not None:
        return home_of(interaction) is None
    return interaction.context.private_channel is True


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
    server = home_of(interaction)
    if server is None or not isinstance(interaction.user, discord.Member):
        return False
    if interaction.permissions.manage_messages or interaction.permissions.manage_guild:
        return True
    preferences: PreferenceBook = interaction.client.desk.preferences
    role = preferences.of(server).moderator_role
    # Discord sends the person's present roles with each interaction.
    return role is not None and interaction.user.get_role(role) is not None
