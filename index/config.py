"""Settings of the library, read from one TOML file and the environment.

The file may also hold a `[discord]` table; `bot.config` reads that one.
"""

import difflib
import os
import tomllib
from pathlib import Path
from typing import Any, Literal, TypeVar

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from index.errors import ConfigKeyUnknownError, ConfigUnreadableError, ConfigValueError
from index.i18n import Language, system_language

PACKAGE = Path(__file__).resolve().parent
SEEDS = PACKAGE / "seeds" if (PACKAGE / "seeds").is_dir() else PACKAGE.parent / "seeds"
"""Inside the package when installed from a wheel, beside it in a checkout."""


S = TypeVar("S", bound="Settings")


class Settings(BaseModel):
    """A table of settings: unknown keys and wrong types are errors, values don't change."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class EmbedderSettings(Settings):
    """`[embedder]`: what turns text into vectors."""

    kind: Literal["builtin", "sentence-transformers"] = "builtin"
    model: str = ""
    revision: str | None = None
    query_prompt: str | None = None
    document_prompt: str | None = None
    truncate_dim: int | None = Field(default=None, ge=8)
    device: str | None = None
    batch_size: int = Field(default=32, ge=1, le=4096)


class RerankerSettings(Settings):
    """`[reranker]`: a cross-encoder that puts the best sentences in order; none without `model`."""

    model: str = ""
    revision: str | None = None
    device: str | None = None
    batch_size: int = Field(default=32, ge=1, le=4096)
    candidates: int = Field(default=20, ge=1, le=200)


class ReaderSettings(Settings):
    """`[reader]`: a model that points at the words that answer; none without `model`."""

    model: str = ""
    revision: str | None = None
    device: str | None = None


class SearchSettings(Settings):
    """`[search]`: how much of what was found is shown."""

    passages: int = Field(default=3, ge=1, le=10)
    max_question_length: int = Field(default=4000, ge=100, le=20_000)


class IngestSettings(Settings):
    """`[ingest]`: what may become an article. Times in seconds."""

    max_megabytes: int = Field(default=25, ge=1, le=1000)
    max_pages: int = Field(default=2000, ge=1, le=100_000)
    pdf_timeout: float = Field(default=120, ge=1, le=3600)
    timeout: float = Field(default=30, ge=0.1, le=600)
    allow_private_addresses: bool = False

    @property
    def max_bytes(self) -> int:
        """The limit of a file, and of a transfer after decompression."""
        return self.max_megabytes * 1_000_000


class QuotaSettings(Settings):
    """`[quota]`: what one server's moderators may add in Discord; the operator may add more."""

    articles: int = Field(default=1000, ge=1, le=1_000_000)
    """In force at once."""
    sentences: int = Field(default=50_000, ge=1, le=10_000_000)
    """In force at once."""
    megabytes_per_day: float = Field(default=25, gt=0, le=10_000)
    """Of text, in any 24 hours."""

    @property
    def max_bytes_per_day(self) -> int:
        """The limit in bytes of UTF-8."""
        return round(self.megabytes_per_day * 1_000_000)


class LibrarySettings(Settings):
    """Everything below `index.library`."""

    language: Literal["auto", "de", "en"] = "auto"
    data_dir: Path = Field(default_factory=lambda: platformdirs.user_data_path("belegbot"))
    seeds_dir: Path = SEEDS
    embedder: EmbedderSettings = EmbedderSettings()
    reranker: RerankerSettings = RerankerSettings()
    reader: ReaderSettings = ReaderSettings()
    search: SearchSettings = SearchSettings()
    ingest: IngestSettings = IngestSettings()
    quota: QuotaSettings = QuotaSettings()
    discord: dict[str, Any] = Field(default_factory=dict, repr=False)

    @field_validator("data_dir", "seeds_dir", mode="before")
    @classmethod
    def _path(cls, value: object) -> object:
        return Path(value).expanduser() if isinstance(value, str) else value

    @property
    def interface_language(self) -> Language:
        """The language of the terminal's texts."""
        return system_language() if self.language == "auto" else self.language


def validate(model: type[S], values: dict[str, Any], path: Path, at: str = "") -> S:
    """Build settings from parsed TOML.

    Raises:
        ConfigKeyUnknownError: a key that `model` doesn't have.
        ConfigValueError: a value of the wrong type or out of range.
    """
    try:
        return model.model_validate(values)
    except ValidationError as error:
        problem = error.errors()[0]
        location = [str(part) for part in problem["loc"]]
        key = ".".join([*([at] if at else []), *location])
        if problem["type"] == "extra_forbidden":
            known = _keys(model, location[:-1])
            close = difflib.get_close_matches(location[-1], known, n=1, cutoff=0)
            raise ConfigKeyUnknownError(path=path, key=key, suggestion=close[0]) from error
        raise ConfigValueError(path=path, key=key, reason=problem["msg"]) from error


def _keys(model: type[BaseModel], location: list[str]) -> list[str]:
    for name in location:
        inner = model.model_fields[name].annotation
        if not (isinstance(inner, type) and issubclass(inner, BaseModel)):
            break
        model = inner
    return list(model.model_fields)


def default_config_path() -> Path:
    """Return the file that is read when no other is named."""
    return Path(os.environ.get("BELEGBOT_CONFIG") or "config.toml")


def load_settings(path: Path | None = None, data_dir: Path | None = None) -> LibrarySettings:
    """Read the settings: defaults, then the file, then the environment, then `data_dir`.

    Without `path`, `BELEGBOT_CONFIG` or a `config.toml` in the current directory is read if there.

    Raises:
        ConfigError: the file can't be read or a setting can't be used; its text names the key.
    """
    required = path is not None or "BELEGBOT_CONFIG" in os.environ
    path = path or default_config_path()
    values = _read(path) if required or path.is_file() else {}
    if override := data_dir or os.environ.get("BELEGBOT_DATA_DIR"):
        values["data_dir"] = str(override)
    return validate(LibrarySettings, values, path)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        reason = error.strerror or str(error)
        raise ConfigUnreadableError(path=path, reason=reason) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigUnreadableError(path=path, reason=error) from error
