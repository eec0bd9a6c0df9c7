import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from index.corpus.catalogue import Catalogue
from index.corpus.changelog import Author
from index.corpus.corpus import FILE_NAME, Corpus, Counts
from index.corpus.errors import CorpusBusyError, CorpusDamagedError, CorpusNewerError
from index.corpus.storage.schema import CORPUS
from index.corpus.storage.sqlite.database import SqliteDatabase
from index.corpus.storage.tables import metadata
from index.models import Block, Draft, Sentence
from index.scopes import SHARED, Scope
from index.units.passages import passage_text
from tests.index.corpus.storage.sqlite.summed import is_of_sums

ADA = Author("operator:ada", "erste Fassung")


def texts(found: Sequence[Sequence[Sentence]]) -> list[str]:
    return [passage_text(passage) for passage in found]


def test_an_added_article_is_in_force_with_its_sentences(
    corpus: Corpus, draft: Callable[..., Draft]
) -> None:
    with corpus.write() as log:
        change = log.add(draft("Eins. Zwei.\n\nDrei.", date="2020-02"), ADA, scope=SHARED)

    assert (change.revision, change.operation, change.version) == (1, "add", 1)
    assert (change.who, change.why) == ("operator:ada", "erste Fassung")
    (sentences,) = corpus.sentences_of([1]).values()
    assert [(s.id, s.span.paragraph, s.span.number, s.text) for s in sentences] == [
        (1, 1, 1, "Eins."),
        (2, 1, 2, "Zwei."),
        (3, 2, 1, "Drei."),
    ]
    article = sentences[0].article
    assert (article.id, article.scope, article.date) == (change.article_id, SHARED, "2020-02")


def test_each_change_is_a_row_of_the_log(corpus: Corpus, draft: Callable[..., Draft]) -> None:
    with corpus.write() as log:
        article_id = log.add(draft("Alt."), ADA, scope=SHARED).article_id
        log.replace(article_id, draft("Neu."), Author("discord:7"))
    with corpus.write() as log:
        log.remove(article_id, Author("discord:8", "falsch"))

    rows = [(c.revision, c.operation, c.version, c.who, c.why) for c in corpus.changes()]
    assert rows == [
        (1, "add", 1, "operator:ada", "erste Fassung"),
        (2, "replace", 2, "discord:7", ""),
        (3, "remove", None, "discord:8", "falsch"),
    ]
    assert [change.revision for change in corpus.changes(after=2)] == [3]
    assert corpus.revision() == 3


def test_a_sentence_of_a_replaced_or_removed_version_is_never_given_out(
    corpus: Corpus, draft: Callable[..., Draft]
) -> None:
    with corpus.write() as log:
        article_id = log.add(draft("Alt."), ADA, scope=SHARED).article_id
    assert texts(corpus.passages([1], [SHARED])) == ["Alt."]
    with corpus.write() as log:
        log.replace(article_id, draft("Neu."), ADA)
    assert texts(corpus.passages([1, 2], [SHARED])) == ["Neu."]
    with corpus.write() as log:
        log.remove(article_id, ADA)
    assert corpus.passages([1, 2], [SHARED]) == []


def test_a_sentence_of_another_scope_is_never_given_out(
    corpus: Corpus, draft: Callable[..., Draft]
) -> None:
    with corpus.write() as log:
        log.add(draft("Geheim."), ADA, scope=Scope("111"))
        log.add(draft("Für alle."), ADA, scope=SHARED)

    assert texts(corpus.passages([1, 2], [SHARED, "222"])) == ["Für alle."]
    assert texts(corpus.passages([1, 2], [SHARED, "111"])) == ["Geheim.", "Für alle."]


def test_a_transaction_that_fails_leaves_nothing(
    corpus: Corpus, draft: Callable[..., Draft]
) -> None:
    def fail() -> None:
        with corpus.write() as log:
            log.add(draft("Halb."), ADA, scope=SHARED)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()

    assert corpus.revision() == 0
    assert corpus.counts().sentences == 0


def test_reading_goes_on_while_another_connection_writes(
    corpus: Corpus, tmp_path: Path, draft: Callable[..., Draft]
) -> None:
    with closing(Corpus.open(tmp_path / "data")) as other, other.write() as log:
        log.add(draft("Noch nicht."), ADA, scope=SHARED)
        assert corpus.revision() == 0

    assert corpus.revision() == 1


def test_a_second_writer_is_told_after_its_time(corpus: Corpus, tmp_path: Path) -> None:
    impatient = SqliteDatabase(tmp_path / "data" / FILE_NAME, write_timeout=0.05)
    with (
        closing(impatient),
        corpus.write(),
        pytest.raises(CorpusBusyError, match="Nothing was changed"),
        impatient.write(),
    ):
        pass


def test_the_migrations_make_the_tables_that_the_code_reads(tmp_path: Path) -> None:
    with closing(SqliteDatabase(tmp_path / FILE_NAME)) as database, database.read() as connection:
        assert CORPUS.stamp(connection) == CORPUS.head
        options = {"include_name": lambda name, *_: not is_of_sums(name)}
        found = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(found, metadata) == []


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    path.write_bytes(b"SQLite format 3?" * 300)

    with pytest.raises(CorpusDamagedError, match="left as it is"):
        SqliteDatabase(path)

    assert path.read_bytes() == b"SQLite format 3?" * 300


def test_a_corrupt_database_is_refused_and_left_alone(
    tmp_path: Path, draft: Callable[..., Draft]
) -> None:
    with closing(Corpus.open(tmp_path)) as corpus, corpus.write() as log:
        log.add(draft("Satz. " * 3000), ADA, scope=SHARED)
    path = tmp_path / FILE_NAME
    content = path.read_bytes()
    damaged = content[:4096] + b"\xff" * (len(content) - 4096)
    path.write_bytes(damaged)

    with pytest.raises(CorpusDamagedError), closing(Corpus.open(tmp_path)) as corpus:
        corpus.changes()

    assert path.read_bytes() == damaged


def test_another_programs_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE bookmarks (url)")
        other.commit()
    before = path.read_bytes()

    with pytest.raises(CorpusDamagedError, match="another program"):
        SqliteDatabase(path)

    assert path.read_bytes() == before


def test_a_newer_schema_is_refused(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    SqliteDatabase(path).close()
    with closing(sqlite3.connect(path)) as newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
        newer.commit()

    message = rf"schema 9999; this one knows {CORPUS.head}.*Update"
    with pytest.raises(CorpusNewerError, match=message):
        SqliteDatabase(path)


def test_any_of_its_sentences_leads_to_a_passage_which_is_given_once(
    corpus: Corpus, draft: Callable[..., Draft]
) -> None:
    with corpus.write() as log:
        log.add(draft("Eins. Zwei.\n\nDrei. Vier."), ADA, scope=SHARED)

    assert texts(corpus.passages([4, 2, 3, 1], [SHARED])) == ["Drei. Vier.", "Eins. Zwei."]
    assert texts(corpus.passages([2], [SHARED])) == ["Eins. Zwei."]


TREES = Draft(
    "Bäume\n\n- die Linde",
    "Park",
    "de",
    blocks=(
        Block("heading", 1, None, 0, 5),
        Block("list", 0, None, 7, 18),
        Block("item", 0, 1, 7, 18),
    ),
)


def test_a_version_has_its_structure_and_its_units(corpus: Corpus) -> None:
    with corpus.write() as log:
        log.add(TREES, ADA, scope=SHARED)

    assert corpus.blocks(1) == TREES.blocks
    [unit] = corpus.units(1)
    assert (unit.text, unit.span.kind, unit.path) == ("- die Linde", "item", ("Park", "Bäume"))
    assert corpus.counts() == Counts(articles=1, sentences=1)
    assert [summary.sentences for summary in Catalogue(corpus).articles()] == [1]


def test_a_structure_that_is_not_the_texts_own_is_not_kept(corpus: Corpus) -> None:
    with corpus.write() as log:
        log.add(replace(TREES, text="Bäume."), ADA, scope=SHARED)

    assert corpus.blocks(1) == (Block("paragraph", 0, None, 0, 6),)


@pytest.mark.parametrize("shaped", [False, True])
def test_an_edited_detail_leaves_the_structure_and_whence_it_is(
    corpus: Corpus,
    shaped: bool,  # noqa: FBT001
) -> None:
    with corpus.write() as log:
        given = replace(TREES, blocks=None) if shaped else TREES
        article_id = log.add(given, ADA, scope=SHARED).article_id
    before = corpus.draft_of(corpus.article(article_id))
    with corpus.write() as log:
        log.replace(article_id, replace(before, title="Garten"), ADA)

    after = corpus.draft_of(corpus.article(article_id))
    assert (after.title, after.shaped, before.shaped) == ("Garten", shaped, shaped)
    assert after.blocks == before.blocks
    assert (after.blocks == TREES.blocks) is not shaped


def test_a_purge_erases_the_structure(corpus: Corpus) -> None:
    with corpus.write() as log:
        article_id = log.add(TREES, ADA, scope=SHARED).article_id
        log.replace(article_id, replace(TREES, title="Garten"), ADA)
        log.purge(article_id, ADA)

    assert [corpus.blocks(revision) for revision in (1, 2, 3)] == [(), (), ()]
    assert corpus.units(1) == []
    query = "SELECT count(*) FROM versions"
    assert corpus.database.scalar(text(query)) == 0
