"""The token: where it comes from, and that it stays out of sight."""

from pathlib import Path

import pytest

from bot.config import load_discord_settings
from bot.errors import TokenMissingError
from index.config import Settings
from index.errors import ConfigValueError


@pytest.fixture(autouse=True)
def no_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISCORD_TOKEN", raising=False)


def test_the_token_comes_from_the_configuration() -> None:
    settings = load_discord_settings(Settings(discord={"token": "a"}))
    assert settings.token.get_secret_value() == "a"


def test_the_environment_wins_over_the_configuration(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "b")
    settings = load_discord_settings(Settings(discord={"token": "a"}))
    assert settings.token.get_secret_value() == "b"


@pytest.mark.parametrize("token", ["", "  "])
def test_a_blank_token_is_a_missing_one(monkeypatch: pytest.MonkeyPatch, token: str) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", token)
    with pytest.raises(TokenMissingError):
        load_discord_settings(Settings(discord={"token": token}))


def test_the_token_is_never_printed() -> None:
    library = Settings(discord={"token": "secret"})
    assert "secret" not in repr(library) + repr(load_discord_settings(library))


def test_a_token_of_the_wrong_type_is_named_without_its_value() -> None:
    with pytest.raises(ConfigValueError) as caught:
        load_discord_settings(Settings(discord={"token": 12345}), Path("c.toml"))
    assert "discord.token" in str(caught.value)
    assert "12345" not in str(caught.value)
