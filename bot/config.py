"""Settings of the Discord side: the `[discord]` table beside the library's."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field, SecretStr

from bot.errors import TokenMissingError
from bot.shards import Shard, named, shards_in
from index.config import Key, Settings, Table

TOKEN_VARIABLE = "DISCORD_TOKEN"  # noqa: S105 - the variable's name, not a token
"""What bots usually call it; `BELEGBOT_DISCORD__TOKEN`, which means this bot alone, wins."""


def _shards(value: str) -> str:
    return named(shards_in(value)) if value.strip() else ""


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
    message_content: bool = False
    """Whether Discord delivers what isn't addressed to the bot: follow-ups in its own threads."""
    user_installs: bool = False
    """Whether people can install the bot for themselves, and ask what is shared wherever."""
    shards: Annotated[str, AfterValidator(_shards)] = ""
    """Which of Discord's shards this process has, such as "0-3/8"; empty if it is alone."""
    log_format: Literal["text", "json"] = "text"
    log_questions: bool = False

    @property
    def own_shards(self) -> tuple[Shard, ...]:
        """The shards of this process; none where it has all that there are."""
        return shards_in(self.shards) if self.shards else ()

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


class MetricsSettings(Table):
    """`[metrics]`: figures for Prometheus; none unless they are wanted."""

    enabled: bool = False
    host: str = Field(default="127.0.0.1", min_length=1)
    """Of this machine; anybody who reaches it can read them."""
    port: int = Field(default=9464, ge=0, le=65_535)


class BotSettings(Settings):
    """The library's settings with the bot's own; every table of the file is known."""

    other_tables: ClassVar[bool] = False
    customary: ClassVar[Mapping[Key, str]] = {("discord", "token"): TOKEN_VARIABLE}

    discord: DiscordSettings = DiscordSettings()
    metrics: MetricsSettings = MetricsSettings()


def require_token(settings: DiscordSettings) -> None:
    """Raise `TokenMissingError` unless there is a token."""
    if not settings.token.get_secret_value().strip():
        raise TokenMissingError(variable=TOKEN_VARIABLE)
