"""A bit that a disk has changed in the collection's own file: said, never quoted."""

import sqlite3
from contextlib import closing
from re import finditer

import pytest

from index.config import Settings
from index.corpus.changelog import Author
from index.corpus.errors import CorpusDamagedError
from index.library import Library
from index.models import Draft

ADA = Author("operator:ada")
TEXT = "Die Brücke ist 214 Meter lang."
QUESTION = "Wie lang ist die Brücke?"


def make(settings: Settings) -> None:
    with closing(Library.open(settings)) as library:
        library.add(Draft(TEXT, title="Brücke", language="de"), Author("operator:ada"))


def read(settings: Settings) -> None:
    with closing(Library.open(settings)) as library:
        library.ask(QUESTION)
        library.corpus.changes()


def test_a_garbled_note_of_when_it_was_looked_at_keeps_nobody_from_reading(
    settings: Settings,
) -> None:
    make(settings)
    note = settings.data_dir / "index" / "checked"
    note.write_bytes(b"\xff\xfe")

    with closing(Library.open(settings)) as library:
        assert library.ask(QUESTION).short == "214 Meter"

    assert [part.isdigit() for part in note.read_bytes().split()] == [True] * 3


@pytest.mark.parametrize(
    ("before", "after"), [("214", "614"), ("lang", "lan\x17"), ("ü", "ý"), ("Meter", "meter")]
)
def test_a_text_with_a_changed_bit_is_not_quoted(
    settings: Settings, before: str, after: str
) -> None:
    make(settings)
    path = settings.data_dir / "corpus.sqlite3"
    content = path.read_bytes()
    # In the text and not in the title, which it would be shown with.
    damaged = content.replace(TEXT.encode(), TEXT.replace(before, after).encode())
    assert damaged != content
    path.write_bytes(damaged)

    with closing(Library(settings)) as library:
        with pytest.raises(CorpusDamagedError, match=r"checksum differs.*restore-backup"):
            library.ask(QUESTION)
        with pytest.raises(CorpusDamagedError, match="checksum differs"):
            library.corpus.article(library.catalogue.articles()[0].id)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE versions SET text = CAST(X'ff414243' AS TEXT)",
        "UPDATE versions SET pages = '[0'",
        "UPDATE versions SET blocks = '[0'",
        "UPDATE changes SET at = '2026-1q-30 16:03:20.931211'",
        "UPDATE sentences SET start = start + 4",
        "UPDATE sentences SET kind = 'contexu'",
        "UPDATE versions SET title = 'Brycke'",
        "UPDATE versions SET date = '2026-03-04'",
        "UPDATE versions SET url = 'https://a.example'",
        "UPDATE versions SET article_id = article_id || 'x'",
        "ALTER TABLE sentences RENAME COLUMN number TO numbeq",
        "UPDATE versions SET title = CAST(title AS BLOB)",
        "UPDATE changes SET who = CAST(who AS BLOB)",
        "UPDATE sentences SET number = 'eins'",
    ],
)
def test_what_no_column_has_is_damage_and_no_mystery(settings: Settings, statement: str) -> None:
    make(settings)
    with closing(sqlite3.connect(settings.data_dir / "corpus.sqlite3")) as connection:
        connection.execute(statement)
        connection.commit()

    with pytest.raises(CorpusDamagedError):
        read(settings)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE articles SET version = NULL WHERE version = 1",
        "UPDATE articles SET scope = '4711' WHERE version = 1",
        "UPDATE articles SET id = 'b' || id WHERE version = 1",
        "UPDATE articles SET latest = 7 WHERE version = 1",
        "UPDATE changes SET version = 2 WHERE revision = 1",
        "UPDATE changes SET operation = 'purge' WHERE revision = 1",
        "UPDATE changes SET article_id = 'b' || article_id WHERE revision = 1",
    ],
)
def test_a_log_and_articles_that_contradict_each_other_are_damage_and_not_silence(
    settings: Settings, statement: str
) -> None:
    with closing(Library.open(settings)) as library:
        library.add(Draft("Der Turm ist hoch.", "Turm", "de"), ADA)
        library.add(Draft(TEXT, "Brücke", "de"), ADA)
    with closing(sqlite3.connect(settings.data_dir / "corpus.sqlite3")) as connection, connection:
        connection.execute(statement)

    with pytest.raises(CorpusDamagedError, match="not as the log has it"):
        Library.open(settings)


def test_wherever_an_id_or_a_scope_is_changed_no_question_ends_in_silence(
    settings: Settings,
) -> None:
    make(settings)
    path = settings.data_dir / "corpus.sqlite3"
    with closing(Library.open(settings)) as library:
        whole = library.ask(QUESTION)
        [article] = library.catalogue.articles()
        library.corpus.database.forget_deleted()
    content = path.read_bytes()
    said = 0
    for word in (article.id.encode(), b"shared", b"sentence"):
        places = [found.start() for found in finditer(word, content)]
        assert len(places) > 1
        for place in places:
            path.write_bytes(content[:place] + bytes([word[0] ^ 1]) + content[place + 1 :])
            try:
                with closing(Library.open(settings)) as library:
                    assert library.ask(QUESTION).citations == whole.citations
            except CorpusDamagedError:
                said += 1
    assert said > 4
