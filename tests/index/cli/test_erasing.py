"""Erasing may have to wait for somebody who uses the index: what is done already is said."""

from threading import Event

import pytest

from index.cli import terminal as module
from index.cli.terminal import Terminal


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
