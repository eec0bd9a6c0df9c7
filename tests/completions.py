"""A server on loopback that speaks the chat-completions protocol, or whatever it is told to."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ssl import SSLContext
from threading import Event, Thread
from typing import Any

Route = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Completions:
    """The server: `answer` sends what comes back; `asked` are the requests, `headers` theirs.

    `over` is set when it is to end, for whoever keeps a connection waiting.
    """

    base_url: str
    answer: Route
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[Mapping[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    over: Event = field(default_factory=Event)

    def says(self, **likely: float) -> None:
        """Let the model's first token be these, with their log-probabilities."""
        self.answer = sending(completion(list(likely.items())))


def completion(first: list[tuple[str, float]], text: str | None = None) -> dict[str, Any]:
    """Return a completion as servers send it, with more in it than anybody reads."""
    top = [{"token": token, "logprob": odds, "bytes": None, "id": 7} for token, odds in first]
    tokens = [{"token": first[0][0], "logprob": first[0][1], "top_logprobs": top}] if first else []
    said = text if text is not None else first[0][0]
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "usage": {"prompt_tokens": 300, "completion_tokens": 1},
        "choices": [
            {
                "index": 0,
                "finish_reason": "length",
                "message": {"role": "assistant", "content": said},
                "logprobs": {"content": tokens},
            }
        ],
    }


def claims(*claimed: tuple[str, list[int]]) -> dict[str, Any]:
    """Return a completion that says claims, each with the numbers of its sentences."""
    said = [{"claim": claim, "sentences": sentences} for claim, sentences in claimed]
    return completion([], json.dumps({"claims": said}, ensure_ascii=False))


def sending(content: object, status: int = 200, **headers: str) -> Route:
    """Return what sends JSON, or bytes as they are."""
    body = content if isinstance(content, bytes) else json.dumps(content).encode()

    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return send


def in_turn(*routes: Route) -> Route:
    """Return what answers each request by the next of `routes`."""
    rest = iter(routes)

    def send(handler: BaseHTTPRequestHandler) -> None:
        next(rest)(handler)

    return send


@contextmanager
def completions(tls: SSLContext | None = None) -> Iterator[Completions]:
    """Serve until the context ends; a model that says yes until told otherwise."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["Content-Length"]))
            site.asked.append(json.loads(raw))
            site.headers.append(dict(self.headers))
            site.paths.append(self.path)
            site.answer(self)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            """Say nothing of clients that hang up."""

    with Server(("127.0.0.1", 0), Handler) as server:
        if tls is not None:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        scheme, port = "https" if tls else "http", server.server_address[1]
        site = Completions(f"{scheme}://127.0.0.1:{port}/v1", sending(b""))
        site.says(yes=-0.1, no=-2.4)
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield site
        finally:
            site.over.set()
            server.shutdown()
            thread.join()
