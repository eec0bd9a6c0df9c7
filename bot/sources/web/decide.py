"""What is decided on a watched page's change: taken over, or the article kept as it is.

Who clicks must be a moderator at that moment. The message with the buttons may be in the log
channel, where all moderators read it, or shown to one of them alone.
"""

import discord

from bot.failures import explain_to, record
from bot.i18n import TEXTS
from bot.interactions.access import AN_OWN_ARTICLE
from bot.interactions.actions import Finder, action
from bot.interactions.checks import Right
from bot.interactions.common import Interaction, author, language_for
from bot.interactions.errors import PageNotWatchedError, SourceRemovedError
from bot.interactions.seen import OwnArticle
from bot.interactions.watches import A_PAGES_CHANGE, PageChange, waiting_of
from bot.notices.log_channel import log_channel_of, who_text
from bot.sources.draft.decide import MEANWHILE
from bot.sources.outcome import announce, carry_out, change_of
from bot.sources.web.change import change_message, hidden_change
from index.corpus.errors import ArticleChangedMeanwhileError
from index.i18n import N_, Language
from index.watching.errors import ArticleNothingProposedError, ArticleNotWatchedError

TAKEN = N_("✅ {who} has taken this over.")
KEPT = N_("✅ {who} has kept the source as it is. The page's next change is shown again.")
OVER = N_("Nothing waits here any more: it is decided, or the page took its change back.")
CHANGED_AGAIN = N_(
    "The page has changed again since this was shown. Nothing was done; here is how it reads now, "
    "decide again."
)
NOTHING_WAITS = N_("Nothing of this page waits for a decision.")


@action("bw:show", Right.MODERATORS, AN_OWN_ARTICLE)
async def _show(interaction: Interaction, find: Finder[OwnArticle]) -> None:
    """Show what waits to who clicks on an article's card."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    found = await waiting_of(interaction, (await find()).article.id)
    language = language_for(interaction)
    if found.proposal is None:
        await interaction.edit_original_response(content=TEXTS.text(language, NOTHING_WAITS))
        return
    shown = await change_message(
        interaction.client, found.watch, found.proposal, found.shown, language
    )
    await interaction.edit_original_response(
        embed=shown.embed, view=shown.view, attachments=shown.files
    )


@action("bw:take", Right.MODERATORS, A_PAGES_CHANGE)
async def _take(interaction: Interaction, find: Finder[PageChange]) -> None:
    await interaction.response.defer()
    found = await _asked(interaction, find)
    if found is None:
        return
    bot, watch = interaction.client, found.watch
    who, quota = author(interaction, watch.url), bot.library.settings.quota
    try:
        change, late = await carry_out(
            interaction,
            lambda _: bot.lanes.write(
                bot.watching.decisions.take_over, watch.article_id, found.shown, who, quota
            ),
        )
    except ArticleChangedMeanwhileError as error:
        await bot.lanes.write(bot.watching.decisions.compare_anew, watch.article_id)
        text = TEXTS.text(language_for(interaction), MEANWHILE, who=who_text(change_of(error).who))
        await _show_anew(interaction, watch.article_id, text)
        return
    except (ArticleNothingProposedError, ArticleNotWatchedError) as error:
        record(error, "A watched page's button")
        await _show_anew(interaction, watch.article_id, _said(interaction, OVER))
        return
    await decided(interaction, TAKEN)
    if late:
        await interaction.followup.send(late, ephemeral=True)
    await announce(interaction, change, watch.title)


@action("bw:keep", Right.MODERATORS, A_PAGES_CHANGE)
async def _keep(interaction: Interaction, find: Finder[PageChange]) -> None:
    await interaction.response.defer()
    found = await _asked(interaction, find)
    if found is None:
        return
    bot, article_id = interaction.client, found.watch.article_id
    try:
        await bot.lanes.write(bot.watching.decisions.keep, article_id, found.shown)
    except (ArticleNothingProposedError, ArticleNotWatchedError) as error:
        record(error, "A watched page's button")
        await _show_anew(interaction, article_id, _said(interaction, OVER))
        return
    await decided(interaction, KEPT)


async def _asked(interaction: Interaction, find: Finder[PageChange]) -> PageChange | None:
    """Return what is to be decided on; where that is something else by now, show it instead."""
    try:
        found = await find()
    except (PageNotWatchedError, SourceRemovedError) as error:
        record(error, "A watched page's button")
        await close(interaction, explain_to(interaction, error))
        return None
    if found.asked:
        return found
    again = found.proposal is not None
    text = _said(interaction, CHANGED_AGAIN if again else OVER)
    await _show_anew(interaction, found.watch.article_id, text)
    return None


async def _show_anew(interaction: Interaction, article_id: str, text: str) -> None:
    """Put what waits by now in the place of what was shown, and tell who clicked."""
    found = await waiting_of(interaction, article_id)
    if found.proposal is None:
        await close(interaction, text)
        return
    language = language_of_message(interaction)
    if found.watch.scope.part and not _is_alone(interaction):
        shown = hidden_change(found.proposal, language)
    else:
        shown = await change_message(
            interaction.client, found.watch, found.proposal, found.shown, language
        )
    await interaction.edit_original_response(
        embed=shown.embed, view=shown.view, attachments=shown.files
    )
    await interaction.followup.send(text, ephemeral=True)


async def close(interaction: Interaction, text: str) -> None:
    """Take the buttons away, and tell who clicked why."""
    await interaction.edit_original_response(view=None)
    await interaction.followup.send(text, ephemeral=True)


async def decided(interaction: Interaction, message: str, **values: object) -> None:
    """Say in the message what was decided, for all who read it."""
    who = who_text(author(interaction).who)
    text = TEXTS.text(language_of_message(interaction), message, who=who, **values)
    embeds = interaction.message.embeds if interaction.message else []
    for embed in embeds:
        embed.remove_footer()
    await interaction.edit_original_response(
        content=text, embeds=embeds, view=None, allowed_mentions=discord.AllowedMentions.none()
    )


def _said(interaction: Interaction, message: str) -> str:
    return TEXTS.text(language_for(interaction), message)


def language_of_message(interaction: Interaction) -> Language:
    """Return the language of those who read the message: the log channel's, or one person's."""
    found = log_channel_of(interaction.client, interaction.guild_id or 0)
    alone = _is_alone(interaction)
    return language_for(interaction) if alone or found is None else found.language


def _is_alone(interaction: Interaction) -> bool:
    """Tell whether only the person who acts sees the message."""
    return interaction.message is None or interaction.message.flags.ephemeral
