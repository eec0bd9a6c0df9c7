"""What the web server of the tests answers."""

from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler

Route = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Site:
    """A web server: `routes` maps paths to what sends the answer; `asked` are the paths asked."""

    url: str
    routes: dict[str, Route] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    def page(self, path: str, body: bytes, content_type: str = "text/plain", **headers: str) -> str:
        """Serve `body` at `path`; return its address."""

        def send(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(200)
            handler.send_header("Content-Type", content_type)
            handler.send_header("Content-Length", str(len(body)))
            for name, value in headers.items():
                handler.send_header(name.replace("_", "-"), value)
            handler.end_headers()
            handler.wfile.write(body)

        self.routes[path] = send
        return self.url + path

    def redirect(self, path: str, target: str, status: int = 302) -> str:
        """Redirect from `path` to `target`; return the address to start at."""

        def send(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(status)
            handler.send_header("Location", target)
            handler.send_header("Content-Length", "0")
            handler.end_headers()

        self.routes[path] = send
        return self.url + path
