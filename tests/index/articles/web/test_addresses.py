"""Only public addresses are asked, whatever a name resolves to and wherever one leads."""

import socket
from typing import Any

import pytest

from index.articles import read_url
from index.articles.errors import (
    ArticleAddressInvalidError,
)
from index.articles.web import addresses
from index.articles.web.errors import (
    ArticleAddressRefusedError,
    ArticleHostUnknownError,
    ArticleUnreachableError,
)
from index.config import IngestSettings
from tests.index.articles.web.conftest import Resolve
from tests.index.articles.web.web_server import Site


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.org",
        "ftp://example.org/a",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://me:secret@example.org/",
        "http://me@example.org/",
        "http://",
        "http://:80/",
        "http://[::1",
        "http://example.org:99999/",
        "http://exa mple.org/",
        "http://example.org/\r\nHost: evil",
        "http://" + "a" * 300 + "/",
    ],
)
def test_what_is_no_web_address_is_refused(
    url: str, no_connections: list[Any], ingest: IngestSettings
) -> None:
    with pytest.raises((ArticleAddressInvalidError, ArticleHostUnknownError)):
        read_url(url, ingest)
    assert no_connections == []


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "100.100.100.200",
        "168.63.129.16",
        "192.0.0.192",
        "198.18.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "2130706433",
        "0x7f.1",
        "0177.0.0.1",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:8.8.8.8]",
        "[::127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[64:ff9b:1::1]",
        "[2002:7f00:1::]",
        "[2001:0:7f00:1::]",
        "[fe80::1]",
        "[fec0::1]",
        "[fc00::1]",
        "[fd00:ec2::254]",
        "[ff02::1]",
    ],
)
def test_an_address_that_is_not_public_is_refused_before_any_connection(
    host: str, no_connections: list[Any], ingest: IngestSettings
) -> None:
    with pytest.raises(ArticleAddressRefusedError, match="isn't on the public internet"):
        read_url(f"http://{host}/latest/meta-data", ingest)
    assert no_connections == []


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "93.184.216.34", "2606:2800:220:1::1", "2a00:1450::1"]
)
def test_public_addresses_are_public(address: str) -> None:
    assert addresses.is_public(address)


def test_a_name_that_resolves_to_a_private_address_is_refused(
    names: Resolve, no_connections: list[Any], ingest: IngestSettings
) -> None:
    names({"intern.example": ["93.184.216.34", "10.0.0.1"]})
    with pytest.raises(ArticleAddressRefusedError) as caught:
        read_url("https://intern.example/a", ingest)
    assert "10.0.0.1" not in str(caught.value)
    assert "10.0.0.1" in str(caught.value.__cause__)
    assert no_connections == []


def test_every_redirect_is_checked_like_the_first_address(
    site: Site,
    ingest: IngestSettings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(addresses, "is_public", lambda address: address == "127.0.0.1")
    start = site.redirect("/a", "http://169.254.169.254/latest/meta-data")
    with pytest.raises(ArticleAddressRefusedError, match=r"leads to “169\.254\.169\.254”"):
        read_url(start, ingest)
    assert site.asked == ["/a"]


def test_a_name_is_resolved_once_and_connected_to_as_checked(
    site: Site,
    names: Resolve,
    local: IngestSettings,
) -> None:
    asked = names({"belege.example": ["127.0.0.1"]})
    site.page("/a", b"Sie ruht.")
    url = site.url.replace("127.0.0.1", "belege.example") + "/a"
    assert read_url(url, local).draft.url == url
    assert asked == ["belege.example"]
    assert site.headers[0]["Host"] == url.removeprefix("http://").removesuffix("/a")


def test_the_next_address_is_tried_when_one_does_not_answer(
    site: Site,
    names: Resolve,
    local: IngestSettings,
) -> None:
    names({"belege.example": ["127.0.0.9", "127.0.0.1"]})
    site.page("/a", b"Sie ruht.")
    url = site.url.replace("127.0.0.1", "belege.example") + "/a"
    assert read_url(url, local).draft.text == "Sie ruht."


def test_a_name_that_does_not_exist_is_said(
    monkeypatch: pytest.MonkeyPatch, ingest: IngestSettings
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    with pytest.raises(ArticleHostUnknownError, match=r"“fehlt\.example” can't be found"):
        read_url("http://fehlt.example/", ingest)


def test_a_closed_port_is_said(local: IngestSettings) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    with pytest.raises(ArticleUnreachableError, match=r"connection to “127\.0\.0\.1” failed"):
        read_url(f"http://127.0.0.1:{port}/", local)


def test_proxies_of_the_environment_are_not_used(
    site: Site,
    local: IngestSettings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1/")
    assert read_url(site.page("/a", b"Sie ruht."), local).draft.text == "Sie ruht."
