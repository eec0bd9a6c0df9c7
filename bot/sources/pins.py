"""Fixed answers: an answer of mine is approved for its question, listed, and taken back.

Only what stands in a server's own sources is its moderators' to fix; the operator fixes the rest.
"""

from collections.abc import Sequence

import discord
from discord import app_commands, ui
from discord.app_commands import locale_str
from discord.ext import commands

from bot.asking.buttons import answer_of
from bot.asking.errors import SourceChangedError
from bot.asking.forms import QUESTION, QUESTION_LIMIT
from bot.client.client import Belegbot
from bot.i18n import TEXTS
from bot.interactions.access import A_PIN, A_PIN_CHOSEN, AN_ANSWER, answer_shown_by
from bot.interactions.actions import Finder, Key, action, form_action, itself
from bot.interactions.buttons import Persistent, menu
from bot.interactions.checks import Right, moderators_only
from bot.interactions.common import Interaction, author, language_for, server_of
from bot.interactions.errors import SourceSharedError
from bot.interactions.forms import Form
from bot.interactions.pages import add_pager, page_of
from bot.interactions.seen import SeenAnswer, Viewer
from bot.markdown import one_line
from bot.sources.draft.forms import WHY, WHY_HINT, WHY_LIMIT
from bot.sources.errors import NoAnswerToFixError, NoSuchExcerptError
from bot.sources.outcome import carry_out, finish
from bot.sources.texts.pins import pins_embed
from index.corpus.changelog import Expectation
from index.corpus.errors import ArticleUnknownError
from index.corpus.pins import Pinned, whole_sentences
from index.i18n import N_, Language
from index.scopes import SHARED, Scope

PINS_PAGE = 8
NUMBER_LIMIT = 3
OPTION_LIMIT = 100
"""Discord's, of a menu's texts."""

FIX, UNFIX = N_("Fix this answer"), N_("Take a fixed answer back")
NUMBER = N_("Which excerpt, by its number")
CHOOSE = N_("Take one back …")
FIXED = N_("📌 From now on, this question gets the excerpt from {title} as its fixed answer.")
UNFIXED = N_("✅ The fixed answer from {title} is taken back.")


class PinCommands(commands.Cog):
    """What is fixed."""

    bot: Belegbot

    async def cog_load(self) -> None:
        """Offer the context menu."""
        await super().cog_load()
        self._fix = app_commands.ContextMenu(
            name=locale_str(N_("Set as fixed answer")), callback=self.fix_answer
        )
        self._fix.default_permissions = discord.Permissions(manage_messages=True)
        self._fix.guild_only = True
        self._fix.allowed_installs = app_commands.AppInstallationType(guild=True, user=False)
        self.bot.tree.add_command(self._fix)

    async def cog_unload(self) -> None:
        """Take the menu back."""
        self.bot.tree.remove_command(self._fix.name, type=self._fix.type)
        await super().cog_unload()

    @moderators_only()
    async def fix_answer(self, interaction: Interaction, message: discord.Message) -> None:
        """Ask for which question an answer of mine is to be fixed."""
        bot = interaction.client
        ours = answer_of(message) if message.author.id == bot.me.id else None
        found = await answer_shown_by(bot, message.id, Viewer.of(interaction)) if ours else None
        if found is None or not found.quotes:
            raise NoAnswerToFixError
        form = Form(language_for(interaction), FIX, "bf:pin", Key(found.id))
        form.ask("question", QUESTION, QUESTION_LIMIT, found.question, required=True, long=True)
        if len(found.quotes) > 1:
            form.ask("number", NUMBER, NUMBER_LIMIT, "1", required=True)
        form.ask("why", WHY, WHY_LIMIT, hint=WHY_HINT)
        await interaction.response.send_modal(form)

    @app_commands.command(
        name=locale_str(N_("pins")),
        description=locale_str(N_("The fixed answers of this server, and taking them back")),
    )
    @moderators_only()
    async def show_pins(self, interaction: Interaction) -> None:
        """Show the latest ones, with a menu that takes one back."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await _show_pins(interaction, 0)


@form_action("bf:pin", Right.MODERATORS, AN_ANSWER)
async def _pin(interaction: Interaction, find: Finder[SeenAnswer], values: dict[str, str]) -> None:
    await interaction.response.defer(ephemeral=True, thinking=True)
    posted = (await find()).posted
    number = values.get("number", "").strip() or "1"
    quote = next((each for each in posted.quotes if str(each.number) == number), None)
    if quote is None:
        raise NoSuchExcerptError(number=number)
    bot, corpus = interaction.client, interaction.client.library.corpus
    try:
        article = await bot.lanes.browse(corpus.article, quote.article_id)
    except ArticleUnknownError as error:
        raise SourceChangedError from error
    if article.scope == SHARED:
        raise SourceSharedError(title=article.title)
    units = await bot.lanes.browse(corpus.units, article.revision)
    if article.revision != quote.version:
        raise SourceChangedError
    place = whole_sentences(units, quote.start, quote.end)
    question = values.get("question", "").strip() or posted.question
    who = author(interaction, " ".join(values.get("why", "").split()))
    own = Expectation(Scope.of(server_of(interaction)))
    change, late = await carry_out(
        interaction,
        lambda _: bot.lanes.write(bot.library.pin, article.id, question, place, who, own),
    )
    await finish(interaction, change, article.title, FIXED, late)


@action("bk:pins", Right.MODERATORS, itself(lambda rest: Key.of(rest).page))
async def _turn_pins(interaction: Interaction, find: Finder[int]) -> None:
    await interaction.response.defer()
    await _show_pins(interaction, await find())


async def _show_pins(interaction: Interaction, number: int) -> None:
    bot, language = interaction.client, language_for(interaction)
    scope = Scope.of(server_of(interaction))
    found = await bot.lanes.browse(bot.library.pins.within, scope)
    titles = await bot.lanes.browse(bot.library.catalogue.titles, scope, parts=True)
    page = page_of(found, number, PINS_PAGE)
    embed = pins_embed(page, {each.article_id: each.title for each in titles}, language)
    view = ui.View(timeout=None)
    if page.items:
        view.add_item(_choice(page.items, language))
    add_pager(view, "bk:pins", Key(0, page.number), page.count, row=1)
    await interaction.edit_original_response(content=None, embed=embed, view=view)


def _choice(shown: Sequence[Pinned], language: Language) -> Persistent:
    options = [
        discord.SelectOption(
            label=one_line(each.pin.question)[:OPTION_LIMIT], value=str(each.pin.revision)
        )
        for each in shown
    ]
    hint = TEXTS.text(language, CHOOSE)
    return menu("bm:unpin", Key(), placeholder=hint, options=options, row=0)


@action("bm:unpin", Right.MODERATORS, A_PIN_CHOSEN)
async def _ask_why_unpin(interaction: Interaction, find: Finder[Pinned]) -> None:
    pinned = await find()
    form = Form(language_for(interaction), UNFIX, "bf:unpin", Key(pinned.pin.revision))
    form.ask("why", WHY, WHY_LIMIT, hint=WHY_HINT)
    await interaction.response.send_modal(form)


@form_action("bf:unpin", Right.MODERATORS, A_PIN)
async def _unpin(interaction: Interaction, find: Finder[Pinned], values: dict[str, str]) -> None:
    # Takes the place of the list.
    await interaction.response.defer()
    pin = (await find()).pin
    bot, who = interaction.client, author(interaction, " ".join(values.get("why", "").split()))
    title = (await bot.lanes.browse(bot.library.corpus.article, pin.article_id)).title
    change, late = await carry_out(
        interaction, lambda _: bot.lanes.write(bot.library.unpin, pin.revision, who, pin.scope)
    )
    await finish(interaction, change, title, UNFIXED, late)
