"""The server for programs that ask, tried with the SDK's own client."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters

from index.corpus.changelog import Author
from index.library import Library
from index.mcp.serving import mcp_server
from index.mcp.tools import PORTION
from index.models import Draft
from index.scopes import SHARED, Scope

ROOT = Path(__file__).resolve().parents[3]
ADA = Author("operator:ada")
SERVER = Scope("4711")
TEXT = "Das Freibad öffnet um 9 Uhr.\n\nDer Eintritt kostet 4 Euro.\n\nHunde dürfen nicht hinein."
POOL = Draft(TEXT, "Freibad", "de", "2026-03", "https://altheim.example/bad")
QUESTION = "Was kostet der Eintritt?"


async def called(
    library: Library, tool: str, arguments: dict[str, Any], scope: Scope = SHARED
) -> Any:  # noqa: ANN401 - JSON
    """Return what a tool gives, or the one line that says why it doesn't."""
    async with Client(mcp_server(library, scope, "en")) as client:
        result = await client.call_tool(tool, arguments)
        [content] = result.content
        assert content.type == "text"
        if result.is_error:
            return content.text
        assert json.loads(content.text) == result.structured_content
        return result.structured_content


async def test_there_are_three_tools_that_only_read_and_take_no_scope(library: Library) -> None:
    async with Client(mcp_server(library, SHARED, "en")) as client:
        found = (await client.list_tools()).tools

    assert [tool.name for tool in found] == ["ask", "search", "read_article"]
    for tool in found:
        assert tool.annotations is not None
        assert (tool.annotations.read_only_hint, tool.annotations.destructive_hint) == (True, False)
        assert tool.input_schema["additionalProperties"] is False
        assert "scope" not in tool.input_schema["properties"]


async def test_a_question_is_answered_as_the_command_line_answers_it(library: Library) -> None:
    library.add(POOL, ADA)

    found = await called(library, "ask", {"question": QUESTION})

    assert found == library.ask(QUESTION).to_dict()
    assert (found["outcome"], found["short"]) == ("answer", "4 Euro")
    [citation] = found["citations"]
    assert citation["excerpt"] == TEXT[citation["start"] : citation["end"]]


async def test_silence_is_silence(library: Library) -> None:
    library.add(POOL, ADA)

    found = await called(library, "ask", {"question": "Wie viele Liter Wasser sind im Freibad?"})

    assert (found["outcome"], found["answer"], found["citations"]) == ("silent", None, [])
    assert found["missing"] == ["measure"]


async def test_passages_are_found_whether_or_not_they_answer(library: Library) -> None:
    library.add(POOL, ADA)

    found = await called(library, "search", {"question": "Eintritt", "count": 2})

    assert found["passages"][0]["excerpt"] == "Der Eintritt kostet 4 Euro."
    assert len(found["passages"]) <= 2
    for passage in found["passages"]:
        assert passage["excerpt"] == TEXT[passage["start"] : passage["end"]]


async def test_an_article_is_read_in_portions(library: Library) -> None:
    text = ("Diese Zeile steht hier oft. " * 2000).strip()
    article = library.add(Draft(text, "Lang", "de"), ADA).article_id
    got, offset = "", 0
    while offset < len(text):
        found = await called(library, "read_article", {"article_id": article, "offset": offset})
        assert (found["start"], found["characters"]) == (offset, len(text))
        assert 0 < len(found["text"]) <= PORTION
        got, offset = got + found["text"], found["end"]

    assert got == text
    beyond = await called(library, "read_article", {"article_id": article, "offset": 10**9})
    assert (beyond["text"], beyond["start"], beyond["end"]) == ("", len(text), len(text))


async def test_what_another_process_has_changed_is_known(library: Library) -> None:
    with Library(library.settings) as other:
        other.add(POOL, ADA)

    assert (await called(library, "ask", {"question": QUESTION}))["outcome"] == "answer"


async def test_the_scope_is_the_operator_s(library: Library) -> None:
    own = library.add(POOL, ADA, SERVER).article_id

    assert (await called(library, "ask", {"question": QUESTION}))["outcome"] == "silent"
    assert (await called(library, "search", {"question": QUESTION}))["passages"] == []
    hidden = await called(library, "read_article", {"article_id": own})
    assert hidden.startswith(f"No article “{own}” can be read here.")
    assert (await called(library, "ask", {"question": QUESTION}, SERVER))["outcome"] == "answer"
    assert (await called(library, "read_article", {"article_id": own}, SERVER))["text"] == TEXT
    for tool in ("ask", "search"):
        assert await called(library, tool, {"question": QUESTION, "scope": SERVER}) == (
            f"“{tool}” can't be called like that (scope: it is fixed by whoever started this "
            "server). Nothing was done."
        )


async def test_what_was_removed_isnt_read(library: Library) -> None:
    article = library.add(POOL, ADA).article_id
    library.remove(article, ADA)

    assert str(await called(library, "read_article", {"article_id": article})).startswith(
        "No article"
    )


@pytest.mark.parametrize(
    ("tool", "arguments", "line"),
    [
        ("delete", {}, "There is no tool “delete”. These are there: ask, search, read_article."),
        ("ask", {}, "question: Field required"),
        ("ask", {"question": 7}, "question: Input should be a valid string"),
        ("ask", {"question": None}, "question: Input should be a valid string"),
        ("ask", {"question": ""}, "The question is empty."),
        ("ask", {"question": "?" * 9999}, "9999 characters; 4000 are possible."),
        ("search", {"question": "", "count": 1}, "The question is empty."),
        ("search", {"question": "?" * 9999}, "9999 characters; 4000 are possible."),
        ("search", {"question": "x", "count": 0}, "count: Input should be greater than"),
        ("search", {"question": "x", "count": "3"}, "count: Input should be a valid integer"),
        ("search", {"question": "x", "count": True}, "count: Input should be a valid integer"),
        (
            "read_article",
            {"article_id": "../../etc/passwd"},
            "No article “../../etc/passwd” can be read here. What “search” finds names those that",
        ),
        ("read_article", {"article_id": "x" * 999}, "article_id: String should have at most"),
        ("read_article", {"article_id": "x", "offset": -1}, "offset: Input should be greater"),
        ("ask", {f"a{n}": n for n in range(99)}, "Extra inputs are not permitted"),
    ],
)
async def test_rubbish_gets_one_clear_line(
    library: Library, tool: str, arguments: dict[str, object], line: str
) -> None:
    library.add(POOL, ADA)

    said = await called(library, tool, arguments)

    assert line in said
    assert len(said.splitlines()) == 1
    assert len(said) < 600
    assert (await called(library, "ask", {"question": QUESTION}))["outcome"] == "answer"


async def test_it_only_reads(library: Library) -> None:
    library.add(POOL, ADA)
    before = library.corpus.changes()

    for tool, arguments in (
        ("ask", {"question": QUESTION}),
        ("search", {"question": QUESTION}),
        ("read_article", {"article_id": before[0].article_id}),
    ):
        await called(library, tool, arguments)

    assert library.corpus.changes() == before


def command(data: Path) -> list[str]:
    return ["-m", "bot", "--data-dir", str(data), "mcp"]


def environment() -> dict[str, str]:
    ours = {"LANG": "en_US.UTF-8", "PYTHONPATH": str(ROOT)}
    return os.environ | ours


async def test_the_command_speaks_with_the_sdk_s_client(tmp_path: Path) -> None:
    parameters = StdioServerParameters(
        command=sys.executable, args=command(tmp_path / "data"), env=environment(), cwd=ROOT
    )
    async with Client(parameters) as client:
        assert client.server_info is not None
        assert client.server_info.name == "belegbot"
        result = await client.call_tool(
            "ask", {"question": "Wann wurde die NATO-Mission im Irak ausgesetzt?"}
        )

    assert result.structured_content["short"] == "Anfang Januar"


INITIALISE = {
    "jsonrpc": "2.0",
    "id": 7,
    "method": "initialize",
    "params": {
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "x", "version": "1"},
    },
}


def piped(data: Path, *lines: bytes) -> tuple[subprocess.CompletedProcess[bytes], list[Any]]:
    """Return what comes of lines after which the input is closed at once, and the replies."""
    done = subprocess.run(
        [sys.executable, *command(data)],
        input=b"\n".join([*lines, b""]),
        capture_output=True,
        cwd=ROOT,
        env=environment(),
        timeout=120,
        check=False,
    )
    return done, [json.loads(line) for line in done.stdout.splitlines()]


def test_what_is_asked_before_the_input_closes_is_answered(tmp_path: Path) -> None:
    question = {"question": "Wann wurde die NATO-Mission im Irak ausgesetzt?"}
    calls = [
        {"jsonrpc": "2.0", "id": number, "method": "tools/call", "params": params}
        for number in range(10, 14)
        for params in [{"name": "ask", "arguments": question}]
    ]
    ready = {"jsonrpc": "2.0", "method": "notifications/initialized"}

    done, replies = piped(
        tmp_path / "data", *(json.dumps(each).encode() for each in (INITIALISE, ready, *calls))
    )

    asked = {reply["id"]: reply["result"] for reply in replies if reply["id"] != 7}
    assert sorted(asked) == [10, 11, 12, 13]
    assert {each["structuredContent"]["short"] for each in asked.values()} == {"Anfang Januar"}
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr


def test_a_program_that_reads_no_more_has_had_enough(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, *command(tmp_path / "data")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=environment(),
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        process.stdin.write(json.dumps(INITIALISE).encode() + b"\n")
        process.stdin.close()
        said = process.stderr.read()

    assert process.returncode == 0
    assert b"unexpected" not in said
    assert b"Error" not in said


def test_what_is_no_protocol_at_all_ends_nothing(tmp_path: Path) -> None:
    lines = [b"rubbish", b"\xff\xfe\x00", b"{}", b"[1, 2]", b"null", b"{" * 5000, b""]

    done, replies = piped(tmp_path / "data", *lines, json.dumps(INITIALISE).encode())

    unreadable = [reply["error"] for reply in replies if reply["id"] is None]
    said = "This line is no message of the protocol (JSON-RPC 2.0). It was left out."
    assert unreadable == [{"code": -32700, "message": said}] * len(lines)
    [initialised] = [reply for reply in replies if reply.get("id") == 7]
    assert initialised["result"]["serverInfo"]["name"] == "belegbot"
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr
