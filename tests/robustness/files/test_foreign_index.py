"""The index's files belong to somebody else, as after a rebuild by root."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from index.config import Settings
from index.corpus.changelog import Author
from index.errors import BelegbotError
from index.indexing.errors import IndexForeignError
from index.library import Library
from index.models import Draft
from tests.models import BUILTIN
from tests.processes.forks import PROCESSES

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
    for path in (settings.data_dir, *settings.data_dir.iterdir()):
        if path.name != "index":
            os.chown(path, NOBODY, NOBODY)
    yield settings
    shutil.rmtree(folder)


def as_nobody(work: Callable[[Settings], list[str]], settings: Settings) -> list[str]:
    """Do something in a process of the user that isn't root."""
    here, there = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=_become_nobody, args=(there, work, settings))
    process.start()
    there.close()
    said: list[str] = here.recv()
    process.join()
    return said


def _become_nobody(
    answer: Connection, work: Callable[[Settings], list[str]], settings: Settings
) -> None:
    # Python itself may lie where only root can read: what all this imports is imported before.
    with tempfile.TemporaryDirectory() as folder:
        add_and_ask(settings.model_copy(update={"data_dir": Path(folder)}))
    os.setgroups([])
    os.setgid(NOBODY)
    os.setuid(NOBODY)
    try:
        answer.send(work(settings))
    except BelegbotError as error:
        answer.send([type(error).__name__, str(error)])


def answers(library: Library, *questions: str) -> list[str]:
    found = [library.ask(question).citations for question in questions]
    return [citations[0].excerpt if citations else "" for citations in found]


def start_and_ask(settings: Settings) -> list[str]:
    with closing(Library(settings)) as library:
        problems = [str(problem) for problem in library.start()]
        return [*problems, *answers(library, QUESTION)]


def test_questions_are_answered_all_the_same_and_it_is_said_whose_the_files_are(
    settings: Settings,
) -> None:
    problem, answer = as_nobody(start_and_ask, settings)

    index = settings.data_dir / "index"
    assert problem == (
        f"The index in {index} belongs to root, and {NOBODY} may not use it: Permission denied. "
        f"The articles are unharmed; until the files are given back (as root: chown -R {NOBODY} "
        f"{index}), questions are answered from an index that is made anew for each start."
    )
    assert answer == OLD.text


def add_and_ask(settings: Settings) -> list[str]:
    with closing(Library(settings)) as library:
        library.start()
        library.add(NEW, ADA)
        return answers(library, QUESTION, "Wie hoch ist der Turm?")


def test_changes_are_stored_and_found_meanwhile_and_afterwards(settings: Settings) -> None:
    assert as_nobody(add_and_ask, settings) == [OLD.text, NEW.text]
    with closing(Library.open(settings)) as library:
        assert answers(library, QUESTION, "Wie hoch ist der Turm?") == [OLD.text, NEW.text]
        assert library.indexer.verify() == []


def rebuild(settings: Settings) -> list[str]:
    with closing(Library(settings)) as library:
        library.rebuild()
        return []


def test_a_rebuild_that_is_not_allowed_says_whose_the_files_are(settings: Settings) -> None:
    name, text = as_nobody(rebuild, settings)
    assert name == IndexForeignError.__name__
    assert "belongs to root" in text


def start(settings: Settings) -> list[str]:
    with closing(Library(settings)) as library:
        library.start()
        folder = library.generations.folder
        assert folder.is_dir()
    return [str(folder)]


def test_nothing_is_left_of_the_index_for_the_moment(settings: Settings) -> None:
    [folder] = as_nobody(start, settings)
    assert Path(folder) != settings.data_dir / "index"
    assert not Path(folder).exists()
