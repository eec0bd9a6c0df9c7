"""Which moderators' commands Discord hides from the role that was set to moderate the bot."""

import discord

from bot.asking.render import QUOTED
from bot.client.client import Belegbot
from bot.i18n import TEXTS
from bot.markdown import escape
from index.i18n import N_, Language

ROLE_GONE = N_(
    "The role that may moderate me is gone. Set another one with **/settings server**, or take it "
    "back."
)
HIDDEN = N_(
    "{role} may moderate me, but doesn't see: {commands}. Allow them to the role under “Server "
    "Settings”, “Integrations”, {name}."
)


async def role_problem(bot: Belegbot, guild: discord.Guild, language: Language) -> str | None:
    """Say what keeps the moderators' role from the commands; None if nothing does.

    Raises:
        discord.HTTPException: Discord doesn't say who sees which command.
    """
    role_id = bot.desk.preferences.of(guild.id).moderator_role
    if role_id is None:
        return None
    role = guild.get_role(role_id)
    if role is None:
        return TEXTS.text(language, ROLE_GONE)
    if role.permissions.manage_messages or role.permissions.administrator:
        return None
    hidden = [_shown(command, language) for command in await _hidden_from(bot, guild, role)]
    if not hidden:
        return None
    return TEXTS.text(
        language,
        HIDDEN,
        role=role.mention,
        commands=", ".join(hidden),
        name=f"**{escape(bot.me.name)}**",
    )


def _shown(command: discord.app_commands.AppCommand, language: Language) -> str:
    """Return how people know a command; it is translated by its name."""
    name = TEXTS.text(language, command.name)
    if command.type is discord.AppCommandType.chat_input:
        return f"/{name}"
    return TEXTS.text(language, QUOTED, words=name)


async def _hidden_from(
    bot: Belegbot, guild: discord.Guild, role: discord.Role
) -> list[discord.app_commands.AppCommand]:
    """Return what a role without the permission isn't allowed to see."""
    application = bot.application_id or bot.me.id
    everywhere = await _allowed(bot, guild, application, role)
    hidden = []
    for command in await bot.tree.fetch_commands():
        if command.default_member_permissions is None:
            continue
        own = await _allowed(bot, guild, command.id, role)
        if not (everywhere if own is None else own):
            hidden.append(command)
    return hidden


async def _allowed(
    bot: Belegbot, guild: discord.Guild, about: int, role: discord.Role
) -> bool | None:
    """Return what a server says of a role and a command, or all; None if it says nothing."""
    application = bot.application_id or bot.me.id
    try:
        found = await bot.http.get_application_command_permissions(application, guild.id, about)
    except discord.NotFound:
        return None
    said = {int(each["id"]): each["permission"] for each in found["permissions"]}
    # The server's own id stands for everybody.
    return said.get(role.id, said.get(guild.id))
