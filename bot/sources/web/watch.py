"""`/source watch` and `unwatch`: a page is read again by itself, or no more."""

from dataclasses import replace
from datetime import timedelta
from typing import get_args

import discord
from discord import app_commands, ui
from discord.app_commands import Choice, locale_str
from discord.ext import commands

from bot.client.client import Belegbot
from bot.i18n import TEXTS
from bot.interactions.actions import Key
from bot.interactions.buttons import button
from bot.interactions.checks import moderators_only, own_permissions
from bot.interactions.common import Interaction, language_for, server_of
from bot.markdown import escape, fit, one_line, without_hidden
from bot.memory.previews import Origin, Preview, ToBeWatched
from bot.notices.log_channel import log_channel_of
from bot.sources.draft.present import present
from bot.sources.texts.watched import PAGES_CHANGE, TITLE_LIMIT, how, states
from bot.sources.web.options import OnePage, OneWatch
from index.i18n import N_, Language
from index.scopes import Scope
from index.sites.watched import Site
from index.visiting.reading import Reading
from index.watching.consequences import Consequence
from index.watching.intervals import interval_of
from index.watching.watches import Apply, WatchRequest, said_by

DAILY = timedelta(days=1)
EVERY = [
    Choice(name=locale_str(N_("every hour")), value="1h"),
    Choice(name=locale_str(N_("every 6 hours")), value="6h"),
    Choice(name=locale_str(N_("every day")), value="24h"),
    Choice(name=locale_str(N_("every week")), value="7d"),
    Choice(name=locale_str(N_("every 4 weeks")), value="28d"),
]
APPLY = [
    Choice(name=locale_str(N_("ask: show it, and wait for a decision")), value="ask"),
    Choice(name=locale_str(N_("always: take it over, and say so")), value="always"),
]

WATCHES = N_("👁️ The page of {title} is watched: {how}.")
UNWATCHED = N_("The page of {title} isn't watched any more; the source stays as it is.")
SITE_UNWATCHED = N_("{site} isn't read for new pages any more; its sources stay as they are.")
NEWS_HERE = N_("What becomes of it is said in {channel}.")
NEWS_NOWHERE = N_(
    "⚠️ No log channel is set, so nobody is told what becomes of it: **/source list** shows it, and "
    "it is said once there is a channel (**/settings server**)."
)
NEWS_UNWRITABLE = N_(
    "⚠️ I may not post previews in {channel}, so what becomes of it isn't said until I may: grant "
    "me “View Channel”, “Send Messages” and “Embed Links” there."
)


class WatchCommands(commands.Cog):
    """Which pages are read again."""

    bot: Belegbot

    @app_commands.command(
        name=locale_str(N_("watch")),
        description=locale_str(N_("Read a web page again and again, and show what changes")),
    )
    @app_commands.rename(
        page=locale_str(N_("page")),
        every=locale_str(N_("how-often")),
        apply=locale_str(N_("changes")),
        why=locale_str(N_("reason")),
    )
    @app_commands.describe(
        page=locale_str(N_("Its address, or the source that comes from it")),
        every=locale_str(N_("How often it is read; daily unless said")),
        apply=locale_str(N_("What becomes of a change")),
        why=locale_str(N_("For the history and the log channel")),
    )
    @app_commands.choices(every=EVERY, apply=APPLY)
    @moderators_only()
    async def watch_page(
        self,
        interaction: Interaction,
        page: OnePage,
        every: str | None = None,
        apply: str | None = None,
        why: app_commands.Range[str, 1, 300] | None = None,
    ) -> None:
        """Watch the page of a source at once; a page that isn't one yet is shown first."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        url, scope = await page(), Scope.of(server_of(interaction))
        bot, quota = self.bot, self.bot.library.settings.quota
        with bot.at_work():
            there = next(iter(await bot.lanes.browse(bot.watching.watches, scope, url)), None)
            wanted = WatchRequest(
                url,
                scope,
                interval_of(every or "") or (there.every if there else DAILY),
                _applied(apply) or (there.apply if there else "ask"),
            )
            read_for = bot.lanes.read.of(server_of(interaction))
            reading = await read_for(bot.watching.read, wanted, quota)
            article_id = await bot.lanes.browse(bot.watching.article_of, wanted, reading)
            if article_id is None:
                await present(interaction, [lambda: _preview(interaction, wanted, reading, why)])
                return
            outcome = await bot.lanes.write(bot.watching.start, article_id, wanted, reading, quota)
            await _say(interaction, outcome)

    @app_commands.command(
        name=locale_str(N_("unwatch")),
        description=locale_str(N_("Read a web page no more; its source stays")),
    )
    @app_commands.rename(page=locale_str(N_("page")))
    @app_commands.describe(page=locale_str(N_("The source that comes from it, or its address")))
    @moderators_only()
    async def unwatch_page(self, interaction: Interaction, page: OneWatch) -> None:
        """Stop it; nothing is lost by that, so nothing is asked."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        found, bot = await page(), self.bot
        if isinstance(found, Site):
            await bot.lanes.write(bot.sites.unwatch, found.id)
            text = TEXTS.text(language_for(interaction), SITE_UNWATCHED, site=_title(found.url))
        else:
            await bot.lanes.write(bot.watching.unwatch, found.article_id)
            text = TEXTS.text(language_for(interaction), UNWATCHED, title=_title(found.title))
        await interaction.edit_original_response(content=text)


async def _preview(
    interaction: Interaction, wanted: WatchRequest, reading: Reading, why: str | None
) -> Preview:
    preview = page_preview(interaction, reading, wanted.url, why)
    return replace(preview, origin=to_be_watched(wanted, reading))


def to_be_watched(wanted: WatchRequest, reading: Reading, site: str | None = None) -> Origin:
    """Say of a draft that its page, and the `site` that named it, is to be watched once added."""
    said = reading.validators
    wish = ToBeWatched(
        url=wanted.url,
        every=int(wanted.every.total_seconds()),
        apply=wanted.apply,
        landed=said.url,
        etag=said.etag,
        modified=said.modified,
        said=dict(said_by(reading.draft)),
        site=site,
    )
    return Origin(wanted.url, watch=wish)


def page_preview(interaction: Interaction, reading: Reading, url: str, why: str | None) -> Preview:
    """Return the draft of a page that was read."""
    return Preview(
        guild_id=server_of(interaction),
        person=interaction.user.id,
        at=discord.utils.utcnow(),
        draft=replace(reading.draft, title=without_hidden(reading.draft.title)),
        origin=Origin(url),
        why=" ".join((why or "").split()),
    )


async def _say(interaction: Interaction, outcome: Consequence) -> None:
    """Say that a page is watched, and where news of it goes; what waits already has a button."""
    language, watch = language_for(interaction), outcome.watch
    said = how(watch.every, watch.apply, language)
    lines = [TEXTS.text(language, WATCHES, title=_title(watch.title), how=said)]
    lines += [*states(watch, language), news_line(interaction.client, watch.scope, language)]
    view = ui.View(timeout=None)
    if watch.proposed is not None:
        label = TEXTS.text(language, PAGES_CHANGE)
        view.add_item(button("bw:show", Key(watch.proposed.seen), label=label))
    await interaction.edit_original_response(content="\n".join(lines), view=view)


def news_line(bot: Belegbot, scope: Scope, language: Language) -> str:
    """Say where news of a server's watched pages goes."""
    place = log_channel_of(bot, scope.server or 0)
    named = bot.desk.preferences.of(scope.server).log_channel
    if named is None:
        return TEXTS.text(language, NEWS_NOWHERE)
    writable = place is not None and own_permissions(place.channel).embed_links
    said = NEWS_HERE if writable else NEWS_UNWRITABLE
    return TEXTS.text(language, said, channel=f"<#{named}>")


def _applied(value: str | None) -> Apply | None:
    return next((each for each in get_args(Apply) if each == value), None)


def _title(title: str) -> str:
    return fit(one_line(title), TITLE_LIMIT, lambda part: f"**{escape(part)}**")
