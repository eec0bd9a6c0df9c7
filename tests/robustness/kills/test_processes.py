"""Several processes on one collection: nobody fails, waits for long, or sees the past."""

from collections.abc import Callable
from contextlib import closing
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest

from index.config import Settings
from index.corpus.changelog import Author
from index.corpus.corpus import FILE_NAME, Corpus
from index.corpus.errors import CorpusBusyError
from index.corpus.storage.sqlite.database import SqliteDatabase
from index.indexing import generations as generations_module
from index.indexing.backends.backend import Backend
from index.indexing.backends.embedded import EmbeddedFactory
from index.indexing.errors import IndexAwaitedError, IndexBehindError, IndexBusyError
from index.indexing.generations import Generations
from index.library import Library
from index.models import Draft
from index.scopes import SHARED
from tests.processes.forks import PROCESSES
from tests.robustness.kills import crowd

ADA = Author("operator:ada")
OLD = "Die Mission im Irak wurde im Januar ausgesetzt."
NEW = "Der Verein gewann das Endspiel in Dortmund."
QUESTION, NEW_QUESTION = "Wann wurde die Mission im Irak ausgesetzt?", "Wer gewann das Endspiel?"


def draft(text: str) -> Draft:
    return Draft(text=text, title="Titel", language="de")


class Watched(EmbeddedFactory):
    """Remembers the folder that was opened last."""

    def open(self, folder: Path, dimension: int) -> Backend:
        self.folder = folder
        return super().open(folder, dimension)


class Other:
    """Another process, which does what it is told and answers."""

    def __init__(self, target: Callable[..., None], *arguments: Any) -> None:  # noqa: ANN401
        self.messages, theirs = PROCESSES.Pipe()
        self.process = PROCESSES.Process(target=target, args=(theirs, *arguments))
        self.process.start()
        theirs.close()

    def tell(self, message: object) -> Any:  # noqa: ANN401
        self.messages.send(message)
        return self.messages.recv()

    def end(self) -> None:
        self.messages.close()
        self.process.join()
        assert self.process.exitcode == 0
        self.process.close()


def serve(messages: Connection, settings: Settings) -> None:
    """Be a running library: answer, catch up, add, until nobody is there any more."""
    backends = Watched()
    with closing(Library(settings, backends=backends)) as library:
        library.start()
        while True:
            try:
                command, argument = messages.recv()
            except EOFError:
                return
            if command == "ask":
                citations = library.ask(argument).citations
                messages.send([citation.excerpt for citation in citations])
            elif command == "catch up":
                library.catch_up()
                messages.send(None)
            elif command == "add":
                messages.send(library.add(draft(argument), ADA))
            elif command == "generation":
                messages.send(backends.folder.name)
            elif command == "verify":
                messages.send(library.indexer.verify())


def hold(messages: Connection, data_dir: Path) -> None:
    """Keep all locks until told to let go."""
    generations = Generations(data_dir / "index")
    with (
        closing(Corpus.open(data_dir)) as corpus,
        corpus.write() as log,
        generations.lock("update"),
        generations.lock("rebuild"),
    ):
        log.add(draft("Noch nicht da."), ADA, scope=SHARED)
        messages.send("held")
        messages.recv()


def test_two_who_change_and_one_who_asks_lose_nothing_and_quote_nothing_wrong(
    settings: Settings,
) -> None:
    done = crowd.run(settings, seconds=6)

    with closing(Library.open(settings)) as library:
        found = [(c.revision, c.operation, c.article_id) for c in library.corpus.changes()]
        assert found == done.rows
        assert library.indexer.verify() == []
    assert {operation for _, operation, _ in found} == {"add", "replace", "remove"}
    assert done.asked.answered > 0
    assert done.asked.gone > 0


def test_a_running_library_sees_anothers_change_with_its_next_look_and_the_reverse(
    settings: Settings,
) -> None:
    with closing(Library.open(settings)) as library:
        other = Other(serve, settings)
        added = library.add(draft(OLD), ADA)
        other.tell(("catch up", None))
        assert other.tell(("ask", QUESTION)) == [OLD]

        other.tell(("add", NEW))
        library.catch_up()
        assert library.ask(NEW_QUESTION).citations[0].excerpt == NEW

        library.remove(added.article_id, ADA)
        # What is removed is out of every answer at once, before anybody looks.
        assert other.tell(("ask", QUESTION)) == []
        other.end()


def test_who_asks_while_another_keeps_updating_is_told_and_answered_from_what_there_is(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(Library.open(settings)) as library:
        library.add(draft(OLD), ADA)
        with library.corpus.write() as log:
            log.add(draft(NEW), ADA, scope=SHARED)
    generations, lock = Generations(settings.data_dir / "index"), Generations.lock
    monkeypatch.setattr(Generations, "lock", lambda self, name, **_: lock(self, name, 0.1))
    with closing(Library(settings)) as second:
        with generations.lock("update"):
            assert [type(problem) for problem in second.start()] == [IndexBehindError]
            assert second.ask(QUESTION).text == f"{OLD} [1]"
            assert second.ask(NEW_QUESTION).abstained
        second.catch_up()
        assert second.ask(NEW_QUESTION).text == f"{NEW} [1]"


def test_whoever_waits_too_long_is_told_and_readers_never_wait(
    settings: Settings, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(Library.open(settings)) as library:
        library.add(draft(OLD), ADA)
        other = Other(hold, settings.data_dir)
        assert other.messages.recv() == "held"

        impatient = SqliteDatabase(settings.data_dir / FILE_NAME, write_timeout=0.1)
        with (
            closing(impatient),
            pytest.raises(CorpusBusyError, match="Nothing was changed; try again"),
            impatient.write(),
        ):
            pass
        generations = Generations(settings.data_dir / "index")
        with (
            pytest.raises(IndexBusyError, match=r"[Tt]ry again in a moment"),
            generations.lock("update", timeout=0.1),
        ):
            pass
        assert caplog.messages == []
        monkeypatch.setattr(generations_module, "QUIET", 0.05)
        with pytest.raises(IndexBusyError), generations.lock("update", timeout=0.1):
            pass
        assert caplog.messages == [str(IndexAwaitedError(seconds=0))]
        with pytest.raises(IndexBusyError):
            library.rebuild()
        library.catch_up()
        assert library.ask(QUESTION).text == f"{OLD} [1]"
        with closing(Library.open(settings)) as second:
            assert second.ask(QUESTION).text == f"{OLD} [1]"

        other.messages.send("let go")
        other.end()
        library.catch_up()
        assert library.indexer.verify() == []


def test_processes_that_start_at_once_on_nothing_take_the_seeds_in_once(
    settings: Settings, seeds: Path
) -> None:
    for name, text in (("a", OLD), ("b", NEW), ("c", "Die Brücke wird bis Mai gesperrt.")):
        (seeds / f"{name}.txt").write_text(text, encoding="utf-8")
    others = [Other(serve, settings) for _ in range(6)]

    for other in others:
        assert other.tell(("ask", QUESTION)) == [OLD]
        assert other.tell(("verify", None)) == []
    for other in others:
        other.end()

    with closing(Library.open(settings)) as library:
        assert [c.article_id for c in library.corpus.changes()] == ["a", "b", "c"]


def test_a_rebuild_beside_a_running_reader_goes_unnoticed(settings: Settings) -> None:
    with closing(Library.open(settings)) as library:
        library.add(draft(OLD), ADA)
        other = Other(serve, settings)
        assert other.tell(("generation", None)) == "generation-000001"

        for number in (2, 3):
            library.rebuild()
            assert other.tell(("ask", QUESTION)) == [OLD]
            other.tell(("catch up", None))
            assert other.tell(("generation", None)) == f"generation-00000{number}"
            assert other.tell(("ask", QUESTION)) == [OLD]

        library.rebuild()
        other.tell(("add", NEW))
        assert other.tell(("ask", NEW_QUESTION)) == [NEW]
        assert other.tell(("verify", None)) == []
        other.end()
