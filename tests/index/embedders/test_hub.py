"""A model's hub that can't be reached is asked once, not for a minute."""

import socket
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from index.embedders import hub
from index.embedders.hub import is_out_of_reach


@pytest.fixture(autouse=True)
def _online(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", False)
    monkeypatch.setattr(hub, "SECONDS", 0.2)


@pytest.fixture
def status() -> Iterator[list[int]]:
    """A hub that answers with the status at the list's end; its port is the first element."""
    asked: list[int] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(asked[-1])
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    asked.append(server.server_port)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield asked
    server.shutdown()
    thread.join()
    server.server_close()


def at(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.ENDPOINT", f"http://127.0.0.1:{port}")


@pytest.mark.parametrize(("code", "out_of_reach"), [(503, "yes"), (500, "yes"), (404, "no")])
def test_a_hub_that_answers_is_in_reach_unless_it_is_out_of_order(
    code: int, out_of_reach: str, status: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    at(status[0], monkeypatch)
    status.append(code)
    assert is_out_of_reach("nobody/model", None) is (out_of_reach == "yes")


def test_a_hub_that_nobody_answers_for_is_out_of_reach(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        at(unused.getsockname()[1], monkeypatch)
    assert is_out_of_reach("nobody/model", "main")


def test_a_hub_that_never_answers_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        at(silent.getsockname()[1], monkeypatch)
        assert is_out_of_reach("nobody/model", None)


def test_a_folder_and_what_is_no_name_need_no_hub(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(1, monkeypatch)
    assert not is_out_of_reach(str(tmp_path), None)
    assert not is_out_of_reach("no / name", None)
