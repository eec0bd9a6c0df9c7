"""`/source add`: an article from a text, files or an address, looked at before it counts."""

from functools import partial

import discord
from discord import app_commands
from discord.app_commands import locale_str
from discord.ext import commands

from bot.client.client import Belegbot
from bot.interactions.access import readable_place
from bot.interactions.actions import Finder, form_action, itself
from bot.interactions.checks import Right, moderators_only
from bot.interactions.common import Interaction, language_for
from bot.interactions.options import Channel
from bot.sources.choose import (
    FOR_CHANNEL,
    FOR_ROLE,
    ONE_MORE_CHANNEL,
    ONE_MORE_ROLE,
    Where,
    chosen,
)
from bot.sources.draft.collected import from_place
from bot.sources.draft.forms import add_form, part_in
from bot.sources.draft.intake import (
    from_attachment,
    from_form,
    from_message,
    from_url,
    meant_for,
    part_of,
)
from bot.sources.draft.present import present
from index.i18n import N_


class AddCommands(commands.Cog):
    """The ways by which an article comes in."""

    def __init__(self, bot: Belegbot) -> None:
        self.bot = bot
        self._menu = app_commands.ContextMenu(
            name=locale_str(N_("Add as source")), callback=self.add_message
        )
        self._menu.default_permissions = discord.Permissions(manage_messages=True)
        self._menu.guild_only = True
        self._menu.allowed_installs = app_commands.AppInstallationType(guild=True, user=False)

    async def cog_load(self) -> None:
        """Offer the context menu."""
        await super().cog_load()
        self.bot.tree.add_command(self._menu)

    async def cog_unload(self) -> None:
        """Take the menu back."""
        self.bot.tree.remove_command(self._menu.name, type=self._menu.type)
        await super().cog_unload()

    @app_commands.command(
        name=locale_str(N_("add")),
        description=locale_str(N_("Add a source: files, a web page, or a text in a form")),
    )
    @app_commands.rename(
        file=locale_str(N_("file")),
        url=locale_str(N_("address")),
        why=locale_str(N_("reason")),
        second=locale_str(N_("file-2")),
        third=locale_str(N_("file-3")),
        fourth=locale_str(N_("file-4")),
        fifth=locale_str(N_("file-5")),
        role=locale_str(N_("for-role")),
        role_2=locale_str(N_("for-role-2")),
        channel=locale_str(N_("for-channel")),
        channel_2=locale_str(N_("for-channel-2")),
    )
    @app_commands.describe(
        file=locale_str(
            N_("Text, PDF, office document, web page …; without file and address, a form opens")
        ),
        url=locale_str(N_("A web page or file on the internet: https://…")),
        why=locale_str(N_("For the history and the log channel")),
        second=locale_str(N_("One more file")),
        third=locale_str(N_("One more file")),
        fourth=locale_str(N_("One more file")),
        fifth=locale_str(N_("One more file")),
        role=locale_str(FOR_ROLE),
        role_2=locale_str(ONE_MORE_ROLE),
        channel=locale_str(FOR_CHANNEL),
        channel_2=locale_str(ONE_MORE_CHANNEL),
    )
    @moderators_only()
    async def add(  # noqa: PLR0913, PLR0917 - the command's options
        self,
        interaction: Interaction,
        file: discord.Attachment | None = None,
        url: app_commands.Range[str, 1, 2000] | None = None,
        why: app_commands.Range[str, 1, 300] | None = None,
        second: discord.Attachment | None = None,
        third: discord.Attachment | None = None,
        fourth: discord.Attachment | None = None,
        fifth: discord.Attachment | None = None,
        role: discord.Role | None = None,
        role_2: discord.Role | None = None,
        channel: Channel | None = None,
        channel_2: Channel | None = None,
    ) -> None:
        """Show a preview of each, or the form."""
        part = (await chosen((role, role_2), (channel, channel_2))).part
        files = [given for given in (file, second, third, fourth, fifth) if given is not None]
        reason = why or ""
        if not files and url is None:
            form = add_form(language_for(interaction), why=reason, part=part)
            await interaction.response.send_modal(form)
            return
        await interaction.response.defer(ephemeral=True, thinking=True)
        intakes = [from_attachment(interaction, given, reason) for given in files]
        intakes += [from_url(interaction, url, reason)] if url is not None else []
        with self.bot.at_work():
            await present(interaction, [meant_for(intake, part) for intake in intakes])

    @app_commands.command(
        name=locale_str(N_("collect")),
        description=locale_str(
            N_("Add what was said: a channel's pins, a forum's posts, a thread")
        ),
    )
    @app_commands.rename(place=locale_str(N_("channel")), why=locale_str(N_("reason")))
    @app_commands.describe(
        place=locale_str(N_("A text channel, a forum or a thread; left empty, this one")),
        why=locale_str(N_("For the history and the log channel")),
    )
    @moderators_only()
    async def collect(
        self,
        interaction: Interaction,
        place: Where | None = None,
        why: app_commands.Range[str, 1, 300] | None = None,
    ) -> None:
        """Read it, and show a preview of all of it as one source."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        with self.bot.at_work():
            where = await (
                place or partial(readable_place, interaction, interaction.channel_id or 0)
            )()
            intake = meant_for(from_place(interaction, where, why or ""), part_of(where))
            await present(interaction, [intake])

    @moderators_only()
    async def add_message(self, interaction: Interaction, message: discord.Message) -> None:
        """Show a preview of a message's text, and of each of its files."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        with self.bot.at_work():
            await present(interaction, from_message(interaction, message))


@form_action("bs:form-add", Right.MODERATORS, itself(part_in))
async def _add_from_form(
    interaction: Interaction, find: Finder[str], values: dict[str, str]
) -> None:
    await interaction.response.defer(ephemeral=True, thinking=True)
    intake = meant_for(lambda: from_form(interaction, values), await find())
    await present(interaction, [intake])
