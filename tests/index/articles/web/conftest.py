"""Names that resolve as a test says, and connections that nobody may make."""

import socket
from collections.abc import Callable
from typing import Any

import pytest

Resolve = Callable[[dict[str, list[str]]], list[str]]


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Resolve:
    """Make names resolve as a dictionary says; returns the list of those that were asked for."""
    real = socket.getaddrinfo

    def pretend(table: dict[str, list[str]]) -> list[str]:
        asked: list[str] = []

        def getaddrinfo(host: str, port: int, *args: Any, **options: Any) -> list[Any]:  # noqa: ANN401
            if host not in table:
                return real(host, port, *args, **options)
            asked.append(host)
            return [entry for ip in table[host] for entry in real(ip, port, *args, **options)]

        monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
        return asked

    return pretend


@pytest.fixture
def no_connections(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Forbid every connection; returns the addresses that one was tried to."""
    tried: list[Any] = []

    def connect(_: socket.socket, address: Any) -> None:  # noqa: ANN401
        tried.append(address)
        raise AssertionError(address)

    monkeypatch.setattr(socket.socket, "connect", connect)
    return tried
