"""Settings of the Discord side: the `[discord]` table of the configuration, and the environment."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr

from bot.errors import TokenMissingError
from index.config import Settings, Table, default_config_path, validate

TOKEN_VARIABLE = "DISCORD_TOKEN"  # noqa: S105 - the variable's name, not a token


class DiscordSettings(Table):
    """`[discord]`: how the bot logs in and behaves. The token is never printed."""

    token: SecretStr = Field(default=SecretStr(""))
    questions_per_minute: int = Field(default=10, ge=1, le=1000)
    """Of one person."""
    server_questions_per_minute: int = Field(default=200, ge=1, le=100_000)
    """Of all people in one server."""
    queue: int = Field(default=200, ge=1, le=100_000)
    """Questions that may be on their way at once; more are told that the bot is busy."""
    conversation_minutes: int = Field(default=30, ge=1, le=10_080)
    """How long a question in a thread or a direct message goes on from the one before."""
    keep_days: int = Field(default=365, ge=1, le=36_500)
    """How long questions and answers are remembered."""
    keep_left_days: int = Field(default=30, ge=0, le=36_500)
    """How long the data of a server is kept that the bot isn't in any more."""
    preview_minutes: int = Field(default=60, ge=1, le=10_080)
    """How long a source that /source shows waits for a decision."""
    log_format: Literal["text", "json"] = "text"
    log_questions: bool = False

    @property
    def kept_left(self) -> timedelta:
        """How long a left server's data is kept."""
        return timedelta(days=self.keep_left_days)

    @property
    def kept(self) -> timedelta:
        """How long questions and answers are remembered."""
        return timedelta(days=self.keep_days)

    @property
    def undecided(self) -> timedelta:
        """How long a source that /source shows waits for a decision."""
        return timedelta(minutes=self.preview_minutes)


def load_discord_settings(
    settings: Settings, path: Path | None = None, *, token: bool = True
) -> DiscordSettings:
    """Check the `[discord]` table; `DISCORD_TOKEN` in the environment wins over its token.

    `path` is where the configuration was read from, for messages; None where the default was.

    Raises:
        ConfigError: an unknown key or an unusable value; its text names the key.
        TokenMissingError: neither place has a token, and `token` says that one is needed.
    """
    path = path or default_config_path()
    discord = validate(DiscordSettings, settings.discord, path, at="discord")
    if found := os.environ.get(TOKEN_VARIABLE, "").strip():
        discord = discord.model_copy(update={"token": SecretStr(found)})
    if token and not discord.token.get_secret_value().strip():
        raise TokenMissingError(variable=TOKEN_VARIABLE)
    return discord
