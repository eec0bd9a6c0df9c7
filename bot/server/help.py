"""`/help`: what this person may do here."""

import discord
from discord import app_commands
from discord.app_commands import locale_str
from discord.ext import commands

from bot.asking.render import ANSWERED
from bot.client.client import Belegbot
from bot.desk.moderators import home_of, is_guest, is_moderator
from bot.i18n import TEXTS
from bot.interactions.common import Interaction, language_for, place_of
from index.i18n import N_

INTRODUCTION = N_(
    "I answer questions from a collection of sources, word for word, and show the passage each "
    "answer is from. Where the sources don't say, I say so."
)
HOW_TO_ASK = N_("Ask")
ASK = N_("**/ask** and your question; with “private” only you see the answer")
MENTION = N_("Mention me: {mention} and your question")
REPLY = N_("Reply to one of my answers to go on from it, or tap “Follow up” below it")
MENU = N_("Press a message, “Apps”, “Ask about this”")
LISTED = N_("**/sources** lists what can be asked here")
PRIVACY = N_("**/privacy** shows what I keep of you; you can export and erase it")
DIRECT = N_("Write to me directly; there I ask the shared sources only")
HERE_DIRECT = N_("Just write your question. Here I ask the shared sources only.")
HERE_A_GUEST = N_(
    "**/ask** and your question: here I ask the shared sources only, and only you see the answer"
)
HERE_PRIVATE = N_("In this channel I answer privately: **/ask** works, mentions don't.")
CHECKING = N_("Check")
BUTTONS = N_(
    "“Context” shows what stands around a quote, “More passages” what else was found. 👍 and 👎 "
    "tell the moderators how good an answer is; “Request a source” tells them what is missing."
)
BUTTONS_DIRECT = N_(
    "“Context” shows what stands around a quote, “More passages” what else was found. 👍 and 👎 "
    "tell the operator how good an answer is; “Request a source” tells them what is missing."
)
PRIVATE = N_("Your data")
MODERATING = N_("Moderate")
SETTINGS = N_(
    "**/settings** sets where and how I answer, in the server or in one channel, and which are "
    "help channels"
)
ADDING = N_(
    "**/source add**, or press a message, “Apps”, “Add as source”: a preview shows what a source "
    "would change before it counts"
)
COLLECTING = N_("**/source collect** adds a channel's pins, a forum's posts or a thread")
HELPING = N_("**/help-channel** lets me answer in a channel or forum without a mention")
KEEPING = N_(
    "**/source** lists, changes, removes and restores sources, says for whom and until when they "
    "are, and has their history"
)
FIXING = N_(
    "Press an answer, “Apps”, “Set as fixed answer”: whoever asks the same gets it; "
    "**/source pins** lists them"
)
INSIGHTS = N_("**/insights** shows how questions fare here: answered, cited, missing, liked")
FEEDBACK = N_("**/feedback** shows what people found wrong with which answers")
DIAGNOSE = N_("**/diagnose** shows what keeps me from answering, and what to do about it")


class Help(commands.Cog):
    """Tells people what they can do, and nothing that they can't."""

    def __init__(self, bot: Belegbot) -> None:
        self.bot = bot

    @app_commands.command(
        name=locale_str(N_("help")), description=locale_str(N_("What you can do with me here"))
    )
    @app_commands.allowed_installs(guilds=True, users=False)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
    async def help(self, interaction: Interaction) -> None:
        """Show it, to this person only."""
        language = language_for(interaction)

        def text(*messages: str) -> str:
            mention = self.bot.me.mention
            lines = [TEXTS.text(language, message, mention=mention) for message in messages]
            return "\n".join(f"- {line}" for line in lines)

        embed = discord.Embed(description=TEXTS.text(language, INTRODUCTION), colour=ANSWERED)
        heading = TEXTS.text(language, HOW_TO_ASK)
        server = home_of(interaction)
        direct = server is None
        if is_guest(interaction):
            embed.add_field(name=heading, value=text(HERE_A_GUEST, MENU, LISTED), inline=False)
        elif direct:
            embed.add_field(
                name=heading, value=text(HERE_DIRECT, ASK, REPLY, MENU, LISTED), inline=False
            )
        else:
            place = place_of(interaction.channel)
            listens = self.bot.desk.preferences.of(server, *place).listens
            ways = (ASK, MENTION, REPLY, MENU) if listens else (HERE_PRIVATE, MENU)
            embed.add_field(name=heading, value=text(*ways, LISTED, DIRECT), inline=False)
        buttons = TEXTS.text(language, BUTTONS_DIRECT if direct else BUTTONS)
        embed.add_field(name=TEXTS.text(language, CHECKING), value=buttons, inline=False)
        heading = TEXTS.text(language, PRIVATE)
        embed.add_field(name=heading, value=text(PRIVACY), inline=False)
        if is_moderator(interaction):
            heading = TEXTS.text(language, MODERATING)
            moderating = (
                *(ADDING, COLLECTING, KEEPING, FIXING),
                *(INSIGHTS, FEEDBACK, SETTINGS, HELPING, DIAGNOSE),
            )
            embed.add_field(name=heading, value=text(*moderating), inline=False)
        await interaction.response.send_message(embed=embed, ephemeral=True)
