"""Candidates -> their sentences, best first.

The formula scores what the words tell, fusion adds how far the question is met in other words,
what the vectors say and whether a sentence holds what is asked for ("wann": a date); a re-ranker,
if there is one, has the last word.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from threading import Lock
from time import monotonic

import numpy as np

from index.asking.answer_types import AnswerType, counts_anything, holds_answer
from index.asking.answers import Hit
from index.asking.forms.cells import cell
from index.asking.forms.statements import asks_for_yes_or_no
from index.asking.helpers.breaker import Breaker
from index.asking.helpers.reranker import Reranker
from index.asking.kinds.questions import (
    DECISIVE,
    Wanted,
    asks_for_list,
    asks_for_steps,
    wanted,
)
from index.asking.questions.follow_up import Resolved
from index.asking.ranking.calibration import Calibration
from index.asking.ranking.estimates import Estimates
from index.asking.ranking.formula import (
    Candidate,
    Floats,
    PassageTerms,
    QuestionParts,
    ScoredSentences,
    score,
    terms_of,
)
from index.asking.ranking.fusion import LOOSELY, Similarities, fuse, similarities
from index.asking.ranking.softmatch import Chosen, Matches, SoftMatcher
from index.asking.ranking.wordweights import word_weights
from index.asking.retrieval import Candidates
from index.embedders import Embedder
from index.indexing.indexer import Indexer
from index.language.registry import all_words
from index.models import Sentence
from index.units.passages import answering

VAGUE_VERBS = all_words(lambda profile: profile.vague_verbs)
BRINGING = all_words(lambda profile: profile.bringing)

TOLD_BY_COLUMN = {"place", "person"}
"""Kinds that a cell may be of which doesn't look like it: "Dojo" in the column "Ort"."""

TYPED = 30
"""The best sentences, of which those are preferred that hold what the question asks for."""

COUNTS_OTHERS = 0.5
"""How far a sentence holds how many there are that tells how many there are of something else."""

ALIKE = 0.5
"""How far a word must be met to be the same that is counted."""

LISTED = 2.5
"""What an item of a list that meets the whole question is ahead by, where one is asked for or
steps: of 194 questions of five collections 130 rather than 128 were so answered rightly."""

SAME_ARTICLE, SAME_HEADING = 1.3, 0.65
"""A follow-up's bonus for what stands where the turn before was answered. That of the experiment on
39 follow-ups with e5 (0.06 of a cosine), of which it has 27 right first and none has 19."""

ANALYSED = 20_000
"""Passages whose analysed terms stay in memory, some 3 KB each."""


@dataclass(frozen=True, slots=True)
class Signals:
    """What was seen while ranking, before any re-ranker: what a verdict is made of.

    `scores` belong to the sentences of `scored`. `similar` is None while there are no vectors.
    `kind` is what the question asks for, `typed` is 1 where a sentence holds it, less where it may;
    only the best ones were looked at. `said` is the sentence that answered the turn before.
    """

    scored: ScoredSentences
    matches: Matches
    similar: Similarities | None
    kind: AnswerType | None
    typed: Floats
    scores: Floats
    said: str | None = None


@dataclass(frozen=True, slots=True)
class Ranking:
    """The sentences that may answer, best first; without any, there are no `signals` either."""

    hits: tuple[Hit, ...] = ()
    signals: Signals | None = None

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences alone."""
        return tuple(hit.sentence for hit in self.hits)


class Ranker:
    """Puts the candidates' sentences in order. Thread-safe.

    While the embedder can't be calibrated, the words alone rank; while the re-ranker fails, the
    order is what it was. Who else uses that shares the breaker `reranking`.
    """

    def __init__(
        self,
        embedder: Embedder,
        indexer: Indexer,
        reranker: Reranker | None = None,
        clock: Callable[[], float] = monotonic,
        reranking: Breaker | None = None,
    ) -> None:
        self._embedder = embedder
        self._indexer = indexer
        self._reranker = reranker
        self._calibrating, self._reranking = Breaker(clock), reranking or Breaker(clock)
        self._matcher = SoftMatcher(clock=clock)
        self._calibration: Calibration | None = None
        self._lock = Lock()
        self._analysed: dict[int, PassageTerms] = {}

    def rank(self, searched: Resolved, candidates: Candidates, shelves: Sequence[str]) -> Ranking:
        """Score every sentence of the candidates, which were found in `shelves`, and order them."""
        question = searched.question
        parts = QuestionParts.of(searched.asked)
        if not candidates.passages or not parts.parts:
            return Ranking()
        signals = self._signals(searched, parts, candidates, shelves)
        hits = _ordered(signals, candidates)
        if self._reranker is not None:
            hits = self._reranking.attempt(self._reranker.rerank, question, hits) or hits
        return Ranking(hits, signals)

    def _signals(
        self,
        searched: Resolved,
        parts: QuestionParts,
        candidates: Candidates,
        shelves: Sequence[str],
    ) -> Signals:
        question = searched.question
        units = [answering(passage) for passage in candidates.passages]
        analysed = [self._terms_of(passage) for passage in units]
        counts = self._indexer.word_counts(searched.asked, parts.parts, shelves)
        bm25 = candidates.terms
        if counts is None:
            estimates = Estimates.of(parts)
            counts = estimates.counts
            bm25 = [estimates.bm25(terms) for terms in analysed]
        passages = [Candidate(*each) for each in zip(units, analysed, bm25, strict=True)]
        scored = score(searched.asked, parts, passages, counts.passages, counts.frequencies)
        want = wanted(question)
        weights = word_weights(
            parts,
            counts.passages,
            counts.frequencies,
            searched.completing,
            (
                *(want.asking if want else ()),
                *VAGUE_VERBS,
                *(BRINGING if asks_for_yes_or_no(question) else ()),
            ),
        )
        matches = self._matcher.match(parts, weights, scored, searched.asked)
        lexical = scored.scores / counts.attainable
        similar = self._similar(scored, candidates)
        kind = want.kind if want else None
        untyped = fuse(self._embedder.name, lexical, matches, np.zeros(len(lexical)), similar)
        typed = _typed(question, want, scored, untyped, matches)
        told = typed if kind in DECISIVE else LOOSELY * typed
        scores = fuse(self._embedder.name, lexical, matches, told, similar)
        if asks_for_list(question) or asks_for_steps(question):
            scores = scores + LISTED * _listed(scored) * (matches.strict @ matches.weights)
        article, heading = _places(searched.place, scored)
        return Signals(
            scored=scored,
            matches=matches.covering(searched.completing, article),
            similar=similar,
            kind=kind,
            typed=typed,
            scores=scores + SAME_ARTICLE * article + SAME_HEADING * heading,
            said=searched.place,
        )

    def _similar(self, scored: ScoredSentences, candidates: Candidates) -> Similarities | None:
        own, whole = candidates.sentence_cosines, candidates.passage_cosines
        if own is None or whole is None or (calibration := self._calibrated()) is None:
            return None
        return similarities(self._embedder.name, scored, own, whole, calibration.scale)

    def _calibrated(self) -> Calibration | None:
        with self._lock:
            if self._calibration is None:
                self._calibration = self._calibrating.attempt(Calibration.of, self._embedder)
            return self._calibration

    def _terms_of(self, passage: Sequence[Sentence]) -> PassageTerms:
        terms = self._analysed.get(passage[0].id)
        if terms is None:
            terms = terms_of(passage)
            if len(self._analysed) >= ANALYSED:
                for old in list(islice(self._analysed, ANALYSED // 10)):
                    self._analysed.pop(old, None)
            self._analysed[passage[0].id] = terms
        return terms


def _typed(
    question: str, want: Wanted | None, scored: ScoredSentences, scores: Floats, matches: Matches
) -> Floats:
    """Mark those of the best sentences that hold what the question asks for."""
    typed = np.zeros(len(scores))
    if want is None:
        return typed
    counted = [number for number, word in enumerate(matches.words) if word in want.counted]
    for i in scores.argsort()[::-1][:TYPED]:
        sentence = scored.sentences[i]
        language = sentence.article.language
        if holds_answer(sentence.text, want.kind, question, language) or (
            want.kind in TOLD_BY_COLUMN and cell(question, want.kind, sentence)
        ):
            typed[i] = 1.0
        elif counted and counts_anything(sentence.text, question, language):
            # "140 flats" for "Wohnungen", rather than "five maintainers" for "members".
            same = matches.strict[i, counted].max() >= ALIKE
            typed[i] = 1.0 if same else COUNTS_OTHERS
    return typed


def _listed(scored: ScoredSentences) -> Floats:
    """Mark the items of lists."""
    return np.array([float(s.span.kind == "item") for s in scored.sentences])


def _places(place: str | None, scored: ScoredSentences) -> tuple[Chosen, Chosen]:
    """Mark what stands in the article, and under the heading, where the talk is."""
    sentences = scored.sentences
    if place is None:
        nowhere = np.zeros(len(sentences), dtype=np.bool_)
        return nowhere, nowhere
    paths = {s.path for s in sentences if place in s.text}
    articles = {s.article.revision: s.article.text for s in sentences}
    there = {revision for revision, text in articles.items() if place in text}
    article = np.array([s.article.revision in there for s in sentences], dtype=np.bool_)
    return article, article & np.array([s.path in paths for s in sentences], dtype=np.bool_)


def _ordered(signals: Signals, candidates: Candidates) -> tuple[Hit, ...]:
    """Return the sentences as hits, best first."""
    scored, scores = signals.scored, signals.scores
    order = (-scores).argsort(kind="stable")
    return tuple(
        Hit(
            scored.sentences[i],
            tuple(candidates.passages[scored.passage_of[i]]),
            float(np.exp(scores[i] - scores[order[0]])),
        )
        for i in order
    )
