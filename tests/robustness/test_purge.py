"""What was purged is in no file any more; what was removed is in no answer."""

import json
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfile

import numpy as np
import pytest
from tantivy import Index

from bot.memory.answers import Inquiry
from bot.memory.forgetting import Forgetting
from bot.memory.memory import Memory
from index.config import Settings
from index.corpus.changelog import Author
from index.corpus.corpus import FILE_NAME
from index.embedders import Vectors
from index.indexing import vectorcache
from index.indexing.backends import termfields, terms, vectors
from index.indexing.backends.terms import TermIndex
from index.indexing.generations import Generations
from index.indexing.opening import OpenGeneration
from index.indexing.replay import Replay
from index.language.letters import fold
from index.library import Library
from index.models import Draft
from tests.robustness.removal import assert_never_shown

ADA = Author("operator:ada")
KEPT = "Die Mission im Irak wurde im Januar ausgesetzt."
WORD = "Quybbelzwirnx"
SECRET = f"{WORD} heißt die geheime Quelle. Die Mission im Irak sei {WORD} bekannt gewesen."
QUESTIONS = 1_000


@pytest.fixture(autouse=True)
def _snapshot_after_every_change(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors, "SNAPSHOT_SHARE", 0.0)


@pytest.fixture(autouse=True)
def _few_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terms, "FEW", 0)


def draft(text: str) -> Draft:
    return Draft(text=text, title=text.split(maxsplit=1)[0], language="de")


@pytest.fixture
def filled(settings: Settings) -> Iterator[Library]:
    """A library with an article to keep and two versions of one to purge, named "secret"."""
    with closing(Library.open(settings, participants=(Forgetting(),))) as library:
        library.add(draft(KEPT), ADA)
        secret = library.add(draft(SECRET), ADA)
        library.replace(secret.article_id, draft(SECRET + " Zweite Fassung."), ADA)
        yield library


def secret_id(library: Library) -> str:
    return next(article.id for article in library.catalogue.articles() if article.title == WORD)


def traces(folder: Path) -> set[str]:
    """Name the files that hold the word, and the indexes that hold a term that only it has."""
    word = fold(WORD)
    needles = [text.encode() for text in (WORD, word)]
    files = {
        path.name
        for path in folder.rglob("*")
        if path.is_file() and any(needle in path.read_bytes() for needle in needles)
    }
    # Term dictionaries are compressed, so that no byte search would find anything there.
    grams = [word[start : start + 4] for start in range(len(word) - 3)]
    indexes = {
        str(terms.relative_to(folder))
        for terms in folder.glob("index/*/terms")
        for searcher in [Index.open(str(terms)).searcher()]
        if any(searcher.doc_freq("grams", gram) for gram in grams)
        or searcher.terms_with_prefix("stems", word[:5])
        or searcher.terms_with_prefix("parts", word[:4])
    }
    return files | indexes


def fingerprints(vector: Vectors) -> list[bytes]:
    """Return the two densest parts of a vector, as it is cached and as it is indexed.

    Parts, since a database may store it in pieces.
    """
    cached = np.rint(vector * vectorcache.SCALE).astype(np.int16)
    indexed = np.divide(cached, vectorcache.SCALE, dtype=np.float32)
    return [
        part.tobytes()
        for numbers in (cached, indexed)
        for part in sorted(numbers.reshape(-1, 64), key=np.count_nonzero)[-2:]
    ]


def test_a_purged_article_is_in_no_file(filled: Library, settings: Settings) -> None:
    assert traces(settings.data_dir) >= {"corpus.sqlite3-wal", "index/generation-000001/terms"}
    answers = Memory.of(filled).answers
    answer = filled.ask("Wie heißt die geheime Quelle?")
    assert WORD in answer.text
    now = datetime.now(UTC)
    answers.record(Inquiry(1, None, 2, 3, now, "de", private=True), answer, message_id=4)

    filled.purge(secret_id(filled), ADA)

    assert traces(settings.data_dir) == set()
    assert filled.indexer.verify() == []
    assert filled.ask("Wann wurde die Mission im Irak ausgesetzt?").text == f"{KEPT} [1]"


def test_nothing_is_left_of_it_in_an_index_that_was_begun_by_a_longer_log(
    settings: Settings, tmp_path: Path
) -> None:
    path, backup = settings.data_dir / FILE_NAME, tmp_path / "backup.sqlite3"
    with closing(Library.open(settings)) as library:
        library.add(draft(SECRET), ADA)
        library.corpus.database.backup(backup)
        for number in range(3):
            library.add(draft(f"Artikel {number} kam danach."), ADA)
        # It says that nothing purged until the fourth change was ever in it.
        library.rebuild()
    copyfile(backup, path)

    with closing(Library.open(settings)) as library:
        library.purge(secret_id(library), ADA)

    assert traces(settings.data_dir) == set()


@pytest.mark.usefixtures("vectors_kept")
def test_its_vectors_are_gone_from_the_cache_and_the_index(
    filled: Library, settings: Settings
) -> None:
    texts = filled.corpus.texts_ever(secret_id(filled))
    embedder = filled.models.embedder
    held = {text: fingerprints(embedder.embed_documents([text])) for text in texts}

    def found() -> set[str]:
        files = [path.read_bytes() for path in settings.data_dir.rglob("*") if path.is_file()]
        return {
            text for text, parts in held.items() if any(p in file for p in parts for file in files)
        }

    assert found() == set(texts)
    filled.purge(secret_id(filled), ADA)

    assert found() == set()


def generations_of(settings: Settings) -> list[str]:
    return sorted(path.name for path in settings.data_dir.glob("index/generation-*"))


def test_what_else_there_is_is_neither_read_nor_indexed_anew(
    filled: Library, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(Replay, "differences")
    for number in range(20):
        filled.add(draft(f"Artikel {number} kam danach."), ADA)
    monkeypatch.delattr(termfields, "indexed_stems")

    filled.purge(secret_id(filled), ADA)

    assert traces(settings.data_dir) == set()
    assert generations_of(settings) == ["generation-000001"]
    assert filled.ask("Wann wurde die Mission im Irak ausgesetzt?").text == f"{KEPT} [1]"


@pytest.mark.parametrize(("name", "value"), [("BESIDE", 0), ("FEW", 1_000)])
def test_where_nothing_can_be_merged_or_there_is_little_the_index_is_built_anew(
    filled: Library, settings: Settings, monkeypatch: pytest.MonkeyPatch, name: str, value: int
) -> None:
    monkeypatch.setattr(terms, name, value)

    filled.purge(secret_id(filled), ADA)

    assert traces(settings.data_dir) == set()
    assert generations_of(settings) == ["generation-000002"]
    assert filled.indexer.verify() == []


def test_a_process_that_still_holds_its_vectors_does_not_write_them_again(
    filled: Library, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = secret_id(filled)
    with closing(Library.open(settings)) as other:
        other.ask("Wie heißt die geheime Quelle?")
        run = Replay.run

        def beside(self: Replay, index: OpenGeneration, *_: object, **__: object) -> None:
            run(self, index)
            monkeypatch.setattr(Replay, "run", run)
            filled.purge(secret, ADA)

        monkeypatch.setattr(Replay, "run", beside)
        other.add(draft("Ein Artikel kam danach."), ADA)

        snapshot = json.loads(next(settings.data_dir.rglob("snapshot.json")).read_bytes())
        assert [secret in part["articles"] for part in snapshot["parts"]] == [False, False]
        assert traces(settings.data_dir) == set()
        assert other.indexer.verify() == []


@pytest.mark.parametrize(
    ("part", "step"),
    [
        (TermIndex, "_have_merged"),
        (TermIndex, "refresh"),
        (vectors.VectorIndex, "erase"),
        (Generations, "erased"),
    ],
)
def test_a_purge_that_was_interrupted_is_finished_by_the_next_start(
    filled: Library,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    part: type[object],
    step: str,
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(part, step, killed)
        with suppress(KeyboardInterrupt):
            filled.purge(secret_id(filled), ADA)
    filled.close()
    manifest = next(settings.data_dir.glob("index/*/manifest.json"))
    assert json.loads(manifest.read_bytes())["since"] == 0

    with closing(Library.open(settings, participants=(Forgetting(),))) as library:
        assert library.indexer.verify() == []
        assert [article.title for article in library.catalogue.articles()] == ["Die"]
    assert traces(settings.data_dir) == set()
    assert json.loads(manifest.read_bytes())["since"] == 4


def test_a_removed_article_is_in_no_answer_of_a_thousand(filled: Library) -> None:
    words = f"{SECRET} {KEPT}".replace(".", "").split()
    secret = secret_id(filled)
    found = filled.ask(f"Heißt die geheime Quelle {WORD}?")
    assert found.citations[0].article.id == secret

    filled.remove(secret, ADA)

    assert assert_never_shown(filled, secret, WORD, words, QUESTIONS) == QUESTIONS
