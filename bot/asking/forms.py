"""What comes back from answers: clicks on their buttons, and the forms those open."""

import re
from collections.abc import Iterator
from typing import Any

import discord
from discord.ext import commands

from bot.asking.buttons import THANKS, AnswerButton, posted_answer, rate
from bot.asking.delivery import place_of, respond
from bot.asking.ways import from_interaction
from bot.client.client import Belegbot
from bot.desk.question import Question
from bot.failures import report
from bot.i18n import TEXTS
from index.i18n import language_of

FORM = re.compile(r"bb:(question|reason):(\d+):0")


class Answers(commands.Cog):
    """Reads forms by their id, so that one opened before a restart still arrives after it."""

    def __init__(self, bot: Belegbot) -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        """Let discord.py know the buttons."""
        self.bot.add_dynamic_items(AnswerButton)

    @commands.Cog.listener()
    async def on_interaction(self, interaction: discord.Interaction[Belegbot]) -> None:
        """Take a form that was sent; whoever sent it is told if that fails."""
        if interaction.type is not discord.InteractionType.modal_submit:
            return
        data: Any = interaction.data
        found = FORM.fullmatch(data["custom_id"])
        if found is None:
            return
        values = dict(_values(data["components"]))
        with self.bot.at_work():
            try:
                if found[1] == "question":
                    await self._ask(interaction, int(found[2]), values)
                else:
                    await self._explain(interaction, int(found[2]), values)
            except Exception as error:  # noqa: BLE001 - told to the person, and in the log
                await report(interaction, error, f"The form “{found[1]}”")

    async def _ask(
        self, interaction: discord.Interaction[Belegbot], answer_id: int, values: dict[str, str]
    ) -> None:
        follows = await posted_answer(interaction, answer_id) if answer_id else None
        place = place_of(interaction.channel)
        default = self.bot.desk.preferences.of(interaction.guild_id, *place).private
        private = follows.asked.private if follows else default

        def ask(only_private: bool) -> Question:  # noqa: FBT001 - `respond` calls it
            return from_interaction(
                interaction,
                values["question"],
                private=private or only_private,
                follows=follows,
                about=values.get("about", ""),
            )

        await respond(interaction, ask)

    async def _explain(
        self, interaction: discord.Interaction[Belegbot], answer_id: int, values: dict[str, str]
    ) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        await rate(interaction, answer_id, -1, values.get("reason", "").strip())
        text = TEXTS.text(language_of(interaction.locale.value), THANKS)
        await interaction.edit_original_response(content=text)


def _values(components: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    for component in components:
        if "value" in component:
            yield component["custom_id"], component["value"]
        inner = component.get("components", [])
        yield from _values([component["component"]] if "component" in component else inner)
