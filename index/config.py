"""Settings of the library: what there is, of which type, and what holds by default.

`index.origins` reads them from the environment and the configuration file.
"""

import difflib
import os
from collections.abc import Iterable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, get_args
from urllib.parse import urlsplit

import platformdirs
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr
from pydantic.fields import FieldInfo

from index.errors import HomeUnknownError
from index.i18n import LANGUAGES, Language, system_language

PACKAGE = Path(__file__).resolve().parent
SEEDS = PACKAGE / "seeds" if (PACKAGE / "seeds").is_dir() else PACKAGE.parent / "seeds"
"""Inside the package when installed from a wheel, beside it in a checkout."""

Key = tuple[str, ...]
"""A setting's place: its name, after that of its table if it is in one."""

ALIKE = 0.8
"""How alike (`difflib`) a name is that can only be one of ours mistyped. Of foreign variables with
our prefix, such as Kubernetes makes for a service called belegbot, the closest was 0.76."""


def _named(value: object) -> object:
    if value == "":
        # `Path` would take it for the current directory.
        raise ValueError("an empty name is no folder")
    return value


def _expanded(path: Path) -> Path:
    if path.parts[:1] == ("~",) and not _has_home():
        raise ValueError("there is no home folder here")
    try:
        return path.expanduser()
    except RuntimeError as error:
        raise ValueError(str(error)) from error


def _has_home() -> bool:
    """Tell whether the current user has a home folder; an empty HOME means none."""
    return os.environ.get("HOME") != "" and os.path.expanduser("~") != "~"  # noqa: PTH111 - it may stay


def _data_dir() -> Path:
    if not os.environ.get("XDG_DATA_HOME") and not _has_home():
        raise HomeUnknownError
    return platformdirs.user_data_path("belegbot")


def _nothing_if_empty(value: object) -> object:
    return None if value == "" else value


if TYPE_CHECKING:
    InterfaceLanguage = str
else:
    InterfaceLanguage = Literal["auto", *LANGUAGES]
Folder = Annotated[Path, BeforeValidator(_named), AfterValidator(_expanded)]

COMPLETIONS = "/chat/completions"
"""What the protocol has below its address."""


def _base_url(value: str) -> str:
    """Return an address without what every request adds to it."""
    value = value.strip().rstrip("/").removesuffix(COMPLETIONS)
    if not value:
        return ""
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.port == 0:
        raise ValueError("it begins with http:// or https:// and names a server")
    if parts.username is not None or parts.query or parts.fragment:
        raise ValueError("a key stands in api_key, and nothing follows the path")
    if not value.isascii() or not value.isprintable() or " " in value:
        raise ValueError("it has blanks or letters that stand in no address")
    return value


BaseUrl = Annotated[str, AfterValidator(_base_url)]

NothingIfEmpty = BeforeValidator(_nothing_if_empty)
"""Neither TOML nor the environment has another word for nothing."""


class Table(BaseModel):
    """A table of settings: unknown keys and wrong types are errors, values don't change."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, hide_input_in_errors=True)


SERVERS = ("postgresql://", "postgresql+psycopg://", "postgres://")
"""What an address of a database may begin with."""


def _database_url(value: SecretStr) -> SecretStr:
    url = value.get_secret_value().strip()
    if url and not url.startswith(SERVERS):
        raise ValueError("it begins with postgresql:// and names a server and a database")
    return SecretStr(url)


class CorpusSettings(Table):
    """`[corpus]`: where the articles are kept; in a file of the data directory without `url`."""

    url: Annotated[SecretStr, AfterValidator(_database_url)] = SecretStr("")
    """Of a PostgreSQL server; a secret, as a password may stand in it."""
    connections: int = Field(default=5, ge=2, le=1000)
    """That one process may have to the server at once."""


class EmbedderSettings(Table):
    """`[embedder]`: what turns text into vectors."""

    kind: Literal["auto", "builtin", "e5", "use", "sentence-transformers"] = "auto"
    """“auto” is what the index was made with, and for a new collection the best there is."""
    model: str = ""
    revision: Annotated[str | None, NothingIfEmpty] = None
    query_prompt: str | None = None
    """Empty is a prompt, too: none, where the model has one of its own."""
    document_prompt: str | None = None
    truncate_dim: Annotated[int | None, NothingIfEmpty] = Field(default=None, ge=8)
    device: Annotated[str | None, NothingIfEmpty] = None
    batch_size: int = Field(default=32, ge=1, le=4096)


def _server(value: str) -> str:
    """Return the address of a vector engine."""
    value = value.strip().rstrip("/")
    parts = urlsplit(value)
    if value and (parts.scheme not in {"http", "https"} or not parts.hostname or parts.port == 0):
        raise ValueError("it begins with http:// or https:// and names a server")
    if parts.username is not None or parts.path or parts.query or parts.fragment:
        raise ValueError("a key stands in token, a database in database; nothing follows the port")
    return value


class VectorSettings(Table):
    """`[vectors]`: where the vectors of the index are."""

    kind: Literal["embedded", "milvus"] = "embedded"
    """In a file and in memory here, or in a Milvus that machines share."""
    uri: Annotated[str, AfterValidator(_server)] = ""
    token: SecretStr = Field(default=SecretStr(""))
    """“user:password”, or a key."""
    database: str = ""
    """Of Milvus; its own default if empty."""
    ca_file: str = ""
    """A file of certificates, in PEM, of a private authority that signed the server's."""
    timeout: float = Field(default=3.0, ge=0.1, le=600)
    """Seconds for what a question waits for; what is written may take ten times as long."""


class RerankerSettings(Table):
    """`[reranker]`: a cross-encoder that puts the best sentences in order; none without `model`."""

    model: str = ""
    revision: Annotated[str | None, NothingIfEmpty] = None
    device: Annotated[str | None, NothingIfEmpty] = None
    batch_size: int = Field(default=32, ge=1, le=4096)
    candidates: int = Field(default=20, ge=1, le=200)


class ReaderSettings(Table):
    """`[reader]`: a model that points at the words that answer; none without `model`."""

    model: str = ""
    revision: Annotated[str | None, NothingIfEmpty] = None
    device: Annotated[str | None, NothingIfEmpty] = None


class EndpointSettings(Table):
    """A server that speaks the chat-completions protocol; none without `base_url`."""

    base_url: BaseUrl = ""
    model: str = ""
    api_key: SecretStr = Field(default=SecretStr(""))
    timeout: float = Field(default=10.0, ge=0.1, le=600)
    """Seconds for an answer, from the first moment to the last."""


class JudgeSettings(EndpointSettings):
    """`[judge]`: a language model that is asked where it is in doubt whether something answers."""


class WriterSettings(EndpointSettings):
    """`[writer]`: a language model that puts answers in other words; none without `base_url`."""

    timeout: float = Field(default=30.0, ge=0.1, le=600)
    """Seconds for an answer, from the first moment to the last."""
    temperature: float = Field(default=0.0, ge=0, le=2)
    structured_outputs: bool = True
    """Whether the server is to hold the model to the form of claims."""
    verifier: str = ""
    """A model of transformers that tells whether sentences entail a claim; none without a name."""
    tokens_per_day: int = Field(default=200_000, ge=1_000, le=1_000_000_000)
    """Read and written for one Discord server, by UTC."""


class SearchSettings(Table):
    """`[search]`: how much of what was found is shown."""

    passages: int = Field(default=3, ge=1, le=10)
    max_question_length: int = Field(default=4000, ge=100, le=20_000)
    wrong_answers: float = Field(default=0.05, gt=0, le=0.5)
    """The share of questions without an answer that may get one all the same."""


class IngestSettings(Table):
    """`[ingest]`: what may become an article. Times in seconds."""

    max_megabytes: int = Field(default=25, ge=1, le=1000)
    max_pages: int = Field(default=2000, ge=1, le=100_000)
    reading_timeout: float = Field(default=120.0, ge=1, le=3600)
    """For reading one document, of whatever format."""
    reading_megabytes: int = Field(default=1024, ge=512, le=1_000_000)
    """Of memory that reading one may take."""
    timeout: float = Field(default=30.0, ge=0.1, le=600)
    allow_private_addresses: bool = False

    @property
    def max_bytes(self) -> int:
        """The limit of a file, and of a transfer after decompression."""
        return self.max_megabytes * 1_000_000


class QuotaSettings(Table):
    """`[quota]`: what one server's moderators may add; the operator may add more."""

    articles: int = Field(default=1000, ge=1, le=1_000_000)
    """In force at once."""
    sentences: int = Field(default=50_000, ge=1, le=10_000_000)
    """In force at once."""
    megabytes_per_day: float = Field(default=25.0, gt=0, le=10_000)
    """Of text, in any 24 hours."""
    megabytes: float = Field(default=250.0, gt=0, le=100_000)
    """Of text, with all that was replaced or removed."""
    watches: int = Field(default=100, ge=0, le=100_000)
    """Web pages that are read again by themselves."""
    watch_minutes: int = Field(default=60, ge=10, le=525_600)
    """The shortest time between two readings of one."""

    @property
    def max_bytes(self) -> int:
        """What may be stored, in bytes of UTF-8."""
        return round(self.megabytes * 1_000_000)

    @property
    def max_bytes_per_day(self) -> int:
        """The limit in bytes of UTF-8."""
        return round(self.megabytes_per_day * 1_000_000)

    @property
    def watched_at_most_every(self) -> timedelta:
        """How often moderators may have a page read."""
        return timedelta(minutes=self.watch_minutes)


class Settings(BaseModel):
    """Everything below `index.library`.

    Made from what it is given alone; `index.origins.read_configuration` asks the environment and
    a file.
    """

    model_config = ConfigDict(
        extra="forbid", frozen=True, hide_input_in_errors=True, validate_default=True
    )

    other_tables: ClassVar[bool] = True
    """Whether a table that no setting belongs to is somebody else's, and left alone."""
    customary: ClassVar[Mapping[Key, str]] = {}
    """A further variable of a secret; the one that is made from its key's name wins over it."""

    language: InterfaceLanguage = "auto"
    data_dir: Folder = Field(default_factory=_data_dir)
    seeds_dir: Annotated[Folder | None, NothingIfEmpty] = SEEDS
    corpus: CorpusSettings = CorpusSettings()
    embedder: EmbedderSettings = EmbedderSettings()
    vectors: VectorSettings = VectorSettings()
    reranker: RerankerSettings = RerankerSettings()
    reader: ReaderSettings = ReaderSettings()
    judge: JudgeSettings = JudgeSettings()
    writer: WriterSettings = WriterSettings()
    search: SearchSettings = SearchSettings()
    ingest: IngestSettings = IngestSettings()
    quota: QuotaSettings = QuotaSettings()

    @property
    def interface_language(self) -> Language:
        """The language of the terminal's texts."""
        return system_language() if self.language == "auto" else self.language


def settings_of(kind: type[Settings]) -> dict[Key, FieldInfo]:
    """Return every setting by its key, in the order of the class."""
    found: dict[Key, FieldInfo] = {}
    for name, field in kind.model_fields.items():
        if table := table_of(field):
            found |= {(name, key): inner for key, inner in table.model_fields.items()}
        else:
            found[(name,)] = field
    return found


def table_of(field: FieldInfo) -> type[Table] | None:
    """Return the table that a field of `Settings` is; None for a plain value."""
    annotation = field.annotation
    if isinstance(annotation, type) and issubclass(annotation, Table):
        return annotation
    return None


def is_folder(field: FieldInfo) -> bool:
    """Tell whether a setting names a folder."""
    return Folder in (field.annotation, *get_args(field.annotation)) or field.annotation is Path


def in_tables(values: Mapping[Key, Any]) -> dict[str, Any]:
    """Return values by key as `Settings` takes them, a table's together."""
    nested: dict[str, Any] = {}
    for (name, *inner), value in values.items():
        if inner:
            nested.setdefault(name, {})[inner[0]] = value
        else:
            nested[name] = value
    return nested


def is_foreign(kind: type[Settings], table: str) -> bool:
    """Tell whether a table is somebody else's, not one of `kind` mistyped."""
    return kind.other_tables and not closest(table, kind.model_fields, ALIKE)


def closest(name: str, known: Iterable[str], cutoff: float = 0) -> str:
    """Return the name that was probably meant; empty if none is as close as `cutoff`."""
    return next(iter(difflib.get_close_matches(name, known, n=1, cutoff=cutoff)), "")
