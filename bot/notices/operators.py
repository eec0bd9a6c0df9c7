"""What the operator changes is said in the servers' log channels, too, each change once."""

from collections import Counter
from collections.abc import Sequence

from bot.client.client import Belegbot
from bot.interactions.common import mention_of
from bot.notices.log_channel import post_change, post_further
from index.models import Change
from index.watching.consequences import WHO

BOOKMARK = "logged"
"""Up to which revision it was said: set before it is, for twice is worse than not at all."""

LOGGED = 10
"""Changes that are posted at once; an import can have thousands."""


class OperatorsLog:
    """Posts what was done elsewhere; what is done in Discord is said at once, by who does it."""

    def __init__(self, bot: Belegbot) -> None:
        self._bot = bot

    async def post(self, changes: Sequence[Change]) -> None:
        """Say what of the changes, oldest first, nobody has said yet."""
        bot, bookmarks = self._bot, self._bot.memory.bookmarks
        if not (theirs := [each for each in changes if _servers(each) is not None]):
            return
        said = int(await bot.lanes.remember(bookmarks.get, BOOKMARK) or 0)
        further: Counter[int] = Counter()
        posted: Counter[int] = Counter()
        for change in theirs:
            server = _servers(change)
            if server is None or change.revision <= said:
                continue
            if posted[server] == LOGGED:
                further[server] += 1
                continue
            posted[server] += 1
            await bot.lanes.remember(bookmarks.set, BOOKMARK, str(change.revision))
            entry = await bot.lanes.browse(bot.library.history.entry, change.revision)
            title = (entry and entry.title) or change.article_id
            await post_change(bot, server, change, title)
        if not further:
            return
        await bot.lanes.remember(bookmarks.set, BOOKMARK, str(theirs[-1].revision))
        for server, count in further.items():
            await post_further(bot, server, count)


def _servers(change: Change) -> int | None:
    """Return the server whose articles the operator has changed; None for all other changes.

    What a watched page brought is told with what it says now.
    """
    theirs = mention_of(change.who) is None and change.who != WHO
    return change.scope.server if theirs else None
