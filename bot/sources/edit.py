"""`/source edit`, `valid-until` and `audience`: an article's details, its end, and for whom it is.

What somebody changes meanwhile is never overwritten: the form knows the article's latest change
that its person has seen, and the change log's transaction compares. What they alone changed is
kept; what both changed, and what can't be used, is shown in a preview, with all that was entered.
"""

from dataclasses import replace

import discord
from discord import app_commands
from discord.app_commands import locale_str
from discord.ext import commands

from bot.client.client import Belegbot
from bot.i18n import TEXTS
from bot.interactions.access import A_TARGET
from bot.interactions.actions import Finder, form_action
from bot.interactions.checks import Right, moderators_only
from bot.interactions.common import Interaction, author, language_for, server_of
from bot.interactions.options import Channel
from bot.interactions.seen import OwnArticle
from bot.memory.previews import Origin, Preview
from bot.notices.log_channel import who_text
from bot.sources.choose import (
    FOR_CHANNEL,
    FOR_ROLE,
    ONE_MORE_CHANNEL,
    ONE_MORE_ROLE,
    Own,
    chosen,
    is_everybody,
)
from bot.sources.draft.forms import DATE_LIMIT, WHY_LIMIT, corrected, details_form, reason_in
from bot.sources.draft.intake import FORM
from bot.sources.draft.merging import disputed, merged
from bot.sources.draft.present import present
from bot.sources.errors import NobodyNamedError
from bot.sources.outcome import announce, carry_out, change_of, finish
from bot.sources.texts.article import shown_title
from bot.sources.texts.audience import for_whom
from bot.sources.texts.history import with_change
from bot.sources.texts.preview import AFTERWARDS, ends
from index.articles import given_metadata
from index.corpus.errors import ArticleChangedMeanwhileError
from index.i18n import N_
from index.review.proposal import Proposal
from index.scopes import Scope

MOVED = N_("✅ {title}: {audience}.")
EDITED = N_("✅ The details of {title} are changed.")
ENDS = N_("✅ {title} has a last day.")
ENDLESS = N_("✅ {title} has no end any more.")
NOTHING_CHANGED = N_("Nothing was changed: the details are what they were.")
EDITED_MEANWHILE = N_(
    "{who} has changed this source since you opened the form. Nothing was overwritten. Here is "
    "what you had entered, beside the source as it is now: look at it, then decide."
)


class EditCommands(commands.Cog):
    """What is known about an article changes."""

    bot: Belegbot

    @app_commands.command(
        name=locale_str(N_("edit")),
        description=locale_str(N_("Change a source's title, date, address or author")),
    )
    @app_commands.rename(source=locale_str(N_("source")))
    @app_commands.describe(source=locale_str(N_("Begin to type its title")))
    @moderators_only()
    async def edit(self, interaction: Interaction, source: Own) -> None:
        """Open the form with the details as they are."""
        found = await source()
        language = language_for(interaction)
        form = details_form(language, found.article, "", "bs:form-edit", found.target)
        await interaction.response.send_modal(form)

    @app_commands.command(
        name=locale_str(N_("audience")),
        description=locale_str(N_("Choose for whom a source is: some roles or channels, or all")),
    )
    @app_commands.rename(
        source=locale_str(N_("source")),
        role=locale_str(N_("for-role")),
        role_2=locale_str(N_("for-role-2")),
        channel=locale_str(N_("for-channel")),
        channel_2=locale_str(N_("for-channel-2")),
        everybody=locale_str(N_("for-everybody")),
        why=locale_str(N_("reason")),
    )
    @app_commands.describe(
        source=locale_str(N_("Begin to type its title")),
        role=locale_str(FOR_ROLE),
        role_2=locale_str(ONE_MORE_ROLE),
        channel=locale_str(FOR_CHANNEL),
        channel_2=locale_str(ONE_MORE_CHANNEL),
        everybody=locale_str(N_("Everybody in this server can ask it")),
        why=locale_str(N_("For the history and the log channel")),
    )
    @moderators_only()
    async def audience(  # noqa: PLR0913, PLR0917 - the command's options
        self,
        interaction: Interaction,
        source: Own,
        role: discord.Role | None = None,
        role_2: discord.Role | None = None,
        channel: Channel | None = None,
        channel_2: Channel | None = None,
        everybody: bool = False,  # noqa: FBT001, FBT002 - an option's value
        why: app_commands.Range[str, 1, WHY_LIMIT] = "",
    ) -> None:
        """Give the article to these; what there is of it in answers elsewhere is struck."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        bot, language = interaction.client, language_for(interaction)
        found = await source()
        part = (await chosen((role, role_2), (channel, channel_2))).part
        if not part and not everybody and not is_everybody(role, role_2):
            raise NobodyNamedError
        scope = Scope.of(server_of(interaction), "" if everybody else part)
        who = author(interaction, " ".join(why.split()))
        change, late = await carry_out(
            interaction,
            lambda _: bot.lanes.write(
                bot.library.move, found.article.id, scope, who, found.expected
            ),
        )
        text = late or TEXTS.text(
            language,
            MOVED,
            title=shown_title(found.article.title),
            audience=for_whom(scope, language),
        )
        await interaction.edit_original_response(content=text)
        await announce(interaction, change, found.article.title)

    @app_commands.command(
        name=locale_str(N_("valid-until")),
        description=locale_str(N_("Until when a source holds, and what becomes of it then")),
    )
    @app_commands.rename(
        source=locale_str(N_("source")),
        day=locale_str(N_("day")),
        afterwards=locale_str(N_("after-that")),
        why=locale_str(N_("reason")),
    )
    @app_commands.describe(
        source=locale_str(N_("Begin to type its title")),
        day=locale_str(N_("The last day, such as 31.12.2026; left empty, it has no end")),
        afterwards=locale_str(N_("What becomes of it after that day")),
        why=locale_str(N_("For the history and the log channel")),
    )
    @app_commands.choices(
        afterwards=[
            app_commands.Choice(name=locale_str(text), value=value)
            for value, text in AFTERWARDS.items()
        ]
    )
    @moderators_only()
    async def valid_until(
        self,
        interaction: Interaction,
        source: Own,
        day: app_commands.Range[str, 1, DATE_LIMIT] = "",
        afterwards: str = "",
        why: app_commands.Range[str, 1, WHY_LIMIT] = "",
    ) -> None:
        """Give the article this last day; what is odd about it is said."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        bot, language = interaction.client, language_for(interaction)
        given = given_metadata(valid_until=day, afterwards=afterwards)
        found = await source()
        old = await bot.lanes.browse(bot.library.corpus.draft_of, found.article)
        then = given.afterwards or old.afterwards
        new = replace(
            old,
            valid_until=given.valid_until,
            afterwards=then if given.valid_until is not None else "quote",
        )
        if new == old:
            text = TEXTS.text(language, NOTHING_CHANGED)
            await interaction.edit_original_response(content=text)
            return
        change, late = await carry_out(
            interaction,
            lambda progress: bot.lanes.write(
                bot.review.accept,
                Proposal(new, found.title.scope, found.article.id, found.title.changed),
                author(interaction, " ".join(why.split())),
                progress=progress,
            ),
        )
        lines = ends(new, bot.library.corpus.today(), language)
        text = late or TEXTS.text(
            language,
            ENDS if lines else ENDLESS,
            title=shown_title(new.title),
        )
        await interaction.edit_original_response(content="\n".join([text, *lines]))
        await announce(interaction, change, new.title)


@form_action("bs:form-edit", Right.MODERATORS, A_TARGET)
async def _edit_from_form(
    interaction: Interaction, find: Finder[OwnArticle], values: dict[str, str]
) -> None:
    """Change of an article's details what its person changed in a form."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    bot, language = interaction.client, language_for(interaction)
    corpus = bot.library.corpus
    found = await find()
    current = await bot.lanes.browse(corpus.draft_of, found.article)
    before = await bot.lanes.browse(corpus.version, found.seen)
    base = current if before is None else await bot.lanes.browse(corpus.draft_of, before)
    entered, unusable = corrected(base, values)
    new, why = merged(base, entered, current), reason_in(values)
    preview = Preview(
        guild_id=server_of(interaction),
        person=interaction.user.id,
        at=discord.utils.utcnow(),
        draft=new,
        origin=Origin(TEXTS.text(language, FORM), unusable=unusable),
        why=why,
        article_id=found.article.id,
        seen=found.title.changed,
    )

    async def look_again() -> Preview:
        return preview

    if unusable:
        await present(interaction, [look_again])
        return
    if new == current:
        text = TEXTS.text(language, NOTHING_CHANGED)
        await interaction.edit_original_response(content=text)
        return
    if found.title.removed or disputed(base, entered, current):
        latest = await bot.lanes.browse(bot.library.history.entry, found.title.changed)
        who = who_text(latest.change.who) if latest else ""
        text = TEXTS.text(language, EDITED_MEANWHILE, who=who)
        await interaction.edit_original_response(content=with_change(text, latest, language))
        await present(interaction, [look_again])
        return
    try:
        change, late = await carry_out(
            interaction,
            lambda progress: bot.lanes.write(
                bot.review.accept,
                Proposal(new, found.title.scope, found.article.id, found.title.changed),
                author(interaction, why),
                progress=progress,
            ),
        )
    except ArticleChangedMeanwhileError as error:
        # Within this very moment.
        text = TEXTS.text(language, EDITED_MEANWHILE, who=who_text(change_of(error).who))
        await interaction.edit_original_response(content=text)
        await present(interaction, [look_again])
        return
    await finish(interaction, change, new.title, EDITED, late)
