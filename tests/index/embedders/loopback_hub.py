"""A hub on this machine: the few things that fetching a model asks of one."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from urllib.parse import unquote, urlsplit

COMMIT = "0123456789abcdef0123456789abcdef01234567"
GATED = "owner/gated"
"""A model of which everybody may see that it is there, and nobody have its files."""


@dataclass
class Hub:
    """Serves folders as models, by name; `asked` are the requests, `held` stops the largest file.

    With `out_of_order` it answers everything with 503.
    """

    models: dict[str, Path]
    address: str = ""
    asked: list[str] = field(default_factory=list)
    out_of_order: bool = False
    held: Event | None = None
    holding: Event = field(default_factory=Event)

    def files(self, name: str) -> dict[str, bytes]:
        """Return a model's files."""
        folder = self.models[name]
        paths = [path for path in folder.rglob("*") if path.is_file()]
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@contextmanager
def serving(models: dict[str, Path]) -> Iterator[Hub]:
    """Serve models on a port of loopback for as long as it takes."""
    hub = Hub(models)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_HEAD(self) -> None:
            self._answer()

        def do_GET(self) -> None:
            self._answer()

        def _answer(self) -> None:
            path = unquote(urlsplit(self.path).path)
            hub.asked.append(f"{self.command} {path}")
            parts = path.strip("/").split("/")
            if hub.out_of_order:
                self._refuse(503)
            elif parts[:2] == ["api", "models"] and "tree" not in parts:
                self._tell("/".join(parts[2:4]))
            elif parts[2:3] == ["resolve"]:
                self._give("/".join(parts[:2]), "/".join(parts[4:]))
            else:
                self._refuse(404, "EntryNotFound")

        def _tell(self, name: str) -> None:
            if name not in hub.models:
                self._refuse(404, "RepoNotFound")
            else:
                siblings = [
                    {"rfilename": file, "size": len(content), "blobId": _etag(content)}
                    for file, content in hub.files(name).items()
                ]
                told = {"id": name, "sha": COMMIT, "siblings": siblings, "private": False}
                self._send(json.dumps(told).encode())

        def _give(self, name: str, file: str) -> None:
            files = hub.files(name) if name in hub.models else {}
            if name == GATED:
                self._refuse(403, "GatedRepo")
            elif file not in files:
                self._refuse(404, "EntryNotFound")
            else:
                self._send(files[file], hold=file.endswith(".safetensors"))

        def _send(self, content: bytes, *, hold: bool = False) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(len(content)))
            self.send_header("ETag", f'"{_etag(content)}"')
            self.send_header("X-Repo-Commit", COMMIT)
            self.end_headers()
            if self.command == "HEAD":
                return
            half = len(content) // 2
            self.wfile.write(content[:half])
            if hold and hub.held is not None:
                self.wfile.flush()
                hub.holding.set()
                hub.held.wait(60)
            self.wfile.write(content[half:])

        def _refuse(self, status: int, code: str = "") -> None:
            self.send_response(status)
            self.send_header("X-Error-Code", code)
            self.send_header("X-Repo-Commit", COMMIT)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            """Somebody who was ended has hung up."""

    server = Server(("127.0.0.1", 0), Handler)
    hub.address = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield hub
    finally:
        if hub.held is not None:
            hub.held.set()
        server.shutdown()
        thread.join()
        server.server_close()


def _etag(content: bytes) -> str:
    return hashlib.sha1(content, usedforsecurity=False).hexdigest()
