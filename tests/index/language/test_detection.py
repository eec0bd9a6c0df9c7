"""What tells the language of a text unpacks its model by way of a file of 68 MB."""

import sys
import tempfile

import pytest
from py3langid import langid

from index.language.detection import detect_language, detect_question_language
from tests.robustness.faults import file_size_limit

GERMAN = "Wie hoch ist der Turm von Altheim, und wer hat ihn gebaut?"


def test_where_such_a_file_finds_no_room_it_is_unpacked_in_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(langid, "IDENTIFIER", None)
    if modelio := sys.modules.get("py3langid.modelio"):
        monkeypatch.setattr(modelio, "tempfile", tempfile)

    with file_size_limit(1_000_000):
        assert detect_language(GERMAN) == "de"
        assert detect_question_language("How tall is it, and who has built it?") == "en"
