"""The index's files belong to somebody else, as after a rebuild by root."""

import gc
import os
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from index.config import Settings
from index.corpus.changelog import Author
from index.errors import BelegbotError
from index.indexing.errors import IndexForeignError
from index.library import Library
from index.models import Draft
from tests.forks import MEASURED
from tests.models import BUILTIN

NOBODY = 54_321
"""Not a user of this machine."""
ADA = Author("operator:ada")
OLD = Draft("Die Brücke ist 214 Meter lang.", title="Brücke", language="de")
NEW = Draft("Der Turm ist 40 Meter hoch und steht in Altheim.", title="Turm", language="de")
QUESTION = "Wie lang ist die Brücke?"

pytestmark = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away"
)


@pytest.fixture
def settings() -> Iterator[Settings]:
    """A collection of a user's own, whose index root has built."""
    folder = Path(tempfile.mkdtemp(dir="/tmp"))
    folder.chmod(0o755)
    settings = Settings(data_dir=folder / "data", seeds_dir=None, embedder=BUILTIN)
    with closing(Library.open(settings)) as library:
        library.add(OLD, ADA)
        assert library.ask(QUESTION).citations  # imports all that answering takes
    for path in (settings.data_dir, *settings.data_dir.iterdir()):
        if path.name != "index":
            os.chown(path, NOBODY, NOBODY)
    yield settings
    shutil.rmtree(folder)


def as_nobody(work: Callable[[], list[str]]) -> list[str]:
    """Do something in a process of the user that isn't root."""

    def child(answer: Connection) -> None:
        # It would look at all that the tests before have left, time and again.
        gc.disable()
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
        try:
            answer.send(work())
        except BelegbotError as error:
            answer.send([type(error).__name__, str(error)])
        # Else coverage would write down all that the tests before have run.
        os.kill(os.getpid(), signal.SIGKILL)

    here, there = get_context("fork").Pipe(duplex=False)
    process = get_context("fork").Process(target=child, args=(there,))
    with pytest.MonkeyPatch.context() as surroundings:
        # Coverage would ask all modules for their files first: half a minute in a process of many.
        surroundings.delenv(MEASURED, raising=False)
        process.start()
    there.close()
    said: list[str] = here.recv()
    process.join()
    return said


def answers(library: Library, *questions: str) -> list[str]:
    found = [library.ask(question).citations for question in questions]
    return [citations[0].excerpt if citations else "" for citations in found]


def test_questions_are_answered_all_the_same_and_it_is_said_whose_the_files_are(
    settings: Settings,
) -> None:
    def work() -> list[str]:
        with closing(Library(settings)) as library:
            problems = [str(problem) for problem in library.start()]
            return [*problems, *answers(library, QUESTION)]

    problem, answer = as_nobody(work)

    index = settings.data_dir / "index"
    assert problem == (
        f"The index in {index} belongs to root, and {NOBODY} may not use it: Permission denied. "
        f"The articles are unharmed; until the files are given back (as root: chown -R {NOBODY} "
        f"{index}), questions are answered from an index that is made anew for each start."
    )
    assert answer == OLD.text


def test_changes_are_stored_and_found_meanwhile_and_afterwards(settings: Settings) -> None:
    def work() -> list[str]:
        with closing(Library(settings)) as library:
            library.start()
            library.add(NEW, ADA)
            return answers(library, QUESTION, "Wie hoch ist der Turm?")

    assert as_nobody(work) == [OLD.text, NEW.text]
    with closing(Library.open(settings)) as library:
        assert answers(library, QUESTION, "Wie hoch ist der Turm?") == [OLD.text, NEW.text]
        assert library.indexer.verify() == []


def test_a_rebuild_that_is_not_allowed_says_whose_the_files_are(settings: Settings) -> None:
    def work() -> list[str]:
        with closing(Library(settings)) as library:
            library.rebuild()
            return []

    name, text = as_nobody(work)
    assert name == IndexForeignError.__name__
    assert "belongs to root" in text


def test_nothing_is_left_of_the_index_for_the_moment(settings: Settings) -> None:
    def work() -> list[str]:
        with closing(Library(settings)) as library:
            library.start()
            folder = library.generations.folder
            assert folder.is_dir()
        return [str(folder)]

    [folder] = as_nobody(work)
    assert Path(folder) != settings.data_dir / "index"
    assert not Path(folder).exists()
