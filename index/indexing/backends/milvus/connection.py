"""The connection to a Milvus: each call has a deadline, and a server that fails is left alone.

pymilvus tries again by itself until the deadline, with pauses that grow. What still fails then is
away (`AwayError`), and nobody waits for it again for `PAUSE` seconds.
"""

import logging
from collections.abc import Callable
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from index.config import VectorSettings
from index.errors import first_line
from index.indexing.backends.protocol import AwayError
from index.indexing.errors import (
    VectorEngineAwayError,
    VectorEngineError,
    VectorEngineMissingError,
    VectorEngineRefusesError,
)

if TYPE_CHECKING:
    from pymilvus import MilvusClient

log = logging.getLogger(__name__)

T = TypeVar("T")

PAUSE = 5.0
"""Seconds until a server that failed is asked again, by whoever follows the log."""

QUESTIONS_PAUSE = 60.0
"""The same, by a question, which waits for it; mostly somebody follows the log before."""

WRITING = 10
"""Times the timeout of a question that writing may take."""

ABSENT, NOT_LOADED, NO_DATABASE = 100, 101, 800
"""Codes of Milvus (`merr`): no such collection, one that isn't loaded, no such database."""

REASON = 200
"""Characters of what a library says that fit in a line."""


class AbsentError(Exception):
    """There is no such collection, or alias."""


class NotLoadedError(Exception):
    """The collection isn't loaded, as after a server's start."""


class Connection:
    """One server, with what is wrong with it at present. Thread-safe.

    `problem` stays the same object for as long as it is the same.
    """

    def __init__(self, settings: VectorSettings, clock: Callable[[], float] = monotonic) -> None:
        self.settings = settings
        self._clock = clock
        self._lock = Lock()
        self._client: MilvusClient | None = None
        self._failed = 0.0
        self.problem: VectorEngineError | None = None

    def ask(self, work: Callable[["MilvusClient", float], T]) -> T:
        """Do what a question waits for; `work` gets the client and the seconds that it has.

        Raises:
            AwayError: it failed, or has a moment ago.
            AbsentError, NotLoadedError: as they say.
        """
        return self._call(work, self.settings.timeout, QUESTIONS_PAUSE)

    def change(self, work: Callable[["MilvusClient", float], T]) -> T:
        """Do what nobody waits for; otherwise as `ask`."""
        return self._call(work, WRITING * self.settings.timeout, PAUSE)

    def look(self, work: Callable[["MilvusClient", float], T]) -> T:
        """Ask, by somebody who comes by often; otherwise as `ask`."""
        return self._call(work, self.settings.timeout, PAUSE)

    def _call(self, work: Callable[["MilvusClient", float], T], seconds: float, pause: float) -> T:
        if self.problem is not None and self._clock() < self._failed + pause:
            raise AwayError(self.problem)
        try:
            client = self._connected()
            done = work(client, seconds)
        except (AwayError, AbsentError, NotLoadedError):
            raise
        except Exception as error:
            code = getattr(error, "code", None)
            if code == ABSENT:
                raise AbsentError from error
            if code == NOT_LOADED:
                raise NotLoadedError from error
            if not _is_of_milvus(error):
                raise
            raise AwayError(self._give_up(error)) from error
        if self.problem is not None:
            log.info("Milvus at %s answers again", self.settings.uri)
            self.problem = None
        return done

    def _connected(self) -> "MilvusClient":
        with self._lock:
            if self._client is None:
                self._client = self._connect()
            return self._client

    def _connect(self) -> "MilvusClient":
        settings = self.settings
        try:
            from pymilvus import MilvusClient  # noqa: PLC0415 - only where it is used
        except ImportError as error:
            raise AwayError(self._is(VectorEngineMissingError())) from error
        # It logs each failure with its traceback, as an error; here one line says what it means.
        logging.getLogger("pymilvus").setLevel(logging.CRITICAL)
        private = {"server_pem_path": settings.ca_file} if settings.ca_file else {}
        return MilvusClient(
            settings.uri,
            token=settings.token.get_secret_value().strip(),
            db_name=settings.database,
            timeout=settings.timeout,
            dedicated=True,
            **private,
        )

    def _give_up(self, error: Exception) -> VectorEngineError:
        """Drop the connection, so that the next one is new, and say what is wrong."""
        log.debug("Milvus failed", exc_info=True)
        with self._lock:
            client, self._client = self._client, None
        if client is not None:
            client.close()
        reason, uri = _reason(error), self.settings.uri
        if _is_refusal(error):
            return self._is(VectorEngineRefusesError(uri=uri, reason=reason))
        return self._is(VectorEngineAwayError(uri=uri, reason=reason))

    def _is(self, problem: VectorEngineError) -> VectorEngineError:
        self._failed = self._clock()
        if type(self.problem) is not type(problem):
            self.problem = problem
        assert self.problem is not None  # noqa: S101 - set the line before, if it wasn't
        return self.problem


def _is_of_milvus(error: Exception) -> bool:
    import grpc  # noqa: PLC0415 - comes with pymilvus
    from pymilvus.exceptions import MilvusException  # noqa: PLC0415

    return isinstance(error, (MilvusException, grpc.RpcError, OSError))


def _is_refusal(error: Exception) -> bool:
    """Tell whether a server answers, and won't, however often it is asked."""
    import grpc  # noqa: PLC0415 - comes with pymilvus

    codes = {getattr(each, "code", None) for each in _chain(error)}
    statuses = {code() for code in codes if callable(code)}
    refused = {grpc.StatusCode.UNAUTHENTICATED, grpc.StatusCode.PERMISSION_DENIED}
    return NO_DATABASE in codes or bool(refused & statuses)


def _reason(error: Exception) -> str:
    """Say what went wrong at the bottom of it, in a line."""
    import grpc  # noqa: PLC0415 - comes with pymilvus

    for each in _chain(error):
        if isinstance(each, grpc.RpcError) and isinstance(each, grpc.Call):
            return f"{each.code().name}, {each.details()}"[:REASON]
    return str(getattr(error, "message", None) or first_line(error))[:REASON]


def _chain(error: BaseException) -> list[BaseException]:
    """Return an error and what led to it; pymilvus says that errors led to themselves."""
    found = [error]
    while (cause := found[-1].__cause__ or found[-1].__context__) and cause not in found:
        found.append(cause)
    return found
