"""What a draft would change, looked at before it counts; and letting it count."""

import logging
from collections.abc import Callable, Sequence
from contextlib import ExitStack

from sqlalchemy import Connection

from index.asking.answers import Answer
from index.asking.errors import EvidenceError
from index.corpus.changelog import Author, ChangeLog, Expectation
from index.corpus.duplicates import near_duplicates
from index.corpus.errors import ArticleUnchangedError, ArticleUnknownError
from index.corpus.pins import places_of
from index.corpus.quota import require_room
from index.errors import CorpusError, SearchIndexError
from index.indexing.progress import Progress, silent
from index.library import Library
from index.models import Change, Draft, Span
from index.review.changed import changed, lies_in
from index.review.inspection import Inspection, missing_from, sentences_of
from index.review.prediction import Prediction, SavedQuestion, predict
from index.review.proposal import Proposal
from index.units.segmentation import divide

log = logging.getLogger(__name__)

Claim = Callable[[Connection], None]
"""Makes sure, within a transaction, that nobody has decided before; raises otherwise."""

Also = Callable[[ChangeLog, Change], None]
"""Does what belongs to a change, within the transaction that makes it."""

PREDICTION_SECONDS = 10.0
"""For asking a server's saved questions before and after a change."""


class Review:
    """Looks at proposals for one library. Thread-safe."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def inspect(self, proposal: Proposal, questions: Sequence[SavedQuestion]) -> Inspection:
        """Tell what there is to know of a draft before it counts.

        Raises:
            ArticleDuplicateError: its text is there already.
            ArticleUnchangedError: it is the text of the article that it is to replace.
            ArticleUnknownError: that article is another server's, or nowhere.
            QuotaError: the scope has no room for it.
        """
        corpus = self._library.corpus
        draft, article_id = proposal.draft, proposal.article_id
        spans = divide(draft)
        sentences = [draft.text[span.start : span.end] for span in spans]
        old: list[str] = []
        before: Draft | None = None
        if article_id is not None:
            article = corpus.article(article_id)
            if article.scope.whole != proposal.scope.whole:
                # Its text is for nobody to see here.
                raise ArticleUnknownError(article=article_id)
            before = corpus.draft_of(article)
            if draft == before:
                raise ArticleUnchangedError(title=article.title)
            old = sentences_of(before)
        with corpus.database.read() as connection:
            self._require_admissible(connection, proposal, len(spans))
            near = near_duplicates(connection, sentences, proposal.scope)
        return Inspection(
            paragraphs=max(span.paragraph for span in spans),
            sentences=sum(span.answers for span in spans),
            near=[duplicate for duplicate in near if duplicate.article_id != article_id],
            prediction=self._predicted(proposal, questions),
            added=missing_from(sentences, old) if old else (),
            removed=missing_from(old, sentences),
            before=before,
            unpinned=self._unpinned(article_id, draft.text, spans) if article_id else (),
        )

    def _unpinned(self, article_id: str, text: str, spans: Sequence[Span]) -> tuple[str, ...]:
        """Return the questions whose fixed answers this text of the article no longer says."""
        units = [span for span in spans if span.answers]
        return tuple(
            each.pin.question
            for each in self._library.pins.all()
            if each.pin.article_id == article_id
            and each.place is not None
            and not places_of(each.excerpt, text, units)
        )

    def _predicted(
        self, proposal: Proposal, questions: Sequence[SavedQuestion]
    ) -> Prediction | None:
        try:
            return self.predict(proposal, questions)
        except (CorpusError, SearchIndexError, EvidenceError, OSError):
            # No space for a copy, say: a draft can be decided on without.
            log.exception("What a draft changes in answers couldn't be predicted")
            return None

    def predict(
        self,
        proposal: Proposal,
        questions: Sequence[SavedQuestion],
        seconds: float = PREDICTION_SECONDS,
    ) -> Prediction:
        """Tell how the draft, in another article's place or as a new one, changes answers.

        Nothing is stored: the draft is in memory, and in a copy of the index, which shares its
        files.
        """
        if not questions:
            return Prediction(0, 0, ())
        library = self._library
        # As those ask who may read it.
        scopes = lies_in(library.corpus, proposal).visible
        with ExitStack() as made:
            askers = [library.asker]

            def ask(searched: str) -> Answer:
                return askers[-1].ask_again(searched, scopes)

            def change() -> None:
                askers.append(made.enter_context(changed(library, proposal)))

            return predict(questions, ask, change, seconds)

    def accept(
        self,
        proposal: Proposal,
        author: Author,
        claim: Claim = lambda _: None,
        progress: Progress = silent,
        also: Also | None = None,
    ) -> Change:
        """Let a draft count that somebody has looked at: once, as it was shown.

        `claim` runs within the same transaction, and raises if it was decided on already; so does
        `also`, after the change. Without, nobody else can decide on what only its person has seen.

        Raises:
            ArticleDuplicateError: its text is there already.
            ArticleUnknownError: the article that it is to replace is gone, or in another scope.
            ArticleChangedMeanwhileError: somebody has changed that article meanwhile.
            QuotaError: the scope has no room for it.
        """
        library = self._library
        draft, scope, article_id = proposal.draft, proposal.scope, proposal.article_id
        # Before anybody has to wait for the transaction.
        size = len(divide(draft))
        with library.corpus.write() as changelog:
            connection = changelog.connection
            claim(connection)
            self._require_admissible(connection, proposal, size)
            if article_id is None:
                change = changelog.add(draft, author, scope=scope)
            else:
                changelog.check(article_id, Expectation(scope, proposal.seen))
                change = changelog.replace(article_id, draft, author)
            if also is not None:
                also(changelog, change)
        return library.index_change(change, progress)

    def _require_admissible(self, connection: Connection, proposal: Proposal, size: int) -> None:
        """Refuse a draft of `size` sentences that is there already, or that there is no room for.

        Raises:
            ArticleDuplicateError, QuotaError: which it is.
        """
        library, draft, scope = self._library, proposal.draft, proposal.scope
        replaced, quota = proposal.article_id, library.settings.quota
        if replaced is None or library.corpus.article(replaced).text != draft.text:
            library.refuse_duplicate(connection, draft, scope, besides=replaced)
        require_room(connection, draft, size, scope, quota, library.clock(), replaced)
