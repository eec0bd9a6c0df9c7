"""Evidence -> numbered citations, each excerpt compared with what the corpus has."""

from collections.abc import Sequence

from index.asking.answer_types import relative_dates
from index.asking.answers import Citation, Evidence
from index.asking.errors import EvidenceError
from index.corpus.corpus import Corpus


def cite(evidence: Sequence[Evidence], corpus: Corpus) -> tuple[Citation, ...]:
    """Number what is shown from 1, in its order.

    Raises:
        EvidenceError: an excerpt isn't what the corpus has; nothing of it is shown.
    """
    return tuple(
        Citation(
            number,
            shown,
            _verified(shown, corpus),
            tuple(relative_dates(shown.sentence.text, shown.article.language)),
        )
        for number, shown in enumerate(evidence, 1)
    )


def numbered(citations: Sequence[Citation]) -> str:
    """Return the answering sentences, a line each, with their citations' numbers."""
    return "\n".join(
        f"{' '.join(citation.sentence.text.split())} [{citation.number}]" for citation in citations
    )


def _verified(evidence: Evidence, corpus: Corpus) -> str:
    """Return the excerpt once the corpus confirms it, character by character."""
    article = evidence.article
    stored = corpus.text(article.revision)
    excerpt = evidence.text
    if stored[evidence.start : evidence.end] != excerpt or not excerpt:
        raise EvidenceError(article=article.id)
    return excerpt
