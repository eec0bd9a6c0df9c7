"""A collection on a PostgreSQL server: shared by writers, found again, told of in one line."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import psycopg
import pytest
from pydantic import SecretStr
from sqlalchemy import text

from bot.memory.storage.schema import MEMORY
from index.config import CorpusSettings, Settings
from index.corpus.catalogue import Catalogue
from index.corpus.changelog import Author
from index.corpus.corpus import Corpus
from index.corpus.errors import (
    CorpusBusyError,
    DatabaseAddressError,
    DatabaseForeignError,
    DatabaseRefusedError,
    DatabaseSilentError,
    DatabaseUnreachableError,
    DatabaseUnsuitableError,
)
from index.corpus.storage.database import Database
from index.corpus.storage.postgresql import connecting, forms
from index.corpus.storage.postgresql.connecting import (
    Connector,
    PatientConnection,
    parameters_of,
    place_of,
)
from index.corpus.storage.postgresql.database import PostgresDatabase
from index.corpus.storage.postgresql.listening import UNHEARD, Listener
from index.corpus.storage.schema import CORPUS
from index.indexing import replay
from index.indexing.errors import IndexLateError
from index.library import Library
from index.models import Draft
from index.scopes import SHARED, Scope
from tests.index.indexing.backends.memory import MemoryFactory
from tests.postgres import Server, serving

ADA = Author("operator:ada")


def draft(number: int) -> Draft:
    return Draft(f"Der Turm {number} ist hoch.", f"Turm {number}", "de")


def opened(url: str, **options: float) -> Corpus:
    return Corpus(PostgresDatabase(url, **options))  # type: ignore[arg-type]  # numbers


def add(corpus: Corpus, number: int, then: Callable[[], None] = lambda: None) -> int:
    with corpus.write() as log:
        revision = log.add(draft(number), ADA, scope=SHARED).revision
        then()
    return revision


@pytest.fixture
def url(postgres: Server, form: str) -> str:
    """The address of an empty collection."""
    return postgres.create(form)


@pytest.fixture
def own() -> Iterator[Server]:
    """A server that may be ended."""
    with serving() as server:
        yield server


def test_revisions_are_counted_without_a_gap_in_the_order_of_commits(url: str) -> None:
    seen: list[list[int]] = []
    done = threading.Event()

    def write(first: int) -> None:
        with closing(opened(url)) as corpus:
            for number in range(first, first + 5):
                add(corpus, number)

    def follow() -> None:
        with closing(opened(url)) as corpus:
            while not done.is_set():
                seen.append([change.revision for change in corpus.changes()])

    writers = [threading.Thread(target=write, args=(first,)) for first in (0, 100, 200)]
    follower = threading.Thread(target=follow)
    for thread in (*writers, follower):
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    follower.join()

    with closing(opened(url)) as corpus:
        assert [change.revision for change in corpus.changes()] == [*range(1, 16)]
    assert all(known == [*range(1, len(known) + 1)] for known in seen)


def test_who_reads_sees_one_state_whoever_writes_meanwhile(url: str) -> None:
    with closing(opened(url)) as corpus, closing(opened(url)) as other:
        add(corpus, 1)
        with corpus.database.read() as connection:
            before = connection.exec_driver_sql("SELECT count(*) FROM changes").scalar()
            add(other, 2)
            after = connection.exec_driver_sql("SELECT count(*) FROM changes").scalar()

        assert (before, after, corpus.revision()) == (1, 1, 2)


def test_a_writer_waits_for_another_one_and_not_for_ever(url: str) -> None:
    with closing(opened(url)) as corpus, closing(opened(url, write_timeout=0.1)) as impatient:
        with corpus.write() as log:
            log.add(draft(1), ADA, scope=SHARED)
            with pytest.raises(CorpusBusyError):
                add(impatient, 2)

        assert add(impatient, 2) == 2


def test_what_two_programs_make_of_an_empty_database_at_once_is_one_collection(
    postgres: Server,
) -> None:
    url = postgres.create()
    found: list[str] = []

    def start() -> None:
        with closing(Corpus(PostgresDatabase(url, (CORPUS, MEMORY)))) as corpus:
            found.append(corpus.id())

    threads = [threading.Thread(target=start) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(found) == 2
    assert len(set(found)) == 1


def test_scopes_are_compared_by_their_letters_in_whatever_language_the_database_is(
    url: str,
) -> None:
    with closing(opened(url)) as corpus:
        with corpus.write() as log:
            for scope in ("77", "77/Staff", "77/ab", "770", "77-1"):
                log.add(draft(1), ADA, scope=Scope(scope))

        assert Catalogue(corpus).parts(Scope("77")) == ["77/Staff", "77/ab"]
        with corpus.database.read() as connection:
            rows = connection.exec_driver_sql("SELECT scope FROM articles ORDER BY scope").scalars()
            assert [*rows] == ["77", "77-1", "77/Staff", "77/ab", "770"]


def test_a_server_that_is_restarted_is_found_again_and_nothing_is_lost(own: Server) -> None:
    with closing(opened(own.create())) as corpus:
        add(corpus, 1)
        own.stop()
        own.start()
        assert corpus.revision() == 1
        own.kill()
        own.start()
        assert add(corpus, 2) == 2
        own.kill()
        restart = threading.Timer(0.5, own.start)
        restart.start()
        assert add(corpus, 3) == 3
        restart.join()

        assert [change.revision for change in corpus.changes()] == [1, 2, 3]


def test_a_change_is_no_change_if_the_server_goes_before_it_is_told_to_keep_it(
    own: Server,
) -> None:
    with closing(opened(own.create())) as corpus:
        add(corpus, 1)
        with pytest.raises(DatabaseUnreachableError):
            add(corpus, 2, own.kill)
        own.start()

        assert corpus.revision() == 1
        assert add(corpus, 2) == 2


@pytest.mark.parametrize("kept", [True, False])
def test_what_became_of_a_change_is_found_out_if_its_acknowledgement_is_lost(
    url: str, monkeypatch: pytest.MonkeyPatch, *, kept: bool
) -> None:
    going = PatientConnection.commit

    def commit(connection: PatientConnection) -> None:
        monkeypatch.setattr(PatientConnection, "commit", going)
        if kept:
            going(connection)
        connection.pgconn.finish()
        raise psycopg.OperationalError("server closed the connection unexpectedly")

    with closing(opened(url)) as corpus:
        monkeypatch.setattr(PatientConnection, "commit", commit)
        if kept:
            assert add(corpus, 1) == 1
        else:
            with pytest.raises(DatabaseUnreachableError):
                add(corpus, 1)

        assert corpus.revision() == int(kept)
        assert add(corpus, 2) == int(kept) + 1


@pytest.fixture
def silent() -> Iterator[str]:
    """The address of a server that accepts and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"postgresql://ada@127.0.0.1:{server.getsockname()[1]}/x?connect_timeout=2"


def test_a_server_that_never_answers_is_told(silent: str) -> None:
    with pytest.raises(DatabaseUnreachableError, match="timeout"):
        opened(silent)


def of_another_program(server: Server) -> str:
    url = server.create()
    server.sql("CREATE TABLE articles (id int)", server.name(url))
    return url


def of_few_letters(server: Server) -> str:
    server.sql("CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0 LOCALE 'C'")
    return server.url("latin")


def for_others_alone(server: Server) -> str:
    url = server.create()
    server.sql("CREATE ROLE guest LOGIN", server.name(url))
    server.sql("REVOKE CREATE ON SCHEMA public FROM PUBLIC", server.name(url))
    return url.replace("belegbot@", "guest@")


@pytest.mark.parametrize(
    ("address", "error", "says"),
    [
        (lambda _: "postgresql://ada@[::1/x", DatabaseAddressError, "%40"),
        (lambda _: "postgresql://ada:a@b@c/x", DatabaseAddressError, "more than one @"),
        (lambda _: "postgresql://ada@127.0.0.1:1/x", DatabaseUnreachableError, "refused"),
        (lambda server: server.url("nowhere"), DatabaseRefusedError, "nowhere"),
        (of_another_program, DatabaseForeignError, "“articles”"),
        (of_few_letters, DatabaseUnsuitableError, "LATIN1"),
        (for_others_alone, DatabaseRefusedError, "permission denied"),
    ],
)
def test_each_thing_that_keeps_from_connecting_is_told(
    postgres: Server, address: Callable[[Server], str], error: type[Exception], says: str
) -> None:
    with pytest.raises(error, match=says) as told:
        opened(address(postgres))

    assert "\n" not in str(told.value)


def test_a_server_that_is_too_old_is_refused(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "OLDEST", 99)

    with pytest.raises(DatabaseUnsuitableError, match="PostgreSQL 99"):
        opened(url)


def test_a_server_that_falls_silent_is_given_up(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(opened(url)) as corpus:
        monkeypatch.setattr(connecting, "SILENCE", 0.2)
        with pytest.raises(DatabaseSilentError):
            corpus.database.scalar(text("SELECT pg_sleep(5)"))

        assert corpus.revision() == 0


def test_an_address_is_shown_without_its_password() -> None:
    for url in ("postgresql+psycopg://ada:secret@db:5433/x", "postgres://ada:secret@db:5433/x"):
        assert place_of(parameters_of(url)) == "postgresql://ada@db:5433/x"


def test_a_collection_takes_up_what_its_tables_do(url: str) -> None:
    with closing(opened(url)) as corpus:
        before = corpus.database.size()
        for number in range(3):
            add(corpus, number)

        assert corpus.database.size() >= before > 0


def test_settings_lead_to_the_server(url: str, tmp_path: Path) -> None:
    settings = CorpusSettings(url=SecretStr(url))
    with closing(Corpus.open(tmp_path, settings=settings)) as corpus:
        add(corpus, 1)
        assert corpus.database.place.startswith("postgresql://belegbot@")
    assert [*tmp_path.iterdir()] == []


def test_who_follows_hears_of_what_others_write_and_of_nothing_else(url: str) -> None:
    with closing(opened(url)) as corpus, closing(opened(url)) as follower:
        database = follower.database
        assert database.has_news()
        assert [database.has_news() for _ in range(3)] == [False] * 3

        with corpus.database.write() as connection:
            connection.exec_driver_sql("DELETE FROM participants")
        assert not heard(database)
        add(corpus, 1)
        assert heard(database)
        assert not database.has_news()

        add(follower, 2)
        assert database.has_news()
        while heard(database):  # it hears itself, too
            pass
        with suppress(KeyError), corpus.write() as log:
            log.add(draft(3), ADA, scope=SHARED)
            raise KeyError
        assert not heard(database)


def heard(listening: Database | Listener) -> bool:
    """Look a few times: what a server does reaches those who listen a moment later."""
    for _ in range(50):
        if listening.has_news():
            return True
        time.sleep(0.01)
    return False


def test_what_was_not_heard_is_asked_for(own: Server) -> None:
    seconds, connect = [0.0], Connector(parameters_of(own.create()), 1).at_once
    listener = Listener(connect, lambda: seconds[0])
    assert [listener.has_news() for _ in range(3)] == [True, False, False]
    seconds[0] += UNHEARD
    assert [listener.has_news() for _ in range(2)] == [True, False]

    own.kill()

    assert heard(listener)
    assert [listener.has_news() for _ in range(2)] == [True, True]
    own.start()
    assert listener.has_news()
    seconds[0] += UNHEARD
    assert [listener.has_news() for _ in range(2)] == [True, False]
    listener.close()


def test_one_process_at_a_time_does_what_is_to_be_done_alone(own: Server) -> None:
    url = own.create()
    with closing(opened(url)) as corpus, closing(opened(url)) as other:
        with corpus.database.alone("index", 0):
            with other.database.alone("another thing", 0):
                add(other, 1)
            with pytest.raises(CorpusBusyError), other.database.alone("index", 0):
                raise AssertionError
        with other.database.alone("index", 0):
            own.kill()
            own.start()
            # It ends with the connection, not with who believes to have it.
            with corpus.database.alone("index", 5):
                pass


class Shared(MemoryFactory):
    """An index that machines share, all of it."""

    shares = True


def test_of_an_index_that_machines_share_one_at_a_time_writes(
    settings: Settings, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replay, "LOCK_TIMEOUT", 0.0)
    there = settings.model_copy(update={"corpus": CorpusSettings(url=SecretStr(url))})
    with (
        closing(opened(url)) as other,
        closing(Library.open(there, backends=Shared())) as library,
    ):
        with other.database.alone("index", 0), pytest.raises(IndexLateError):
            library.add(draft(1), ADA)
        assert (library.corpus.revision(), library.indexer.revision) == (1, 0)

        library.catch_up()

        assert library.indexer.revision == 1


def test_a_clock_that_differs_from_the_server_s_is_told(
    settings: Settings, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = CorpusSettings(url=SecretStr(url))
    with closing(Library(settings.model_copy(update={"corpus": corpus}))) as library:
        assert abs(library.corpus.database.skew()) < 5
        monkeypatch.setattr(PostgresDatabase, "skew", lambda _: -75.2)

        problems = library.start()

    assert str(problems[0]).startswith("The clocks of this machine and of the database postgresql")
    assert "differ by 75 seconds" in str(problems[0])
