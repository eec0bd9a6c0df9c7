"""Serves the page on this machine, until it is stopped."""

import socket

import uvicorn

from index.i18n import Language
from index.library import Library
from index.scopes import Scope
from index.web.app import HEADERS, HOST, application

AT_ONCE = 32
"""Connections; who comes beyond them is told to come again."""


def bound(port: int) -> socket.socket:
    """Return a socket that listens on this machine alone; port 0 is any that is free.

    Raises:
        OSError: the port is taken, or isn't for everybody.
    """
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind((HOST, port))
        # From now on who comes is let in, if not at once.
        sock.listen(AT_ONCE)
    except OSError:
        sock.close()
        raise
    return sock


def address(sock: socket.socket) -> str:
    """Return where a browser finds the page."""
    return f"http://{HOST}:{sock.getsockname()[1]}/"


def server(library: Library, scope: Scope, language: Language | None) -> uvicorn.Server:
    """Return what serves the page; `run(sockets=[…])` lets it, until it is interrupted."""
    config = uvicorn.Config(
        application(library, scope, language),
        headers=list(HEADERS.items()),
        server_header=False,
        access_log=False,
        log_config=None,
        limit_concurrency=AT_ONCE,
        lifespan="off",
        ws="none",
        timeout_graceful_shutdown=5,
    )
    return uvicorn.Server(config)
