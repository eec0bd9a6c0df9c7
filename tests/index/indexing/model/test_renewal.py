"""An index that another version of the built-in model made is built anew by itself."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from index.asking.helpers.models import Models
from index.config import EmbedderSettings, Settings
from index.corpus.changelog import Author
from index.embedders import create_embedder
from index.embedders.builtin import BuiltinEmbedder
from index.embedders.errors import BuiltinRenewedError
from index.errors import SearchIndexError
from index.indexing.errors import (
    EmbedderVersionMismatchError,
    IndexOutdatedError,
    IndexUnwritableError,
)
from index.indexing.files import sealed, unsealed
from index.indexing.generations import MANIFEST, Generations
from index.indexing.model.choice import disagreement
from index.indexing.opening import require_match
from index.library import Library
from index.models import Draft
from tests.models import BUILTIN, older_builtin

ADA = Author("operator:ada")
TOWER = Draft("Der Turm von Sankt Marien wurde 1472 gebaut.", "Turm", "de")
BRIDGE = Draft("Die Brücke über die Ilm ist 214 Meter lang.", "Brücke", "de")
WHEN, HOW_LONG = "Wann wurde der Turm gebaut?", "Wie lang ist die Brücke?"


@pytest.fixture(scope="module")
def older(tmp_path_factory: pytest.TempPathFactory) -> BuiltinEmbedder:
    return older_builtin(tmp_path_factory.mktemp("older") / "model")


@pytest.fixture(autouse=True)
def _made_before(settings: Settings, older: BuiltinEmbedder) -> None:
    """Make an index as the version of before did, with two articles."""
    make(settings, older)


def make(settings: Settings, older: BuiltinEmbedder) -> None:
    with closing(Library.open(settings, models=Models(older))) as library:
        library.add(TOWER, ADA)
        library.add(BRIDGE, ADA)
        assert library.status().dimension == 64


def vectors_of(library: Library) -> tuple[int, bool, object]:
    """Return of how many numbers they are, whether they are asked, and what is wrong."""
    return library.status().dimension, library.indexer.has_vectors, library.problem


@contextmanager
def left(settings: Settings) -> Iterator[Library]:
    """Open the library as a running bot does, which renews the index in its own time."""
    with closing(Library(settings)) as library:
        [problem] = library.start(renew=False)
        assert isinstance(problem, BuiltinRenewedError)
        yield library


@pytest.mark.usefixtures("vectors_kept")
@pytest.mark.parametrize("kind", ["auto", "builtin"])
def test_whoever_opens_it_builds_it_anew_and_then_there_is_nothing_to_tell(
    settings: Settings, kind: str
) -> None:
    own = settings.model_copy(update={"embedder": EmbedderSettings.model_validate({"kind": kind})})
    told: list[tuple[int, int]] = []
    with closing(Library(own)) as library:
        before = library.corpus.revision()
        problems = library.start(lambda done, total: told.append((done, total)))

        assert problems == []
        assert vectors_of(library) == (512, True, None)
        assert told[-1] == (4, 4)
        assert library.corpus.revision() == before == library.status().indexed_revision
        assert library.indexer.verify() == []
        assert library.ask(WHEN).short == "1472"
        with closing(sqlite3.connect(own.data_dir / "index" / "vectors.sqlite3")) as cache:
            kept = cache.execute("SELECT DISTINCT fingerprint FROM vectors").fetchall()
        assert kept == [(library.models.embedder.fingerprint,)]
    assert [path.name for path in (own.data_dir / "index").glob("generation-*")] == [
        "generation-000002"
    ]


def test_it_stays_with_the_built_in_model_where_another_one_is_configured(
    settings: Settings, tiny_model: Path
) -> None:
    named = EmbedderSettings(kind="sentence-transformers", model=str(tiny_model), device="cpu")
    with closing(Library(settings.model_copy(update={"embedder": named}))) as library:
        [problem] = library.start()

        assert library.status().embedder == "builtin"
        assert library.status().dimension == 512
        assert "[embedder] in the configuration says" in str(problem)


def test_words_answer_until_it_is_done_and_what_changes_meanwhile_is_found(
    settings: Settings,
) -> None:
    heard: list[str | None] = []
    with left(settings) as library:
        assert vectors_of(library)[1] is False
        assert library.ask(WHEN).short == "1472"

        def ask(_done: int, _total: int) -> None:
            if not heard:
                heard.append(library.ask(HOW_LONG).short)
                library.add(Draft("Der Markt öffnet um 8 Uhr.", "Markt", "de"), ADA)

        assert library.renew(ask)
        assert heard == ["214 Meter"]
        assert vectors_of(library) == (512, True, None)
        assert library.indexer.verify() == []
        assert library.ask("Wann öffnet der Markt?").short == "um 8 Uhr"
        assert not library.renew()


def test_another_process_that_has_it_open_follows(settings: Settings) -> None:
    with left(settings) as running:
        Library.open(settings).close()
        running.catch_up()

        assert vectors_of(running) == (512, True, None)
        assert not running.renew()


def test_two_versions_of_the_program_do_not_take_it_from_each_other_for_ever(
    settings: Settings, older: BuiltinEmbedder
) -> None:
    with closing(Library.open(settings)) as library:
        with closing(Library(settings, models=Models(older))) as of_before:
            of_before.rebuild()
        library.catch_up()

        assert isinstance(library.problem, BuiltinRenewedError)
        assert not library.renew()
        assert library.ask(WHEN).short == "1472"


def test_without_room_for_it_words_go_on_and_it_is_said_why(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as here:
        here.setattr(Generations, "create", full)
        with closing(Library(settings)) as library:
            why, problem = library.start()
            assert isinstance(why, IndexUnwritableError)
            assert isinstance(problem, BuiltinRenewedError)
            assert library.ask(WHEN).short == "1472"

    with closing(Library.open(settings)) as library:
        assert vectors_of(library) == (512, True, None)


def test_one_whose_build_was_broken_off_is_built_at_the_next_start(settings: Settings) -> None:
    class Ended(BaseException):
        pass

    def end(done: int, _total: int) -> None:
        if done:
            raise Ended

    with left(settings) as library, pytest.raises(Ended):
        library.renew(end)
    with left(settings) as library:
        assert library.renew()
        assert vectors_of(library) == (512, True, None)


def test_a_purge_before_it_is_done_leaves_nothing_of_what_is_purged(settings: Settings) -> None:
    with left(settings) as library:
        [bridge] = [each.id for each in library.catalogue.articles() if each.title == "Brücke"]
        library.purge(bridge, ADA)

        assert library.renew()
        assert library.ask(HOW_LONG).abstained
        assert library.indexer.verify() == []


def test_the_status_says_so_before(settings: Settings) -> None:
    with closing(Library(settings)) as library:
        problem = library.status().problem
    assert isinstance(problem, BuiltinRenewedError)
    assert str(problem).startswith(
        "The index was made with another version of the built-in model than there is here. It is "
        "built anew by itself, beside the one in use,"
    )


def test_the_status_also_says_that_one_of_other_terms_is_built_anew(settings: Settings) -> None:
    Library.open(settings).close()
    [path] = (settings.data_dir / "index").glob(f"generation-*/{MANIFEST}")
    path.write_bytes(sealed(unsealed(path.read_bytes()) | {"analysis": 0}))

    with closing(Library(settings)) as library:
        assert isinstance(library.status().problem, IndexOutdatedError)
        assert library.start() == []
        assert library.status().problem is None


def test_no_text_says_of_two_versions_that_they_are_the_same(
    settings: Settings, older: BuiltinEmbedder
) -> None:
    generation = Generations(settings.data_dir / "index").current()
    assert generation is not None
    with pytest.raises(EmbedderVersionMismatchError) as mismatch:
        require_match(generation, create_embedder(BUILTIN))
    disagrees = disagreement(BUILTIN, older)

    assert isinstance(disagrees, SearchIndexError)
    assert str(disagrees).startswith(
        "The index was made with another version of the model builtin,"
    )
    assert "another version of the model builtin, or with other settings" in str(mismatch.value)
