"""The terms' leg: a Tantivy index (BM25) of passages, with stems and character n-grams.

One document carries the revision that the index has reached; it is replaced in the same commit as
the units, so the two can't come apart.
"""

from collections.abc import Sequence
from pathlib import Path

from tantivy import Index

from index.indexing.backends.protocol import (
    ArticleUpdate,
    DamagedError,
    Difference,
    Frequencies,
    LegHits,
    compare,
)
from index.indexing.backends.tantivyfiles import check, clear_errors, leave_no_others, thinned
from index.indexing.backends.termfields import (
    REVISION_ARTICLE,
    SCHEMA,
    digest,
    documents,
    marker,
    register,
)
from index.indexing.backends.termsearch import TermSearch

WRITER_MEMORY = 64_000_000
"""Bytes a writer gathers before it writes a segment; Tantivy wants at least 15 million."""

ALIKE, BESIDE = 10_000, 7
"""Segments of up to so many documents, and those of as many, Tantivy merges with so many others."""

FEW = 250
"""Documents up to which a new index is there sooner than a merge."""

ROUNDS = 8
"""Sizes of segments from which something may have been deleted."""


class TermIndex:
    """Finds passages by their terms. Thread-safe for searching; one writer at a time.

    Raises:
        DamagedError: the folder holds a damaged index, or is gone.
        OSError: it can't be read or written.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        try:
            folder.mkdir(exist_ok=True)
        except FileNotFoundError as error:
            raise DamagedError(folder) from error
        self._checked = check(folder)
        with clear_errors(folder):
            self._index = Index(SCHEMA, path=str(folder))
            register(self._index)
            self._search = TermSearch(self._index.searcher())

    @property
    def revision(self) -> int:
        """The revision of the corpus up to which everything was applied."""
        return self._search.revision

    @property
    def statistics(self) -> "TermIndex":
        """Itself: everything is counted."""
        return self

    def refresh(self) -> None:
        """See the latest commit, of whichever process."""
        self._checked = check(self._folder, self._checked)
        with clear_errors(self._folder):
            self._index.reload()
            latest = TermSearch(self._index.searcher())
        # What is the same goes on with what it has counted.
        if latest.state != self._search.state:
            self._search = latest

    def apply(self, updates: Sequence[ArticleUpdate], revision: int) -> None:
        """Put the articles' units in the place of what was there, all in one commit."""
        with clear_errors(self._folder):
            self._write(updates, revision)
            self._index.reload()
            self._search = TermSearch(self._index.searcher())

    def _write(self, updates: Sequence[ArticleUpdate], revision: int) -> None:
        writer = self._index.writer(WRITER_MEMORY, num_threads=1)
        try:
            for update in updates:
                writer.delete_documents_by_term("article", update.article_id)
                if update.passages is not None:
                    for document in documents(update, update.passages):
                        writer.add_document(document)
            writer.delete_documents_by_term("article", REVISION_ARTICLE)
            writer.add_document(marker(revision))
            writer.commit()
        finally:
            # Also gives the writer's lock back, which a dropped writer may keep for a moment.
            writer.wait_merging_threads()

    def checkpoint(self) -> None:
        """Do nothing: every commit is quick to open."""

    def erase(self) -> bool:
        """Have Tantivy merge the segments of which something was deleted, which leaves that out.

        It can't be told to, but merges eight of about the same size by itself. So seven others are
        put beside one, of documents like that of the revision; they are deleted with the next
        change, or here. Whether it went like that is looked at on the disk.
        """
        if self._index.searcher().num_docs <= FEW:
            return False
        with clear_errors(self._folder):
            self._write([], self.revision)
            for _ in range(ROUNDS):
                if sizes := thinned(self._folder):
                    self._have_merged(max(sizes))
            erased = not thinned(self._folder)
            self._write([], self.revision)
        self.refresh()
        leave_no_others(self._folder)
        return erased

    def _have_merged(self, size: int) -> None:
        filling = marker(self.revision)
        writer = self._index.writer(WRITER_MEMORY, num_threads=1)
        try:
            for _ in range(BESIDE):
                for _ in range(size if size > ALIKE else 1):
                    writer.add_document(filling)
                writer.commit()
        finally:
            writer.wait_merging_threads()

    def search(self, text: str, scopes: Sequence[str], k: int) -> LegHits:
        """Return the `k` best passages of the scopes by BM25, best first."""
        return self._search.search(text, scopes, k)

    def titled(self, text: str, scopes: Sequence[str], k: int) -> LegHits:
        """Return the `k` best passages of articles whose titles have a content word of the text."""
        return self._search.titled(text, scopes, k)

    def attainable(self, text: str, scopes: Sequence[str]) -> float:
        """Return the score of a passage that has each of the text's terms very often."""
        return self._search.attainable(text, scopes)

    def frequencies(self, parts: Sequence[str], scopes: Sequence[str]) -> tuple[int, Frequencies]:
        """Return how many passages there are, and how many of them have each part of a word."""
        return self._search.frequencies(parts, scopes)

    def differences(self, expected: Sequence[ArticleUpdate]) -> list[Difference]:
        """Compare what each passage was indexed as with what it should be."""
        wanted = {
            unit_id: digest(update, text)
            for update in expected
            if update.passages is not None
            for unit_id, text in zip(update.passages.ids, update.passages.texts, strict=True)
        }
        return compare("terms", wanted, self._search.digests())
