"""`belegbot requests` and `feedback`: who runs the bot reads what people want and think."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.memory.answers import Inquiry
from bot.memory.memory import Memory
from bot.memory.opinions import Opinion
from index.corpus.changelog import Author
from index.library import Library
from index.models import Draft
from tests.bot.test_cli import environment
from tests.processes import commands

AT = datetime(2026, 3, 4, 12, tzinfo=UTC)
SILENT = "Wie wird das Wetter morgen in Hamburg?"
BRIDGE = "Wann wurde die Brücke gebaut?"


@pytest.fixture
def folder(library: Library, tmp_path: Path) -> Path:
    """A bot's data: two wanted sources, one of which came, and three opinions."""
    article = Author("ada")
    library.add(Draft("Die Brücke wurde 1900 gebaut.", "Brücke", "de"), article)
    memory = Memory.of(library)

    def record(number: int, question: str, server: int | None, *, private: bool = False) -> None:
        asked = Inquiry(number, server, 5, 6, AT, "de", private)
        memory.answers.record(asked, library.ask(question), 100 + number)

    record(1, SILENT, None)
    record(2, SILENT, 77)
    record(3, BRIDGE, 77)
    record(4, BRIDGE, 77, private=True)
    record(5, f" {SILENT.upper()}", 77)
    for answer, person in ((1, 6), (2, 7), (2, 8), (5, 7)):
        memory.requests.add(answer, person, AT + timedelta(days=answer))
    [told] = [each for each in memory.requests.open() if each.posted.id == 1]
    memory.requests.claim(told, AT + timedelta(days=1))
    memory.opinions.rate(Opinion(3, 6, -1, "veraltet\x1b[31m", AT))
    memory.opinions.rate(Opinion(3, 7, 1, "", AT))
    memory.opinions.rate(Opinion(4, 6, -1, "geheim", AT.replace(hour=11)))
    # What was a silence when it was disliked.
    memory.opinions.rate(Opinion(3, 8, -1, "", AT.replace(hour=10), silent=True))
    return tmp_path / "data"


def told(folder: Path, *arguments: str, language: str = "en") -> str:
    env = environment(folder, language, BELEGBOT_LANGUAGE=language)
    done = commands.run("bot", *arguments, env=env, cwd=folder.parent)
    assert (done.stderr, done.returncode) == ("", 0)
    return done.stdout


def test_what_is_wanted_and_what_came_of_it_is_told(folder: Path) -> None:
    assert told(folder, "requests") == (
        f"{SILENT.upper()}\n    March 9, 2026 · server 77 · by 2 people · "
        "asked 2 times, since March 6, 2026 · waits for a source\n"
        f"{SILENT}\n    March 5, 2026 · direct message · by 1 person · "
        "answered, and told, on March 5, 2026\n"
    )
    assert told(folder, "requests", "--scope", "shared", language="de") == (
        f"{SILENT}\n    5. März 2026 · Direktnachricht · von {1} Person · "
        "beantwortet und mitgeteilt am 5. März 2026\n"
    )
    assert told(folder, "requests", "--scope", "5") == "Nobody has requested a source.\n"


def test_what_was_wrong_with_which_answer_is_told_and_no_private_question(folder: Path) -> None:
    shown = told(folder, "feedback", language="de").split("\n")
    assert [line.strip() for line in shown if "Quellen:" not in line] == [
        BRIDGE,
        "Die Brücke wurde 1900 gebaut. [1]",
        "Grund: veraltet [31m",
        "4. März 2026 · Server 77",
        "(eine private Frage)",
        "Grund: geheim",
        "4. März 2026 · Server 77",
        BRIDGE,
        "Die Quellen sagten dazu nichts.",
        "4. März 2026 · Server 77 · inzwischen beantwortet",
        "",
    ]
    assert told(folder, "feedback", "--days", "1") == (
        "Nobody has found anything wrong with an answer.\n"
    )


def test_programs_get_both_as_json(folder: Path) -> None:
    wishes = json.loads(told(folder, "requests", "--json"))
    wished = [(w["server"], w["people"], w["times"], w["since"], w["answered_at"]) for w in wishes]
    assert wished == [
        ("77", 2, 2, "2026-03-06T12:00:00+00:00", None),
        (None, 1, 1, "2026-03-05T12:00:00+00:00", "2026-03-05T12:00:00+00:00"),
    ]
    opinions = json.loads(told(folder, "feedback", "--json"))
    assert [(o["question"], o["reason"]) for o in opinions] == [
        (BRIDGE, "veraltet\x1b[31m"),
        (None, "geheim"),
        (BRIDGE, ""),
    ]
    assert [(o["answered_since"], len(o["articles"])) for o in opinions] == [
        (False, 1),
        (False, 1),
        (True, 0),
    ]
    assert opinions[0]["text"] == "Die Brücke wurde 1900 gebaut. [1]"
    assert opinions[1]["text"] is None
