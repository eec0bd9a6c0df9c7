"""That the check against Discord's description of its API is on, and finds what is wrong."""

from pathlib import Path

import pytest
from simcord.types import HttpLogEntry

from tests.bot.discord import openapi


@pytest.fixture
def path() -> Path:
    path = openapi.description_path()
    if path is None:
        pytest.skip(
            f"{openapi.VARIABLE} names no file: what the bot sends isn't held against Discord's "
            "description of its API (openapi.json of github.com/discord/discord-api-spec)"
        )
    return path


def request(body: object, where: str = "/channels/1/messages") -> HttpLogEntry:
    return HttpLogEntry(method="POST", path=where, params={}, json=body, reason=None)


@pytest.mark.parametrize(
    "body",
    [
        {"content": "x" * 2001},
        {"content": 5},
        {"embeds": [{"title": "x" * 257}]},
        {"embeds": [{"description": "x" * 4097}]},
        {"components": [{"type": 1, "components": [{"type": 2, "style": 9}]}]},
    ],
)
def test_a_body_that_discord_would_refuse_is_found(path: Path, body: object) -> None:
    assert openapi.problems(path, [request(body)])


def test_a_path_that_discord_does_not_have_is_found(path: Path) -> None:
    assert openapi.problems(path, [request({}, "/channels/1/whispers")])


def test_a_body_that_discord_takes_is_not_found(path: Path) -> None:
    body = {"content": "x" * 2000, "allowed_mentions": {"parse": []}, "embeds": [{"title": "x"}]}
    assert openapi.problems(path, [request(body)]) == []
