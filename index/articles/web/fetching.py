"""Fetches one document from the web: within limits of time and size, from public addresses only."""

import http.client
import socket
import ssl
import string
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from urllib.parse import quote, urldefrag, urljoin, urlsplit

from urllib3.connection import HTTPConnection
from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse
from urllib3.util import Url, parse_url

from index.articles.errors import ArticleAddressInvalidError, ArticleTooLargeError
from index.articles.metadata import web_address
from index.articles.sniffing import TYPES, has_readable_bytes
from index.articles.web import addresses
from index.articles.web.compression import (
    BrokenOffError,
    TooMuchError,
    UnknownCodingError,
    codings,
    unpacked,
)
from index.articles.web.errors import (
    ArticleCertificateError,
    ArticleCompressionError,
    ArticleContentTypeError,
    ArticleHostUnknownError,
    ArticleIncompleteError,
    ArticleRedirectError,
    ArticleStatusError,
    ArticleTimeoutError,
    ArticleUnreachableError,
)
from index.config import IngestSettings
from index.deadlines import cut_after
from index.errors import ArticleError
from index.version import __version__

MAX_REDIRECTS = 5
REDIRECTS = {301, 302, 303, 307, 308}
PARTIAL = 206
"""The status of a part, which wasn't asked for."""
NOT_MODIFIED = 304
PORTS = {"http": 80, "https": 443}
CONNECT_SECONDS = 10.0
CHUNK = 65_536
GZIP = b"\x1f\x8b"
"""With which a packed file begins; those who ask for more than texts take it."""
MAX_VALIDATOR = 1000
"""Characters of what a server says to recognise a page by; longer ones aren't kept."""

PRODUCT = "Belegbot"
"""What robots.txt calls us."""

# fmt: off
ANY_TYPE = {
    "", "*/*", "unknown/unknown", "application/unknown", "application/octet-stream",
    "binary/octet-stream", "application/x-octet-stream", "application/octetstream",
    "application/force-download", "application/x-force-download", "application/download",
    "application/x-download", "application/x-pdf", "application/acrobat",
}
# fmt: on
"""What servers send with anything: only the bytes tell what it is."""
HEADERS = {
    "User-Agent": f"{PRODUCT}/{__version__} (fetches single articles for its moderators)",
    "Accept": "text/html, application/xhtml+xml, application/pdf, text/*;q=0.9",
    "Accept-Encoding": "gzip, deflate",
    "Connection": "close",
}


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server said with the page at `url`, so that it can tell later whether it has changed.

    `etag` and `modified` are the values of its headers ETag and Last-Modified.
    """

    url: str
    etag: str | None = None
    modified: str | None = None

    @property
    def headers(self) -> Mapping[str, str]:
        """What to ask with; nothing if the server said nothing."""
        said = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in said.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Page:
    """What a web address delivered in the end; `url` is the one after redirects."""

    url: str
    content_type: str | None
    raw: bytes
    validators: Validators


@dataclass(frozen=True, slots=True)
class Unmodified:
    """The server says that the page at `url` is what it was when it gave its validators."""

    url: str


Before = Callable[[str], None]
"""Is told each address just before it is asked, those of redirects too; what it raises ends it."""


@dataclass(frozen=True, slots=True)
class _Target:
    """One hop: where it goes, and until when the whole transfer has time."""

    url: str
    parts: Url
    settings: IngestSettings
    known: Mapping[str, str]
    """Headers that ask whether it has changed."""
    deadline: float = 0.0
    types: Collection[str] = ()

    @property
    def host(self) -> str:
        return (self.parts.host or "").strip("[]")

    @property
    def scheme(self) -> str:
        return self.parts.scheme or ""

    @property
    def port(self) -> int:
        return self.parts.port or PORTS[self.scheme]

    def seconds_left(self) -> float:
        return max(0.01, self.deadline - time.monotonic())

    def is_late(self) -> bool:
        return time.monotonic() > self.deadline - 0.01


def fetch(
    url: str,
    settings: IngestSettings,
    before: Before | None = None,
    types: Collection[str] = (),
) -> Page:
    """Fetch a document, following redirects by hand; each hop is checked like the first.

    Proxies, cookies and stored passwords of the environment aren't used. `types` are taken besides
    those of texts.

    Raises:
        ArticleError: a subclass that says what is wrong with the address, host or document.
    """
    page = fetch_if_changed(url, settings, None, before, types)
    assert isinstance(page, Page)  # noqa: S101 - a 304 that nobody asked for is an error
    return page


def fetch_if_changed(
    url: str,
    settings: IngestSettings,
    known: Validators | None,
    before: Before | None = None,
    types: Collection[str] = (),
) -> Page | Unmodified:
    """Fetch a document as `fetch` does, but only if it isn't what it was when `known` was told.

    Only the address that told `known` is asked by it, and only that one can say that it is the
    same. The time limit is for all hops together, and begins anew after `before`.

    Raises:
        ArticleError: as `fetch`.
    """
    seen: set[str] = set()
    current = url
    left = settings.timeout
    while current not in seen and len(seen) <= MAX_REDIRECTS:
        seen.add(current)
        target = _target(current, settings, known)
        if before is not None:
            before(target.url)
        started = time.monotonic()
        answer = _visit(replace(target, deadline=started + left, types=types))
        if not isinstance(answer, str):
            return answer
        left -= time.monotonic() - started
        current = answer
    raise ArticleRedirectError(url=url)


def _target(url: str, settings: IngestSettings, known: Validators | None) -> _Target:
    url = urldefrag(url.strip()).url
    try:
        parts = parse_url(url)
    except HTTPError as error:
        raise ArticleAddressInvalidError(url=url) from error
    if web_address(url) is None or not parts.host or parts.auth or parts.scheme not in PORTS:
        raise ArticleAddressInvalidError(url=url)
    asked_by = known.headers if known is not None and known.url == url else {}
    return _Target(url, parts, settings, asked_by)


def _visit(target: _Target) -> Page | Unmodified | str:
    """Return the document at the target, or the address that it redirects to."""
    try:
        with _connected(target) as connection:
            connection.request(
                "GET",
                target.parts.request_uri,
                headers={**HEADERS, **target.known, "Host": _host_header(target.parts)},
                preload_content=False,
            )
            with closing(connection.getresponse()) as response:
                location = response.headers.get("Location")
                if response.status in REDIRECTS and location:
                    return _destination(location, target)
                if response.status == NOT_MODIFIED and target.known:
                    return Unmodified(target.url)
                content_type, essence = _content_type(response, target)
                raw = _body(response, target)
                packed = bool(target.types) and raw.startswith(GZIP)
                if essence in ANY_TYPE - {""} and not has_readable_bytes(raw) and not packed:
                    raise ArticleContentTypeError(url=target.url, content_type=essence)
                return Page(target.url, content_type, raw, _validators(response, target.url))
    except ArticleError:
        raise
    except (HTTPError, http.client.HTTPException, OSError, ValueError) as error:
        raise _problem(error, target) from error


@contextmanager
def _connected(target: _Target) -> Iterator[HTTPConnection]:
    """Hold a connection that is cut at the deadline, also in the midst of a header or a read."""
    allow_private = target.settings.allow_private_addresses
    found = addresses.resolve(target.host, target.port, url=target.url, allow_private=allow_private)
    connection = addresses.connect(
        target.scheme,
        target.host,
        target.port,
        found,
        lambda: min(CONNECT_SECONDS, target.seconds_left()),
    )
    connection.timeout = target.seconds_left()
    # The socket and not the connection, which lets go of it once the answer's header is there.
    with closing(connection), cut_after(target.seconds_left(), connection.sock):
        yield connection


def _host_header(parts: Url) -> str:
    return f"{parts.host}:{parts.port}" if parts.port else str(parts.host)


def _destination(location: str, target: _Target) -> str:
    """Return where a redirect leads, as browsers do: bytes beyond ASCII, and blanks, are quoted."""
    raw = location.encode("latin-1").strip()  # as which http.client reads headers
    try:
        location = raw.decode("utf-8")
    except UnicodeDecodeError:
        location = quote(raw, safe=string.punctuation)
    try:
        parts = urlsplit(urljoin(target.url, location))
    except ValueError as error:
        raise ArticleAddressInvalidError(url=location) from error
    path, query = (quote(part, safe=string.punctuation) for part in (parts.path, parts.query))
    return parts._replace(path=path, query=query).geturl()


def _validators(response: BaseHTTPResponse, url: str) -> Validators:
    etag, modified = (
        value if value and len(value) <= MAX_VALIDATOR and value.isascii() else None
        for value in map(response.headers.get, ("ETag", "Last-Modified"))
    )
    return Validators(url, etag, modified)


def _content_type(response: BaseHTTPResponse, target: _Target) -> tuple[str | None, str]:
    """Return the type as it was sent, and by itself; "" if there is none."""
    if response.status == PARTIAL:
        raise ArticleIncompleteError(url=target.url)
    if not 200 <= response.status < 300:
        raise ArticleStatusError(
            host=target.host,
            status=response.status,
            url=target.url,
            retry_after=response.headers.get("Retry-After"),
        )
    content_type = response.headers.get("Content-Type")
    essence = (content_type or "").partition(";")[0].strip().lower()
    if essence not in {*TYPES, *ANY_TYPE, *target.types} and not essence.startswith("text/"):
        raise ArticleContentTypeError(url=target.url, content_type=essence[:100])
    return content_type, essence


def _body(response: BaseHTTPResponse, target: _Target) -> bytes:
    """Return the whole body, or none; the limit also counts what compression is taken off."""
    limit = target.settings.max_bytes
    too_large = ArticleTooLargeError(source=target.url, limit=target.settings.max_megabytes)
    announced = response.headers.get("Content-Length", "")
    if announced.isdecimal() and int(announced[:20]) > limit:
        raise too_large
    try:
        compressions = codings(response)
        body = _received(response, limit)
        if target.is_late():
            raise TimeoutError  # cut where no length was announced: what came may not be all
        for coding in compressions:
            body = unpacked(body, coding, limit)
    except UnknownCodingError as error:
        raise ArticleCompressionError(url=target.url, coding=str(error)[:100]) from error
    except TooMuchError as error:
        raise too_large from error
    except (BrokenOffError, HTTPError, http.client.HTTPException, OSError) as error:
        if target.is_late():
            raise
        raise ArticleIncompleteError(url=target.url) from error
    else:
        return body


def _received(response: BaseHTTPResponse, limit: int) -> bytes:
    """Read until the end; raises if that comes before what was announced, or `TooMuchError`."""
    body = bytearray()
    for chunk in response.stream(CHUNK, decode_content=False):
        body += chunk
        if len(body) > limit:
            raise TooMuchError
    return bytes(body)


def _problem(error: Exception, target: _Target) -> ArticleError:
    if target.is_late():
        seconds = f"{target.settings.timeout:g}"
        return ArticleTimeoutError(host=target.host, url=target.url, seconds=seconds)
    if isinstance(error, socket.gaierror):
        return ArticleHostUnknownError(host=target.host)
    if isinstance(error, ssl.SSLCertVerificationError):
        return ArticleCertificateError(host=target.host)
    if isinstance(error, UnicodeError):
        return ArticleAddressInvalidError(url=target.url)
    return ArticleUnreachableError(host=target.host)
