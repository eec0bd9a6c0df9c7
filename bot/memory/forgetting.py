"""What the memory erases when the library purges, within the purge's own transaction."""

from sqlalchemy import Connection, delete, select, update

from bot.memory.answers import delete_answers
from bot.memory.storage.schema import MEMORY
from bot.memory.storage.tables import (
    bookmarks,
    budgets,
    cooldowns,
    feedback,
    help_posts,
    posted_answers,
    preferences,
    previews,
    quotes,
    shard_leases,
    source_requests,
    stays,
    written_tokens,
)
from index.corpus.storage.sums import unsound
from index.scopes import Scope


class Forgetting:
    """The memory's part in a purge (`index.corpus.participants.Participant`)."""

    schema = MEMORY

    def forget_article(self, connection: Connection, article_id: str) -> None:
        """Erase what answers said in an article's words."""
        own = select(quotes.c.answer_id).where(quotes.c.article_id == article_id)
        connection.execute(
            update(posted_answers).where(posted_answers.c.id.in_(own)).values(text="", cited=[])
        )

    def forget_damaged(self, connection: Connection) -> int:
        """Erase answers with all that belongs to them, previews and the like; no settings."""
        count = 0
        belonging = (quotes, feedback, source_requests)
        for key in (posted_answers.c.id, *(table.c.answer_id for table in belonging)):
            ids = set(connection.execute(select(key).where(unsound(key.table))).scalars())
            delete_answers(connection, sorted(ids))
            count += len(ids)
        shared = (shard_leases, budgets, cooldowns)
        for table in (previews, help_posts, bookmarks, written_tokens, *shared):
            count += connection.execute(delete(table).where(unsound(table))).rowcount
        return count

    def forget_scope(self, connection: Connection, scope: Scope) -> None:
        """Erase everything that was asked, said and set in a server; of a part alone, nothing."""
        server = scope.server
        if server is None or scope.part:
            return
        own = select(posted_answers.c.id).where(posted_answers.c.guild_id == server)
        delete_answers(connection, own)
        connection.execute(delete(help_posts).where(help_posts.c.guild_id == server))
        connection.execute(delete(preferences).where(preferences.c.guild_id == server))
        connection.execute(delete(previews).where(previews.c.guild_id == server))
        connection.execute(delete(written_tokens).where(written_tokens.c.guild_id == server))
        # Who is still there is known to be; leaving it later has to be noticed.
        gone = (stays.c.guild_id == server) & stays.c.left_at.is_not(None)
        connection.execute(delete(stays).where(gone))
