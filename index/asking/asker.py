"""A question's whole way."""

from collections.abc import Sequence
from dataclasses import replace

from index.asking import composition
from index.asking.answers import Answer, Citation, Quote, Ranked, Turn
from index.asking.context import Context, context
from index.asking.errors import EvidenceError
from index.asking.follow_up import resolve
from index.asking.helpers.breaker import Breaker
from index.asking.helpers.reader import Reader, Reading
from index.asking.helpers.reranker import Reranker
from index.asking.question import clean_question
from index.asking.retrieval import Retriever
from index.config import SearchSettings
from index.corpus.corpus import Corpus
from index.embedders import Embedder
from index.indexing.indexer import Indexer


class Asker:
    """Answers questions. Thread-safe."""

    def __init__(  # noqa: PLR0913, PLR0917
        self,
        corpus: Corpus,
        embedder: Embedder,
        indexer: Indexer,
        settings: SearchSettings,
        reranker: Reranker | None = None,
        reader: Reader | None = None,
    ) -> None:
        self._corpus = corpus
        self._settings = settings
        self._retriever = Retriever(corpus, embedder, indexer, reranker)
        self._reader = reader
        self._reading = Breaker()

    def ask(self, question: str, scopes: Sequence[str], previous: Turn | None = None) -> Answer:
        """Answer a question."""
        cleaned = clean_question(question, self._settings.max_question_length)
        return self._answer(cleaned, resolve(cleaned, previous), scopes)

    def ask_again(self, searched: str, scopes: Sequence[str]) -> Answer:
        """Answer a stored question, as it was searched; without the limit of its length."""
        return self._answer(searched, searched, scopes)

    def _answer(self, question: str, asked: str, scopes: Sequence[str]) -> Answer:
        revision = self._corpus.revision()
        ranked = self._retriever.rank(asked, scopes)
        try:
            answer = composition.compose(
                asked, ranked, self._corpus, self._settings.passages, self._read
            )
            return replace(answer, question=question, asked=asked, revision=revision)
        except EvidenceError:
            if self._corpus.revision() == revision:
                raise
        # The collection changed in between; what is there now answers.
        return self._answer(question, asked, scopes)

    def _read(self, question: str, text: str, within: tuple[int, int]) -> Reading | None:
        reader = self._reader
        if reader is None:
            return None
        return self._reading.attempt(lambda: reader.read(question, text, within))

    def rank(self, question: str, scopes: Sequence[str]) -> Ranked:
        """Rank the sentences that `ask` chooses from; raises `QuestionError`s."""
        cleaned = clean_question(question, self._settings.max_question_length)
        return self._retriever.rank(cleaned, scopes)

    def context(self, quote: Quote) -> Context | None:
        """Return what is around a quote; None once its article was changed or removed."""
        in_force = self._corpus.sentences_of([quote.version])
        return context(quote, in_force.get(quote.version, []))

    def nearest(self, question: str, scopes: Sequence[str], count: int) -> tuple[Citation, ...]:
        """Return up to `count` passages for a question, best first, answering or not."""
        ranked = self._retriever.rank(question, scopes)
        return composition.nearest(question, ranked, self._corpus, count)
