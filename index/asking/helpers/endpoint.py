"""A server that runs a language model: the chat-completions protocol, and nothing else.

Requests go where the operator says, and not through proxies of the environment; no redirect is
followed. Whatever comes back is data in a fixed form, or an error.
"""

import http.client
import json
import ssl
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, Field, ValidationError
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

from index.asking.helpers.errors import (
    EndpointError,
    EndpointGarbageError,
    EndpointKeyError,
    EndpointKeyUnusableError,
    EndpointRedirectError,
    EndpointSlowError,
    EndpointStatusError,
    EndpointTooMuchError,
    EndpointUnreachableError,
)
from index.config import COMPLETIONS, EndpointSettings
from index.deadlines import cut_after
from index.errors import first_line
from index.version import __version__

MOST_BYTES = 1_000_000
"""Of an answer: a thousand tokens with twenty alternatives each take some 800 kB."""

BYTES_A_TOKEN = 4
"""More or less, for servers that don't count."""

CHUNK = 65_536
QUOTED = 200
"""Characters of a server's error that people are shown."""

PORTS = {"http": 80, "https": 443}
HEADERS = {
    "User-Agent": f"Belegbot/{__version__}",
    "Content-Type": "application/json",
    "Accept": "application/json",
    "Accept-Encoding": "identity",
    "Connection": "close",
}


@dataclass(frozen=True, slots=True)
class Message:
    """What the model is told, and by whom."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What the model says, and the likeliest first tokens: each text with its log-probability.

    There are none where the server tells none; a text may be there twice. `tokens` are those that
    were read and written, as the server counts them, or else by the length of what was sent.
    """

    text: str
    first: tuple[tuple[str, float], ...] = ()
    tokens: int = field(default=0, compare=False)


class Endpoint:
    """Asks a language model on the server that the settings name. Thread-safe.

    Each request has a connection of its own, and the whole of it `timeout` seconds.
    """

    def __init__(self, settings: EndpointSettings) -> None:
        self._settings = settings
        parts = urlsplit(settings.base_url)
        self._scheme, self._host = parts.scheme, parts.hostname or ""
        self._port = parts.port or PORTS.get(parts.scheme, 0)
        self._path = parts.path + COMPLETIONS

    @property
    def address(self) -> str:
        """Where it is, as it was set."""
        return self._settings.base_url

    @property
    def model(self) -> str:
        """What it runs, as it was set; empty leaves that to the server."""
        return self._settings.model

    def complete(
        self,
        messages: Sequence[Message],
        *,
        most_tokens: int,
        alternatives: int = 0,
        temperature: float = 0.0,
        form: Mapping[str, object] | None = None,
    ) -> Reply:
        """Return the likeliest reply, with up to so many `alternatives` to its first token.

        `form` is a JSON schema that the server is to hold the model to.

        Raises:
            EndpointError: a subclass that says what is wrong with the server.
        """
        asked: dict[str, object] = {
            "messages": [{"role": each.role, "content": each.content} for each in messages],
            "max_tokens": most_tokens,
            "temperature": temperature,
        }
        if self.model:
            asked["model"] = self.model
        if alternatives:
            asked |= {"logprobs": True, "top_logprobs": alternatives}
        if form is not None:
            schema = {"name": "reply", "strict": True, "schema": form}
            asked["response_format"] = {"type": "json_schema", "json_schema": schema}
        body = json.dumps(asked).encode()
        return self._read(self._posted(body), len(body))

    def _posted(self, body: bytes) -> bytes:
        deadline = time.monotonic() + self._settings.timeout
        headers = HEADERS | self._key()
        try:
            with self._connected(deadline) as connection:
                connection.request(
                    "POST", self._path, body=body, headers=headers, preload_content=False
                )
                with closing(connection.getresponse()) as response:
                    raw = _received(response)
                    status = response.status
        except (HTTPError, http.client.HTTPException, OSError, ValueError) as error:
            if time.monotonic() >= deadline:
                raise self._slow() from error
            raise EndpointUnreachableError(address=self.address, reason=_reason(error)) from error
        if time.monotonic() >= deadline:
            raise self._slow()  # cut where no length was announced: what came may not be all
        if len(raw) > MOST_BYTES:
            raise EndpointTooMuchError(address=self.address, kilobytes=MOST_BYTES // 1000)
        if problem := self._problem(status, raw):
            raise problem
        return raw

    def _key(self) -> dict[str, str]:
        key = self._settings.api_key.get_secret_value().strip()
        if not key.isascii() or not key.isprintable():
            # Nothing that follows may tell it.
            raise EndpointKeyUnusableError(address=self.address)
        return {"Authorization": f"Bearer {key}"} if key else {}

    @contextmanager
    def _connected(self, deadline: float) -> Iterator[HTTPConnection]:
        with closing(self._connection()) as connection:
            connection.connect()
            left = max(0.01, deadline - time.monotonic())
            connection.timeout = left
            with cut_after(left, connection.sock):
                yield connection

    def _connection(self) -> HTTPConnection:
        timeout = self._settings.timeout
        if self._scheme == "http":
            return HTTPConnection(self._host, self._port, timeout=timeout)
        context = ssl.create_default_context()
        return HTTPSConnection(self._host, self._port, timeout=timeout, ssl_context=context)

    def _slow(self) -> EndpointError:
        return EndpointSlowError(address=self.address, seconds=f"{self._settings.timeout:g}")

    def _problem(self, status: int, raw: bytes) -> EndpointError | None:
        if 200 <= status < 300:
            return None
        if 300 <= status < 400:
            return EndpointRedirectError(address=self.address, status=status)
        if status in {401, 403}:
            return EndpointKeyError(address=self.address, status=status)
        said = _in_one_line(raw.decode("utf-8", "replace"))[:QUOTED] or "–"
        return EndpointStatusError(
            address=self.address, status=status, said=said.rstrip("."), model=self.model or "–"
        )

    def _read(self, raw: bytes, sent: int) -> Reply:
        try:
            completion = _Completion.model_validate_json(raw)
            choice = completion.choices[0]
        except ValidationError as error:
            raise EndpointGarbageError(address=self.address) from error
        tokens = (choice.logprobs.content if choice.logprobs else None) or []
        first = tokens[0].top_logprobs or [] if tokens else []
        text = choice.message.content or ""
        counted = completion.usage.counted if completion.usage else None
        return Reply(
            text,
            tuple((each.token, each.logprob) for each in first),
            counted if counted is not None else (sent + len(text)) // BYTES_A_TOKEN,
        )


class _Alternative(BaseModel):
    token: str
    logprob: float


class _Token(BaseModel):
    top_logprobs: list[_Alternative] | None = None


class _Likelihoods(BaseModel):
    content: list[_Token] | None = None


class _Said(BaseModel):
    content: str | None = None


class _Choice(BaseModel):
    message: _Said
    logprobs: _Likelihoods | None = None


class _Usage(BaseModel):
    prompt_tokens: int = Field(default=0, ge=0)
    completion_tokens: int = Field(default=0, ge=0)

    @property
    def counted(self) -> int | None:
        return self.prompt_tokens + self.completion_tokens or None


class _Completion(BaseModel):
    choices: list[_Choice] = Field(min_length=1)
    usage: _Usage | None = None


def _received(response: BaseHTTPResponse) -> bytes:
    """Read until the end, or until it is too much."""
    body = bytearray()
    for chunk in response.stream(CHUNK, decode_content=False):
        body += chunk
        if len(body) > MOST_BYTES:
            break
    return bytes(body)


def _reason(error: BaseException) -> str:
    """Return what the system says is wrong with a connection, or else its library."""
    innermost = error
    while innermost.__cause__ is not None:
        innermost = innermost.__cause__
    if isinstance(innermost, OSError) and innermost.strerror:
        return innermost.strerror
    return _in_one_line(first_line(error))[:QUOTED].rstrip(".")


def _in_one_line(text: str) -> str:
    """Return text that may hold anything as people may be shown it."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
