"""The one way from the bot to the library: whatever computes runs on threads of its own."""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ParamSpec, TypeVar

from index.articles import Metadata, Reading, read_bytes, read_url
from index.asking.answers import Answer, Citation, Quote, Turn
from index.asking.context import Context
from index.config import IngestSettings
from index.corpus.changelog import Author, Expected, Undo
from index.corpus.titles import Title
from index.i18n import Language
from index.indexing.progress import Progress
from index.indexing.status import Status
from index.insights import Insights
from index.journal import Asked, Opinion, Posted, SourceRequest
from index.language.detection import detect_question_language
from index.library import Library
from index.listing import Listing, Wanted
from index.models import Article, Change, Draft
from index.overview import Recorded, Unanswered
from index.previews import Pending
from index.review.inspection import Inspection

__all__ = ["News", "Service", "Status"]

ASKING_THREADS = 2
"""Questions computed at once; others wait their turn. More answered no sooner on two cores, but
held up the event loop, which shares Python's lock with them."""

READING_THREADS = 2
"""Documents read, and drafts inspected, at once; a large PDF takes minutes."""

SAVED_QUESTIONS = 50
"""A server's questions that a draft is tried on."""

KEEPING_THREADS = 2
"""So that choosing an article, which Discord waits three seconds for, isn't behind a picture."""

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class News:
    """What a look at the database gives: changes, oldest first, and preferences by server."""

    changes: list[Change]
    preferences: dict[int, dict[int, dict[str, Any]]]


class Service:
    """Asks the library and keeps the bot's journal.

    Questions share a pool. Changing and catching up with the collection, which may index for
    minutes, the journal, and what moderators look at each have a thread of their own, so that none
    waits for the other; so has reading what is to be added.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._journal = library.journal
        self._askers = ThreadPoolExecutor(ASKING_THREADS, thread_name_prefix="belegbot-ask")
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="belegbot-write")
        self._readers = ThreadPoolExecutor(READING_THREADS, thread_name_prefix="belegbot-read")
        self._clerk = ThreadPoolExecutor(1, thread_name_prefix="belegbot-journal")
        self._keeper = ThreadPoolExecutor(KEEPING_THREADS, thread_name_prefix="belegbot-keep")

    async def ask(
        self, question: str, scopes: Sequence[str], previous: Turn | None = None
    ) -> Answer:
        """Answer from the articles in `scopes`.

        Raises:
            QuestionError: the question can't be asked as it stands.
            BelegbotError: the library can't answer now.
        """
        return await _run(self._askers, self._library.ask, question, scopes, previous)

    async def nearest(
        self, question: str, scopes: Sequence[str], count: int
    ) -> tuple[Citation, ...]:
        """Return the passages nearest to a question, answering or not."""
        return await _run(self._askers, self._library.nearest, question, scopes, count)

    async def context(self, quote: Quote) -> Context | None:
        """Return what is around a quote; None once its article was changed or removed."""
        return await _run(self._askers, self._library.context, quote)

    async def language_of(self, question: str) -> Language:
        """Detect a question's language; the first call loads the detector's model."""
        return await _run(self._askers, detect_question_language, question)

    async def catch_up(self) -> None:
        """See what other processes changed in the collection."""
        await _run(self._writer, self._library.catch_up)

    async def status(self) -> Status:
        """Tell what there is and how far the index is behind."""
        return await _run(self._clerk, self._library.status)

    async def examine_model(self) -> None:
        """Load the configured model and see that the index is its; raises `SearchIndexError`s."""
        await _run(self._askers, self._library.examine_model)

    async def revision(self) -> int:
        """Return the revision of the collection's latest change."""
        return await _run(self._clerk, self._library.revision)

    async def news(self, after: int) -> News:
        """Return what changed above a revision, and what servers prefer, whoever changed it."""
        return await _run(self._clerk, self._news, after)

    def _news(self, after: int) -> News:
        return News(self._library.changes_after(after), self._journal.preferences())

    async def record(self, asked: Asked, answer: Answer, message_id: int) -> None:
        """Remember what a message shows."""
        await _run(self._clerk, self._journal.record, asked, answer, message_id)

    async def answer(self, answer_id: int) -> Posted | None:
        """Return an answer by its id."""
        return await _run(self._clerk, self._journal.answer, answer_id)

    async def answer_in(self, message_id: int) -> Posted | None:
        """Return the answer that a message shows."""
        return await _run(self._clerk, self._journal.answer_in, message_id)

    async def latest(self, channel_id: int, person: int, since: datetime) -> Posted | None:
        """Return what a person was last answered in a channel, unless it was before `since`."""
        return await _run(self._clerk, self._journal.latest, channel_id, person, since)

    async def quoting(self, article_ids: Iterable[str]) -> list[Posted]:
        """Return the answers that quote any of the articles."""
        return await _run(self._clerk, self._journal.quoting, article_ids)

    async def versions_in_force(self, article_ids: Iterable[str]) -> dict[str, int]:
        """Return the versions in force of those of the articles that have one."""
        return await _run(self._clerk, self._journal.versions_in_force, article_ids)

    async def note(self, answer_id: int, standing: str) -> None:
        """Remember what an answer's message tells of its sources' standing."""
        await _run(self._clerk, self._journal.note, answer_id, standing)

    async def rate(self, opinion: Opinion) -> None:
        """Remember a person's opinion of an answer."""
        await _run(self._clerk, self._journal.rate, opinion)

    async def request_source(self, answer_id: int, person: int, at: datetime) -> bool:
        """Remember that a person wants a source; False if they have said so already."""
        return await _run(self._clerk, self._journal.request_source, answer_id, person, at)

    async def open_requests(self) -> list[SourceRequest]:
        """Return the requests nobody was told an answer of yet."""
        return await _run(self._clerk, self._journal.open_requests)

    async def claim_request(self, request: SourceRequest, at: datetime) -> bool:
        """Close a request before its person is told; False if that was done already."""
        return await _run(self._clerk, self._journal.claim_request, request, at)

    async def preferences(self) -> dict[int, dict[int, dict[str, Any]]]:
        """Return all servers' preferences, by channel."""
        return await _run(self._clerk, self._journal.preferences)

    async def prefer(self, guild_id: int, channel_id: int, values: Mapping[str, Any]) -> None:
        """Set preferences; None takes one back."""
        await _run(self._clerk, self._journal.prefer, guild_id, channel_id, values)

    # Sources on their way in.

    async def read_bytes(
        self, raw: bytes, source: str, content_type: str | None, given: Metadata
    ) -> Reading:
        """Read a document; raises `ArticleError`s."""
        ingest = self._library.settings.ingest
        return await _run(
            self._readers,
            read_bytes,
            raw,
            source=source,
            settings=ingest,
            content_type=content_type,
            given=given,
        )

    async def read_url(self, url: str, given: Metadata) -> Reading:
        """Fetch and read a document; raises `ArticleError`s."""
        return await _run(self._readers, read_url, url, self._library.settings.ingest, given)

    @property
    def ingest(self) -> IngestSettings:
        """What may become an article."""
        return self._library.settings.ingest

    async def inspect(self, pending: Pending) -> Inspection:
        """Tell what there is to know of a draft before it counts; raises `ArticleError`s."""
        return await _run(self._readers, self._inspect, pending)

    def _inspect(self, pending: Pending) -> Inspection:
        saved = self._journal.saved_questions(pending.guild_id, SAVED_QUESTIONS)
        return self._library.inspect(pending, saved)

    async def keep(self, pending: Pending) -> None:
        """Keep a draft until it is decided on."""
        await _run(self._clerk, self._library.previews.put, pending)

    async def kept(self, preview_id: str, since: datetime) -> Pending | None:
        """Return a draft; None once it is decided on, or older than `since`."""
        return await _run(self._clerk, self._library.previews.get, preview_id, since)

    async def discard(self, preview_id: str) -> bool:
        """Erase a draft; False if it was gone already."""
        return await _run(self._clerk, self._library.previews.drop, preview_id)

    async def discard_before(self, at: datetime) -> int:
        """Erase the drafts from before `at`."""
        return await _run(self._clerk, self._library.previews.forget_before, at)

    async def accept(self, pending: Pending, author: Author, progress: Progress) -> Change:
        """Let a draft count; `progress` is called on another thread. Raises `ArticleError`s."""
        return await _run(self._writer, self._library.accept, pending, author, progress)

    async def change_details(
        self, article_id: str, draft: Draft, author: Author, expected: Expected, progress: Progress
    ) -> Change:
        """Put a version with other details in force; raises `ArticleError`s."""
        return await _run(
            self._writer, self._library.replace, article_id, draft, author, expected, progress
        )

    async def bookmark(self, name: str) -> str | None:
        """Return how far the bot has come with something."""
        return await _run(self._clerk, self._journal.bookmark, name)

    async def set_bookmark(self, name: str, value: str) -> None:
        """Remember how far the bot has come with something."""
        await _run(self._clerk, self._journal.set_bookmark, name, value)

    async def forget_before(self, at: datetime) -> None:
        """Erase the answers from before `at` with all that belongs to them."""
        await _run(self._clerk, self._journal.forget_before, at)

    # What moderators look at; `server` is its id, as in an article's scope.

    async def titles(self, server: str) -> list[Title]:
        """Return the titles of a server's own articles, then the shared ones."""
        return await _run(self._keeper, self._library.overview.titles, server)

    async def find_titles(
        self, server: str, typed: str, count: int, *, own: bool, removed: bool | None
    ) -> list[Title]:
        """Find articles by their titles, typing errors included, the most alike first."""
        find = self._library.overview.find_titles
        return await _run(self._keeper, find, server, typed, count, own=own, removed=removed)

    async def listing(self, server: str, wanted: Wanted, size: int) -> Listing:
        """Return a page of a server's list of articles."""
        return await _run(self._keeper, self._library.overview.listing, server, wanted, size)

    async def article(self, article_id: str) -> Article:
        """Return an article as it stands or last stood; raises `ArticleUnknownError`."""
        return await _run(self._keeper, self._library.article, article_id)

    async def change(self, revision: int) -> Change | None:
        """Return a change by its revision."""
        return await _run(self._keeper, self._library.overview.change, revision)

    async def history(self, server: str, article_id: str | None = None) -> list[Recorded]:
        """Return the changes to a server's articles or to one that it sees, latest first."""
        return await _run(self._keeper, self._library.overview.history, server, article_id)

    async def citations(self, server: str) -> dict[str, int]:
        """Count the server's answers that cite each article."""
        return await _run(self._keeper, self._library.overview.citations, server)

    async def undoing(self, revision: int | None, server: str) -> Undo:
        """Tell what taking back a change, or the latest, would do; raises `ArticleError`s."""
        return await _run(self._keeper, self._library.undoing, revision, server)

    async def unanswered(
        self, server: str, since: datetime, count: int, progress: Progress
    ) -> list[Unanswered]:
        """Return up to `count` topics that members asked about and the sources still don't say."""
        work = self._library.unanswered
        return await _run(self._keeper, work, server, since, count, progress)

    async def insights(self, server: str, first: datetime, now: datetime, count: int) -> Insights:
        """Count a server's questions since `first`, with `count` of what is most frequent."""
        return await _run(self._keeper, self._library.overview.insights, server, first, now, count)

    async def export(self, server: str) -> bytes:
        """Return a server's own articles with their history, as a file to be imported."""
        return await _run(self._keeper, self._export, server)

    def _export(self, server: str) -> bytes:
        return "".join(self._library.export_lines(server)).encode()

    async def compute(self, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Run what computes, such as drawing, beside the event loop."""
        return await _run(self._keeper, work, *args, **kwargs)

    # What moderators change. Methods raise `ArticleError`s, with nothing changed.

    async def remove(self, article_id: str, author: Author, expected: Expected) -> Change:
        """Take an article out of force."""
        return await _run(self._writer, self._library.remove, article_id, author, expected)

    async def restore(self, article_id: str, author: Author, expected: Expected) -> Change:
        """Put a removed article back in force."""
        return await _run(self._writer, self._library.restore, article_id, author, expected)

    async def undo(self, revision: int, author: Author, server: str) -> Change:
        """Take a change of a server's back."""
        undo = self._library.undo
        return await _run(self._writer, undo, revision, author.who, server, why=author.why)

    # Whole servers.

    async def departures(self) -> dict[int, datetime]:
        """Return the servers that no application is in any more, and since when."""
        return await _run(self._keeper, self._library.servers.departures)

    async def stays(self, application_id: int) -> dict[int, datetime | None]:
        """Return the servers that an application was seen in, and since when it is gone."""
        return await _run(self._keeper, self._library.servers.stays, application_id)

    async def left(self, guild_id: int, application_id: int, at: datetime) -> None:
        """Remember when an application left a server."""
        await _run(self._keeper, self._library.servers.left, guild_id, application_id, at)

    async def joined(self, guild_id: int, application_id: int) -> bool:
        """Remember that an application is in a server; tell whether it had left it."""
        return await _run(self._keeper, self._library.servers.joined, guild_id, application_id)

    async def purge_server(self, server: str, author: Author) -> int:
        """Erase everything of a server's; return how many articles that were."""
        return await _run(self._writer, self._library.purge_server, server, author)

    async def close(self) -> None:
        """Let what is computing finish. The library stays open: it belongs to who opened it."""
        for pool in (self._askers, self._writer, self._readers, self._clerk, self._keeper):
            await asyncio.to_thread(pool.shutdown)


async def _run(
    pool: ThreadPoolExecutor, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs
) -> R:
    return await asyncio.get_running_loop().run_in_executor(pool, lambda: work(*args, **kwargs))
