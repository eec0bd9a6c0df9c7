"""`/source edit` and `/source replace`: other details, or another text, for an article.

What somebody changes meanwhile is never overwritten: forms and previews know the article's latest
change that their person has seen, and the change log's transaction compares.
"""

from dataclasses import replace

import discord
from discord import app_commands
from discord.app_commands import locale_str
from discord.ext import commands

from bot.client.client import Belegbot
from bot.i18n import TEXTS
from bot.interactions.actions import action
from bot.interactions.checks import Right, moderators_only
from bot.interactions.common import Interaction, author, language_for, server_of
from bot.markdown import fit
from bot.memory.previews import Preview
from bot.notices.log_channel import who_text
from bot.sources.choose import choose, complete_own
from bot.sources.draft.forms import details_form, replace_form
from bot.sources.draft.intake import Intake, from_attachment, from_form, from_url
from bot.sources.draft.present import present
from bot.sources.outcome import carry_out, change_of, finish
from index.articles import Metadata, given_metadata
from index.corpus.changelog import Expectation
from index.corpus.errors import ArticleChangedMeanwhileError
from index.i18n import N_
from index.models import Article, as_draft
from index.scopes import Scope

EDITED = N_("✅ The details of {title} are changed. Article {article}, revision {revision}.")
NOTHING_CHANGED = N_("Nothing was changed: the details are what they were.")
EDITED_MEANWHILE = N_(
    "{who} has changed this article since you opened the form. Nothing was overwritten. Open the "
    "form again to see it as it stands; this is what you had entered:"
)
FIELDS = {
    "title": N_("Title"),
    "date": N_("Date"),
    "url": N_("Address"),
    "author": N_("Author"),
    "why": N_("Reason"),
}
ENTERED_LIMIT = 300


class Editing(commands.Cog):
    """The ways by which an article changes."""

    bot: Belegbot

    @app_commands.command(
        name=locale_str(N_("edit")),
        description=locale_str(N_("Change a source's title, date, address or author")),
    )
    @app_commands.rename(article=locale_str(N_("article")))
    @app_commands.describe(article=locale_str(N_("Begin to type its title")))
    @app_commands.autocomplete(article=complete_own)
    @moderators_only()
    async def edit(self, interaction: Interaction, article: str) -> None:
        """Open the form with the details as they are."""
        found, what = await _own(interaction, article)
        form = details_form(language_for(interaction), found, "", "bs:form-edit", what)
        await interaction.response.send_modal(form)

    @app_commands.command(
        name=locale_str(N_("replace")),
        description=locale_str(N_("Put a new text in a source's place, after a comparison")),
    )
    @app_commands.rename(
        article=locale_str(N_("article")),
        file=locale_str(N_("file")),
        url=locale_str(N_("address")),
        why=locale_str(N_("reason")),
    )
    @app_commands.describe(
        article=locale_str(N_("Begin to type its title")),
        file=locale_str(N_("Text, Markdown, HTML or PDF; without file and address, a form opens")),
        url=locale_str(N_("A web page or file on the internet: https://…")),
        why=locale_str(N_("For the history and the log channel")),
    )
    @app_commands.autocomplete(article=complete_own)
    @moderators_only()
    async def replace(
        self,
        interaction: Interaction,
        article: str,
        file: discord.Attachment | None = None,
        url: app_commands.Range[str, 1, 2000] | None = None,
        why: app_commands.Range[str, 1, 300] | None = None,
    ) -> None:
        """Compare the new text with the old one, or open the form for it."""
        if file is None and url is None:
            found, what = await _own(interaction, article)
            form = replace_form(language_for(interaction), found, what, why or "")
            await interaction.response.send_modal(form)
            return
        await interaction.response.defer(ephemeral=True, thinking=True)
        found, what = await _own(interaction, article)
        given = Metadata(title=found.title, author=found.author)
        if file is not None:
            kept = replace(given, url=found.url)
            intake = from_attachment(interaction, file, why or "", kept)
        else:
            intake = from_url(interaction, url or "", why or "", given)
        with self.bot.at_work():
            await present(interaction, [_in_place_of(found, what, intake)])


@action("bs:form-edit", Right.MODERATORS, str)
async def _edit_from_form(interaction: Interaction, what: str, values: dict[str, str]) -> None:
    """Change an article's details to those of a form.

    Raises:
        ArticleError: one of them can't be used, or the article is gone.
    """
    await interaction.response.defer(ephemeral=True, thinking=True)
    bot, language = interaction.client, language_for(interaction)
    article_id, seen = _parts(what)
    article = await bot.lanes.browse(bot.library.corpus.article, article_id)
    given = given_metadata(
        **{name: values.get(name) for name in ("title", "date", "url", "author")}
    )
    old = as_draft(article)
    new = replace(
        old,
        title=given.title or old.title,
        date=given.date,
        url=given.url,
        author=given.author,
    )
    if new == old:
        text = TEXTS.text(language, NOTHING_CHANGED)
        await interaction.edit_original_response(content=text)
        return
    who = author(interaction, " ".join(values.get("why", "").split()))
    expected = Expectation(Scope.of(server_of(interaction)), seen)
    try:
        change, late = await carry_out(
            interaction,
            lambda progress: bot.lanes.write(
                bot.library.replace, article_id, new, who, expected, progress
            ),
        )
    except ArticleChangedMeanwhileError as error:
        other = change_of(error)
        lines = [TEXTS.text(language, EDITED_MEANWHILE, who=who_text(other.who))]
        lines += [
            f"- {TEXTS.text(language, label)}: {fit(' '.join(value.split()), ENTERED_LIMIT)}"
            for name, label in FIELDS.items()
            if (value := values.get(name, ""))
        ]
        await interaction.edit_original_response(content="\n".join(lines))
        return
    await finish(interaction, change, new.title, EDITED, late)


@action("bs:form-replace", Right.MODERATORS, str)
async def _replace_from_form(interaction: Interaction, what: str, values: dict[str, str]) -> None:
    """Show a preview of the text that a form has for an article.

    Raises:
        ArticleError: the article is gone.
    """
    await interaction.response.defer(ephemeral=True, thinking=True)
    article_id, _ = _parts(what)
    bot = interaction.client
    article = await bot.lanes.browse(bot.library.corpus.article, article_id)

    async def intake() -> Preview:
        entered = values | {"title": values.get("title") or article.title}
        pending = await from_form(interaction, entered)
        return replace(pending, draft=replace(pending.draft, author=article.author))

    await present(interaction, [_in_place_of(article, what, intake, keep_date=False)])


def _in_place_of(article: Article, what: str, intake: Intake, *, keep_date: bool = True) -> Intake:
    """Return what reads a text that is to take an article's place."""
    article_id, seen = _parts(what)

    async def read() -> Preview:
        pending = await intake()
        date = pending.draft.date or (article.date if keep_date else None)
        draft = replace(pending.draft, date=date)
        return replace(pending, draft=draft, article_id=article_id, seen=seen)

    return read


async def _own(interaction: Interaction, typed: str) -> tuple[Article, str]:
    """Return one of the server's own articles, and what its form's id says of it.

    Raises:
        SourceSharedError: it is shared by all servers.
        SourceUnknownError: there is none.
    """
    title = await choose(interaction, typed)
    # The title's revision was read first: what changes in between is noticed, not missed.
    bot = interaction.client
    article = await bot.lanes.browse(bot.library.corpus.article, title.article_id)
    return article, f"{title.article_id}:{title.changed}"


def _parts(what: str) -> tuple[str, int]:
    article_id, _, seen = what.rpartition(":")
    return article_id, int(seen)
