"""What a change does to the change before it: undo, restore, purge."""

from collections.abc import Callable

import pytest

from index.corpus.catalogue import Catalogue
from index.corpus.changelog import Author
from index.corpus.corpus import Corpus
from index.corpus.errors import (
    ArticleAlreadyRemovedError,
    ArticleNotRemovedError,
    ArticleUnknownError,
    ChangeNotUndoableError,
    PurgeLatestError,
)
from index.models import Change, Draft
from index.scopes import SHARED, Scope

ADA, BOB = Author("operator:ada"), Author("discord:2", "falsch")


@pytest.fixture
def article(corpus: Corpus, draft: Callable[..., Draft]) -> str:
    """An article with two versions: revisions 1 and 2."""
    with corpus.write() as log:
        article_id = log.add(draft("Erste Fassung."), ADA, scope=SHARED).article_id
        log.replace(article_id, draft("Zweite Fassung."), ADA)
    return article_id


def undo(corpus: Corpus, revision: int | None = None, scope: Scope | None = None) -> Change:
    with corpus.write() as log:
        return log.undo(revision, Author("discord:2"), scope=scope)


def in_force(corpus: Corpus, article_id: str) -> str | None:
    removed = {a.id: a.removed for a in Catalogue(corpus).articles()}
    return None if removed[article_id] else corpus.article(article_id).text


def test_undoing_a_replacement_brings_the_version_before_back(corpus: Corpus, article: str) -> None:
    change = undo(corpus, 2)

    assert (change.revision, change.operation, change.version) == (3, "replace", 1)
    assert (change.who, change.undoes) == ("discord:2", 2)
    assert in_force(corpus, article) == "Erste Fassung."


def test_undoing_an_addition_removes(corpus: Corpus, draft: Callable[..., Draft]) -> None:
    with corpus.write() as log:
        article_id = log.add(draft("Text."), ADA, scope=SHARED).article_id

    assert undo(corpus, 1).operation == "remove"
    assert in_force(corpus, article_id) is None


def test_undoing_a_removal_restores_and_undoing_that_removes_again(
    corpus: Corpus, article: str
) -> None:
    with corpus.write() as log:
        log.remove(article, BOB)

    assert undo(corpus, 3).operation == "restore"
    assert in_force(corpus, article) == "Zweite Fassung."
    assert undo(corpus, 4).operation == "remove"
    assert in_force(corpus, article) is None


def test_undoing_a_replacement_of_a_removed_article_removes_it_again(
    corpus: Corpus, article: str, draft: Callable[..., Draft]
) -> None:
    with corpus.write() as log:
        log.remove(article, BOB)
        log.replace(article, draft("Dritte Fassung."), ADA)

    assert undo(corpus, 4).operation == "remove"
    assert in_force(corpus, article) is None


def test_undoing_without_a_number_goes_back_change_by_change(corpus: Corpus, article: str) -> None:
    assert [undo(corpus).undoes, undo(corpus).undoes] == [2, 1]
    assert in_force(corpus, article) is None
    with pytest.raises(ChangeNotUndoableError, match="there is no such change"):
        undo(corpus)


def test_undoing_without_a_number_stays_within_the_scope_named(
    corpus: Corpus, draft: Callable[..., Draft]
) -> None:
    with corpus.write() as log:
        log.add(draft("Für alle."), ADA, scope=SHARED)
        log.add(draft("Von Server 7."), ADA, scope=Scope("7"))
        log.add(draft("Von Server 8."), ADA, scope=Scope("8"))

    assert undo(corpus, scope=Scope("7")).undoes == 2


@pytest.mark.usefixtures("article")
def test_what_something_was_built_on_cannot_be_undone(corpus: Corpus) -> None:
    with pytest.raises(ChangeNotUndoableError, match=r"Change 1 .*changed again after it"):
        undo(corpus, 1)
    with pytest.raises(ChangeNotUndoableError, match="there is no such change"):
        undo(corpus, 99)
    assert corpus.revision() == 2


def test_restoring_brings_back_the_version_that_was_last_in_force(
    corpus: Corpus, article: str
) -> None:
    with corpus.write() as log:
        log.remove(article, BOB)
    assert corpus.article(article).text == "Zweite Fassung."

    with corpus.write() as log:
        change = log.restore(article, ADA)

    assert (change.operation, change.version) == ("restore", 2)
    assert in_force(corpus, article) == "Zweite Fassung."


def test_what_cannot_be_done_changes_nothing(corpus: Corpus, article: str) -> None:
    with pytest.raises(ArticleNotRemovedError), corpus.write() as log:
        log.restore(article, ADA)
    with corpus.write() as log:
        log.remove(article, ADA)
    with pytest.raises(ArticleAlreadyRemovedError), corpus.write() as log:
        log.remove(article, ADA)
    with pytest.raises(ArticleUnknownError), corpus.write() as log:
        log.remove("nirgends", ADA)

    assert corpus.revision() == 3


def test_an_error_takes_everything_in_its_transaction_back(
    corpus: Corpus, article: str, draft: Callable[..., Draft]
) -> None:
    def change_and_fail() -> None:
        with corpus.write() as log:
            log.add(draft("Nicht allein."), ADA, scope=SHARED)
            log.remove(article, ADA)
            log.restore("nirgends", ADA)

    with pytest.raises(ArticleUnknownError):
        change_and_fail()
    assert corpus.revision() == 2
    assert in_force(corpus, article) == "Zweite Fassung."
    assert corpus.counts().sentences == 1


def test_a_purge_leaves_the_id_in_the_log_and_nothing_to_undo_or_restore(
    corpus: Corpus, article: str
) -> None:
    with corpus.write() as log:
        log.purge(article, BOB)

    rows = [(c.operation, c.article_id, c.who) for c in corpus.changes()]
    assert rows[-1] == ("purge", article, "discord:2")
    assert len(rows) == 3
    assert Catalogue(corpus).articles() == []
    assert corpus.texts_ever(article) == []
    with pytest.raises(ChangeNotUndoableError, match="erased the text for good"):
        undo(corpus, 3)
    with pytest.raises(ChangeNotUndoableError, match="erased the text for good"):
        undo(corpus)
    with pytest.raises(ArticleUnknownError), corpus.write() as log:
        log.restore(article, ADA)
    with pytest.raises(ArticleUnknownError):
        corpus.article(article)


def test_undoing_the_latest_change_takes_back_nothing_behind_a_purge(
    corpus: Corpus, article: str, draft: Callable[..., Draft]
) -> None:
    with corpus.write() as log:
        other = log.add(draft("Bald weg."), ADA, scope=SHARED).article_id
        log.purge(other, BOB)
    with pytest.raises(
        PurgeLatestError, match=r"The latest change, 4, erased .* the one before it is 2"
    ):
        undo(corpus)
    assert in_force(corpus, article) == "Zweite Fassung."
    undo(corpus, 2)
    assert in_force(corpus, article) == "Erste Fassung."


def test_a_sentences_number_never_comes_to_mean_another_one(
    corpus: Corpus, article: str, draft: Callable[..., Draft]
) -> None:
    with corpus.write() as log:
        log.purge(article, BOB)
        version = log.add(draft("Ganz neu."), ADA, scope=SHARED).version

    (sentences,) = corpus.sentences_of([version or 0]).values()
    assert [sentence.id for sentence in sentences] == [3]
