"""Connections to the public internet only: each address is checked and then connected to itself.

A host's name is resolved once, by us; what was checked is what the connection goes to, so a name
that resolves to something else a moment later (DNS rebinding) changes nothing. Numbers written
oddly ("http://2130706433/") are resolved like names and checked the same way.

On top of urllib3 and its public interface: a connection to the address, with the name only for TLS
and the Host header. Its alternatives: `requests` and `httpx` resolve names below the level that
they let one reach; trafilatura's own downloader looks at the address after it has connected.
"""

import ipaddress
import socket
import ssl
from collections.abc import Callable

from urllib3.connection import HTTPConnection, HTTPSConnection

from index.articles.web.errors import ArticleAddressRefusedError

NOT_PUBLIC = [
    ipaddress.ip_network(network)
    for network in (
        "100.64.0.0/10",  # carriers' NAT; Alibaba's metadata service
        "168.63.129.16/32",  # Azure's platform service
        "192.0.0.0/24",  # protocol assignments; Oracle's metadata service
        "::/8",  # unspecified, loopback, IPv4-mapped, NAT64 (64:ff9b::/96)
        "2001::/23",  # Teredo and other assignments
        "2002::/16",  # 6to4, which leads on to an IPv4 address
        "fec0::/10",  # site-local
    )
]
"""Besides what `ipaddress` calls private, reserved or multicast: its answers vary by version."""


def is_public(address: str) -> bool:
    """Tell whether an IP address is one that anybody's web server can have."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    special = (
        ip.is_private
        or ip.is_loopback
        or ip.is_link_local
        or ip.is_multicast
        or ip.is_reserved
        or ip.is_unspecified
    )
    within = any(ip in network for network in NOT_PUBLIC if network.version == ip.version)
    return ip.is_global and not special and not within


def says_private(host: str) -> bool:
    """Tell whether a host is named so that nobody else's web server can be meant.

    Other names are known once they are resolved.
    """
    name = host.strip("[]").rstrip(".").lower()
    try:
        return not is_public(name)
    except ValueError:
        return name == "localhost" or name.endswith((".localhost", ".local", ".internal"))


def resolve(host: str, port: int, *, url: str, allow_private: bool) -> list[str]:
    """Return a host's addresses, in the system's order of preference.

    Raises:
        ArticleAddressRefusedError: one of them isn't public.
        OSError: the name isn't known (`socket.gaierror`).
        UnicodeError: it can't be a name.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not allow_private and not all(map(is_public, addresses)):
        raise ArticleAddressRefusedError(url=url, host=host) from PermissionError(addresses)
    return addresses


def connect(
    scheme: str, host: str, port: int, addresses: list[str], timeout: Callable[[], float]
) -> HTTPConnection:
    """Connect to the first of `addresses` that answers; `timeout` gives the seconds for each.

    Raises:
        OSError, urllib3.exceptions.HTTPError: none answers, or TLS fails.
    """
    problem: Exception = OSError(f"{host} has no address")
    for address in addresses:
        connection = _connection(scheme, host, address, port, timeout())
        try:
            connection.connect()
        except Exception as error:  # noqa: BLE001 - raised again below
            connection.close()
            problem = error
        else:
            return connection
    raise problem


def _connection(scheme: str, host: str, address: str, port: int, timeout: float) -> HTTPConnection:
    if scheme == "http":
        return HTTPConnection(address, port, timeout=timeout)
    return HTTPSConnection(
        address,
        port,
        timeout=timeout,
        server_hostname=host,
        ssl_context=ssl.create_default_context(),
    )
