"""Erasing may have to wait for somebody who uses the index: what is done already is said."""

from contextlib import closing
from pathlib import Path
from threading import Event, Thread

import pytest

from bot.cli import invocation
from bot.memory.forgetting import Forgetting
from index.cli import main_group
from index.cli import terminal as module
from index.cli.terminal import Terminal
from index.config import Settings
from index.corpus.changelog import Author
from index.library import Library
from index.models import Draft


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
    assert capsys.readouterr() == ("", "")


def test_what_is_quick_says_nothing_more(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PATIENCE", 3600)
    with Terminal("en").erasing(lambda: True):
        pass
    assert capsys.readouterr() == ("", "")


def test_a_purge_beside_one_who_builds_the_index_says_at_once_that_the_text_is_gone(
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, value in {
        "BELEGBOT_DATA_DIR": str(settings.data_dir),
        "BELEGBOT_SEEDS_DIR": "",
        "BELEGBOT_LANGUAGE": "en",
    }.items():
        monkeypatch.setenv(name, value)
    codes: list[object] = []

    def purge(article: str) -> None:
        try:
            command = ["source", "purge", article, "--yes"]
            main_group.main(command, prog_name="belegbot", obj=invocation())
        except SystemExit as end:
            codes.append(end.code)

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
