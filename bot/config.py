"""Settings of the Discord side: the `[discord]` table of the configuration, and the environment."""

import os
from pathlib import Path

from pydantic import Field, SecretStr

from bot.errors import TokenMissingError
from index.config import LibrarySettings, Settings, default_config_path, validate

TOKEN_VARIABLE = "DISCORD_TOKEN"  # noqa: S105 - the variable's name, not a token


class DiscordSettings(Settings):
    """`[discord]`: how the bot logs in. The token is never printed."""

    token: SecretStr = Field(default=SecretStr(""))


def load_discord_settings(settings: LibrarySettings, path: Path | None = None) -> DiscordSettings:
    """Check the `[discord]` table; `DISCORD_TOKEN` in the environment wins over its token.

    `path` is where the configuration was read from, for messages; None where the default was.

    Raises:
        ConfigError: an unknown key or an unusable value; its text names the key.
        TokenMissingError: neither place has a token.
    """
    path = path or default_config_path()
    discord = validate(DiscordSettings, settings.discord, path, at="discord")
    if token := os.environ.get(TOKEN_VARIABLE, "").strip():
        discord = discord.model_copy(update={"token": SecretStr(token)})
    if not discord.token.get_secret_value().strip():
        raise TokenMissingError(variable=TOKEN_VARIABLE)
    return discord
