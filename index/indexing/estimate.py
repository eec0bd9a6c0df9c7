"""How long a rebuild will take, told by a few of the texts that it has to embed."""

from collections.abc import Callable, Sequence
from time import perf_counter
from typing import TypeVar

from index.corpus.corpus import Corpus
from index.embedders import Embedder
from index.indexing.vectorcache import VectorCache
from index.units.passages import answering, passage_text, passages, sentence_text

ARTICLES, TEXTS = 40, 400
"""Looked at: how many of these have vectors already?"""

EMBEDDED = 16
"""Embedded to see how long one takes; with a small transformer that is a second."""

T = TypeVar("T")


def seconds_to_embed(
    corpus: Corpus,
    embedder: Embedder,
    cache: VectorCache,
    clock: Callable[[], float] = perf_counter,
) -> float:
    """Estimate the seconds that the model needs for all texts in force without a vector of its own.

    Loads the model. Writing the index comes on top, some seconds for 100,000 sentences.
    """
    sample = _sample(corpus)
    missing = cache.missing(embedder, sample)
    if not missing:
        return 0.0
    embedder.embed_documents(missing[:1])  # which may load it
    measured = _spread(missing, EMBEDDED)
    started = clock()
    embedder.embed_documents(measured)
    each = (clock() - started) / len(measured)
    return each * corpus.count_units(after=0) * len(missing) / len(sample)


def _sample(corpus: Corpus) -> Sequence[str]:
    """Return texts of articles from all over the collection."""
    latest = {change.article_id: change.version for change in corpus.changes()}
    versions = _spread([version for version in latest.values() if version is not None], ARTICLES)
    texts: list[str] = []
    for sentences in corpus.sentences_of(versions).values():
        texts += [sentence_text(unit) for unit in answering(sentences)]
        texts += [passage_text(group) for group in passages(sentences) if answering(group)]
    return _spread(texts, TEXTS)


def _spread(values: Sequence[T], count: int) -> Sequence[T]:
    """Return at most so many of the values, from their whole length."""
    return values[:: -(-len(values) // count) or 1]
