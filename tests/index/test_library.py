"""The one door: what each change gives back, refuses, and makes visible."""

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

import pytest

from index.asking.errors import QuestionEmptyError
from index.asking.helpers.models import Models
from index.config import Settings, WriterSettings
from index.corpus.changelog import Author
from index.corpus.corpus import Corpus
from index.corpus.errors import (
    ArticleDuplicateError,
    ArticleStillInSeedsError,
    ArticleUnknownError,
    DataDirForeignError,
)
from index.embedders.builtin import BuiltinEmbedder
from index.indexing.backends.embedded import EmbeddedFactory
from index.indexing.status import Status
from index.library import Library, Parts
from index.models import Draft
from index.scopes import SHARED, Scope
from index.writing.writer import Writer

ADA = Author("operator:ada")
OLD = "Die Mission im Irak wurde im Januar ausgesetzt."
NEW = "Die Mission im Irak wurde im März fortgesetzt."
QUESTION = "Wann wurde die Mission im Irak ausgesetzt?"

Drafts = Callable[..., Draft]


def excerpts(library: Library, question: str = QUESTION, scope: Scope = SHARED) -> list[str]:
    answer = library.ask(question, scope)
    return [citation.excerpt for citation in answer.citations]


def test_each_change_is_in_force_when_it_returns(library: Library, draft: Drafts) -> None:
    article_id = library.add(draft(OLD), ADA).article_id
    assert excerpts(library) == [OLD]

    library.replace(article_id, draft(NEW), ADA)
    assert excerpts(library, "Wann wurde die Mission im Irak fortgesetzt?") == [NEW]

    library.remove(article_id, ADA)
    assert library.ask(QUESTION).nearest == ()

    library.restore(article_id, ADA)
    assert excerpts(library, "Wann wurde die Mission im Irak fortgesetzt?") == [NEW]

    library.undo(4, Author("ada"))
    assert library.ask(QUESTION).nearest == ()
    assert library.status().indexed_revision == library.status().revision == 5


def test_an_answer_names_the_revision_it_was_made_at(library: Library, draft: Drafts) -> None:
    library.add(draft(OLD), ADA)

    assert library.ask(QUESTION).revision == 1


def test_the_same_text_is_refused_with_a_pointer_to_what_is_there(
    library: Library, draft: Drafts
) -> None:
    change = library.add(draft(OLD, title="Zuerst"), ADA)

    with pytest.raises(ArticleDuplicateError) as caught:
        library.add(draft(OLD.upper().replace(" ", "\n")), ADA)

    assert caught.value.values == {"article": change.article_id, "title": "Zuerst"}
    assert len(library.corpus.changes()) == 1


def test_a_removed_articles_text_may_be_added_again(library: Library, draft: Drafts) -> None:
    library.remove(library.add(draft(OLD), ADA).article_id, ADA)

    library.add(draft(OLD), ADA)

    assert excerpts(library) == [OLD]


def test_one_server_learns_nothing_of_anothers_articles_by_adding_the_same(
    library: Library, draft: Drafts
) -> None:
    library.add(draft(OLD), ADA, scope=Scope("7"))

    library.add(draft(OLD), ADA, scope=Scope("8"))
    with pytest.raises(ArticleDuplicateError):
        library.add(draft(OLD), ADA, scope=Scope("8"))

    assert excerpts(library) == []
    assert excerpts(library, QUESTION, Scope("8")) == [OLD]


def test_of_several_threads_that_add_the_same_text_one_does(
    library: Library, draft: Drafts
) -> None:
    refused = []

    def add() -> None:
        try:
            library.add(draft(OLD), ADA)
        except ArticleDuplicateError as error:
            refused.append(error)

    threads = [Thread(target=add) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(library.corpus.changes()) == 1
    assert len(refused) == 5
    assert library.indexer.verify() == []


def test_a_seed_is_purged_only_once_its_file_is_gone(settings: Settings, seeds: Path) -> None:
    seed = seeds / "eins.txt"
    seed.write_text(OLD, encoding="utf-8")
    with closing(Library.open(settings)) as library:
        with pytest.raises(ArticleStillInSeedsError, match=r"eins\.txt first"):
            library.purge("eins", ADA)
        assert excerpts(library) == [OLD]

        seed.unlink()
        library.purge("eins", ADA)
        assert library.catalogue.articles() == []
        with pytest.raises(ArticleUnknownError):
            library.purge("eins", ADA)

    seed.write_text(OLD, encoding="utf-8")
    with closing(Library.open(settings)) as library:
        assert [change.operation for change in library.corpus.changes()] == ["add", "purge", "add"]
        assert library.indexer.verify() == []


def test_a_library_without_seeds_takes_none_in_and_can_purge(
    settings: Settings, draft: Drafts
) -> None:
    with closing(Library.open(settings.model_copy(update={"seeds_dir": None}))) as library:
        assert library.catalogue.articles() == []
        added = library.add(draft(OLD), ADA)
        library.purge(added.article_id, ADA)
        assert library.catalogue.articles() == []
        assert library.rebuild() == []


def test_the_status_tells_how_far_the_index_is_behind(
    library: Library, settings: Settings, draft: Drafts
) -> None:
    library.add(draft(OLD), ADA)
    with library.corpus.write() as log:
        log.add(draft(NEW), ADA, scope=SHARED)

    status = library.status()
    assert status == Status(
        articles=2,
        sentences=2,
        revision=2,
        indexed_revision=1,
        embedder=status.embedder,
        dimension=status.dimension,
        backend="embedded",
    )
    with closing(Library.open(settings)) as other:
        assert other.status().indexed_revision == 2


@pytest.mark.parametrize("left", ["corpus.sqlite3.lock", "corpus.sqlite3-wal", "index"])
def test_what_is_left_where_the_collection_was_moved_away_is_no_strangers(
    settings: Settings, left: str
) -> None:
    settings.data_dir.mkdir()
    (settings.data_dir / left).mkdir() if left == "index" else (settings.data_dir / left).touch()

    Library.open(settings).close()

    (settings.data_dir / "corpus.sqlite3").unlink()
    (settings.data_dir / "brief.txt").touch()
    with pytest.raises(DataDirForeignError, match=r"such as “brief\.txt”"):
        Library.open(settings)


def test_an_empty_question_is_refused_before_anything_is_searched(library: Library) -> None:
    with pytest.raises(QuestionEmptyError):
        library.ask(" \n ")


def test_each_part_can_be_handed_in(settings: Settings, draft: Drafts, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    noon = datetime(2026, 3, 1, 12, tzinfo=UTC)
    corpus = Corpus.open(tmp_path / "data", clock=lambda: noon)
    models, backends = Models(BuiltinEmbedder()), EmbeddedFactory()
    writer = Writer(WriterSettings(base_url="http://127.0.0.1:1/v1", model="any"), corpus)
    parts = Parts(
        corpus=corpus, models=models, backends=backends, writer=writer, clock=lambda: noon
    )
    with Library.open(settings, **parts) as library:
        assert (library.corpus, library.models, library.backends) == (corpus, models, backends)
        assert library.writer is writer
        assert library.add(draft(OLD), ADA).at == noon
        assert excerpts(library) == [OLD]
