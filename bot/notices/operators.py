"""What the operator changes is said in the servers' log channels, too, each change once."""

from collections import Counter
from collections.abc import Sequence

from bot.client.client import Belegbot
from bot.interactions.common import mention_of
from bot.notices.log_channel import post_change, post_further
from bot.shards import Shard
from index.models import Change
from index.watching.consequences import WHO

BOOKMARK = "logged"
"""Up to which revision it was said: set before it is, for twice is worse than not at all."""

LOGGED = 10
"""Changes that are posted at once; an import can have thousands."""


class OperatorsLog:
    """Posts what was done elsewhere; what is done in Discord is said at once, by who does it."""

    def __init__(self, bot: Belegbot, shard: Shard) -> None:
        self._bot = bot
        self._shard = shard

    async def post(self, changes: Sequence[Change]) -> None:
        """Say what of the changes, oldest first, nobody has said yet."""
        bot, bookmarks, shard = self._bot, self._bot.memory.bookmarks, self._shard
        theirs = [
            (each, server)
            for each in changes
            if (server := _server_of(each)) is not None and shard.covers(server)
        ]
        if not theirs:
            return
        said = await bot.lanes.remember(self._said)
        further: Counter[int] = Counter()
        posted: Counter[int] = Counter()
        ours, last = said, theirs[-1][0].revision
        for change, server in theirs:
            if change.revision <= said:
                continue
            if posted[server] == LOGGED:
                further[server] += 1
                continue
            posted[server] += 1
            await bot.draw()
            if not await bot.lanes.remember(bookmarks.advance, BOOKMARK, change.revision, shard):
                continue  # another process goes on for this one
            ours = change.revision
            entry = await bot.lanes.browse(bot.library.history.entry, change.revision)
            title = (entry and entry.title) or change.article_id
            await post_change(bot, server, change, title)
        if not further:
            return
        if ours != last and not await bot.lanes.remember(bookmarks.advance, BOOKMARK, last, shard):
            return
        for server, count in further.items():
            await post_further(bot, server, count)

    def _said(self) -> int:
        bookmarks = self._bot.memory.bookmarks
        known = bookmarks.get(BOOKMARK, self._shard)
        values = [known] if known is not None else bookmarks.before(BOOKMARK, self._shard)
        return max(map(int, values), default=0)


def _server_of(change: Change) -> int | None:
    """Return the server whose articles the operator has changed; None for all other changes.

    What a watched page brought is told with what it says now.
    """
    theirs = mention_of(change.who) is None and change.who != WHO
    return change.scope.server if theirs else None
