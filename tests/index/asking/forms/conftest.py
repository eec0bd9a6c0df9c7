"""Answers composed from documents whose best unit a test names, whatever ranking would say."""

from collections.abc import Callable, Sequence

import pytest

from index.articles.documents import Document, read_document
from index.articles.metadata import NOTHING_KNOWN
from index.asking.answers import Answer, Hit
from index.asking.citation import cite, numbered
from index.asking.composition import Composer
from index.asking.judging.judge import Verdict
from index.asking.ranking.ranker import Ranking
from index.config import IngestSettings
from index.corpus.changelog import Author
from index.corpus.corpus import Corpus
from index.scopes import SHARED

PERHAPS = 0.5

Answered = Callable[..., Answer]


@pytest.fixture
def answered(corpus: Corpus) -> Answered:
    """Answer from Markdown documents, with the units that hold `best` first and close together."""

    def answer(
        question: str, documents: str | Sequence[str], *best: str, confidence: float = 0.9
    ) -> Answer:
        documents = [documents] if isinstance(documents, str) else documents
        versions = []
        with corpus.write() as log:
            for text in documents:
                extraction = read_document(
                    Document(text.encode(), "a.md"), NOTHING_KNOWN, IngestSettings()
                )
                change = log.add(extraction.draft, Author("ada"), scope=SHARED)
                versions.append(change.revision)
        units = [unit for version in versions for unit in corpus.units(version)]
        first = [next(unit for unit in units if words in unit.text) for words in best]
        others = [unit for unit in units if unit not in first]
        hits = [Hit(unit, (unit,), 1.0 if unit in first else 0.3) for unit in [*first, *others]]
        verdict = Verdict(confidence, "answer" if confidence > PERHAPS else "perhaps")
        composition = Composer(corpus).compose(question, Ranking(tuple(hits)), verdict, 3)
        citations = cite(composition.evidence, corpus)
        return Answer(
            question,
            numbered(citations[: composition.lines]),
            confidence,
            citations,
            differing=composition.differing,
            perhaps=verdict.outcome == "perhaps",
        )

    return answer
