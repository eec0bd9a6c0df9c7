"""Vectors in a Milvus that machines share: what the engine is known to trip over, and its failures.

Over milvus-lite's own server, in a process of its own, where it is installed.
"""

import base64
import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import trustme

from index.config import EmbedderSettings, Settings, VectorSettings
from index.corpus.changelog import Author
from index.embedders.base import Vectors
from index.embedders.builtin import BuiltinEmbedder
from index.errors import SearchIndexError
from index.indexing import replay
from index.indexing.backends.configured import configured
from index.indexing.backends.milvus import connection, vectors
from index.indexing.backends.milvus.collections import ERASED, alias_of
from index.indexing.errors import (
    IndexUnwritableError,
    VectorEngineAwayError,
    VectorEngineError,
    VectorEngineRefusesError,
    VectorsLeftError,
    VectorsOfAnotherModelError,
)
from index.indexing.files import INDEX_FOLDER
from index.indexing.generations import Generations
from index.indexing.progress import Progress, silent
from index.indexing.relocation import index_moved
from index.library import Library
from index.models import Draft
from index.review.changed import changed
from index.review.proposal import Proposal
from index.scopes import SHARED, Scope
from tests.index.indexing.backends import milvus_server
from tests.index.indexing.backends.milvus_kills import kill_again_and_again
from tests.index.indexing.backends.milvus_server import Server, serving
from tests.models import BUILTIN

if not milvus_server.is_installed():
    pytest.skip("milvus-lite isn't installed", allow_module_level=True)

import grpc
from pymilvus import MilvusClient

ADA = Author("operator:ada")
BRIDGE = Draft("Die Brücke über die Elbe kostet vier Millionen Euro.", "Brücke", "de")
TOWER = Draft("Der Turm in der Altstadt ist 90 Meter hoch.", "Turm", "de")
SECRET = Draft("Das Passwort der Kasse lautet Rosenkohl.", "Kasse", "de")
COST = "Was kostet die Brücke über die Elbe?"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("milvus")) as server:
        yield server


@pytest.fixture(autouse=True)
def _asked_again_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    for module, name in ((connection, "PAUSE"), (connection, "QUESTIONS_PAUSE"), (vectors, "LOOK")):
        monkeypatch.setattr(module, name, 0.0)


def opened(folder: Path, settings: VectorSettings, **parts: object) -> Library:
    return Library.open(
        Settings(data_dir=folder, seeds_dir=None, embedder=BUILTIN, vectors=settings),
        **parts,  # type: ignore[arg-type]
    )


@pytest.fixture
def library(tmp_path: Path, server: Server) -> Iterator[Library]:
    with closing(opened(tmp_path / "data", server.settings)) as library:
        yield library


@pytest.fixture
def engine(server: Server) -> Iterator[MilvusClient]:
    """Look at the server itself, past everything that is tested."""
    with closing(MilvusClient(server.uri, timeout=10, dedicated=True)) as client:
        yield client


def rows(engine: MilvusClient, library: Library) -> list[dict[str, object]]:
    alias = alias_of(library.corpus.id())
    found = engine.query(alias, filter="unit >= 0", consistency_level="Strong")
    return [dict(row) for row in found]


def collections(engine: MilvusClient, library: Library) -> list[str]:
    alias = alias_of(library.corpus.id())
    return [name for name in engine.list_collections() if name.startswith(alias)]


def problem_of(library: Library) -> SearchIndexError | None:
    return library.problem


def by_vectors(library: Library, question: str, *scopes: str, k: int = 5) -> list[int]:
    """Return the sentences that the vectors find, whatever the corpus says of them."""
    vector = library.models.embedder.embed_queries([question])
    hits = library.indexer.search("", vector, scopes or (SHARED,), k)
    return [int(unit) for unit in hits.sentences.ids]


def on_another_machine(library: Library, folder: Path) -> Path:
    """Return the data directory of a machine that has the same log, and no index yet."""
    folder.mkdir()
    for path in library.settings.data_dir.glob("corpus.sqlite3*"):
        shutil.copyfile(path, folder / path.name)
    return folder


class Counting(BuiltinEmbedder):
    """Counts the texts that it embeds."""

    def __init__(self) -> None:
        super().__init__()
        self.embedded = 0

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        self.embedded += len(texts)
        return super().embed_documents(texts)


class OfAnother(BuiltinEmbedder):
    """The built-in model's vectors under another model's name."""

    name = "another"

    @property
    def fingerprint(self) -> str:
        return "another"


# What the engine is known to trip over


def test_a_row_that_is_stale_is_never_quoted(library: Library, engine: MilvusClient) -> None:
    library.add(TOWER, ADA)
    article = library.add(BRIDGE, ADA).article_id
    stale = [dict(row) for row in rows(engine, library) if row["article"] == article]
    library.remove(article, ADA)
    engine.upsert(alias_of(library.corpus.id()), stale)
    assert len(by_vectors(library, COST)) == 2

    answer = library.ask(COST)

    assert [c.article.title for c in (*answer.citations, *answer.nearest)] in ([], ["Turm"])


def test_what_is_deleted_counts_only_once_it_is_seen_to_be_gone(
    library: Library, engine: MilvusClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    levels: list[object] = []
    query = MilvusClient.query

    def spy(self: MilvusClient, *arguments: object, **options: object) -> object:
        if "in [" in str(options.get("filter")):
            levels.append(options.get("consistency_level"))
        return query(self, *arguments, **options)

    article = library.add(BRIDGE, ADA).article_id
    reached = library.status().indexed_revision
    monkeypatch.setattr(MilvusClient, "query", spy)
    with monkeypatch.context() as patch:
        patch.setattr(MilvusClient, "delete", lambda *_, **__: None)
        library.remove(article, ADA)
        assert isinstance(library.indexer.problem, VectorEngineAwayError | None)
        assert library.status().indexed_revision == reached

    library.catch_up()

    assert library.status().lag == 0
    assert rows(engine, library) == []
    assert set(levels) == {"Strong"}


def test_nothing_is_flushed_for_a_few_changes(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed: list[str] = []
    monkeypatch.setattr(MilvusClient, "flush", lambda _, name, **__: flushed.append(name))

    for number in range(3):
        library.add(Draft(f"Absatz {number} sagt etwas.", f"Titel {number}", "de"), ADA)

    assert flushed == []
    assert library.indexer.verify() == []


def test_a_collection_that_is_not_loaded_is_loaded(library: Library, engine: MilvusClient) -> None:
    library.add(BRIDGE, ADA)
    (name,) = collections(engine, library)
    engine.release_collection(name)

    assert len(by_vectors(library, COST)) == 1

    engine.release_collection(name)
    library.add(TOWER, ADA)
    assert library.indexer.verify() == []


def test_every_search_names_its_scopes(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    library.add(BRIDGE, ADA)
    library.add(SECRET, ADA, scope=Scope("7"))
    filters: list[str] = []
    search = MilvusClient.search

    def spy(self: MilvusClient, *arguments: object, **options: object) -> object:
        filters.append(str(options["filter"]))
        return search(self, *arguments, **options)

    monkeypatch.setattr(MilvusClient, "search", spy)
    library.ask("Wie lautet das Passwort der Kasse?", Scope("8"))

    assert filters
    assert all('scope in ["shared", "8"]' in each for each in filters)
    own = by_vectors(library, "Passwort der Kasse", "7")
    vector = library.models.embedder.embed_queries(["Passwort"])
    cosines = library.indexer.cosines("sentences", vector, ["8"], own)
    assert cosines is not None
    assert (len(own), cosines.ids.tolist()) == (1, [])


def test_the_longest_name_of_a_part_fits_however_many_bytes_it_has(library: Library) -> None:
    part = Scope("18446744073709551615/" + "𝔘" * 101)

    library.add(SECRET, ADA, scope=part)

    assert library.indexer.problem is None
    assert len(by_vectors(library, "Passwort der Kasse", part)) == 1


def test_quotes_in_a_name_end_no_filter(library: Library) -> None:
    library.add(SECRET, ADA, scope=Scope("7"))

    assert by_vectors(library, "Passwort", '8"] or scope in ["7') == []


def test_what_two_machines_write_at_once_is_written_again(
    library: Library, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.add(TOWER, ADA)
    folder = on_another_machine(library, tmp_path / "other")
    with closing(opened(folder, server.settings)) as other:
        upsert = MilvusClient.upsert

        def late(self: MilvusClient, name: str, rows: list[Any], **options: object) -> object:
            if rows[0]["unit"] >= 0:
                monkeypatch.setattr(MilvusClient, "upsert", upsert)
                library.add(BRIDGE, ADA)
            return upsert(self, name, rows, **options)

        with other.corpus.write() as log:
            log.add(SECRET, ADA, scope=SHARED)
        monkeypatch.setattr(MilvusClient, "upsert", late)
        other.indexer.catch_up()
        reached = other.indexer.revision

    assert reached == library.corpus.revision() - 1


# One collection behind an alias


def test_a_rebuild_is_made_beside_and_the_alias_moves(
    library: Library, engine: MilvusClient
) -> None:
    library.add(BRIDGE, ADA)
    before = collections(engine, library)

    library.rebuild()

    after = collections(engine, library)
    assert len(before) == len(after) == 1
    assert before != after
    assert engine.describe_alias(alias_of(library.corpus.id()))["collection_name"] == after[0]
    assert library.ask(COST).citations
    assert library.indexer.verify() == []


def test_a_rebuild_that_fails_leaves_nothing_and_the_old_one_answers(
    library: Library, engine: MilvusClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.add(BRIDGE, ADA)
    before = collections(engine, library)
    with monkeypatch.context() as patch:
        patch.setattr(BuiltinEmbedder, "embed_documents", _fail)
        with pytest.raises(IndexUnwritableError, match="full"):
            library.rebuild()

    assert collections(engine, library) == before
    assert library.ask(COST).citations


def _fail(*_: object) -> Vectors:
    raise OSError("full")


def test_another_machine_takes_what_is_there_and_embeds_nothing(
    library: Library, server: Server, tmp_path: Path
) -> None:
    library.add(BRIDGE, ADA)
    folder = on_another_machine(library, tmp_path / "other")
    embedder = Counting()
    with closing(
        opened(folder, server.settings, models=replace(library.models, embedder=embedder))
    ) as other:
        assert embedder.embedded == 0
        assert other.ask(COST).citations
        # The other one builds anew beside, and this one goes on with it.
        library.rebuild()
        assert len(by_vectors(other, COST)) == 1
        assert other.indexer.problem is None


def test_what_a_killed_process_has_begun_takes_over_later(
    library: Library, engine: MilvusClient, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.add(BRIDGE, ADA)
    with monkeypatch.context() as patch:
        patch.setattr(vectors.MilvusVectors, "settle", lambda _, **__: None)
        library.rebuild()
    assert len(collections(engine, library)) == 2

    with closing(opened(library.settings.data_dir, server.settings)) as again:
        assert again.ask(COST).citations

    assert len(collections(engine, library)) == 1


def test_vectors_of_another_model_stay_and_words_alone_answer(
    library: Library, engine: MilvusClient, server: Server, tmp_path: Path
) -> None:
    library.add(BRIDGE, ADA)
    folder = on_another_machine(library, tmp_path / "other")
    models = replace(library.models, embedder=OfAnother())

    with closing(opened(folder, server.settings, models=models)) as other:
        problem = problem_of(other)
        assert isinstance(problem, VectorsOfAnotherModelError)
        assert problem.values == {"found": "builtin", "wanted": "another"}
        assert other.status().problem is not None
        assert other.ask(COST).citations
        assert len(rows(engine, library)) == 2
        other.rebuild()
        assert problem_of(other) is None

    library.catch_up()
    assert isinstance(problem_of(library), VectorsOfAnotherModelError)
    assert library.ask(COST).citations


def test_vectors_of_another_log_are_built_anew(
    library: Library, server: Server, tmp_path: Path
) -> None:
    library.add(BRIDGE, ADA)
    folder = on_another_machine(library, tmp_path / "other")
    library.add(SECRET, ADA)

    with closing(opened(folder, server.settings)) as restored:
        restored.add(TOWER, ADA)
        assert restored.indexer.verify() == []


def test_a_preview_changes_nothing_of_what_is_shared(
    library: Library, engine: MilvusClient
) -> None:
    library.add(TOWER, ADA)
    article = library.add(BRIDGE, ADA).article_id
    before = sorted(json.dumps(row, default=str) for row in rows(engine, library))
    draft = Draft("Die Brücke über die Elbe kostet neun Millionen Euro.", "Brücke", "de")

    with changed(library, Proposal(draft, Scope(SHARED), article)) as asker:
        answer = asker.ask(COST, [SHARED])

    assert answer.text == "Die Brücke über die Elbe kostet neun Millionen Euro. [1]"
    assert sorted(json.dumps(row, default=str) for row in rows(engine, library)) == before
    library.add(SECRET, ADA)
    assert library.indexer.verify() == []


# While it is away


@pytest.fixture
def frail(tmp_path: Path) -> Iterator[Server]:
    with serving(tmp_path / "milvus") as server:
        yield server


def test_while_it_is_down_words_answer_and_changes_are_caught_up(
    frail: Server, tmp_path: Path
) -> None:
    with closing(opened(tmp_path / "data", frail.settings)) as library:
        tower = library.add(TOWER, ADA).article_id
        frail.kill()

        library.add(BRIDGE, ADA)
        library.remove(tower, ADA)

        assert library.ask(COST).text == f"{BRIDGE.text} [1]"
        assert isinstance(problem_of(library), VectorEngineAwayError)
        assert isinstance(library.status().problem, VectorEngineAwayError)
        with pytest.raises(VectorEngineAwayError):
            library.indexer.verify()
        with pytest.raises(VectorEngineAwayError):
            library.rebuild()
        assert library.ask(COST).citations
        frail.start()
        library.catch_up()
        assert problem_of(library) is None
        assert library.indexer.verify() == []


def test_a_server_that_never_answers_costs_a_question_one_deadline(
    frail: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = frail.settings.model_copy(update={"timeout": 0.3})
    with closing(opened(tmp_path / "data", settings)) as library:
        library.add(BRIDGE, ADA)
        frail.pause()
        asked: list[float] = []
        search = MilvusClient.search

        def spy(self: MilvusClient, *arguments: object, **options: object) -> object:
            asked.append(float(str(options["timeout"])))
            return search(self, *arguments, **options)

        monkeypatch.setattr(MilvusClient, "search", spy)
        monkeypatch.setattr(connection, "QUESTIONS_PAUSE", 60.0)
        for _ in range(3):
            assert library.ask(COST).citations

        assert asked == [0.3]
        frail.go_on()
        library.catch_up()
        assert problem_of(library) is None
        assert len(by_vectors(library, COST)) == 1


def test_a_library_opens_and_takes_articles_with_no_server_at_all(tmp_path: Path) -> None:
    uri = f"http://127.0.0.1:{milvus_server.free_port()}"
    settings = VectorSettings(kind="milvus", uri=uri, timeout=0.5)

    with closing(opened(tmp_path / "data", settings)) as library:
        library.add(BRIDGE, ADA)

        assert library.ask(COST).citations
        problem = problem_of(library)
        assert isinstance(problem, VectorEngineAwayError)
        assert problem.values["uri"] == uri


def test_a_purge_says_that_vectors_are_left_and_the_next_start_deletes_them(
    frail: Server, tmp_path: Path
) -> None:
    with closing(opened(tmp_path / "data", frail.settings)) as library:
        library.add(TOWER, ADA)
        secret = library.add(SECRET, ADA).article_id
        frail.kill()

        with pytest.raises(VectorsLeftError, match="still in Milvus"):
            library.purge(secret, ADA)

        purged = library.corpus.last_purge()
        frail.start()
    with closing(opened(tmp_path / "data", frail.settings)) as library:
        with closing(MilvusClient(frail.uri, timeout=10, dedicated=True)) as engine:
            assert {row["article"] for row in rows(engine, library)}.isdisjoint({secret})
            alias = alias_of(library.corpus.id())
            (noted,) = engine.query(alias, ids=[ERASED], output_fields=["content"])
        assert noted["content"] == purged


def test_a_purge_erases_there_too(library: Library, engine: MilvusClient) -> None:
    library.add(TOWER, ADA)
    secret = library.add(SECRET, ADA).article_id

    library.purge(secret, ADA)

    assert {row["article"] for row in rows(engine, library)}.isdisjoint({secret})
    assert by_vectors(library, "Passwort der Kasse") != []
    assert library.indexer.verify() == []


# Who is let in


class Asking(grpc.ServerInterceptor):  # type: ignore[misc]
    """Refuses as Milvus does whoever has no right token."""

    def __init__(self, token: str) -> None:
        self.wanted = base64.b64encode(token.encode()).decode()

    def intercept_service(
        self, go_on: Callable[[Any], object], details: grpc.HandlerCallDetails
    ) -> object:
        if ("authorization", self.wanted) in details.invocation_metadata:
            return go_on(details)

        def refuse(_request: object, context: grpc.ServicerContext) -> None:
            context.abort(grpc.StatusCode.UNAUTHENTICATED, "auth check failure, please check")

        return grpc.unary_unary_rpc_method_handler(refuse)


@contextmanager
def guarded(folder: Path, ca: trustme.CA) -> Iterator[str]:
    """Run milvus-lite's engine behind TLS and a token."""
    from milvus_lite.adapter.grpc.servicer import MilvusServicer
    from milvus_lite.db import MilvusLite
    from pymilvus.grpc_gen import milvus_pb2_grpc

    certificate = ca.issue_cert("localhost")
    key, chain = certificate.private_key_pem.bytes(), certificate.cert_chain_pems[0].bytes()
    with closing(MilvusLite(str(folder))) as engine, ThreadPoolExecutor(4) as threads:
        server = grpc.server(threads, interceptors=[Asking("root:secret")])
        milvus_pb2_grpc.add_MilvusServiceServicer_to_server(MilvusServicer(engine), server)
        port = server.add_secure_port("127.0.0.1:0", grpc.ssl_server_credentials([(key, chain)]))
        server.start()
        try:
            yield f"https://localhost:{port}"
        finally:
            server.stop(grace=None).wait()


def test_it_is_spoken_to_by_tls_and_token_and_refusals_are_told_in_one_line(
    tmp_path: Path,
) -> None:
    ca = trustme.CA()
    ca.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    with guarded(tmp_path / "milvus", ca) as uri:
        settings = VectorSettings(
            kind="milvus", uri=uri, ca_file=str(tmp_path / "ca.pem"), timeout=5.0
        )

        def problem(**changes: object) -> VectorEngineError | None:
            wanted = VectorSettings(**{**settings.model_dump(), **changes})
            with closing(opened(tmp_path / "data", wanted)) as library:
                if not library.catalogue.articles():
                    library.add(BRIDGE, ADA)
                assert library.ask(COST).citations
                found = problem_of(library)
                assert found is None or isinstance(found, VectorEngineError)
                return found

        refused = problem(token="root:wrong")
        assert isinstance(refused, VectorEngineRefusesError)
        assert "auth check failure" in str(refused)
        assert "secret" not in str(refused)
        assert "\n" not in str(refused)
        assert isinstance(
            problem(token="root:secret", ca_file="", timeout=1.0), VectorEngineAwayError
        )
        assert problem(token="root:secret") is None


def test_vectors_are_the_same_numbers_as_in_memory(library: Library, tmp_path: Path) -> None:
    with closing(opened(tmp_path / "memory", VectorSettings())) as here:
        for draft in (BRIDGE, TOWER, SECRET):
            library.add(draft, ADA)
            here.add(draft, ADA)
        vector = here.models.embedder.embed_queries([COST])

        found = [each.indexer.search(COST, vector, (SHARED,), 5) for each in (library, here)]

        for level in ("sentences", "passages"):
            there, own = (getattr(hits, level).scores for hits in found)
            assert np.array_equal(there, own)
            assert len(own) == 3


def test_killed_in_mid_write_it_has_lost_nothing_and_shows_nothing_else(
    frail: Server, tmp_path: Path
) -> None:
    done = kill_again_and_again(frail, tmp_path / "data", kills=2, seed=1)

    assert done["kills"] == 2
    assert done["acknowledged changes"] >= 4


def test_what_is_moved_there_goes_on_where_it_was_interrupted_and_comes_back(
    tmp_path: Path, server: Server, engine: MilvusClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    embedded: list[str] = []
    embed = BuiltinEmbedder.embed_documents

    def counted(self: BuiltinEmbedder, texts: Sequence[str]) -> Vectors:
        embedded.extend(texts)
        return embed(self, texts)

    def stop(done: int, _total: int) -> None:
        if done >= 3:
            raise KeyboardInterrupt

    def move(folder: Path, vectors: VectorSettings, progress: Progress = silent) -> None:
        after, backends = Generations(folder / INDEX_FOLDER), configured(vectors)
        index_moved(corpus, before, after, backends, EmbedderSettings(), progress=progress)

    with closing(opened(tmp_path / "data", VectorSettings())) as library:
        for draft in (BRIDGE, TOWER, SECRET):
            library.add(draft, ADA)
        corpus, before = library.corpus, library.generations
        used = before.current()
        monkeypatch.setattr(BuiltinEmbedder, "embed_documents", counted)
        monkeypatch.setattr(replay, "CHUNK", 1)
        with pytest.raises(KeyboardInterrupt):
            move(tmp_path / "broken off", server.settings, stop)
        there = len(rows(engine, library))
        assert 0 < there < 6
        embedded.clear()
        stored = [text for each in (TOWER, SECRET) for text in (each.text, each.text)]

        move(tmp_path / "again", server.settings)

        assert len(rows(engine, library)) == 6
        # To compare them, each is embedded once more.
        assert sorted(embedded[: len(stored)]) == sorted(stored)
        move(tmp_path / "back", VectorSettings())
        assert before.current() == used
