"""What stands around a quote: its paragraph, and the paragraphs before and after it."""

from dataclasses import dataclass

from index.asking.answers import Quote
from index.corpus.corpus import Corpus
from index.models import Article


@dataclass(frozen=True, slots=True)
class Context:
    """The paragraph that a quoted sentence is from, around the sentence, and its neighbours."""

    article: Article
    quote: Quote
    previous: str
    before: str
    sentence: str
    after: str
    following: str


def context(quote: Quote, corpus: Corpus) -> Context | None:
    """Return what is around a quote; None once its article was changed or removed."""
    sentences = corpus.sentences_of([quote.version]).get(quote.version)
    if not sentences:
        return None
    article = sentences[0].article
    paragraphs: dict[int, tuple[int, int]] = {}
    for sentence in sentences:
        span = sentence.span
        start, _ = paragraphs.get(span.paragraph, (span.start, span.end))
        paragraphs[span.paragraph] = (start, span.end)
    # Not by its number: the text may be divided otherwise than when it was quoted.
    here = max(
        (number for number, (start, _) in paragraphs.items() if start <= quote.start), default=1
    )

    def text(paragraph: int) -> str:
        start, end = paragraphs.get(paragraph, (0, 0))
        return article.text[start:end]

    start, end = paragraphs[here]
    end = max(end, quote.end)
    return Context(
        article=article,
        quote=quote,
        previous=text(here - 1),
        before=article.text[start : quote.start],
        sentence=article.text[quote.start : quote.end],
        after=article.text[quote.end : end],
        following=text(here + 1),
    )
