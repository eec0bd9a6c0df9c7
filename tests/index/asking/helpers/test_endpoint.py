"""A server that runs a language model: what is sent to it, and whatever it may send back."""

import json
import socket
import ssl
import traceback
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
import trustme
from pydantic import SecretStr, ValidationError

from index.asking.helpers.endpoint import MOST_BYTES, Endpoint, Message, Reply
from index.asking.helpers.errors import (
    EndpointGarbageError,
    EndpointKeyError,
    EndpointKeyUnusableError,
    EndpointRedirectError,
    EndpointSlowError,
    EndpointStatusError,
    EndpointTooMuchError,
    EndpointUnreachableError,
)
from index.config import EndpointSettings
from tests.completions import Completions, Route, completion, completions, sending

ASKING = (Message("system", "Say yes."), Message("user", "Grün?"))


@pytest.fixture
def server() -> Iterator[Completions]:
    with completions() as server:
        yield server


def endpoint(server: Completions, key: str = "", timeout: float = 10.0, path: str = "") -> Endpoint:
    return Endpoint(
        EndpointSettings(
            base_url=server.base_url + path,
            model="tiny",
            api_key=SecretStr(key),
            timeout=timeout,
        )
    )


def ask(endpoint: Endpoint) -> Reply:
    return endpoint.complete(ASKING, most_tokens=1, alternatives=20)


def test_a_question_is_sent_as_the_protocol_has_it_and_the_reply_is_read(
    server: Completions,
) -> None:
    reply = ask(endpoint(server))

    assert reply == Reply("yes", (("yes", -0.1), ("no", -2.4)))
    assert server.paths == ["/v1/chat/completions"]
    assert server.asked == [
        {
            "model": "tiny",
            "messages": [
                {"role": "system", "content": "Say yes."},
                {"role": "user", "content": "Grün?"},
            ],
            "max_tokens": 1,
            "temperature": 0,
            "logprobs": True,
            "top_logprobs": 20,
        }
    ]
    assert "Authorization" not in server.headers[0]


def test_without_a_model_or_alternatives_neither_is_asked_for(server: Completions) -> None:
    made = Endpoint(EndpointSettings(base_url=server.base_url))
    server.answer = sending(completion([], "Grün."))

    assert made.complete(ASKING, most_tokens=9) == Reply("Grün.")
    assert server.asked[0].keys() == {"messages", "max_tokens", "temperature"}


def test_the_key_is_sent_and_stands_in_no_text(server: Completions) -> None:
    made = endpoint(server, key=" sk-geheim \n")
    ask(made)
    assert server.headers[0]["Authorization"] == "Bearer sk-geheim"

    server.answer = sending({"error": "no"}, status=401)
    with pytest.raises(EndpointKeyError) as caught:
        ask(made)

    assert str(caught.value).endswith("refuses the key (status 401). Check api_key.")
    assert "geheim" not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize("key", ["sk\r\nX-Evil: 1", "schlüssel", "sk\x00"])
def test_a_key_that_cannot_be_sent_is_neither_sent_nor_told(server: Completions, key: str) -> None:
    with pytest.raises(EndpointKeyUnusableError) as caught:
        ask(endpoint(server, key=key))

    assert server.asked == []
    assert key not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(server: Completions, status: int) -> None:
    with completions() as other:
        server.answer = sending(b"", status=status, Location=f"{other.base_url}/chat/completions")

        with pytest.raises(EndpointRedirectError, match=rf"sends elsewhere \(status {status}\)"):
            ask(endpoint(server))

        assert other.asked == []


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (404, {"error": {"message": "model 'tiny' not found"}}, "model 'tiny' not found"),
        (429, b"slow down.", "429: slow down. Check"),
        (500, b"<h1>\x1b[31mOops\x07</h1>\n", "500: <h1> [31mOops </h1>. Check"),
        (503, b"", "503: –. Check"),
    ],
)
def test_an_error_of_the_server_is_told_without_signs_that_steer_a_terminal(
    server: Completions, status: int, body: object, said: str
) -> None:
    server.answer = sending(body, status=status)

    with pytest.raises(EndpointStatusError) as caught:
        ask(endpoint(server))

    assert said in str(caught.value)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>Hello</html>",
        b"\xff\xfe\x00",
        b"[]",
        b"null",
        b"{}",
        b'{"choices": []}',
        b'{"choices": [{"message": "yes"}]}',
        b'{"choices": [{"message": {"content": 7}}]}',
        json.dumps(completion([("yes", -0.1)])).replace("-0.1", '"high"').encode(),
        b'{"choices": ' + b"[" * 5000,
    ],
)
def test_what_is_no_completion_is_told_as_such(server: Completions, body: bytes) -> None:
    server.answer = sending(body)

    with pytest.raises(EndpointGarbageError, match="most end with /v1"):
        ask(endpoint(server))


@pytest.mark.parametrize(
    "logprobs", [None, {"content": None}, {"content": []}, {"content": [{"token": "yes"}]}]
)
def test_a_server_that_tells_no_likelihoods_still_replies(
    server: Completions, logprobs: object
) -> None:
    choice = {"message": {"content": None}, "logprobs": logprobs}
    server.answer = sending({"choices": [choice]})

    assert ask(endpoint(server)) == Reply("")


def endless(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _ in range(10_000):
        handler.wfile.write(b" " * 65_536)


def test_an_answer_without_end_is_cut(server: Completions) -> None:
    server.answer = endless

    with pytest.raises(EndpointTooMuchError, match=f"more than {MOST_BYTES // 1000} kB"):
        ask(endpoint(server))


def stalling(server: Completions, head: bytes, drop: bytes) -> Route:
    """Send a beginning, then a drop now and then, as long as anybody listens."""

    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(head)
        while not server.over.wait(0.02):
            handler.wfile.write(drop)

    return send


@pytest.mark.parametrize(
    ("head", "drop"),
    [
        (b"", b""),
        (b"HTTP/1.1 200 OK\r\n", b"X: y\r\n"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 999999\r\n\r\n", b" "),
        (b"HTTP/1.1 200 OK\r\n\r\n", b" "),
    ],
    ids=["silent", "a header without end", "a body drop by drop", "without a length"],
)
def test_who_takes_longer_than_allowed_is_left(
    server: Completions, head: bytes, drop: bytes
) -> None:
    server.answer = stalling(server, head, drop)

    with pytest.raises(EndpointSlowError, match=r"gave no answer within 0\.3 seconds"):
        ask(endpoint(server, timeout=0.3))


def hanging_up(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{")


def not_http(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"SSH-2.0-OpenSSH_9.6\r\n\r\n")


@pytest.mark.parametrize("answer", [hanging_up, not_http])
def test_a_connection_that_breaks_is_told(
    server: Completions, answer: Callable[[BaseHTTPRequestHandler], None]
) -> None:
    server.answer = answer

    with pytest.raises(EndpointUnreachableError, match="Check whether the server runs"):
        ask(endpoint(server))


def test_where_nothing_listens_it_is_said_with_the_address() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}/v1"

        with pytest.raises(
            EndpointUnreachableError, match=rf"^{address} can't be reached: Connection refused\. "
        ):
            ask(Endpoint(EndpointSettings(base_url=address)))


def test_a_server_that_nobody_vouches_for_is_sent_nothing() -> None:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(tls)

    with completions(tls) as server:
        with pytest.raises(EndpointUnreachableError, match="certificate verify failed"):
            ask(endpoint(server, key="sk-geheim"))

        assert server.asked == []


def test_a_server_that_the_machine_trusts_is_asked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    tls, authority = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), trustme.CA()
    authority.issue_cert("127.0.0.1").configure_cert(tls)
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))

    with completions(tls) as server:
        assert ask(endpoint(server)).text == "yes"


def test_proxies_of_the_environment_are_not_used(
    server: Completions, monkeypatch: pytest.MonkeyPatch
) -> None:
    with completions() as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.base_url)

        ask(endpoint(server))

        assert (len(server.asked), proxy.asked) == (1, [])


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("", ""),
        (" http://127.0.0.1:8080/v1/ ", "http://127.0.0.1:8080/v1"),
        ("https://llm.example/v1/chat/completions", "https://llm.example/v1"),
        ("http://[::1]:8080", "http://[::1]:8080"),
    ],
)
def test_an_address_is_kept_without_what_each_request_adds(given: str, kept: str) -> None:
    assert EndpointSettings(base_url=given).base_url == kept


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1:8080", "ftp://host/v1", "http://", "file:///etc/passwd", "localhost"),
        *("http://user:pw@host/v1", "http://host/v1?key=7", "http://host/v1#a"),
        *("http://host/v 1", "http://höst/v1", "http://host:99999/v1", "http://host:0/v1"),
        *("http://host/v1\r\nX-Evil: 1", "http://[::1/v1"),
    ],
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(ValidationError):
        EndpointSettings(base_url=address)
