"""Erasing may have to wait for somebody who uses the index: what is done already is said."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest

from bot.cli import invocation
from bot.memory.forgetting import Forgetting
from bot.memory.memory import Memory
from bot.memory.preferences import WHOLE_SERVER
from index.cli import main_group
from index.cli import terminal as module
from index.cli.terminal import Terminal
from index.config import Settings
from index.corpus.changelog import Author
from index.library import Library
from index.models import Draft
from index.scopes import Scope


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PATIENCE", 0.01)


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "The text is erased, and nothing"), ("de", "Der Text ist gelöscht, und nichts")],
)
def test_once_it_is_erased_that_is_said_while_the_rest_goes_on(
    capsys: pytest.CaptureFixture[str], language: str, said: str
) -> None:
    erased, asked = Event(), Event()

    def is_erased() -> bool:
        asked.set()
        return erased.is_set()

    with Terminal("de" if language == "de" else "en").erasing(is_erased):
        assert asked.wait(30)
        assert capsys.readouterr().err == ""
        erased.set()
        while not (err := capsys.readouterr().err):
            asked.wait(0.01)
    assert err.startswith(said)
    assert err.count("\n") == 1
    assert capsys.readouterr() == ("", "")


def test_what_is_quick_says_nothing_more(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PATIENCE", 3600)
    with Terminal("en").erasing(lambda: True):
        pass
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    "command", ["source purge {article}", "server purge 7", "server purge 8", "person erase 9"]
)
def test_nothing_is_called_erased_before_it_is(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    _surround(settings, tmp_path, monkeypatch)
    told: list[bool] = []

    @contextmanager
    def erasing(_: Terminal, is_erased: Callable[[], bool]) -> Iterator[None]:
        told.append(is_erased())
        yield
        told.append(is_erased())

    monkeypatch.setattr(Terminal, "erasing", erasing)
    with closing(Library.open(settings, participants=(Forgetting(),))) as library:
        draft, author = Draft("Der Turm steht in Altheim.", "Turm", "de"), Author("discord:9")
        article = library.add(draft, author, Scope("7")).article_id
        Memory.of(library).preferences.prefer(8, WHOLE_SERVER, {"language": "de"})

    assert _run(*command.format(article=article).split(), "--yes") == 0
    assert told == [False, True]


def _surround(settings: Settings, cwd: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let commands that run in this process take a test's own collection."""
    monkeypatch.chdir(cwd)
    for name, value in {
        "BELEGBOT_DATA_DIR": str(settings.data_dir),
        "BELEGBOT_SEEDS_DIR": "",
        "BELEGBOT_LANGUAGE": "en",
    }.items():
        monkeypatch.setenv(name, value)


def _run(*command: str) -> object:
    with pytest.raises(SystemExit) as end:
        main_group.main(command, prog_name="belegbot", obj=invocation())
    return end.value.code


def test_a_purge_beside_one_who_builds_the_index_says_at_once_that_the_text_is_gone(
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    _surround(settings, tmp_path, monkeypatch)
    codes: list[object] = []

    def purge(article: str) -> None:
        codes.append(_run("source", "purge", article, "--yes"))

    err = ""
    with closing(Library.open(settings, participants=(Forgetting(),))) as library:
        text = "Der Turm steht in Altheim."
        article = library.add(Draft(text, "Turm", "de"), Author("operator:ada")).article_id
        purging = Thread(target=purge, args=(article,))
        with library.generations.lock("rebuild"):
            purging.start()
            while "The text is erased" not in err and purging.is_alive():
                purging.join(0.05)
                err += capsys.readouterr().err
            assert purging.is_alive()
            assert library.catalogue.articles() == []
        purging.join(60)

    assert codes == [0]
    assert err.count("The text is erased") == 1
    for path in settings.data_dir.rglob("*"):
        assert not path.is_file() or b"Altheim" not in path.read_bytes()
