"""Looks at watched pages when their time has come, about once a minute.

What is due stands in the database, so a restart changes nothing. From each site one page after the
other is read, by a task of its own; what is to be told is posted apart from that.
"""

import asyncio
import logging
import random
from collections import defaultdict
from collections.abc import Sequence

from discord.ext import commands, tasks

from bot.client.client import Belegbot, StoppingError
from bot.sources.web.news import Teller
from index.corpus.errors import ArticleAlreadyRemovedError
from index.sites.errors import ArticleSiteUnknownError
from index.sites.sites import SiteOutcome
from index.sites.watched import Site
from index.watching.consequences import Consequence
from index.watching.errors import ArticleNotWatchedError
from index.watching.watches import Watch

log = logging.getLogger(__name__)

BETWEEN = (45.0, 75.0)
"""Seconds from one look at what is due to the next: not all bots come at the same moment."""


class WatchedPages(commands.Cog):
    """Reads what is due, and has told what came of it."""

    def __init__(self, bot: Belegbot) -> None:
        self.bot = bot
        self._teller = Teller(bot)
        self._reading: dict[str, asyncio.Task[None]] = {}
        """By site."""

    async def cog_load(self) -> None:
        """Begin; a bot that stops begins nothing more."""
        self.look.start()
        self.bot.before_close.append(self._stop)

    async def cog_unload(self) -> None:
        """Stop."""
        self._stop()

    def _stop(self) -> None:
        self.look.cancel()
        for task in self._reading.values():
            task.cancel()

    @property
    def busy(self) -> bool:
        """Whether pages are being read at this moment."""
        return bool(self._reading)

    @tasks.loop(seconds=sum(BETWEEN) / 2)
    async def look(self) -> None:
        """Read what is due, site by site, and tell what is to be told."""
        if not self.bot.is_ready():
            return
        try:
            by_site: defaultdict[str, list[Watch | Site]] = defaultdict(list)
            for watch in await self.bot.lanes.watch(self.bot.watching.due):
                if self._is_ours(watch):
                    by_site[watch.host].append(watch)
            for site in await self.bot.lanes.watch(self.bot.sites.due):
                if self._is_ours(site):
                    by_site[site.host].append(site)
            for host, watches in by_site.items():
                if host not in self._reading:
                    self._reading[host] = asyncio.create_task(self._read(host, watches))
            await self._tell()
        except Exception:
            log.exception("Watched pages couldn't be looked at; it is tried again in a minute")
        finally:
            self.look.change_interval(seconds=random.uniform(*BETWEEN))  # noqa: S311 - no secret

    def _is_ours(self, watch: Watch | Site) -> bool:
        """Tell whether anybody wants to know, and it is this process's to tell.

        A server that the bot has left doesn't.
        """
        server = watch.scope.server
        here = server is None or self.bot.get_guild(server) is not None
        return here and self.bot.duties.covers(server)

    async def _read(self, host: str, watches: Sequence[Watch | Site]) -> None:
        try:
            await self._read_one_by_one(watches)
        finally:
            del self._reading[host]

    async def _read_one_by_one(self, watches: Sequence[Watch | Site]) -> None:
        for watch in watches:
            facts = {"guild": watch.scope.server, "url": watch.url}
            try:
                outcome = await self._look_at(watch)
            except (ArticleNotWatchedError, ArticleAlreadyRemovedError, ArticleSiteUnknownError):
                continue  # since the list was read
            except StoppingError:
                return
            except Exception:
                log.exception("A watched page couldn't be looked at", extra=facts)
                continue
            if outcome is None:
                continue
            for report in outcome.reports:
                log.info("Watched page: %s", report.trouble or report.kind, extra=facts)
            if outcome.reports:
                await self._tell()

    async def _look_at(self, watch: Watch | Site) -> Consequence | SiteOutcome | None:
        bot = self.bot
        if isinstance(watch, Site):
            return await bot.lanes.watch(bot.sites.reread, watch.id)
        return await bot.lanes.watch(bot.watching.reread, watch.article_id)

    async def _tell(self) -> None:
        # Who is being told is told to the end, even if the bot stops meanwhile.
        await asyncio.shield(asyncio.create_task(self._told()))

    async def _told(self) -> None:
        with self.bot.at_work():
            await self._teller.tell()
