"""Asks a library for what was removed from it, again and again."""

from collections.abc import Iterator

from index.library import Library
from index.models import Sentence


def questions(words: list[str], word: str, count: int) -> Iterator[str]:
    """Give different questions, each with a word of the removed article."""
    for number in range(count):
        others, first = divmod(number, len(words))
        yield f"{words[first]} {words[others % len(words)]} {word} {number}?"


def assert_never_shown(
    library: Library, article_id: str, word: str, words: list[str], count: int
) -> int:
    """Ask; fail at the first hit, excerpt or answer from the article. Returns how many asked."""
    asked = 0
    in_force = {a.id for a in library.catalogue.articles() if not a.removed}
    kept = {sentence.id for sentence in _sentences(library) if sentence.article.id in in_force}
    for question in questions(words, word, count):
        answer = library.ask(question)
        shown = [*answer.citations, *answer.nearest]
        assert all(citation.passage.article.id != article_id for citation in shown)
        assert word not in "".join(citation.excerpt for citation in shown) + answer.text
        vector = library.models.embedder.embed_queries([question])
        found = library.indexer.search(question, vector, ("shared",), 12)
        assert {*found.terms.ids, *found.sentences.ids, *found.passages.ids} <= kept
        asked += 1
    return asked


def _sentences(library: Library) -> list[Sentence]:
    latest = {change.article_id: change.version for change in library.corpus.changes()}
    versions = [version for version in latest.values() if version is not None]
    found = library.corpus.sentences_of(versions).values()
    return [sentence for group in found for sentence in group]
