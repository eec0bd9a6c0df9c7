"""What a look at a page leads to, in one transaction: for its watch, its article, and the news."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, func, select

from index.config import QuotaSettings
from index.corpus.changelog import Author, ChangeLog
from index.corpus.errors import ArticleDuplicateError, QuotaError
from index.corpus.quota import require_room
from index.corpus.storage.tables import articles, changes, versions
from index.errors import ArticleError, SearchIndexError
from index.library import Library
from index.models import Change, Draft
from index.review.inspection import missing_from, sentences_of
from index.scopes import SHARED
from index.units.segmentation import divide
from index.visiting.course import Told, failed, postponed, well
from index.visiting.reading import Reading
from index.visiting.troubles import OURS, Trouble, trouble_of, wait_of
from index.watching import news
from index.watching.looking import Look, nothing_kept
from index.watching.news import Report
from index.watching.watches import OF_ITSELF, Proposed, Said, Watch, as_said, put, said_by

WHO = "watch"
"""Stands in the change log for what was taken over by itself."""


@dataclass(frozen=True, slots=True)
class Consequence:
    """What has become of a page.

    `watch` is how it stands now; `reports` are what people are to be told, `change` what was made
    of its article, `error` why it couldn't be read. `added` and `removed` are the sentences by
    which the change, or what waits for a decision, differs from what the article says or said.
    `late` is set where the index couldn't follow.
    """

    watch: Watch
    reports: Sequence[Report] = ()
    change: Change | None = None
    error: ArticleError | None = None
    added: Sequence[str] = ()
    removed: Sequence[str] = ()
    late: SearchIndexError | None = None


@dataclass(frozen=True, slots=True)
class _Step:
    """How a watch goes on, with what is told of it, and what was made of its article."""

    watch: Watch
    reports: Sequence[Report] = ()
    change: Change | None = None
    taken: Draft | None = None


class Consequences:
    """What looks lead to in one library."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def conclude(
        self,
        log: ChangeLog,
        watch: Watch,
        seen: Look | ArticleError,
        now: datetime,
        old: Draft | None = None,
    ) -> Consequence:
        """Let a look have its effect, all of it in the caller's transaction.

        `old` is the article as it was when the page was looked at; None where a person has looked.
        """
        error = seen if isinstance(seen, ArticleError) else None
        told: Told | None = None
        trouble: Trouble | None = None
        if isinstance(seen, OURS):
            step = _Step(postponed(watch, now))
        elif isinstance(seen, ArticleError):
            trouble = trouble_of(seen)
            after, told = failed(watch, trouble, now, wait_of(seen, now))
            step = _Step(after)
        elif seen.trouble is not None:
            trouble = seen.trouble
            after, told = failed(watch, trouble, now)
            step = _Step(after)
        else:
            after, told = well(replace(watch, well_at=now), now)
            step = _Step(after)
            if seen.reading is not None:
                step = self._followed(log, after, seen, now, old)
        reports = [Report(told, trouble)] if told else []
        reports = [*reports, *step.reports]
        put(log.connection, step.watch)
        news.record(log.connection, watch.article_id, reports, now)
        return self._compared(Consequence(step.watch, reports, step.change, error), step.taken)

    def _compared(self, outcome: Consequence, taken: Draft | None) -> Consequence:
        """Say by which sentences a text differs from what the article said before this look."""
        proposed = outcome.watch.proposed
        new = taken or (proposed and proposed.draft)
        if not new:
            return outcome
        after, before = sentences_of(new), sentences_of(self._article(outcome.watch))
        added, removed = missing_from(after, before), missing_from(before, after)
        return replace(outcome, added=added, removed=removed)

    def _article(self, watch: Watch) -> Draft:
        """Return an article as it stood before the transaction."""
        corpus = self._library.corpus
        return corpus.draft_of(corpus.article(watch.article_id))

    def _followed(
        self, log: ChangeLog, watch: Watch, seen: Look, now: datetime, old: Draft | None
    ) -> _Step:
        """Follow a page that is well, and was read in full."""
        reading = seen.reading
        assert reading is not None  # noqa: S101 - as said
        said = reading.validators
        watch = replace(
            watch, landed=said.url, etag=said.etag, modified=said.modified, whole_at=now
        )
        reports = [Report("restless")] if seen.restless and not watch.restless else []
        watch = replace(watch, restless=watch.restless or bool(seen.restless))
        _title, latest, text_hash = standing(log.connection, watch.article_id)
        if reading.text_hash in {text_hash, watch.text_hash}:
            return _Step(self._back(log, watch, reading, latest, text_hash), reports)
        if not seen.changed:
            return _Step(watch, reports)
        draft = _merged(self._article(watch), watch.said, reading.draft)
        proposed = Proposed(draft, said_by(reading.draft), latest)
        another = old is not None and nothing_kept(old, draft)
        if watch.apply == "always" and latest == watch.revision and not another:
            change = self._taken(log, watch, draft)
            if change is not None:
                watch = settled(watch, reading.text_hash, proposed, change.revision)
                reports.append(Report("taken", revision=change.revision))
                return _Step(watch, reports, change, draft)
        if watch.proposed is None and watch.proposed_hash != reading.text_hash:
            reports.append(Report("proposed"))
        watch = replace(watch, proposed=proposed, proposed_hash=reading.text_hash)
        return _Step(watch, reports)

    def _taken(self, log: ChangeLog, watch: Watch, draft: Draft) -> Change | None:
        """Take a text over; None where somebody has to decide on it."""
        try:
            quota = self._library.settings.quota
            self.require_admissible(log.connection, watch, draft, quota)
        except (ArticleDuplicateError, QuotaError):
            return None
        news.withdraw(log.connection, watch.article_id, "proposed")
        return log.replace(watch.article_id, draft, Author(WHO, watch.url))

    def _back(
        self, log: ChangeLog, watch: Watch, reading: Reading, latest: int, text_hash: str
    ) -> Watch:
        """Let nothing wait any more: the page says what its article says, or said."""
        if watch.proposed is not None:
            unknown = news.withdraw(log.connection, watch.article_id, "proposed")
            known = None if unknown else watch.proposed_hash
            watch = replace(watch, proposed=None, proposed_hash=known)
        if reading.text_hash != text_hash:
            return watch
        proposed = Proposed(reading.draft, said_by(reading.draft), latest)
        return replace(
            settled(watch, text_hash, proposed, latest), proposed_hash=watch.proposed_hash
        )

    def beside(self, connection: Connection, watch: Watch) -> Watch:
        """Return a watch of which what waits is meant for its article as it stands now."""
        if watch.proposed is None:
            return watch
        draft, said = watch.proposed.draft, watch.proposed.said
        merged = _merged(self._article(watch), watch.said, as_said(draft, said))
        _title, latest, _hash = standing(connection, watch.article_id)
        return replace(watch, proposed=Proposed(merged, said, latest))

    def require_admissible(
        self, connection: Connection, watch: Watch, draft: Draft, quota: QuotaSettings | None
    ) -> None:
        """Refuse what another article says, and what a server has no room for."""
        library, scope = self._library, watch.scope
        library.refuse_duplicate(connection, draft, scope, besides=watch.article_id)
        if quota is not None and scope != SHARED:
            size, now = len(divide(draft)), library.clock()
            require_room(connection, draft, size, scope, quota, now, watch.article_id)


def settled(watch: Watch, text_hash: str, proposed: Proposed, revision: int) -> Watch:
    """Return a watch whose page is known as it is, and about which nothing is to be decided."""
    return replace(
        watch,
        text_hash=text_hash,
        size=len(proposed.draft.text),
        said=proposed.said,
        revision=revision,
        proposed=None,
        proposed_hash=None,
    )


def standing(connection: Connection, article_id: str) -> tuple[str, int, str]:
    """Return an article's title, the revision of its latest change, and its text's hash."""
    latest = select(func.max(changes.c.revision)).where(changes.c.article_id == article_id)
    query = (
        select(versions.c.title, latest.scalar_subquery(), versions.c.text_hash)
        .join(articles, articles.c.latest == versions.c.revision)
        .where(articles.c.id == article_id)
    )
    title, revision, text_hash = connection.execute(query).one()
    return title, revision, text_hash


def _merged(old: Draft, said: Said, new: Draft) -> Draft:
    """Return what a page says now, with what people have said of its article.

    Of title, date and the like the article keeps what the page hasn't changed since.
    """
    now = said_by(new)
    kept = {name: getattr(old, name) for name in OF_ITSELF if now[name] == said.get(name)}
    if "valid_until" in kept:
        kept["afterwards"] = old.afterwards
    same = kept.get("language", new.language) == new.language
    return replace(new, **kept, spans=new.spans if same else None)
