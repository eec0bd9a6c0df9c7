"""`/source add`: an article from a text, files or an address, looked at before it counts."""

import logging
import re
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import locale_str
from discord.ext import commands, tasks

from bot.client.client import Belegbot
from bot.failures import report
from bot.interactions.checks import moderators_only, require_moderator
from bot.interactions.common import Interaction, language_for
from bot.sources.draft.decide import PreviewButton, change_details_of
from bot.sources.draft.forms import add_form, values_of
from bot.sources.draft.intake import from_attachment, from_form, from_message, from_url
from bot.sources.draft.present import AddAllButton, present
from bot.sources.edit import edit_from_form, replace_from_form
from index.i18n import N_

log = logging.getLogger(__name__)

FORM = re.compile(r"bs:form-(?P<form>add|details|edit|replace):(?P<what>[\w:.-]+)")


class Adding(commands.Cog):
    """The ways by which an article comes in, and the forms of `/source`."""

    def __init__(self, bot: Belegbot) -> None:
        self.bot = bot
        self._menu = app_commands.ContextMenu(
            name=locale_str(N_("Add as source")), callback=self.add_message
        )
        self._menu.default_permissions = discord.Permissions(manage_messages=True)
        self._menu.guild_only = True
        self._menu.allowed_installs = app_commands.AppInstallationType(guild=True, user=False)

    async def cog_load(self) -> None:
        """Let discord.py know the buttons and the menu, and begin to forget old previews."""
        await super().cog_load()
        self.bot.add_dynamic_items(PreviewButton, AddAllButton)
        self.bot.tree.add_command(self._menu)
        self.expire.start()

    async def cog_unload(self) -> None:
        """Take the menu back."""
        self.expire.cancel()
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
    )
    @app_commands.describe(
        file=locale_str(N_("Text, Markdown, HTML or PDF; without file and address, a form opens")),
        url=locale_str(N_("A web page or file on the internet: https://…")),
        why=locale_str(N_("For the history and the log channel")),
        second=locale_str(N_("One more file")),
        third=locale_str(N_("One more file")),
        fourth=locale_str(N_("One more file")),
        fifth=locale_str(N_("One more file")),
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
    ) -> None:
        """Show a preview of each, or the form."""
        files = [given for given in (file, second, third, fourth, fifth) if given is not None]
        reason = why or ""
        if not files and url is None:
            await interaction.response.send_modal(add_form(language_for(interaction), why=reason))
            return
        await interaction.response.defer(ephemeral=True, thinking=True)
        intakes = [from_attachment(interaction, given, reason) for given in files]
        intakes += [from_url(interaction, url, reason)] if url is not None else []
        with self.bot.at_work():
            await present(interaction, intakes)

    @moderators_only()
    async def add_message(self, interaction: Interaction, message: discord.Message) -> None:
        """Show a preview of a message's text, and of each of its files."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        with self.bot.at_work():
            await present(interaction, from_message(interaction, message))

    @commands.Cog.listener("on_interaction")
    async def on_adding_form(self, interaction: Interaction) -> None:
        """Take a form that was sent; whoever sent it is told if that fails."""
        if interaction.type is not discord.InteractionType.modal_submit:
            return
        data: Any = interaction.data
        found = FORM.fullmatch(data["custom_id"])
        if found is None:
            return
        values = dict(values_of(data["components"]))
        with self.bot.at_work():
            try:
                require_moderator(interaction)
                if found["form"] == "details":
                    await change_details_of(interaction, found["what"], values)
                    return
                await interaction.response.defer(ephemeral=True, thinking=True)
                if found["form"] == "add":
                    await present(interaction, [lambda: from_form(interaction, values)])
                elif found["form"] == "edit":
                    await edit_from_form(interaction, found["what"], values)
                else:
                    await replace_from_form(interaction, found["what"], values)
            except Exception as error:  # noqa: BLE001 - told to the person, and in the log
                await report(interaction, error, f"The form “{found['form']}”")

    @tasks.loop(minutes=1)
    async def expire(self) -> None:
        """Erase the previews that nobody decided on."""
        try:
            before = discord.utils.utcnow() - self.bot.settings.undecided
            if count := await self.bot.lanes.remember(
                self.bot.memory.previews.forget_before, before
            ):
                log.info("Erased %d previews that nobody decided on", count)
        except Exception:
            log.exception("Old previews could not be erased; it is tried again in a minute")
