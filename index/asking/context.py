"""What stands around a quote: its paragraph, and the paragraphs before and after it."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.asking.answers import Quote
from index.asking.forms.lists import items_around
from index.corpus.corpus import Corpus
from index.models import Article, Block


@dataclass(frozen=True, slots=True)
class Context:
    """The paragraph that a quoted sentence is from, around the sentence, and its neighbours.

    `expired`: its article's last day is over.
    """

    article: Article
    quote: Quote
    previous: str
    before: str
    sentence: str
    after: str
    following: str
    expired: bool = False


def context(quote: Quote, corpus: Corpus, scopes: Sequence[str]) -> Context | None:
    """Return what is around a quote; None once its text was changed, removed or moved away.

    Other details of its article, such as a title or a last day, may have changed. Of a list or
    table that it is from, all that comes after it belongs to its paragraph.
    """
    version = _with_its_text(quote, corpus)
    sentences = corpus.sentences_of([version]).get(version)
    if not sentences or sentences[0].article.shelf not in corpus.shelves(scopes):
        return None
    article = sentences[0].article
    paragraphs: dict[int, tuple[int, int]] = {}
    for sentence in sentences:
        span = sentence.span
        start, _ = paragraphs.get(span.paragraph, (span.start, span.end))
        paragraphs[span.paragraph] = (start, span.end)

    def holding(offset: int) -> int:
        """Not by the number: the text may be divided otherwise than when it was quoted."""
        numbers = (number for number, (start, _) in paragraphs.items() if start <= offset)
        return max(numbers, default=1)

    def text(paragraph: int) -> str:
        start, end = paragraphs.get(paragraph, (0, 0))
        return article.text[start:end]

    here = holding(quote.start)
    last = max(quote.end, _end_of_list(quote.start, corpus.blocks(version)))
    start, end = paragraphs[here][0], max(paragraphs[here][1], last)
    following = holding(end - 1) + 1
    # Of what comes below that there is nothing here.
    headings = set(paragraphs) - {each.span.paragraph for each in sentences if each.span.answers}
    return Context(
        article=article,
        quote=quote,
        previous=text(here - 1),
        before=article.text[start : quote.start],
        sentence=article.text[quote.start : quote.end],
        after=article.text[quote.end : end],
        following="" if following in headings else text(following),
        expired=article.expired(corpus.today()),
    )


def _with_its_text(quote: Quote, corpus: Corpus) -> int:
    """Return the version in force if it has the very text that was quoted, else the quoted one."""
    in_force = corpus.versions_in_force({quote.article_id}).get(quote.article_id, quote.version)
    before, now = corpus.version(quote.version), corpus.version(in_force)
    return in_force if before and now and before.text == now.text else quote.version


def _end_of_list(offset: int, blocks: Sequence[Block]) -> int:
    items = items_around(offset, blocks, outermost=True)
    return items.blocks[-1].end if items and items.blocks else 0
