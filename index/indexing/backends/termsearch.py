"""Searching one commit of Tantivy's: it finds passages, which are then scored by exact counts.

Tantivy's own scores depend on what else its files hold: deleted passages, other scopes'. So each
term of a question is boosted until it counts for what it is worth in the scopes that are asked;
what is left is the mean length of a passage, which a score is at most as much too low by. More are
fetched until none of the rest can be among the best, and these are scored anew.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from tantivy import DocAddress, Occur, Query, Searcher

from index.indexing.backends.bm25 import K1, Floats, idf, kept_lengths, saturation
from index.indexing.backends.protocol import Frequencies, LegHits, best
from index.indexing.backends.queryterms import Term, content_stems, query_terms
from index.indexing.backends.termcounts import Engine, ScopeCounts
from index.indexing.backends.termfields import REVISION_ARTICLE, SCHEMA, SCORED
from index.language.terms import GRAM

Keys = npt.NDArray[np.uint64]

MORE, FACTOR, FETCHED = 8, 4, 640
"""So many more than asked for are fetched at first, then so many times as many, up to so many: in
a collection where hundreds of passages are alike it is chance again which of them are found."""

ROUNDING = 1e-4
"""Tantivy adds up in 32 bits."""

SCOPES = 64
"""Servers whose counts stay in memory."""

MIXING = np.uint64(0x9E3779B97F4A7C15)
"""An odd number that spreads what it is multiplied with (2^64 over the golden ratio)."""

ASKED = 64
"""Questions that are kept for a moment: what is found by words and by titles is scored alike."""

ANALYSED = 2_000
"""Passages whose terms stay in memory, some 6 KB each."""


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A question's terms that some passage has, and what they are worth.

    `gains[i]` is what term i gives a passage that has it very often, but for the factor `K1` + 1;
    `boosts[i]` what Tantivy's score of it must be multiplied by to be that. Its field is
    `SCORED[fields[i]]`. `scores` are those of the passages that were scored already.
    """

    terms: Sequence[Term]
    fields: npt.NDArray[np.intp]
    keys: Keys
    gains: Floats
    boosts: Floats
    scores: dict[int, float]

    def query(self) -> Query:
        """Return what finds the passages with any of the terms."""
        return Query.boolean_query(
            [
                (Occur.Should, Query.boost_query(_having(term), float(boost)))
                for term, boost in zip(self.terms, self.boosts, strict=True)
            ]
        )


class TermSearch:
    """One commit as it is searched. Thread-safe.

    Scores and counts depend on the passages in the scopes asked, on nothing else.
    """

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher
        query = Query.term_query(SCHEMA, "article", REVISION_ARTICLE, "basic")
        markers = searcher.search(query, 1, count=False).hits
        addresses = [address for _, address in markers]
        values = searcher.fast_field_values("revision", addresses)
        self.revision = int(values[0] or 0) if values else 0
        self.engine = Engine.of(searcher, addresses[0]) if addresses else Engine(0, {})
        self._counts: dict[frozenset[str], ScopeCounts] = {}
        self._asked: dict[tuple[str, frozenset[str]], _Weighed] = {}
        self._analysed: dict[int, Keys] = {}

    @property
    def state(self) -> tuple[int, Engine, int]:
        """What tells this commit from others."""
        return self.revision, self.engine, self._searcher.num_docs

    def search(self, text: str, scopes: Sequence[str], k: int) -> LegHits:
        """Return the `k` best passages of the scopes by BM25, best first."""
        counts = self._counts_of(scopes)
        weighed = self._weighed(text, scopes, counts)
        if not weighed.terms:
            return LegHits()
        return self._best([(Occur.Must, weighed.query())], weighed, counts, k)

    def titled(self, text: str, scopes: Sequence[str], k: int) -> LegHits:
        """Return the `k` best passages of articles whose titles have a content word of the text."""
        counts = self._counts_of(scopes)
        named = [
            Query.const_score_query(Query.term_query(SCHEMA, "title", stem, "basic"), 0.0)
            for stem in content_stems(text, counts.languages)
        ]
        if not named:
            return LegHits()
        title = Query.boolean_query([(Occur.Should, query) for query in named])
        weighed = self._weighed(text, scopes, counts)
        wanted = [(Occur.Must, title), (Occur.Should, weighed.query())]
        return self._best(wanted, weighed, counts, k)

    def attainable(self, text: str, scopes: Sequence[str]) -> float:
        """Return the score of a passage that has each of the text's terms very often.

        A term that no passage has counts as if one had it; of a word's stems in several languages
        only the rarest known one counts.
        """
        counts = self._counts_of(scopes)
        terms = query_terms(text, counts.languages)
        frequencies = counts.frequencies([(term.field, term.text) for term in terms])
        gains = idf(max(1, counts.passages), np.maximum(frequencies, 1))
        gains *= [term.weight for term in terms]
        highest: dict[tuple[bool, str], float] = {}
        for term, known, gain in zip(terms, frequencies > 0, gains, strict=True):
            key = bool(known), term.group
            highest[key] = max(float(gain), highest.get(key, 0.0))
        unknown = [key for key in highest if not key[0] and (True, key[1]) in highest]
        return (K1 + 1) * (sum(highest.values()) - sum(highest[key] for key in unknown))

    def frequencies(self, parts: Sequence[str], scopes: Sequence[str]) -> tuple[int, Frequencies]:
        """Return how many passages there are, and how many of them have each part of a word."""
        counts = self._counts_of(scopes)
        return counts.passages, counts.frequencies([("parts", part) for part in parts])

    def digests(self) -> dict[int, int]:
        """Return what each passage was indexed as, by its id."""
        searcher = self._searcher
        hits = searcher.search(Query.all_query(), max(1, searcher.num_docs), count=False).hits
        addresses = [address for _, address in hits]
        ids = searcher.fast_field_values("id", addresses)
        digests = searcher.fast_field_values("digest", addresses)
        return {
            int(i): int(digest or 0)
            for i, digest in zip(ids, digests, strict=True)
            if i is not None
        }

    def _counts_of(self, scopes: Sequence[str]) -> ScopeCounts:
        key = frozenset(scopes)
        counts = self._counts.get(key)
        if counts is None:
            if len(self._counts) >= SCOPES:
                self._counts = {}
            counts = ScopeCounts(self._searcher, self.engine, sorted(key))
            self._counts[key] = counts
        return counts

    def _weighed(self, text: str, scopes: Sequence[str], counts: ScopeCounts) -> _Weighed:
        asked = text, frozenset(scopes)
        weighed = self._asked.get(asked)
        if weighed is None:
            if len(self._asked) >= ASKED:
                self._asked = {}
            weighed = self._asked[asked] = self._weigh(text, counts)
        return weighed

    def _weigh(self, text: str, counts: ScopeCounts) -> _Weighed:
        every = query_terms(text, counts.languages)
        frequencies = counts.frequencies([(term.field, term.text) for term in every])
        there = np.flatnonzero(frequencies)
        terms = [every[i] for i in there.tolist()]
        gains = idf(counts.passages, frequencies[there]) * [term.weight for term in terms]
        counted = [self._searcher.doc_freq(term.field, term.text) for term in terms]
        fields = np.array([SCORED.index(term.field) for term in terms], dtype=np.intp)
        return _Weighed(
            terms=terms,
            fields=fields,
            keys=_keys(terms, fields),
            gains=gains,
            boosts=gains / idf(self.engine.documents, counted),
            scores={},
        )

    def _best(
        self,
        wanted: list[tuple[Occur, Query]],
        weighed: _Weighed,
        counts: ScopeCounts,
        k: int,
    ) -> LegHits:
        query = Query.boolean_query([*wanted, (Occur.Must, counts.within)])
        # A text is longer beside a lower mean, by which a term in it gives less.
        higher = max(1.0, *(counts.averages[f] / self.engine.averages[f] for f in SCORED))
        fetched = k + MORE
        while True:
            hits = self._searcher.search(query, fetched, count=False).hits
            found = self._scored([address for _, address in hits], weighed, counts, k)
            if len(hits) < fetched or fetched >= FETCHED:
                return found
            if found.scores[-1] > hits[-1][0] * higher * (1 + ROUNDING):
                return found
            fetched = min(FETCHED, FACTOR * fetched)

    def _scored(
        self,
        addresses: Sequence[DocAddress],
        weighed: _Weighed,
        counts: ScopeCounts,
        k: int,
    ) -> LegHits:
        """Return the best `k` of some passages by BM25 of exact counts."""
        ids, contents = self._values("id", addresses), self._values("content", addresses)
        fresh = [i for i, unit_id in enumerate(ids) if unit_id not in weighed.scores]
        if fresh:
            chosen = [addresses[i] for i in fresh]
            keys = [self._keys_of(ids[i], addresses[i]) for i in fresh]
            there = np.array([_counted(weighed.keys, terms) for terms in keys])
            lengths = np.array([self._values(f"{field}_length", chosen) for field in SCORED])
            given = saturation(
                there,
                kept_lengths(lengths)[weighed.fields].T,
                counts.average_of(SCORED)[weighed.fields],
            )
            # By row, so that a passage's score is the same whichever others are beside it.
            scores = (given * weighed.gains).sum(axis=1).tolist()
            weighed.scores.update(zip([ids[i] for i in fresh], scores, strict=True))
        return best(ids, [weighed.scores[unit_id] for unit_id in ids], contents, k)

    def _values(self, field: str, addresses: Sequence[DocAddress]) -> list[int]:
        values = self._searcher.fast_field_values(field, list(addresses))
        return [int(value or 0) for value in values]

    def _keys_of(self, unit_id: int, address: DocAddress) -> Keys:
        """Return the keys of a passage's terms, sorted."""
        keys = self._analysed.get(unit_id)
        if keys is None:
            document = self._searcher.doc(address)
            stems, grams = (str(document.get_first(field) or "") for field in SCORED)
            keys = np.sort(np.concatenate((_stem_keys(stems.split()), _gram_keys(grams))))
            if len(self._analysed) >= ANALYSED:
                self._analysed.clear()
            self._analysed[unit_id] = keys
        return keys


def _having(term: Term) -> Query:
    return Query.term_query(SCHEMA, term.field, term.text, "freq")


def _keys(terms: Sequence[Term], fields: npt.NDArray[np.intp]) -> Keys:
    """Return a number for each term, another one for hardly any other term."""
    keys = np.zeros(len(terms), dtype=np.uint64)
    grams = fields == SCORED.index("grams")
    keys[~grams] = _stem_keys([term.text for term in terms if term.field == "stems"])
    keys[grams] = _gram_keys("".join(term.text for term in terms if term.field == "grams"))[::GRAM]
    return keys


def _stem_keys(stems: Sequence[str]) -> Keys:
    return np.fromiter(map(hash, stems), np.int64, len(stems)).view(np.uint64)


def _gram_keys(text: str) -> Keys:
    """Return the keys of all character n-grams of a text, which may overlap."""
    characters = np.frombuffer(text.encode("utf-32-le"), np.uint32).astype(np.uint64)
    count = max(0, len(characters) - GRAM + 1)
    keys = np.zeros(count, dtype=np.uint64)
    for place in range(GRAM):
        keys = keys * MIXING + characters[place : place + count]
    return keys


def _counted(asked: Keys, keys: Keys) -> npt.NDArray[np.intp]:
    """Return how often each of the keys asked for is among a passage's, which are sorted."""
    return np.searchsorted(keys, asked, "right") - np.searchsorted(keys, asked, "left")
