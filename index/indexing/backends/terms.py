"""The terms' leg: a Tantivy index (BM25) of passages, with stems and character n-grams.

One document carries the revision that the index has reached; it is replaced in the same commit as
the units, so the two can't come apart.
"""

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import numpy as np
from tantivy import (
    Document,
    Index,
    IndexWriter,
    Occur,
    Query,
    SchemaBuilder,
    TextAnalyzerBuilder,
    Tokenizer,
)

from index.indexing.backends.bm25 import K1, idf
from index.indexing.backends.protocol import (
    ArticleUpdate,
    DamagedError,
    Difference,
    Frequencies,
    LegHits,
    Units,
    compare,
)
from index.indexing.backends.tantivyfiles import check, clear_errors
from index.language.terms import (
    GRAM,
    grams,
    indexed_grams,
    indexed_stems,
    single_characters,
    stems,
    word_parts,
    words,
)
from index.language.words import function_words
from index.pauses import portions

SCHEMA = (
    SchemaBuilder()
    .add_unsigned_field("id", fast=True, indexed=True)
    .add_text_field("article", tokenizer_name="raw", index_option="basic")
    .add_text_field("scope", tokenizer_name="raw", index_option="basic")
    .add_text_field("language", tokenizer_name="raw", index_option="basic")
    .add_text_field("stems", tokenizer_name="stems", index_option="freq")
    # The article's: finds what else doesn't, and counts for no score.
    .add_text_field("title", tokenizer_name="stems", index_option="basic")
    .add_text_field("grams", tokenizer_name="grams", index_option="freq")
    # Only counted: how many passages have a part of a word.
    .add_text_field("parts", tokenizer_name="stems", index_option="basic")
    .add_unsigned_field("digest", fast=True)
    .add_unsigned_field("revision", fast=True)
    .build()
)

REVISION_ARTICLE = "#revision"
"""Stands in the field `article` of the document that carries the revision."""

GRAM_WEIGHT = 0.2
"""Of a 4-gram's BM25 beside a stem's; fitted on XQuAD-R with the weights in `formula`."""

WRITER_MEMORY = 64_000_000
"""Bytes a writer gathers before it writes a segment; Tantivy wants at least 15 million."""

PORTION = 50
"""Passages analysed between two pauses."""

MAX_TERMS = 400
"""A question's terms; the rest of a pasted page adds time and nothing else."""


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
        check(folder)
        with clear_errors(folder):
            self._index = Index(SCHEMA, path=str(folder))
        self._index.register_tokenizer("stems", TextAnalyzerBuilder(Tokenizer.whitespace()).build())
        self._index.register_tokenizer(
            "grams", TextAnalyzerBuilder(Tokenizer.ngram(GRAM, GRAM)).build()
        )
        self.revision = 0
        self.refresh()

    @property
    def statistics(self) -> "TermIndex":
        """Itself: Tantivy counts."""
        return self

    def refresh(self) -> None:
        """See the latest commit, of whichever process."""
        with clear_errors(self._folder):
            self._refresh()

    def _refresh(self) -> None:
        self._index.reload()
        self._searcher = self._index.searcher()
        query = Query.term_query(SCHEMA, "article", REVISION_ARTICLE)
        hits = self._searcher.search(query, 1, count=False).hits
        values = self._searcher.fast_field_values("revision", [address for _, address in hits])
        self.revision = int(values[0] or 0) if values else 0
        found = self._searcher.terms_with_prefix("language", "")
        self._languages = tuple(code for code, _ in found)

    def apply(self, updates: Sequence[ArticleUpdate], revision: int) -> None:
        """Put the articles' units in the place of what was there, all in one commit."""
        with clear_errors(self._folder):
            self._apply(updates, revision)
        self.refresh()

    def _apply(self, updates: Sequence[ArticleUpdate], revision: int) -> None:
        writer = self._index.writer(WRITER_MEMORY, num_threads=1)
        try:
            for update in updates:
                writer.delete_documents_by_term("article", update.article_id)
                if update.passages is not None:
                    _add_units(writer, update, update.passages)
            writer.delete_documents_by_term("article", REVISION_ARTICLE)
            marker = Document()
            marker.add_text("article", REVISION_ARTICLE)
            marker.add_unsigned("revision", revision)
            writer.add_document(marker)
            writer.commit()
        finally:
            # Also gives the writer's lock back, which a dropped writer may keep for a moment.
            writer.wait_merging_threads()

    def checkpoint(self) -> None:
        """Do nothing: every commit is quick to open."""

    def search(self, text: str, scopes: Sequence[str], k: int) -> LegHits:
        """Return the `k` best passages of the scopes by BM25, best first."""
        terms = _query_terms(text, self._languages)
        if not terms:
            return LegHits()
        return self._search([(Occur.Must, _any(terms)), (Occur.Must, _in_scopes(scopes))], k)

    def titled(self, text: str, scopes: Sequence[str], k: int) -> LegHits:
        """Return the `k` best passages of articles whose titles have a content word of the text."""
        terms = _query_terms(text, self._languages)
        named = [
            Query.const_score_query(Query.term_query(SCHEMA, "title", stem, "basic"), 0.0)
            for stem in _content_stems(text, self._languages)
        ]
        if not named:
            return LegHits()
        title = Query.boolean_query([(Occur.Should, query) for query in named])
        wanted = [
            (Occur.Must, title),
            (Occur.Should, _any(terms)),
            (Occur.Must, _in_scopes(scopes)),
        ]
        return self._search(wanted, k)

    def _search(self, wanted: list[tuple[Occur, Query]], k: int) -> LegHits:
        searcher = self._searcher
        hits = searcher.search(Query.boolean_query(wanted), k, count=False).hits
        ids = searcher.fast_field_values("id", [address for _, address in hits])
        scores = [score for score, _ in hits]
        return LegHits(np.array(ids, dtype=np.int64), np.array(scores, dtype=np.float32))

    def attainable(self, text: str) -> float:
        """Return the score of a passage that has each of the text's terms very often.

        A term that no passage has counts as if one had it; of a word's stems in several languages
        only the rarest known one counts.
        """
        searcher = self._searcher
        terms = _query_terms(text, self._languages)
        counts = np.array([searcher.doc_freq(term.field, term.text) for term in terms])
        gains = idf(searcher.num_docs, np.maximum(counts, 1)) * [term.weight for term in terms]
        best: dict[tuple[bool, str], float] = {}
        for term, count, gain in zip(terms, counts, gains, strict=True):
            known = bool(count)
            best[known, term.group] = max(gain, best.get((known, term.group), 0.0))
        unknown = [key for key in best if not key[0] and (True, key[1]) in best]
        return (K1 + 1) * (sum(best.values()) - sum(best[key] for key in unknown))

    def frequencies(self, parts: Sequence[str]) -> tuple[int, Frequencies]:
        """Return how many passages there are, and how many of them have each part of a word."""
        searcher = self._searcher
        counts = [searcher.doc_freq("parts", part) for part in parts]
        return searcher.num_docs, np.array(counts, dtype=np.int64)

    def differences(self, expected: Sequence[ArticleUpdate]) -> list[Difference]:
        """Compare what each passage was indexed as with what it should be."""
        wanted = {
            unit_id: _digest(update, text)
            for update in expected
            if update.passages is not None
            for unit_id, text in zip(update.passages.ids, update.passages.texts, strict=True)
        }
        searcher = self._searcher
        hits = searcher.search(Query.all_query(), max(1, searcher.num_docs), count=False).hits
        addresses = [address for _, address in hits]
        ids = searcher.fast_field_values("id", addresses)
        digests = searcher.fast_field_values("digest", addresses)
        held = {int(i): digest for i, digest in zip(ids, digests, strict=True) if i is not None}
        return compare("terms", wanted, held)


class _Term(NamedTuple):
    """A term of the question; of the terms of one group a passage can only have one."""

    field: str
    text: str
    group: str
    weight: float

    def query(self) -> Query:
        query = Query.term_query(SCHEMA, self.field, self.text, "freq")
        return query if self.weight == 1.0 else Query.boost_query(query, self.weight)


@lru_cache(maxsize=64)
def _query_terms(question: str, languages: tuple[str, ...]) -> list[_Term]:
    """Analyse a question as the passages were: each word stemmed in every language there is.

    Kept for a moment, since searching and `attainable` both need them.
    """
    weights: dict[tuple[str, str, str], float] = defaultdict(float)
    for variants in zip(*(stems(question, code) for code in languages), strict=True):
        for stem in set(variants):
            weights["stems", stem, f"stem {variants[0]}"] += 1.0
    for gram in grams(question):
        weights["grams", gram, f"gram {gram}"] += GRAM_WEIGHT
    for character in single_characters(question):
        weights["stems", character, f"character {character}"] += GRAM_WEIGHT
    return [_Term(*key, weight) for key, weight in weights.items()][:MAX_TERMS]


def _content_stems(question: str, languages: tuple[str, ...]) -> set[str]:
    """Return the stems, in every language there is, of a question's words of no closed class."""
    found = words(question)
    marked = zip(found, function_words(found), strict=True)
    content = " ".join(word for word, closed in marked if not closed)
    return {stem for code in languages for stem in stems(content, code)}


def _any(terms: Sequence[_Term]) -> Query:
    return Query.boolean_query([(Occur.Should, term.query()) for term in terms])


def _add_units(writer: IndexWriter, update: ArticleUpdate, units: Units) -> None:
    numbered = list(zip(units.ids, units.texts, strict=True))
    title = " ".join(indexed_stems(update.title, update.language))
    for unit_id, text in chain.from_iterable(portions(numbered, PORTION)):
        document = Document()
        document.add_unsigned("id", unit_id)
        document.add_text("article", update.article_id)
        document.add_text("scope", update.scope)
        document.add_text("language", update.language)
        document.add_text("stems", " ".join(indexed_stems(text, update.language)))
        document.add_text("title", title)
        document.add_text("grams", indexed_grams(text, update.language))
        document.add_text("parts", " ".join(word_parts(text, update.language)))
        document.add_unsigned("digest", _digest(update, text))
        writer.add_document(document)


def _digest(update: ArticleUpdate, text: str) -> int:
    """Stand for all that a passage's document was made of."""
    content = f"{update.article_id}\0{update.scope}\0{update.language}\0{update.title}\0{text}"
    return int.from_bytes(blake2b(content.encode(), digest_size=7).digest(), "big")


def _in_scopes(scopes: Sequence[str]) -> Query:
    terms = [(Occur.Should, Query.term_query(SCHEMA, "scope", scope, "basic")) for scope in scopes]
    return Query.const_score_query(Query.boolean_query(terms), 0.0)
