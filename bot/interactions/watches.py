"""The door to watched pages, as `access` is that to all else: what ids and options stand for.

A page is watched for the server whose article comes from it. Its moderators see that and what the
page says by now; others, and whoever names a page that isn't watched, read the same words.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.interactions.access import own_named_article
from bot.interactions.actions import About, Key
from bot.interactions.common import Interaction, server_of
from bot.interactions.errors import (
    PageNotWatchedError,
    SourceRemovedError,
    SourceUnknownError,
    SourceWithoutPageError,
)
from index.articles.errors import ArticleAddressInvalidError
from index.articles.metadata import is_address, typed_address, web_address
from index.review.proposal import Proposal
from index.scopes import Scope
from index.sites.pages import FoundPage
from index.sites.watched import Site, mark_of
from index.watching.watches import Watch

MARK = 16
"""Characters of a text's hash that tell it from others in an id."""


@dataclass(frozen=True, slots=True)
class PageChange:
    """What a watched page says by now, and what waits for a decision of it.

    `asked` tells whether that is what the person who acts was shown.
    """

    watch: Watch
    proposal: Proposal | None
    shown: str
    asked: bool


def change_key(proposal: Proposal, shown: str) -> Key:
    """Return what of an id stands for a change that waits."""
    return Key(proposal.seen or 0, 0, shown[:MARK])


async def page_change(interaction: Interaction, key: Key) -> PageChange:
    """Return the change of a page that a button is about, or what is there in its place.

    Raises:
        PageNotWatchedError: no page of this server's is watched by that.
        SourceRemovedError: its article was removed.
    """
    bot = interaction.client
    change = await bot.lanes.browse(bot.library.history.change, key.number)
    if change is None:
        raise PageNotWatchedError
    return await waiting_of(interaction, change.article_id, key.words)


async def waiting_of(interaction: Interaction, article_id: str, mark: str = "") -> PageChange:
    """Return what waits of an article's page; raises as `page_change`."""
    bot, scope = interaction.client, Scope.of(server_of(interaction))
    watch = await bot.lanes.browse(bot.watching.of, article_id)
    if watch is None or not scope.holds(watch.scope):
        raise PageNotWatchedError
    if watch.removed:
        raise SourceRemovedError(title=watch.title)
    waiting = await bot.lanes.browse(bot.watching.decisions.proposal, article_id)
    proposal, shown = waiting or (None, "")
    asked = proposal is not None and mark == shown[:MARK]
    return PageChange(watch, proposal, shown, asked)


async def page_named(interaction: Interaction, typed: str) -> str:
    """Return the web address that was typed, or that of the server's article that was chosen.

    Raises:
        RefusalError: as `own_named_article`, or the article comes from no page.
        ArticleAddressInvalidError: an address was typed that isn't one of the web.
    """
    address = typed_address(typed)
    if web_address(address) is not None:
        server_of(interaction)
        return address
    try:
        found = await own_named_article(interaction, typed, removed=False)
    except SourceUnknownError as error:
        if is_address(address):
            raise ArticleAddressInvalidError(url=address) from error
        raise
    bot = interaction.client
    watch = await bot.lanes.browse(bot.watching.of, found.article.id)
    url = watch.url if watch is not None else found.article.url
    if url is None or web_address(url) is None:
        raise SourceWithoutPageError(title=found.title.title)
    return url


@dataclass(frozen=True, slots=True)
class SiteOffers:
    """The new pages of a site that wait; `asked` tells whether they are those that were shown."""

    site: Site
    pages: Sequence[FoundPage]
    mark: str
    asked: bool


async def site_offers(interaction: Interaction, key: Key) -> SiteOffers:
    """Return the new pages that a button is about, or what waits in their place.

    Raises:
        PageNotWatchedError: no site of this server's is watched by that number.
    """
    bot, scope = interaction.client, Scope.of(server_of(interaction))
    site = await bot.lanes.browse(bot.sites.of, key.number)
    if site is None or site.scope != scope:
        raise PageNotWatchedError
    pages = await bot.lanes.browse(bot.sites.offers, site.id)
    mark = mark_of(pages)
    return SiteOffers(site, pages, mark, asked=bool(pages) and mark == key.words)


SITE = "site:"
"""Begins an option's value for a site; its number follows."""


async def watched_named(interaction: Interaction, typed: str) -> Watch | Site:
    """Return the watch of an article of the server's own that was chosen, or a watched site.

    Raises:
        PageNotWatchedError: there is none.
        ArticleAddressInvalidError: an address was typed that isn't one of the web.
    """
    bot, scope = interaction.client, Scope.of(server_of(interaction))
    wanted, address = typed.casefold(), typed_address(typed)
    for watch in await bot.lanes.browse(bot.watching.watches, scope):
        if typed == watch.article_id or address == watch.url or wanted == watch.title.casefold():
            return watch
    for site in await bot.lanes.browse(bot.sites.all, scope):
        if typed == f"{SITE}{site.id}" or address == site.url:
            return site
    if is_address(address) and web_address(address) is None:
        raise ArticleAddressInvalidError(url=address)
    raise PageNotWatchedError


A_PAGES_CHANGE = About(Key.of, page_change)
A_SITES_PAGES = About(Key.of, site_offers)
