"""What was handed in -> a preview of each, and for several a button that adds them all.

That button's id is `bs:all:<preview>.<preview>…`; it outlives a restart, as theirs do.
"""

import re
from collections.abc import Sequence
from typing import Any, Self

import discord
from discord import ui

from bot.asking.render import CONTENT_LIMIT
from bot.errors import SameTextTwiceError
from bot.failures import explain, record, report
from bot.i18n import TEXTS
from bot.interactions.checks import require_moderator
from bot.interactions.common import Interaction, language_for
from bot.interactions.persistent import Persistent
from bot.markdown import split
from bot.memory.errors import PreviewGoneError
from bot.memory.previews import Preview
from bot.sources.draft.decide import ADDED, accept, announce, looks, pending_of
from bot.sources.draft.intake import Intake
from bot.sources.texts.preview import said_of
from index.corpus.changelog import text_hash
from index.i18n import N_

TOGETHER = 7
"""As many previews as a button's id has room for."""

ADD_ALL = N_("Add all {count}")
SEVERAL = N_(
    "{count} previews. Decide on each, or once you have looked at them, add them together."
)


class AddAllButton(
    Persistent,
    ui.DynamicItem[ui.Button[ui.View]],
    template=r"bs:all:(?P<previews>[\w-]+(?:\.[\w-]+)*)",
):
    """Adds what several previews show, as far as they aren't decided on."""

    def __init__(self, preview_ids: Sequence[str], **look: Any) -> None:  # noqa: ANN401 - a button's
        super().__init__(ui.Button(custom_id=f"bs:all:{'.'.join(preview_ids)}", **look))
        self.preview_ids = preview_ids

    @classmethod
    def of_id(cls, match: re.Match[str]) -> Self:
        """Make the button from its id."""
        return cls(match["previews"].split("."))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Add one after the other; what can't be added is told with the rest."""
        with interaction.client.at_work():
            try:
                require_moderator(interaction)
                await interaction.response.defer()
                await _add_all(interaction, self.preview_ids)
            except Exception as error:  # noqa: BLE001 - told to the person, and in the log
                await report(interaction, error, "The button that adds all")


async def present(interaction: Interaction, intakes: Sequence[Intake]) -> None:
    """Read sources and show a preview of each; what can't be read is told in one message.

    The interaction's response must be a private "thinking …".
    """
    problems: list[str] = []
    shown: list[Preview] = []
    for intake in intakes:
        try:
            pending = await intake()
            _require_other_text(pending, shown)
            await _show(interaction, pending)
            shown.append(pending)
        except Exception as error:  # noqa: BLE001 - told to the person, and in the log
            record(error, f"Reading a source in server {interaction.guild_id}")
            problems.append(explain(error, language_for(interaction)))
    for text in split("\n\n".join(problems), CONTENT_LIMIT) if problems else []:
        await interaction.followup.send(text, ephemeral=True)
    if 1 < len(shown) <= TOGETHER:
        await _offer_all(interaction, [pending.id for pending in shown])


def _require_other_text(pending: Preview, shown: Sequence[Preview]) -> None:
    own = text_hash(pending.draft.text)
    for other in shown:
        if text_hash(other.draft.text) == own:
            raise SameTextTwiceError(source=pending.origin.source, other=other.origin.source)


async def _show(interaction: Interaction, pending: Preview) -> None:
    embed, view, files = await looks(interaction, pending)
    bot = interaction.client
    await bot.lanes.remember(bot.memory.previews.put, pending)
    try:
        await interaction.followup.send(embed=embed, view=view, files=files, ephemeral=True)
    except discord.HTTPException:
        await bot.lanes.remember(bot.memory.previews.drop, pending.id)
        raise


async def _offer_all(interaction: Interaction, preview_ids: Sequence[str]) -> None:
    language, count = language_for(interaction), len(preview_ids)
    label = TEXTS.text(language, ADD_ALL, count=count)
    view = ui.View(timeout=None)
    view.add_item(AddAllButton(preview_ids, label=label, style=discord.ButtonStyle.success))
    text = TEXTS.text(language, SEVERAL, count=count)
    await interaction.followup.send(text, view=view, ephemeral=True)


async def _add_all(interaction: Interaction, preview_ids: Sequence[str]) -> None:
    language = language_for(interaction)
    lines, gone = [], ""
    for preview_id in preview_ids:
        try:
            pending = await pending_of(interaction, preview_id)
        except PreviewGoneError as error:
            # Whoever decided on one by itself was told then.
            gone = explain(error, language)
            continue
        try:
            change, late = await accept(interaction, pending)
            await announce(interaction, change, pending.draft.title)
            lines.append(late or said_of(change, pending.draft.title, language, ADDED))
        except Exception as error:  # noqa: BLE001 - the others are added all the same
            record(error, f"Adding several sources in server {interaction.guild_id}")
            lines.append(explain(error, language))
    first, *rest = split("\n".join(lines) or gone, CONTENT_LIMIT)
    await interaction.edit_original_response(content=first, view=None)
    for text in rest:
        await interaction.followup.send(text, ephemeral=True)
