"""Tells each server's moderators, in its log channel, what became of the pages that it watches.

News stays in the database until it is posted: without a log channel it waits for one. It is posted
with a number that Discord knows it by for some minutes, so that a bot which was killed between
posting and noting that down posts nothing twice.
"""

import asyncio
import logging
from collections import Counter
from dataclasses import replace

import discord

from bot.client.client import Belegbot
from bot.i18n import TEXTS
from bot.interactions.checks import own_permissions
from bot.notices.log_channel import CONFINED, LogChannel, log_channel_of
from bot.sources.texts.preview import ADDED_SENTENCES, REMOVED_SENTENCES, sentence_lines
from bot.sources.texts.site import site_news_text
from bot.sources.texts.watched import difference_embed, news_text
from bot.sources.web.change import ChangeMessage, change_message, hidden_change
from bot.sources.web.offers import offers_message
from index.library import Library
from index.review.inspection import missing_from, sentences_of
from index.review.proposal import Proposal
from index.sites.watched import SiteNews
from index.watching.news import News
from index.watching.watches import Watch
from index.watching.watching import Watching

log = logging.getLogger(__name__)

AT_ONCE = 10
"""Pieces of news that a server gets in a row; the rest a minute later."""


class Teller:
    """Posts what is to be told."""

    def __init__(self, bot: Belegbot) -> None:
        self._bot = bot
        self._one_at_a_time = asyncio.Lock()

    async def tell(self) -> None:
        """Post all that can be posted."""
        bot = self._bot
        told: Counter[int] = Counter()
        async with self._one_at_a_time:
            all_news: list[News | SiteNews] = [*await bot.lanes.remember(bot.watching.news)]
            all_news += await bot.lanes.remember(bot.sites.news)
            for news in all_news:
                server = news.scope.server
                if server is None or told[server] >= AT_ONCE or not bot.duties.covers(server):
                    continue
                place = log_channel_of(bot, server)
                if place is None or not own_permissions(place.channel).embed_links:
                    continue
                told[server] += 1
                await bot.draw()
                try:
                    if isinstance(news, SiteNews):
                        await self._post_of_site(news, place)
                    else:
                        await self._post(news, place)
                except discord.HTTPException as error:
                    facts = {"guild": server, "channel": place.channel.id}
                    log.warning("News couldn't be posted; it waits: %s", error, extra=facts)
                except Exception:
                    # One piece that can't be worded must not keep the others from being posted.
                    log.exception("News couldn't be posted; it waits", extra={"guild": server})

    async def _post_of_site(self, news: SiteNews, place: LogChannel) -> None:
        bot, language = self._bot, place.language
        shown: ChangeMessage | None = None
        if news.kind == "new":
            pages = await bot.lanes.browse(bot.sites.offers, news.site_id)
            shown = offers_message(news.site_id, pages, language) if pages else None
        if news.kind != "new" or shown is not None:
            await place.channel.send(
                site_news_text(news, language),
                embed=shown.embed if shown and shown.embed else discord.utils.MISSING,
                view=shown.view if shown else discord.utils.MISSING,
                silent=True,
                nonce=f"s{news.site_id}.{news.id}"[:25],
            )
        await bot.lanes.remember(bot.sites.tell, news)

    async def _post(self, news: News, place: LogChannel) -> None:
        bot, language = self._bot, place.language
        # Whoever reads the log channel may not know of a source that isn't for everybody.
        confined = bool(news.scope.part)
        shown: ChangeMessage | None = None
        embed: discord.Embed | None = None
        if news.kind == "proposed":
            shown = await self._change(news, place)
            if shown is None:
                return  # decided on, or taken back, since the list was read
            embed = shown.embed
        elif news.kind == "taken" and news.revision is not None and not confined:
            parts = await bot.lanes.browse(_difference, bot.library, news.revision)
            named = zip((REMOVED_SENTENCES, ADDED_SENTENCES), parts, strict=True)
            fields = [
                (TEXTS.text(language, name, count=len(each)), sentence_lines(each, language))
                for name, each in named
            ]
            embed = difference_embed(news.title, fields)
        title = TEXTS.text(language, CONFINED) if confined else news.title
        await place.channel.send(
            news_text(replace(news, title=title), language),
            embed=embed or discord.utils.MISSING,
            view=shown.view if shown else discord.utils.MISSING,
            files=shown.files if shown else discord.utils.MISSING,
            silent=True,
            nonce=f"w{news.article_id[:12]}{news.id}"[:25],
        )
        await bot.lanes.remember(bot.watching.tell, news)

    async def _change(self, news: News, place: LogChannel) -> ChangeMessage | None:
        bot = self._bot
        found = await bot.lanes.browse(_waiting, bot.watching, news.article_id)
        if found is None:
            return None
        if news.scope.part:
            return hidden_change(found[1], place.language)
        return await change_message(bot, *found, place.language)


def _waiting(watching: Watching, article_id: str) -> tuple[Watch, Proposal, str] | None:
    watch = watching.of(article_id)
    if watch is None or watch.proposed is None:
        return None
    found = watching.decisions.proposal(article_id)
    return None if found is None else (watch, *found)


def _difference(library: Library, revision: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the sentences that went, and that came, with a change that replaced a text."""
    corpus = library.corpus
    after = corpus.version(revision)
    change = library.history.change(revision)
    if after is None or change is None:
        return (), ()
    earlier = [
        each.version
        for each in corpus.changes(article_id=change.article_id)
        if each.revision < revision and each.version is not None
    ]
    before = corpus.version(earlier[-1]) if earlier else None
    if before is None:
        return (), ()
    old, new = (sentences_of(corpus.draft_of(each)) for each in (before, after))
    return missing_from(old, new), missing_from(new, old)
