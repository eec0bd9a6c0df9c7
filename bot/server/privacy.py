"""`/privacy`: what is kept of a person and for how long, to take away and to erase.

Its buttons act for whoever clicks them, and for nobody else: their ids name nobody.
"""

import gzip
import io
import json
import logging

import discord
from discord import app_commands, ui
from discord.app_commands import locale_str
from discord.ext import commands

from bot.asking.render import ANSWERED
from bot.client.client import Belegbot
from bot.i18n import TEXTS
from bot.interactions.access import NOTHING
from bot.interactions.actions import Finder, action
from bot.interactions.buttons import button
from bot.interactions.checks import Right
from bot.interactions.common import Interaction, language_for
from bot.interactions.errors import PersonExportTooLargeError
from bot.interactions.progress import with_progress
from bot.memory.persons import PARTS, Persons, erase_person
from index.corpus.errors import CorpusBusyError, DataDirUnwritableError
from index.i18n import N_, Language, escaped
from index.library import Library

log = logging.getLogger(__name__)

FILE_LIMIT = 10 * 1024 * 1024
"""What Discord takes from a bot in a server without boosts."""

HEADING = N_("What I keep of you, and for how long")
QUESTIONS = N_(
    "What you ask me, with my answer, where and when: {days} days. So long, too, what you think of "
    "answers and which sources you request."
)
POSTS = N_(
    "Which of your posts in help channels I have looked at, where and when, not what they say: "
    "{days} days."
)
PREVIEWS = N_("Sources that you haven't decided on: {minutes} minutes.")
CHANGES = N_(
    "What you change of sources, with your id, when and why: as long as there are the sources."
)
LEFT = N_("When I am removed from a server, all that was asked in it: {days} days.")
NO_MORE = N_("No names, and no messages that aren't meant for me.")
LOGGED = N_("The operator has set that questions also stand in a log, which isn't erased here.")
BACKUPS = N_("The operator may have backups from before.")
THERE_IS = N_("There is now")
NONE = N_("Nothing.")
EXPORT, ERASE = N_("Export mine"), N_("Erase mine")
SURE = N_(
    "Erase everything that I keep of you ({what}), in all servers? Your changes to sources stay, "
    "without saying that they were yours. What I posted stays where it is, but its buttons stop "
    "working. It can't be brought back."
)
FOR_GOOD, KEEP = N_("Erase for good"), N_("Keep")
EXPORTED = N_("What I keep of you, a row a line.")
NOTHING_THERE = N_("I keep nothing of you.")
ERASED = N_("✅ What I kept of you is erased ({what}).")
LATER = N_("The space that it took up is overwritten as soon as nobody reads there any more.")
KEPT = N_("Nothing was erased.")


class Privacy(commands.Cog):
    """What everybody may know and decide about what is kept of them."""

    def __init__(self, bot: Belegbot) -> None:
        self.bot = bot

    @app_commands.command(
        name=locale_str(N_("privacy")),
        description=locale_str(N_("What I keep of you; export it, erase it")),
    )
    @app_commands.allowed_installs(guilds=True, users=False)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
    async def privacy(self, interaction: Interaction) -> None:
        """Show it, to this person only."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        language, counts = language_for(interaction), await _counts(interaction)
        embed = discord.Embed(
            title=TEXTS.text(language, HEADING), description=self._rules(language), colour=ANSWERED
        )
        there = _told(counts, language, "\n") or TEXTS.text(language, NONE)
        embed.add_field(name=TEXTS.text(language, THERE_IS), value=there, inline=False)
        view = ui.View(timeout=None)
        if counts:
            label = TEXTS.text(language, EXPORT)
            view.add_item(button("bp:export", 0, label=label, style=discord.ButtonStyle.secondary))
            label = TEXTS.text(language, ERASE)
            view.add_item(button("bp:erase", 0, label=label, style=discord.ButtonStyle.danger))
        await interaction.edit_original_response(embed=embed, view=view)

    def _rules(self, language: Language) -> str:
        settings = self.bot.settings
        days = settings.keep_days
        lines = [
            TEXTS.text(language, QUESTIONS, days=days),
            *([TEXTS.text(language, POSTS, days=days)] if settings.message_content else []),
            TEXTS.text(language, PREVIEWS, minutes=settings.preview_minutes),
            TEXTS.text(language, CHANGES),
            TEXTS.text(language, LEFT, days=settings.keep_left_days),
            *([TEXTS.text(language, LOGGED)] if settings.log_questions else []),
            TEXTS.text(language, BACKUPS),
            TEXTS.text(language, NO_MORE),
        ]
        return "\n".join(f"- {line}" for line in lines)


@action("bp:export", Right.EVERYONE, NOTHING)
async def _export(interaction: Interaction, _: Finder[None]) -> None:
    """Send whoever clicks what there is of them, to them alone."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    bot, person = interaction.client, interaction.user.id
    language = language_for(interaction)
    content = await with_progress(
        interaction, lambda _: bot.lanes.browse(_exported, bot.library, person)
    )
    if not content:
        text = TEXTS.text(language, NOTHING_THERE)
        await interaction.edit_original_response(content=text)
        return
    name = f"belegbot-{person}-{discord.utils.utcnow():%Y-%m-%d}.jsonl"
    if len(content) > FILE_LIMIT:
        content, name = await bot.lanes.browse(gzip.compress, content), f"{name}.gz"
    if len(content) > FILE_LIMIT:
        raise PersonExportTooLargeError(person=person)
    file = discord.File(io.BytesIO(content), name)
    text = TEXTS.text(language, EXPORTED)
    await interaction.edit_original_response(content=text, attachments=[file])


@action("bp:erase", Right.EVERYONE, NOTHING)
async def _ask_to_erase(interaction: Interaction, _: Finder[None]) -> None:
    await interaction.response.defer(ephemeral=True, thinking=True)
    language, counts = language_for(interaction), await _counts(interaction)
    if not counts:
        text = TEXTS.text(language, NOTHING_THERE)
        await interaction.edit_original_response(content=text)
        return
    view = ui.View(timeout=None)
    label = TEXTS.text(language, FOR_GOOD)
    view.add_item(button("bp:erase-sure", 0, label=label, style=discord.ButtonStyle.danger))
    label = TEXTS.text(language, KEEP)
    view.add_item(button("bp:keep", 0, label=label, style=discord.ButtonStyle.secondary))
    text = TEXTS.text(language, SURE, what=_told(counts, language))
    await interaction.edit_original_response(content=text, view=view)


@action("bp:erase-sure", Right.EVERYONE, NOTHING)
async def _erase(interaction: Interaction, _: Finder[None]) -> None:
    """Erase what there is of whoever clicks."""
    # Takes the place of what asked.
    await interaction.response.defer()
    bot, language = interaction.client, language_for(interaction)
    counts = await _counts(interaction)
    overwritten = await with_progress(
        interaction, lambda _: bot.lanes.write(_erased, bot.library, interaction.user.id)
    )
    log.info("A person had their data erased")
    text = TEXTS.text(language, ERASED if counts else NOTHING_THERE, what=_told(counts, language))
    if not overwritten:
        text += "\n" + TEXTS.text(language, LATER)
    await interaction.edit_original_response(content=text, view=None)


@action("bp:keep", Right.EVERYONE, NOTHING)
async def _keep(interaction: Interaction, _: Finder[None]) -> None:
    await interaction.response.defer()
    text = TEXTS.text(language_for(interaction), KEPT)
    await interaction.edit_original_response(content=text, view=None)


async def _counts(interaction: Interaction) -> dict[str, int]:
    bot = interaction.client
    persons = Persons(bot.library.corpus.database)
    return await bot.lanes.remember(persons.counts, interaction.user.id)


def _exported(library: Library, person: int) -> bytes:
    rows = Persons(library.corpus.database).export(person)
    return "".join(f"{escaped(json.dumps(row, ensure_ascii=False))}\n" for row in rows).encode()


def _erased(library: Library, person: int) -> bool:
    """Erase a person; False if what they said may still be in a file for a while."""
    with library.corpus.write() as changelog:
        erase_person(changelog, person)
    try:
        library.corpus.forget_deleted()
    except (CorpusBusyError, DataDirUnwritableError):
        return False
    return True


def _told(counts: dict[str, int], language: Language, between: str = ", ") -> str:
    return between.join(
        f"{TEXTS.text(language, PARTS[name])}: {number}" for name, number in counts.items()
    )
