"""What one commit of Tantivy's counts, exactly: in some scopes, without what was deleted.

Tantivy itself counts deleted passages as well until it merges their files, and those of all scopes.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
from tantivy import DocAddress, Occur, Query, Searcher

from index.indexing.backends.bm25 import Floats
from index.indexing.backends.protocol import Frequencies
from index.indexing.backends.termfields import MARKS, REVISION_ARTICLE, SCHEMA, SCORED

COUNT = {"ids": {"value_count": {"field": "id"}}}

KEPT = 50_000
"""Terms' counts that stay in memory, for the words that many questions have."""


@dataclass(frozen=True, slots=True)
class Engine:
    """What Tantivy goes by: all `documents` that its files hold, and the fields' mean lengths."""

    documents: int
    averages: dict[str, float]

    @classmethod
    def of(cls, searcher: Searcher, marker: DocAddress) -> "Engine":
        """Read it from how Tantivy explains a score of the document that carries the revision."""
        documents, averages = 0, {}
        for field, term in MARKS.items():
            query = Query.term_query(SCHEMA, field, term, "freq")
            told = _told(json.loads(query.explain(searcher, marker).to_json()))
            documents, averages[field] = int(told["N"]), told["avgdl"]
        return cls(documents, averages)


class ScopeCounts:
    """Counts the passages in some scopes. Thread-safe; remembers what it has counted.

    `passages` are there, in `languages`; a passage has `averages[field]` terms in a field.
    """

    def __init__(self, searcher: Searcher, engine: Engine, scopes: Sequence[str]) -> None:
        self._searcher = searcher
        self.within = _within(scopes)
        sums = {field: {"sum": {"field": f"{field}_length"}} for field in SCORED}
        found = searcher.aggregate(self.within, COUNT | sums)
        self.passages = int(found["ids"]["value"])
        self.averages = {
            field: found[field]["value"] / self.passages if self.passages else 0.0
            for field in SCORED
        }
        markers = searcher.doc_freq("article", REVISION_ARTICLE)
        # Then there is nothing but these: no other scope's, none that was deleted.
        self._alone = engine.documents - markers == self.passages
        self._known: dict[tuple[str, str], int] = {}
        codes = sorted({code for code, _ in searcher.terms_with_prefix("language", "")})
        self.languages = tuple(code for code in codes if self._count("language", code))

    def frequencies(self, terms: Sequence[tuple[str, str]]) -> Frequencies:
        """Return how many of the passages have each term, given as its field and itself."""
        if len(self._known) > KEPT:
            self._known = {}
        known = self._known
        for term in terms:
            if term not in known:
                known[term] = self._count(*term)
        return np.array([known[term] for term in terms], dtype=np.int64)

    def average_of(self, fields: Sequence[str]) -> Floats:
        """Return how many terms a passage has in each of the fields."""
        return np.array([self.averages[field] for field in fields])

    def _count(self, field: str, term: str) -> int:
        # Tantivy's own count is quick, and never too low.
        most = self._searcher.doc_freq(field, term)
        if self._alone or not most or not self.passages:
            return most if self._alone else 0
        having = Query.const_score_query(Query.term_query(SCHEMA, field, term, "basic"), 0.0)
        query = Query.boolean_query([(Occur.Must, having), (Occur.Must, self.within)])
        return int(self._searcher.aggregate(query, COUNT)["ids"]["value"])


def _within(scopes: Sequence[str]) -> Query:
    terms = [(Occur.Should, Query.term_query(SCHEMA, "scope", scope, "basic")) for scope in scopes]
    return Query.const_score_query(Query.boolean_query(terms), 0.0)


def _told(explanation: dict[str, object]) -> dict[str, float]:
    """Return the numbers of an explanation by the names that they begin with ("N, total …")."""
    details = explanation.get("details") or []
    assert isinstance(details, list)  # noqa: S101 - Tantivy's own form
    name = str(explanation["description"]).partition(",")[0]
    value = explanation["value"]
    assert isinstance(value, float)  # noqa: S101 - likewise
    return reduce(lambda told, each: told | _told(each), details, {name: value})
