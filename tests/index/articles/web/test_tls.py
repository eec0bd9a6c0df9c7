"""Encrypted connections check whom they lead to."""

import ssl
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
import trustme

from index.articles import read_url
from index.articles.web.errors import (
    ArticleCertificateError,
)
from index.config import IngestSettings
from tests.index.articles.web.conftest import Resolve


@pytest.fixture
def authority() -> trustme.CA:
    """A certificate authority that only this test knows."""
    return trustme.CA()


@pytest.fixture
def secure_port(authority: trustme.CA) -> Iterator[int]:
    """A TLS server whose certificate is for belege.example only."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = b"Sie ruht."
            self.send_response(200)
            self.send_header("Content-Type", "text/plain")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    class Server(HTTPServer):
        def handle_error(self, *_: object) -> None:
            """A client that hangs up in the handshake is what is tested."""

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("belege.example").configure_cert(context)
    server = Server(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


def test_tls_checks_the_name_although_the_connection_goes_to_an_address(
    secure_port: int,
    authority: trustme.CA,
    names: Resolve,
    local: IngestSettings,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    names({"belege.example": ["127.0.0.1"], "andere.example": ["127.0.0.1"]})
    assert read_url(f"https://belege.example:{secure_port}/", local).draft.text == "Sie ruht."
    with pytest.raises(ArticleCertificateError, match=r"“andere\.example” couldn't prove"):
        read_url(f"https://andere.example:{secure_port}/", local)


def test_a_certificate_that_nobody_vouches_for_is_refused(
    secure_port: int, names: Resolve, local: IngestSettings
) -> None:
    names({"belege.example": ["127.0.0.1"]})
    with pytest.raises(ArticleCertificateError):
        read_url(f"https://belege.example:{secure_port}/", local)
