"""What was handed in -> a preview of each, and for several a button that adds them all."""

from collections.abc import Sequence
from io import BytesIO

import discord
from discord import ui

from bot.asking.render import CONTENT_LIMIT
from bot.client.client import Belegbot
from bot.failures import explain_to, record
from bot.i18n import TEXTS
from bot.interactions.buttons import button
from bot.interactions.common import Interaction, language_for
from bot.markdown import split
from bot.memory.previews import Preview
from bot.sources.draft.intake import Intake
from bot.sources.draft.messages import keep_shown
from bot.sources.errors import SameTextTwiceError
from bot.sources.texts.preview import ALL_IN_FILE, COMPARISON, preview_embed, whole_comparison
from index.corpus.changelog import text_hash
from index.i18n import N_, Language
from index.review.inspection import Inspection

TOGETHER = 7
"""As many previews as a button's id has room for."""
SAVED_QUESTIONS = 50
"""A server's questions that a draft is tried on."""

ADD, REPLACE = N_("Add"), N_("Replace")
EDIT = N_("Edit details")
TERMS, VALIDITY = N_("For whom, until when"), N_("Until when")
CANCEL = N_("Discard")
ADD_ALL = N_("Add all {count}")
SEVERAL = N_(
    "{count} previews. Decide on each, or once you have looked at them, add them together."
)


async def present(interaction: Interaction, intakes: Sequence[Intake]) -> None:
    """Read sources and show a preview of each; what can't be read is told in one message.

    The interaction's response must be a private "thinking …".
    """
    problems: list[str] = []
    shown: list[Preview] = []
    for intake in intakes:
        try:
            preview = await intake()
            _require_other_text(preview, shown)
            await _show(interaction, preview)
            shown.append(preview)
        except Exception as error:  # noqa: BLE001 - told to the person, and in the log
            record(error, f"Reading a source in server {interaction.guild_id}")
            problems.append(explain_to(interaction, error))
    for text in split("\n\n".join(problems), CONTENT_LIMIT) if problems else []:
        await interaction.followup.send(text, ephemeral=True)
    if 1 < len(shown) <= TOGETHER:
        await _offer_all(interaction, [preview.id for preview in shown])


async def preview_message(
    interaction: Interaction, preview: Preview
) -> tuple[discord.Embed, ui.View, list[discord.File]]:
    """Return what a preview's message is made of; raises `ArticleError`s."""
    language = language_for(interaction)
    bot = interaction.client
    inspection = await bot.lanes.read.of(preview.guild_id)(_inspect, bot, preview)
    today = bot.library.corpus.today()
    embed = preview_embed(preview, inspection, today, language, bot.settings.undecided)
    files = []
    if (whole := whole_comparison(inspection)) is not None:
        name = TEXTS.text(language, COMPARISON)
        files.append(discord.File(BytesIO(whole), name))
        embed.add_field(
            name="\u200b", value=TEXTS.text(language, ALL_IN_FILE, name=name), inline=False
        )
    return embed, _decisions(preview, language), files


def _inspect(bot: Belegbot, preview: Preview) -> Inspection:
    """Tell what there is to know of a draft; raises `ArticleError`s."""
    saved = bot.memory.answers.saved_questions(preview.guild_id, SAVED_QUESTIONS)
    return bot.review.inspect(preview.proposal, saved)


def _decisions(preview: Preview, language: Language) -> ui.View:
    view = ui.View(timeout=None)

    def add(name: str, label: str, style: discord.ButtonStyle) -> None:
        view.add_item(button(name, preview.id, label=TEXTS.text(language, label), style=style))

    add("bs:add", ADD if preview.article_id is None else REPLACE, discord.ButtonStyle.success)
    add("bs:edit", EDIT, discord.ButtonStyle.secondary)
    label = TERMS if preview.article_id is None else VALIDITY
    add("bs:terms", label, discord.ButtonStyle.secondary)
    add("bs:cancel", CANCEL, discord.ButtonStyle.secondary)
    return view


def _require_other_text(preview: Preview, shown: Sequence[Preview]) -> None:
    own = text_hash(preview.draft.text)
    for other in shown:
        if text_hash(other.draft.text) == own:
            raise SameTextTwiceError(source=preview.origin.source, other=other.origin.source)


async def _show(interaction: Interaction, preview: Preview) -> None:
    embed, view, files = await preview_message(interaction, preview)
    bot = interaction.client
    most = bot.library.settings.quota.max_bytes_per_day
    await bot.lanes.remember(bot.memory.previews.put, preview, most)
    try:
        message = await interaction.followup.send(
            embed=embed, view=view, files=files, ephemeral=True, wait=True
        )
    except discord.HTTPException:
        await bot.lanes.remember(bot.memory.previews.drop, preview.id)
        raise
    keep_shown(bot, preview.id, message)


async def _offer_all(interaction: Interaction, preview_ids: Sequence[str]) -> None:
    language, count = language_for(interaction), len(preview_ids)
    label = TEXTS.text(language, ADD_ALL, count=count)
    view = ui.View(timeout=None)
    view.add_item(
        button("bs:all", ".".join(preview_ids), label=label, style=discord.ButtonStyle.success)
    )
    text = TEXTS.text(language, SEVERAL, count=count)
    await interaction.followup.send(text, view=view, ephemeral=True)
