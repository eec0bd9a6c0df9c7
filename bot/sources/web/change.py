"""What waits for a decision of a watched page, as a message with its buttons."""

from dataclasses import dataclass, field
from io import BytesIO

import discord
from discord import ui

from bot.client.client import Belegbot
from bot.failures import Recipient, explain, record
from bot.i18n import TEXTS
from bot.interactions.actions import Key
from bot.interactions.buttons import button
from bot.interactions.watches import change_key
from bot.memory.previews import Origin, Preview
from bot.sources.draft.present import SAVED_QUESTIONS
from bot.sources.texts.preview import ALL_IN_FILE, COMPARISON, preview_embed, whole_comparison
from bot.sources.texts.watched import PAGES_CHANGE, incomparable_embed
from index.errors import ArticleError
from index.i18n import N_, Language
from index.review.inspection import Inspection
from index.review.proposal import Proposal
from index.watching.watches import Watch

TAKE_OVER, KEEP = N_("Take over"), N_("Keep the source")


@dataclass(frozen=True, slots=True)
class ChangeMessage:
    """What a message is made of."""

    embed: discord.Embed | None
    view: ui.View
    files: list[discord.File] = field(default_factory=list)


async def change_message(
    bot: Belegbot, watch: Watch, proposal: Proposal, shown: str, language: Language
) -> ChangeMessage:
    """Show what a page's text of now would change, and let it be decided on."""
    server = watch.scope.server or 0
    preview = Preview(
        guild_id=server,
        person=0,
        at=discord.utils.utcnow(),
        draft=proposal.draft,
        origin=Origin(watch.url),
        article_id=watch.article_id,
        seen=proposal.seen,
    )
    files = []
    try:
        inspection = await bot.lanes.read.of(server)(_inspect, bot, server, proposal)
    except ArticleError as error:
        # It can be decided on all the same, or it is told then why not.
        record(error, f"Comparing a watched page in server {server}")
        why = explain(error, Recipient.MODERATOR, language)
        embed = incomparable_embed(proposal.draft.title, why, language)
    else:
        embed = preview_embed(preview, inspection, bot.library.corpus.today(), language, None)
        if (whole := whole_comparison(inspection)) is not None:
            name = TEXTS.text(language, COMPARISON)
            files.append(discord.File(BytesIO(whole), name))
            said = TEXTS.text(language, ALL_IN_FILE, name=name)
            embed.add_field(name="\u200b", value=said, inline=False)
    view = ui.View(timeout=None)
    for name, label, style in (
        ("bw:take", TAKE_OVER, discord.ButtonStyle.success),
        ("bw:keep", KEEP, discord.ButtonStyle.secondary),
    ):
        key, text = change_key(proposal, shown), TEXTS.text(language, label)
        view.add_item(button(name, key, label=text, style=style))
    return ChangeMessage(embed, view, files)


def hidden_change(proposal: Proposal, language: Language) -> ChangeMessage:
    """Let a moderator look at a change alone: not all who read the message may know of it."""
    view, label = ui.View(timeout=None), TEXTS.text(language, PAGES_CHANGE)
    view.add_item(button("bw:show", Key(proposal.seen or 0), label=label))
    return ChangeMessage(None, view)


def _inspect(bot: Belegbot, server: int, proposal: Proposal) -> Inspection:
    saved = bot.memory.answers.saved_questions(server, SAVED_QUESTIONS)
    return bot.review.inspect(proposal, saved)
