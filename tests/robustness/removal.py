"""Asks a library for what was removed from it, again and again."""

from collections.abc import Iterator
from contextlib import closing

from index.corpus.corpus import Corpus
from index.embedders import create_embedder
from index.indexing.backends.embedded import EmbeddedFactory
from index.indexing.files import INDEX_FOLDER
from index.indexing.generations import Generations
from index.indexing.indexer import Indexer
from index.library import Library


def questions(words: list[str], word: str, count: int) -> Iterator[str]:
    """Give different questions, each with a word of the removed article."""
    for number in range(count):
        others, first = divmod(number, len(words))
        yield f"{words[first]} {words[others % len(words)]} {word} {number}?"


def assert_never_shown(
    library: Library, article_id: str, word: str, words: list[str], count: int
) -> int:
    """Ask; fail at the first hit, excerpt or answer from the article. Returns how many asked."""
    settings = library.settings
    embedder = create_embedder(settings.embedder)
    generations = Generations(settings.data_dir / INDEX_FOLDER)
    asked = 0
    with closing(Corpus.open(settings.data_dir)) as corpus:
        indexer = Indexer(corpus, embedder, generations, EmbeddedFactory())
        indexer.catch_up()
        kept = _sentences_in_force(corpus)
        for question in questions(words, word, count):
            answer = library.ask(question)
            shown = [*answer.citations, *answer.nearest]
            assert all(citation.article.id != article_id for citation in shown)
            assert word not in "".join(citation.excerpt for citation in shown) + answer.text
            hits = indexer.search(question, embedder.embed_queries([question]), ("shared",), 12)
            assert {*hits.terms.ids, *hits.sentences.ids, *hits.passages.ids} <= kept
            asked += 1
    return asked


def _sentences_in_force(corpus: Corpus) -> set[int]:
    latest = {change.article_id: change.version for change in corpus.changes()}
    versions = [version for version in latest.values() if version is not None]
    groups = corpus.sentences_of(versions).values()
    return {sentence.id for group in groups for sentence in group}
