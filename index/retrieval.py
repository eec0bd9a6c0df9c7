"""Question -> ranked passages: candidates from the index, scored by their sentences."""

from collections.abc import Iterator, Sequence
from itertools import islice

from index.confidence import confidence
from index.corpus import Corpus
from index.embedders import Embedder
from index.indexing import Indexer
from index.models import Passage, Ranked, Retrieved, Sentence
from index.ranking import Candidate, Described, QuestionParts, Ranking, describe, rank

CANDIDATES = 12
"""Passages whose sentences are scored; more changed nothing on XQuAD-R (recall@12 0.993)."""

CONTEXT = 600
"""Characters of a passage as shown, unless its answering sentence alone is longer."""

DESCRIBED = 20_000
"""Passages whose analysed terms stay in memory, some 3 KB each."""


NOTHING = Retrieved((), 0.0)


class Retriever:
    """Finds the sentences that answer a question, with the passages around them. Thread-safe."""

    def __init__(self, corpus: Corpus, embedder: Embedder, indexer: Indexer) -> None:
        self._corpus = corpus
        self._embedder = embedder
        self._indexer = indexer
        self._described: dict[int, Described] = {}

    def search(self, question: str, scopes: Sequence[str], k: int) -> Retrieved:
        """Return up to `k` passages of different sentences, best first."""
        found = self._find(question, scopes)
        return Retrieved(tuple(islice(_shown(*found), k)), found[-1]) if found else NOTHING

    def rank(self, question: str, scopes: Sequence[str]) -> Ranked:
        """Return the sentences of all candidate passages, best first."""
        found = self._find(question, scopes)
        if found is None:
            return Ranked((), 0.0)
        _, ranking, sure = found
        order = (-ranking.scores).argsort(kind="stable")
        return Ranked(tuple(ranking.sentences[i] for i in order), sure)

    def _find(
        self, question: str, scopes: Sequence[str]
    ) -> tuple[Sequence[Sequence[Sentence]], Ranking, float] | None:
        """Return the candidates, their ranking and the confidence; None without any."""
        vector = self._embedder.embed_queries([question])
        found = self._indexer.search(question, vector, scopes, CANDIDATES)
        bm25 = dict(zip(found.terms.ids.tolist(), found.terms.scores.tolist(), strict=True))
        in_force = self._corpus.passages(bm25, scopes)
        candidates = [
            Candidate(passage, self._describe(passage), bm25[passage[0].id]) for passage in in_force
        ]
        parts = QuestionParts.of(question)
        if not candidates or not parts.parts:
            return None
        passages, frequencies = self._indexer.passage_frequencies(parts.parts)
        ranking = rank(question, parts, candidates, passages, frequencies)
        strength = max(bm25.values()) / found.attainable
        sure = confidence(strength, parts, ranking, passages, frequencies)
        return in_force, ranking, sure

    def _describe(self, passage: Sequence[Sentence]) -> Described:
        described = self._described.get(passage[0].id)
        if described is None:
            described = describe(passage)
            if len(self._described) >= DESCRIBED:
                for old in list(islice(self._described, DESCRIBED // 10)):
                    self._described.pop(old, None)
            self._described[passage[0].id] = described
        return described


def _shown(
    candidates: Sequence[Sequence[Sentence]], ranking: Ranking, sure: float
) -> Iterator[Passage]:
    """Give the sentences with their surroundings, best first, none that an earlier one shows."""
    order = (-ranking.scores).argsort(kind="stable")
    top = max(float(ranking.scores[order[0]]), 1e-9)
    shown: list[Passage] = []
    for i in order:
        sentence = ranking.sentences[i]
        if not any(_shows(passage, sentence) for passage in shown):
            start, end = _window(candidates[ranking.passage_of[i]], sentence)
            score = sure * max(0.0, float(ranking.scores[i]) / top)
            shown.append(Passage(sentence, start, end, score))
            yield shown[-1]


def _shows(passage: Passage, sentence: Sentence) -> bool:
    return (
        passage.article.revision == sentence.article.revision
        and passage.start <= sentence.span.start
        and sentence.span.end <= passage.end
    )


def _window(passage: Sequence[Sentence], sentence: Sentence) -> tuple[int, int]:
    """Widen the sentence by its neighbours in turn, as long as they fit in `CONTEXT`."""
    first = last = next(n for n, member in enumerate(passage) if member.id == sentence.id)
    widened = True
    while widened:
        widened = False
        for low, high in ((first - 1, last), (first, last + 1)):
            if low >= 0 and high < len(passage) and (low, high) != (first, last):
                length = passage[high].span.end - passage[low].span.start
                if length <= CONTEXT:
                    first, last, widened = low, high, True
    return passage[first].span.start, passage[last].span.end
