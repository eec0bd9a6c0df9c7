"""Passages -> numbered citations, each excerpt compared with what the corpus has."""

from collections.abc import Sequence

from index.asking.answer_types import relative_dates
from index.asking.answers import Citation, Passage
from index.asking.errors import EvidenceError
from index.corpus.corpus import Corpus


def cite(passages: Sequence[Passage], corpus: Corpus) -> tuple[Citation, ...]:
    """Number the passages from 1, in their order.

    Raises:
        EvidenceError: an excerpt isn't what the corpus has; nothing of it is shown.
    """
    return tuple(
        Citation(
            number,
            passage,
            _verified(passage, corpus),
            tuple(relative_dates(passage.sentence.text, passage.article.language)),
        )
        for number, passage in enumerate(passages, 1)
    )


def numbered(citations: Sequence[Citation]) -> str:
    """Return the answering sentences, a line each, with their citations' numbers."""
    return "\n".join(
        f"{' '.join(citation.passage.sentence.text.split())} [{citation.number}]"
        for citation in citations
    )


def _verified(passage: Passage, corpus: Corpus) -> str:
    """Return the excerpt once the corpus confirms it, character by character."""
    article = passage.article
    stored = corpus.text(article.revision)
    excerpt = passage.text
    if stored[passage.start : passage.end] != excerpt or not excerpt:
        raise EvidenceError(article=article.id)
    return excerpt
