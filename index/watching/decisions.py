"""What people decide on the texts that watched pages have by now."""

from sqlalchemy import Connection

from index.config import QuotaSettings
from index.corpus.changelog import Author, Expectation
from index.library import Library
from index.models import Change
from index.review.proposal import Proposal
from index.watching import news
from index.watching.consequences import Consequences, settled
from index.watching.errors import ArticleNothingProposedError
from index.watching.watches import Proposed, Watch, one, put


class Decisions:
    """Decides for one library. Thread-safe; so are several processes."""

    def __init__(self, library: Library, consequences: Consequences) -> None:
        self._library = library
        self._consequences = consequences

    def proposal(self, article_id: str) -> tuple[Proposal, str] | None:
        """Return what waits for a decision, and what tells it from other proposals."""
        with self._library.corpus.database.read() as connection:
            watch = one(connection, article_id)
        if watch.proposed is None or watch.proposed_hash is None:
            return None
        proposed = watch.proposed
        return Proposal(proposed.draft, watch.scope, article_id, proposed.seen), watch.proposed_hash

    def take_over(
        self, article_id: str, shown: str, author: Author, quota: QuotaSettings | None = None
    ) -> Change:
        """Put what was proposed, and `shown`, in the article's place.

        Raises:
            ArticleNotWatchedError, ArticleNothingProposedError: there is no such proposal any more.
            ArticleChangedMeanwhileError: somebody has changed the article since.
            ArticleDuplicateError: another article says the same.
            QuotaError: the scope has no room for it.
        """
        with self._library.corpus.write() as log:
            watch, proposed = _proposed(log.connection, article_id, shown)
            log.check(article_id, Expectation(watch.scope, proposed.seen))
            self._consequences.require_admissible(log.connection, watch, proposed.draft, quota)
            change = log.replace(article_id, proposed.draft, author)
            put(log.connection, settled(watch, shown, proposed, change.revision))
            news.withdraw(log.connection, article_id, "proposed")
        return self._library.index_change(change)

    def keep(self, article_id: str, shown: str) -> Watch:
        """Leave the article as it is; the page's text of now isn't proposed again.

        Raises:
            ArticleNotWatchedError, ArticleNothingProposedError: there is no such proposal any more.
        """
        with self._library.corpus.write() as log:
            watch, proposed = _proposed(log.connection, article_id, shown)
            kept = settled(watch, shown, proposed, watch.revision)
            put(log.connection, kept)
            news.withdraw(log.connection, article_id, "proposed")
        return kept

    def compare_anew(self, article_id: str) -> None:
        """Let what waits be meant for the article as it stands now, whoever has changed that.

        Raises:
            ArticleNotWatchedError: its page isn't watched.
        """
        with self._library.corpus.write() as log:
            watch = one(log.connection, article_id)
            put(log.connection, self._consequences.beside(log.connection, watch))


def _proposed(connection: Connection, article_id: str, shown: str) -> tuple[Watch, Proposed]:
    watch = one(connection, article_id)
    if watch.proposed is None or watch.proposed_hash != shown:
        raise ArticleNothingProposedError(title=watch.title)
    return watch, watch.proposed
