"""Evidence -> numbered citations, each excerpt compared with what the corpus has."""

from collections.abc import Sequence

from index.asking.answer_types import relative_dates
from index.asking.answers import Citation, Evidence
from index.asking.errors import EvidenceError
from index.corpus.corpus import Corpus
from index.language.months import day_names
from index.models import Sentence


def cite(evidence: Sequence[Evidence], corpus: Corpus) -> tuple[Citation, ...]:
    """Number what is shown from 1, in its order.

    Raises:
        EvidenceError: an excerpt isn't what the corpus has; nothing of it is shown.
    """
    today = corpus.today()
    return tuple(
        Citation(
            number,
            shown,
            _verified(shown, corpus),
            _relative_dates(shown.sentence),
            shown.article.expired(today),
        )
        for number, shown in enumerate(evidence, 1)
    )


def _relative_dates(sentence: Sentence) -> tuple[str, ...]:
    """Return what says when only with the article's date; in a timetable, a weekday is each one."""
    language = sentence.article.language
    found = relative_dates(sentence.text, language)
    if sentence.span.kind == "row":
        found = [words for words in found if words not in day_names(language)]
    return tuple(found)


def numbered(citations: Sequence[Citation]) -> str:
    """Return what answers, a line each, with the citations' numbers.

    A list is told with what leads in to it, a row with its table's header.
    """
    return "\n".join(f"{_told(citation)} [{citation.number}]" for citation in citations)


def _told(citation: Citation) -> str:
    before, answer, _ = citation.marked
    is_row = citation.sentence.span.kind == "row"
    if citation.evidence.whole is None and not is_row:
        return " ".join(answer.split())
    above = citation.sentence.context.header or "" if is_row else before
    return "\n".join(" ".join(line.split()) for line in f"{above}\n{answer}".splitlines() if line)


def _verified(evidence: Evidence, corpus: Corpus) -> str:
    """Return the excerpt once the corpus confirms it, character by character."""
    article = evidence.article
    stored = corpus.text(article.revision)
    excerpt = evidence.text
    if stored[evidence.start : evidence.end] != excerpt or not excerpt:
        raise EvidenceError(article=article.id)
    return excerpt
