"""A site whose pages change, break, redirect and lie; and a clock that is moved."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler

from tests.index.articles.web.web_server import Site

BEGIN = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)

HOURS = "Das Freibad öffnet um 9 Uhr."
PRICE = "Der Eintritt kostet 4 Euro."
DOGS = "Hunde dürfen nicht ins Wasser."
RULES = "Gegenstände aus Glas sind auf der Wiese verboten."
POOL = (HOURS, PRICE, DOGS, RULES)

CHEAPER = "Der Eintritt kostet 3 Euro."


@dataclass
class Clock:
    """Gives a time that stands still unless it is moved, or somebody pauses."""

    time: datetime = BEGIN
    pauses: list[float] = field(default_factory=list)

    def __call__(self) -> datetime:
        return self.time

    def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.time += timedelta(seconds=seconds)

    def move(self, by: timedelta) -> None:
        self.time += by


def html(*sentences: str, head: str = "", tail: str = "") -> bytes:
    """Return a page whose article has these sentences, a paragraph each."""
    paragraphs = "".join(f"<p>{sentence}</p>" for sentence in sentences)
    return (
        f"<html lang=de><head><meta charset=utf-8><title>Freibad</title>{head}</head>"
        f"<body><article><h1>Freibad</h1>{paragraphs}</article>{tail}</body></html>"
    ).encode()


def serve(site: Site, path: str, *sentences: str) -> str:
    """Serve a page that has no validators; return its address."""
    return site.page(path, html(*sentences), "text/html")


def serve_with_etag(site: Site, path: str, *sentences: str) -> str:
    """Serve a page as a careful server does: what is known already isn't sent again."""
    body = html(*sentences)
    etag = f'"{sha256(body).hexdigest()[:12]}"'

    def send(handler: BaseHTTPRequestHandler) -> None:
        known = handler.headers.get("If-None-Match") == etag
        handler.send_response(304 if known else 200)
        handler.send_header("ETag", etag)
        handler.send_header("Content-Type", "text/html")
        if not known:
            handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        if not known:
            handler.wfile.write(body)

    site.routes[path] = send
    return site.url + path


def status(site: Site, path: str, code: int, **headers: str) -> None:
    """Answer with nothing but a status."""

    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(code)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    site.routes[path] = send
