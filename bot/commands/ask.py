"""Asking: the `/ask` command, mentions of the bot, and direct messages."""

import logging
import re

import discord
from discord import app_commands
from discord.app_commands import locale_str
from discord.ext import commands

from bot.client import Belegbot
from bot.failures import explain, record
from bot.i18n import TEXTS
from bot.render import answer_embed
from index.i18n import N_, language_of
from index.models import SHARED

log = logging.getLogger(__name__)

HINT = N_("Ask me something, for example: {mention} When was the mission suspended?")
QUESTION_TYPES = (discord.MessageType.default, discord.MessageType.reply)


class Asking(commands.Cog):
    """The ways to ask. An answer's frame is in the question's language."""

    def __init__(self, bot: Belegbot) -> None:
        self.bot = bot

    @app_commands.command(
        name=locale_str(N_("ask")), description=locale_str(N_("Ask the sources a question"))
    )
    @app_commands.rename(question=locale_str(N_("question")))
    @app_commands.describe(question=locale_str(N_("What you want to know, in your own words")))
    @app_commands.allowed_installs(guilds=True, users=False)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
    async def ask(self, interaction: discord.Interaction[Belegbot], question: str) -> None:
        """Answer in the channel."""
        with self.bot.at_work():
            await interaction.response.defer(thinking=True)
            embed = await self._answer(question, interaction.guild_id)
            await interaction.followup.send(embed=embed)

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answer a mention or a direct message, as a reply to it."""
        if message.author.bot or message.type not in QUESTION_TYPES or not self._asked(message):
            return
        with self.bot.at_work():
            try:
                await self._reply(message)
            except discord.Forbidden as error:
                # Where the bot may not speak, nobody can be told.
                log.warning("No permission to reply in channel %s: %s", message.channel.id, error)
            except discord.HTTPException as error:
                record(error, f"A reply in channel {message.channel.id}")

    def _asked(self, message: discord.Message) -> bool:
        # Only mentions in the text: a reply that pings the bot need not be a question.
        return message.guild is None or self.bot.me.id in message.raw_mentions

    async def _reply(self, message: discord.Message) -> None:
        question = re.sub(rf"<@!?{self.bot.me.id}>", " ", message.content).strip()
        reference = message.to_reference(fail_if_not_exists=False)
        if not question:
            await message.channel.send(self._hint(message.guild), reference=reference)
            return
        guild_id = message.guild.id if message.guild else None
        try:
            async with message.channel.typing():
                embed = await self._answer(question, guild_id)
        except discord.HTTPException:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, the asker gets a reply
            record(error, f"A mention in server {guild_id}")
            text = explain(error, await self.bot.service.language_of(question))
            await message.channel.send(text, reference=reference)
        else:
            await message.channel.send(embed=embed, reference=reference)

    def _hint(self, guild: discord.Guild | None) -> str:
        language = language_of(guild.preferred_locale.value if guild else None)
        return TEXTS.text(language, HINT, mention=self.bot.me.mention)

    async def _answer(self, question: str, guild_id: int | None) -> discord.Embed:
        scopes = (SHARED,) if guild_id is None else (SHARED, str(guild_id))
        answer = await self.bot.service.ask(question, scopes)
        return answer_embed(answer, await self.bot.service.language_of(question))


async def setup(bot: Belegbot) -> None:
    """Add the cog; discord.py calls this when the extension is loaded."""
    await bot.add_cog(Asking(bot))
