from pathlib import Path

import pytest

from index.articles.errors import (
    ArticleEmptyError,
    ArticleEncodingError,
    ArticleFileUnreadableError,
)
from index.corpus.changelog import Author
from index.corpus.corpus import Corpus
from index.corpus.exchange.seeds import synchronise


def log_of(corpus: Corpus) -> list[tuple[str, str]]:
    return [(change.operation, change.article_id) for change in corpus.changes()]


def test_new_changed_and_vanished_files_become_changes(corpus: Corpus, tmp_path: Path) -> None:
    seed = tmp_path / "seeds" / "eins.txt"
    seed.parent.mkdir()
    seed.write_text(" date 2020-02 Erste Fassung.", encoding="utf-8")
    assert synchronise(corpus, seed.parent) == []
    seed.write_text(" date 2020-03 Zweite Fassung.", encoding="utf-8")
    synchronise(corpus, seed.parent)
    synchronise(corpus, seed.parent)
    seed.unlink()
    synchronise(corpus, seed.parent)

    assert log_of(corpus) == [("add", "eins"), ("replace", "eins"), ("remove", "eins")]
    assert {change.who for change in corpus.changes()} == {"seeds"}


def test_a_file_that_comes_back_is_in_force_again(corpus: Corpus, tmp_path: Path) -> None:
    seed = tmp_path / "eins.txt"
    seed.write_text("Da.", encoding="utf-8")
    synchronise(corpus, tmp_path)
    seed.unlink()
    synchronise(corpus, tmp_path)
    seed.write_text("Da.", encoding="utf-8")

    synchronise(corpus, tmp_path)

    assert corpus.counts().articles == 1


def test_what_an_operator_removed_stays_removed_until_the_file_changes(
    corpus: Corpus, tmp_path: Path
) -> None:
    seed = tmp_path / "eins.txt"
    seed.write_text("Alt.", encoding="utf-8")
    synchronise(corpus, tmp_path)
    with corpus.write() as log:
        log.remove("eins", Author("operator:ada"))

    synchronise(corpus, tmp_path)
    assert corpus.counts().articles == 0

    seed.write_text("Neu.", encoding="utf-8")
    synchronise(corpus, tmp_path)
    assert corpus.counts().articles == 1


def test_a_file_that_cannot_be_read_is_named_and_the_rest_taken_in(
    corpus: Corpus, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_bytes(b"   \n")
    (tmp_path / "b.txt").write_bytes("Überwachung.".encode("latin-1"))
    (tmp_path / "c.txt").write_text("Guter Satz.", encoding="utf-8")

    empty, not_utf8 = synchronise(corpus, tmp_path)

    assert isinstance(empty, ArticleEmptyError)
    assert "“a.txt” holds no text" in str(empty)
    assert isinstance(not_utf8, ArticleEncodingError)
    assert "“b.txt” isn't valid UTF-8 text (byte 0)" in str(not_utf8)
    assert log_of(corpus) == [("add", "c")]


def test_a_known_seed_whose_file_becomes_unreadable_keeps_its_last_version(
    corpus: Corpus, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("Guter Satz.", encoding="utf-8")
    synchronise(corpus, tmp_path)
    (tmp_path / "a.txt").write_bytes(b"\xff\xfe\x00")

    assert len(synchronise(corpus, tmp_path)) == 1
    assert corpus.counts().articles == 1


def test_a_seed_that_may_not_be_read_is_named_and_keeps_its_last_version(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("Guter Satz.", encoding="utf-8")
    (tmp_path / "folder.txt").mkdir()
    assert synchronise(corpus, tmp_path) == []

    def refused(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refused)
    (problem,) = synchronise(corpus, tmp_path)

    assert isinstance(problem, ArticleFileUnreadableError)
    assert "“a.txt” can't be read: Permission denied" in str(problem)
    assert log_of(corpus) == [("add", "a")]


def test_a_missing_folder_removes_nothing(corpus: Corpus, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Satz.", encoding="utf-8")
    synchronise(corpus, tmp_path)

    synchronise(corpus, tmp_path / "nowhere")

    assert corpus.counts().articles == 1


def test_no_folder_takes_nothing_in_and_leaves_what_was_taken_in(
    corpus: Corpus, tmp_path: Path
) -> None:
    assert synchronise(corpus, None) == []
    assert log_of(corpus) == []
    (tmp_path / "a.txt").write_text("Satz.", encoding="utf-8")
    synchronise(corpus, tmp_path)

    assert synchronise(corpus, None) == []

    assert log_of(corpus) == [("add", "a")]
    assert corpus.counts().articles == 1


def test_the_seeds_header_is_metadata_and_the_title_its_first_sentence(
    corpus: Corpus, seed: Path
) -> None:
    synchronise(corpus, seed.parent)

    article = corpus.article("000_02adc48ef0db0a26")
    assert article.date == "2020-02"
    assert article.language == "de"
    assert article.text.startswith("Offiziell wurde die NATO-Mission im Irak")
    assert article.title == (
        "Offiziell wurde die NATO-Mission im Irak Anfang Januar ausgesetzt, nachdem sich …"
    )
    counts = corpus.counts()
    assert (counts.articles, counts.sentences) == (1, 27)
