"""The paragraph around a quote, with its neighbours."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.asking.answers import Quote
from index.models import Article, Sentence


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


def context(quote: Quote, sentences: Sequence[Sentence]) -> Context | None:
    """Return what is around a quote in its article's sentences; None if they aren't there."""
    article = sentences[0].article if sentences else None
    if article is None or article.revision != quote.version:
        return None
    spans: dict[int, tuple[int, int]] = {}
    for sentence in sentences:
        span = sentence.span
        start, _ = spans.get(span.paragraph, (span.start, span.end))
        spans[span.paragraph] = (start, span.end)

    def text(paragraph: int) -> str:
        start, end = spans.get(paragraph, (0, 0))
        return article.text[start:end]

    start, end = spans[quote.paragraph]
    return Context(
        article=article,
        quote=quote,
        previous=text(quote.paragraph - 1),
        before=article.text[start : quote.start],
        sentence=article.text[quote.start : quote.end],
        after=article.text[quote.end : end],
        following=text(quote.paragraph + 1),
    )
