"""Answers in other words at the terminal: above the verbatim ones, never instead of them."""

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.completions import Completions, claims, completion, completions, in_turn, sending
from tests.processes import commands

ROOT = Path(__file__).resolve().parents[3]
QUESTION = "Wann wurde die NATO-Mission im Irak ausgesetzt?"
CLAIM = "Anfang Januar wurde die NATO-Mission im Irak ausgesetzt."

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def server() -> Iterator[Completions]:
    with completions() as server:
        server.answer = sending(claims((CLAIM, [1]), ("Sie begann 2018 in Bagdad.", [1])))
        yield server


@pytest.fixture
def belegbot(tmp_path: Path, server: Completions) -> Run:
    """Run a command with a data directory of this test's own, and a writer unless told so."""

    def run(
        *arguments: str, stdin: str = "", writer: bool = True
    ) -> subprocess.CompletedProcess[str]:
        ours = {"BELEGBOT_DATA_DIR": str(tmp_path / "data"), "LANG": "en.UTF-8"}
        if writer:
            ours |= {"BELEGBOT_WRITER__BASE_URL": server.base_url}
        return commands.run("bot", *arguments, env=os.environ | ours, cwd=ROOT, stdin=stdin)

    return run


def test_the_claims_stand_above_the_verbatim_answer(belegbot: Run) -> None:
    verbatim = belegbot("ask", QUESTION, "--no-writer")
    done = belegbot("ask", QUESTION)

    assert done.returncode == 0
    assert done.stdout == (
        f"{CLAIM} [1]\nIn the words of a language model; only the sources below are verbatim.\n\n"
        + verbatim.stdout
    )
    assert "language model" not in verbatim.stdout


def test_programs_get_the_claims_beside_the_unchanged_answer(
    belegbot: Run, server: Completions
) -> None:
    verbatim = json.loads(belegbot("ask", QUESTION, "--json", "--no-writer").stdout)
    written = json.loads(belegbot("ask", QUESTION, "--json").stdout)
    server.answer = sending(b"<html>")
    failed = json.loads(belegbot("ask", QUESTION, "--json").stdout)

    assert written == verbatim | {"written": [{"claim": CLAIM, "citations": [1]}]}
    assert "isn't of the chat-completions protocol" in failed.pop("unwritten")
    assert failed == verbatim | {"written": []}


def test_in_a_conversation_the_model_completes_what_goes_on(
    belegbot: Run, server: Completions
) -> None:
    alone = "Warum wurde die NATO-Mission im Irak ausgesetzt?"
    server.answer = in_turn(
        sending(claims((CLAIM, [1]))), sending(completion([], alone)), sending(claims())
    )
    lines = [
        {"question": question, "conversation": "a"} for question in (QUESTION, "Und warum das?")
    ]

    done = belegbot("ask", "--json", "-", stdin="\n".join(map(json.dumps, lines)))

    first, second = map(json.loads, done.stdout.splitlines())
    assert first["written"] == [{"claim": CLAIM, "citations": [1]}]
    assert (second["question"], second["asked"]) == ("Und warum das?", alone)
    assert second["unwritten"] == "The language model has written nothing."


def test_who_wants_a_writer_without_one_is_told_how_to_set_it(belegbot: Run) -> None:
    done = belegbot("ask", QUESTION, "--writer", writer=False)

    assert done.returncode == 1
    assert done.stdout == ""
    assert "set base_url in the table [writer]" in " ".join(done.stderr.split())
