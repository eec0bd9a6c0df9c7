"""The cache of vectors: what it refuses is told apart as the collection's own troubles are."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from hashlib import blake2b
from pathlib import Path

import numpy as np
import pytest

from index.config import Settings
from index.corpus.changelog import Author
from index.embedders.builtin import BuiltinEmbedder
from index.indexing import indexer, vectorcache
from index.indexing.errors import IndexBusyError, IndexLateError, IndexUnwritableError
from index.indexing.vectorcache import VectorCache
from index.library import Library
from index.models import Draft

ADA = Author("operator:ada")

pytestmark = pytest.mark.usefixtures("vectors_kept")


def test_a_cache_that_another_program_writes_to_is_busy_and_not_full(
    library: Library,
    settings: Settings,
    draft: Callable[..., Draft],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    library.add(draft("Eins."), ADA)
    monkeypatch.setattr(vectorcache, "WRITE_TIMEOUT", 0.05)
    monkeypatch.setattr(indexer, "WRITE_TIMEOUT", 3.0)
    path = settings.data_dir / "index" / "vectors.sqlite3"

    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(IndexLateError, match="for over 3 seconds") as late:
            library.add(draft("Zwei."), ADA)
        assert type(late.value.values["reason"]) is IndexBusyError
        # Whoever waits for it doesn't erase it.
        assert path.exists()

    library.catch_up()
    assert library.indexer.verify() == []


def test_a_cache_that_is_read_only_is_not_erased(
    library: Library, settings: Settings, draft: Callable[..., Draft]
) -> None:
    library.add(draft("Eins."), ADA)
    path = settings.data_dir / "index" / "vectors.sqlite3"
    content = path.read_bytes()
    # A later format that this version of SQLite may read only.
    path.write_bytes(content[:18] + b"\x03" + content[19:])

    with pytest.raises(IndexLateError, match="readonly database") as late:
        library.add(draft("Zwei."), ADA)

    assert type(late.value.values["reason"]) is IndexUnwritableError
    assert path.read_bytes()[18] == 3


def test_a_cache_whose_description_is_no_text_is_begun_again(tmp_path: Path) -> None:
    path = tmp_path / "vectors.sqlite3"
    cache, embedder = VectorCache(path), BuiltinEmbedder()
    before = cache.embed(embedder, ["Eins."], lambda _: None)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    content = path.read_bytes()
    # SQLite quotes it in what it complains of.
    at = content.index(b"TE TABLE vectors")
    path.write_bytes(content[:at] + b"\xff" + content[at + 1 :])

    assert not cache.renew()
    assert (cache.embed(embedder, ["Eins."], lambda _: None) == before).all()


@pytest.mark.parametrize("at", [0, 16, 47])
def test_a_cache_that_sqlite_does_not_understand_is_begun_again(
    library: Library, settings: Settings, draft: Callable[..., Draft], at: int
) -> None:
    library.add(draft("Eins."), ADA)
    path = settings.data_dir / "index" / "vectors.sqlite3"
    content = path.read_bytes()
    path.write_bytes(content[:at] + b"\x07" * 4 + content[at + 4 :])

    library.add(draft("Zwei."), ADA)

    assert library.indexer.verify() == []


@pytest.mark.parametrize("at", [3, -1])
def test_a_vector_with_a_changed_bit_is_embedded_anew_and_never_built_in(
    library: Library, settings: Settings, draft: Callable[..., Draft], at: int
) -> None:
    library.add(draft("Eins ist kein Zufall."), ADA)
    path = settings.data_dir / "index" / "vectors.sqlite3"
    with closing(sqlite3.connect(path)) as connection, connection:
        for key, vector in connection.execute("SELECT text_hash, vector FROM vectors").fetchall():
            damaged = bytearray(vector)
            damaged[at] ^= 64
            row = (bytes(damaged), key)
            connection.execute("UPDATE vectors SET vector = ? WHERE text_hash = ?", row)

    assert library.indexer.verify() == []
    library.rebuild()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DELETE FROM vectors")
    assert library.indexer.verify() == []


def test_a_cache_is_hardly_larger_than_its_vectors_and_gives_back_those_of_a_model_that_went(
    tmp_path: Path,
) -> None:
    embedder, path = BuiltinEmbedder(), tmp_path / "vectors.sqlite3"
    cache = VectorCache(path)
    texts = [f"Satz {number}" for number in range(2000)]
    # A number takes 2 bytes rather than 4.
    alone = cache.embed(embedder, texts, lambda _: None).nbytes / 2
    cache.forget([])
    assert alone < path.stat().st_size < 1.3 * alone

    cache.forget_model(embedder.fingerprint)
    assert path.stat().st_size < alone / 20


def test_a_model_whose_name_the_disk_has_garbled_keeps_nobody_from_opening(
    library: Library,
    settings: Settings,
    draft: Callable[..., Draft],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    library.add(draft("Eins."), ADA)
    path = settings.data_dir / "index" / "vectors.sqlite3"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE vectors SET fingerprint = CAST(X'ff41' AS TEXT)")
    monkeypatch.setattr(BuiltinEmbedder, "quick", True)

    with closing(Library.open(settings)) as again:
        assert again.indexer.verify() == []


@pytest.mark.parametrize("others", [[], [("slow", b"\x01")]])
def test_of_an_embedder_that_is_quick_nothing_is_kept_and_what_was_goes(
    library: Library,
    settings: Settings,
    draft: Callable[..., Draft],
    monkeypatch: pytest.MonkeyPatch,
    others: list[tuple[str, bytes]],
) -> None:
    library.add(draft("Eins."), ADA)
    library.close()
    path = settings.data_dir / "index" / "vectors.sqlite3"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executemany("INSERT INTO vectors VALUES (?, ?, X'02')", others)
    monkeypatch.setattr(BuiltinEmbedder, "quick", True)

    with closing(Library.open(settings)) as again:
        again.add(draft("Zwei."), ADA)
        assert again.indexer.verify() == []

    assert path.exists() == bool(others)
    if others:
        with closing(sqlite3.connect(path)) as connection:
            kept = connection.execute("SELECT fingerprint, text_hash FROM vectors").fetchall()
        assert kept == others


def test_what_is_kept_is_what_the_index_gets_and_hardly_another_vector(tmp_path: Path) -> None:
    embedder, cache = BuiltinEmbedder(), VectorCache(tmp_path / "vectors.sqlite3")
    first = cache.embed(embedder, ["Ein Satz.", "Noch einer."], lambda _: None)

    assert (
        cache.embed(embedder, ["Noch einer.", "Ein Satz."], lambda _: None) == first[::-1]
    ).all()
    exact = embedder.embed_documents(["Ein Satz.", "Noch einer."])
    assert 0 < np.abs(first - exact).max() < 1.6e-5
    assert first.dtype == np.float32


@pytest.mark.parametrize("other", ["NULL", "7", "'text'", "X''"])
def test_what_is_no_vector_at_all_is_embedded_anew(tmp_path: Path, other: str) -> None:
    embedder, path = BuiltinEmbedder(), tmp_path / "vectors.sqlite3"
    cache = VectorCache(path)
    before = cache.embed(embedder, ["Ein Satz."], lambda _: None)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(
            "UPDATE sqlite_schema SET sql = replace(sql, 'vector BLOB NOT NULL', 'vector')"
        )
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"UPDATE vectors SET vector = {other}")

    assert (cache.embed(embedder, ["Ein Satz."], lambda _: None) == before).all()


EARLIER = """
PRAGMA journal_mode = WAL;
CREATE TABLE vectors (
    fingerprint TEXT NOT NULL, text_hash BLOB NOT NULL, vector BLOB NOT NULL,
    PRIMARY KEY (fingerprint, text_hash)
) WITHOUT ROWID;
"""


def fill_earlier(path: Path, texts: list[str]) -> None:
    """Write a cache as the version of 29 November 2026 did, with 32 bits a number."""
    embedder = BuiltinEmbedder()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(EARLIER)
        for text, vector in zip(texts, embedder.embed_documents(texts), strict=True):
            hashed = blake2b(text.encode(), digest_size=16).digest()
            secret = embedder.fingerprint.encode()[:64]
            seal = blake2b(hashed + vector.tobytes(), digest_size=8, key=secret).digest()
            row = (embedder.fingerprint, hashed, vector.tobytes() + seal)
            connection.execute("INSERT INTO vectors VALUES (?, ?, ?)", row)


def test_a_cache_of_an_earlier_form_is_written_anew_and_embeds_nothing_again(
    tmp_path: Path,
) -> None:
    embedder, new, old = BuiltinEmbedder(), tmp_path / "new.sqlite3", tmp_path / "old.sqlite3"
    texts = [f"Satz {number}" for number in range(500)]
    wanted = VectorCache(new).embed(embedder, texts, lambda _: None)
    fill_earlier(old, texts)
    size = old.stat().st_size
    assert VectorCache(old).missing(embedder, texts) == []
    assert (VectorCache(old).embed(embedder, texts, lambda _: None) == wanted).all()

    with closing(sqlite3.connect(old)) as reading:
        reading.execute("BEGIN")
        reading.execute("SELECT count(*) FROM vectors").fetchone()
        assert not VectorCache(old).renew()
    assert VectorCache(old).renew()
    assert not VectorCache(old).renew()

    assert VectorCache(old).missing(embedder, texts) == []
    assert (VectorCache(old).embed(embedder, texts, lambda _: None) == wanted).all()
    assert old.stat().st_size < 0.4 * size


@pytest.mark.parametrize("content", [b"", b"no database at all" * 100])
def test_a_cache_that_is_none_is_left_to_who_needs_it(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "vectors.sqlite3"
    assert not VectorCache(path).renew()
    assert not path.exists()
    path.write_bytes(content)
    assert not VectorCache(path).renew()
    assert VectorCache(path).missing(BuiltinEmbedder(), ["Eins"]) == ["Eins"]
