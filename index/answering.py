"""Ranked passages -> an answer whose every word is in the sources, or an abstention."""

from collections.abc import Sequence

from index.corpus import Corpus
from index.errors import EvidenceError
from index.i18n import N_
from index.models import Answer, Citation, Passage, Retrieved

THRESHOLD = 0.35
"""Least confidence of an answer."""

THRESHOLD_REASON = N_(
    "On XQuAD-R, 94% (German) and 96% (English) of the answerable questions reach it, "
    "and 6% and 8% of those whose article was removed."
)

RELATED = 0.8
"""A further passage is cited if its score is at least this share of the best one's."""


def compose(question: str, found: Retrieved, corpus: Corpus) -> Answer:
    """Answer with the best passage and those that come close, or abstain.

    Raises:
        EvidenceError: an excerpt isn't what the corpus has; nothing of it is shown.
    """
    passages, confidence = found.passages, found.confidence
    if not passages or confidence < THRESHOLD:
        return Answer(question, "", confidence, nearest=_cite(passages, corpus))
    cited = [passage for passage in passages if passage.score >= RELATED * passages[0].score]
    citations = _cite(cited, corpus)
    return Answer(question, _text(citations), confidence, citations)


def _cite(passages: Sequence[Passage], corpus: Corpus) -> tuple[Citation, ...]:
    return tuple(
        Citation(number, passage, _verified(passage, corpus))
        for number, passage in enumerate(passages, 1)
    )


def _verified(passage: Passage, corpus: Corpus) -> str:
    """Return the excerpt once the corpus confirms it, character by character."""
    article = passage.article
    stored = corpus.text(article.revision)
    excerpt = passage.text
    if stored[passage.start : passage.end] != excerpt or not excerpt:
        raise EvidenceError(article=article.id)
    return excerpt


def _text(citations: Sequence[Citation]) -> str:
    best = citations[0]
    sentence = " ".join(best.passage.sentence.text.split())
    return f"{sentence} [{best.number}]"
