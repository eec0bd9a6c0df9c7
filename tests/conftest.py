"""What many tests start from. No test reaches beyond this machine."""

import gc
import signal
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from secrets import token_hex
from typing import Any

import pytest
from hypothesis import settings as hypothesis_settings
from pydantic import SecretStr
from sqlalchemy import URL, Connection, Dialect, Engine, Pool, insert
from sqlalchemy.dialects.sqlite.base import SQLiteDialect

from bot.config import BotSettings
from bot.memory.storage.schema import MEMORY
from hatch_build import compile_catalogues
from index.cli.log import DEBUG_VARIABLE
from index.config import CorpusSettings, Settings
from index.corpus.corpus import Corpus
from index.corpus.storage.schema import CORPUS, Schema
from index.corpus.storage.tables import collection
from index.embedders.builtin import BuiltinEmbedder
from index.environment import CONFIG_VARIABLE, variables_of
from index.library import Library
from index.models import Draft
from tests.models import BUILTIN, OF_COMMANDS
from tests.postgres import ENGINES, Server, programs, serving
from tests.processes.measured import collect

ROOT = Path(__file__).resolve().parent.parent

# What a translator has just changed is tested, not what the last build made of it.
compile_catalogues(ROOT)

EXAMPLES = 40
"""They are the same in each run, and most of a property's time goes into making them up."""
hypothesis_settings.register_profile(
    "steady", deadline=None, derandomize=True, max_examples=EXAMPLES
)
hypothesis_settings.load_profile("steady")


# Who runs the tests in the background may ignore what ends a process, and children would, too.
for number in (signal.SIGINT, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else [])):
    if signal.getsignal(number) is signal.SIG_IGN:
        signal.signal(number, signal.SIG_DFL)

LONGEST = (
    "index/articles/test_growth.py",
    "index/cli/test_cli.py",
    "index/cli/index/test_indexing.py",
    "index/cli/source/test_sources.py",
    "test_commands_as_before.py",
    "index/cli/source/test_cli_watching.py",
    "index/articles/fence/test_pool.py",
    "index/web/test_page.py",
    "bot/sources/web/test_month.py",
    "bot/asking/test_bad_shapes.py",
    "bot/sources/web/test_site.py",
    "bot/sources/web/test_news.py",
    "index/embedders/test_fetching.py",
    "index/cli/test_ending.py",
    "bot/sources/draft/test_fence.py",
    "bot/notices/test_renewal.py",
    "bot/asking/test_render.py",
    "bot/helping/test_help_channels.py",
    "index/embedders/test_real_models.py",
    "index/corpus/exchange/test_transfer.py",
    "index/indexing/backends/test_backends.py",
    "index/corpus/storage/sqlite/test_space.py",
    "index/test_same_answer.py",
    "bot/asking/test_ways.py",
    "bot/desk/test_manners.py",
    "bot/sources/draft/test_refusals.py",
    "bot/sources/test_add.py",
    "bot/test_cli.py",
    "index/watching/test_troubles.py",
    "robustness/files/test_full_disk.py",
)
"""The files of tests that take more than ten seconds, more or less in that order."""


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish() -> None:
    """Sum up what commands have run before what all have run is summed up."""
    collect()


def pytest_collection_finish() -> None:
    """Collect only what tests make: what was imported stays, and it is a great deal."""
    gc.collect()
    gc.freeze()


OVER_BOTH = (
    *(
        "bot/memory/test_answers.py",
        "bot/memory/helping/test_help_posts.py",
        "bot/memory/test_topics.py",
    ),
    "bot/memory/sharing/",
    "bot/memory/test_persons.py::test_all_there_is_of_a_person_is_counted_and_given_out",
    *("index/corpus/test_changelog.py", "index/corpus/test_history.py"),
    *("index/corpus/test_pins.py", "index/corpus/test_quota.py"),
    "index/corpus/exchange/test_seeds.py",
)
"""The contract of what keeps articles and memory: these tests run over each engine."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run the contract over each engine."""
    name = f"{metafunc.definition.nodeid}".removeprefix("tests/")
    if "engine" in metafunc.fixturenames and name.startswith(OVER_BOTH):
        metafunc.parametrize("engine", ENGINES, indirect=True)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let any test of what is kept run over another engine."""
    parser.addoption("--engine", choices=ENGINES, default="sqlite", help="what keeps the articles")


def pytest_report_header() -> str:
    """Tell which server the tests of PostgreSQL run over."""
    return f"PostgreSQL: {programs() or 'none here'}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Where tests are shared out, begin with what takes longest, so that all end at once."""
    if hasattr(config, "workerinput"):
        ranks = {ROOT / "tests" / name: rank for rank, name in enumerate(LONGEST)}
        items.sort(key=lambda item: ranks.get(item.path, len(ranks)))


@pytest.fixture(scope="session", autouse=True)
def _migrated_once() -> Iterator[None]:
    """Run what the migrations make of an empty database once, and its own words for the others.

    They take longer than most tests of what is kept there. A database that has a form already
    goes its own way.
    """
    going = Schema.migrate
    made: dict[str, list[str]] = {}

    def migrate(schema: Schema, connection: Connection) -> None:
        if connection.dialect.name != "sqlite":
            going(schema, connection)
            return
        before = statements(connection)
        if before.keys() & {schema.version_table, *(table.name for table in schema.tables)}:
            going(schema, connection)
        elif schema.name in made:
            for statement in made[schema.name]:
                connection.exec_driver_sql(statement)
            if schema is CORPUS:
                connection.execute(insert(collection).values(id=token_hex(16)))
        else:
            going(schema, connection)
            after = statements(connection).items()
            stamp = f"INSERT INTO {schema.version_table} VALUES ('{schema.head}')"
            made[schema.name] = [*(words for name, words in after if name not in before), stamp]

    def statements(connection: Connection) -> dict[str, str]:
        query = "SELECT name, sql FROM sqlite_schema WHERE sql NOTNULL ORDER BY rowid"
        rows = connection.exec_driver_sql(query)
        return {str(name): str(sql) for name, sql in rows if name != "sqlite_sequence"}

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Schema, "migrate", migrate)
        yield


@pytest.fixture(scope="session", autouse=True)
def _compiled_once() -> Iterator[None]:
    """Let all databases share what SQLAlchemy has made of a statement; by itself, each begins anew.

    A program opens one database, each test another one.
    """
    going = Engine.__init__
    compiled: dict[Any, Any] = {}

    def init(engine: Engine, pool: Pool, dialect: Dialect, url: URL, **options: Any) -> None:  # noqa: ANN401
        going(engine, pool, dialect, url, **options)
        if isinstance(dialect, SQLiteDialect):
            engine.update_execution_options(compiled_cache=compiled)

    def is_same(dialect: SQLiteDialect, other: object) -> bool:
        return type(dialect) is type(other)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Engine, "__init__", init)
        # What is made for one is made for all of its kind: they are of one version, set up alike.
        patch.setattr(SQLiteDialect, "__eq__", is_same)
        patch.setattr(SQLiteDialect, "__hash__", lambda dialect: hash(type(dialect)))
        yield


OURS = (CONFIG_VARIABLE, DEBUG_VARIABLE, *variables_of(BotSettings), "LANGUAGE", "LC_ALL")


@pytest.fixture(autouse=True)
def _own_surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep the developer's own settings, token and language out of the tests."""
    for name in OURS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "xdg"))
    for name, value in OF_COMMANDS.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def any_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let commands have the model that is configured, or what is best here."""
    for name in OF_COMMANDS:
        monkeypatch.delenv(name)


@pytest.fixture
def seed() -> Path:
    """The article that ships with the project."""
    return ROOT / "seeds" / "000_02adc48ef0db0a26.txt"


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server."""
    if programs() is None:
        pytest.skip("there is no PostgreSQL here")
    with serving() as server:
        yield server


@pytest.fixture(scope="session")
def form(postgres: Server) -> str:
    """The name of a database with all tables, empty, to be copied: they are made but once."""
    url = postgres.create()
    Corpus.open(Path(), (CORPUS, MEMORY), settings=CorpusSettings(url=SecretStr(url))).close()
    # For libraries with the bot's memory, and for those without.
    postgres.sql("DELETE FROM participants", postgres.name(url))
    return postgres.name(url)


@pytest.fixture
def engine(request: pytest.FixtureRequest) -> str:
    """What keeps the articles: "sqlite", or what the test, or who runs it, asks for."""
    return str(getattr(request, "param", request.config.getoption("--engine")))


@pytest.fixture
def kept(engine: str, request: pytest.FixtureRequest) -> CorpusSettings:
    """Where the articles are kept."""
    if engine == "sqlite":
        return CorpusSettings()
    server, form = request.getfixturevalue("postgres"), request.getfixturevalue("form")
    return CorpusSettings(url=SecretStr(server.create(form)))


@pytest.fixture
def corpus(tmp_path: Path, kept: CorpusSettings) -> Iterator[Corpus]:
    """An empty corpus in a real database."""
    (tmp_path / "data").mkdir()
    with closing(Corpus.open(tmp_path / "data", settings=kept)) as corpus:
        yield corpus


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """The folder of seeds that `settings` name, empty."""
    folder = tmp_path / "seeds"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture
def settings(tmp_path: Path, seeds: Path, kept: CorpusSettings) -> Settings:
    """Settings with a data directory of this test's own and no seeds."""
    return Settings(data_dir=tmp_path / "data", seeds_dir=seeds, embedder=BUILTIN, corpus=kept)


@pytest.fixture
def vectors_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the built-in embedder's vectors cached like those of one that takes its time."""
    monkeypatch.setattr(BuiltinEmbedder, "quick", False)


@pytest.fixture
def library(settings: Settings) -> Iterator[Library]:
    """An empty library."""
    with closing(Library.open(settings)) as library:
        yield library


@pytest.fixture
def draft() -> Callable[..., Draft]:
    """Make drafts in few words."""

    def make(
        text: str,
        title: str = "Titel",
        language: str = "de",
        date: str | None = None,
        url: str | None = None,
        pages: tuple[int, ...] = (),
    ) -> Draft:
        return Draft(text, title, language, date, url, pages=pages)

    return make


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real BERT with 16 dimensions and random weights, in sentence-transformers' format."""
    from sentence_transformers import SentenceTransformer
    from tokenizers import Tokenizer
    from tokenizers.models import WordPiece
    from tokenizers.normalizers import BertNormalizer
    from tokenizers.pre_tokenizers import BertPreTokenizer
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast, set_seed

    folder = tmp_path_factory.mktemp("models")
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    letters = [
        piece for letter in "abcdefghijklmnopqrstuvwxyz" for piece in (letter, f"##{letter}")
    ]
    words = [
        *special,
        *[
            "query",
            "passage",
            ":",
            ".",
            "?",
            "irak",
            "nato",
            "mission",
            "im",
            "die",
            "der",
            "wann",
            "wer",
        ],
        *letters,
    ]
    tokenizer = Tokenizer(WordPiece({word: i for i, word in enumerate(words)}, unk_token="[UNK]"))
    tokenizer.normalizer = BertNormalizer(strip_accents=True)
    tokenizer.pre_tokenizer = BertPreTokenizer()
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        pad_token="[PAD]",
        unk_token="[UNK]",
        cls_token="[CLS]",
        sep_token="[SEP]",
        mask_token="[MASK]",
        model_max_length=64,
    ).save_pretrained(folder / "bert")
    set_seed(1)
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=64,
    )
    BertModel(config).save_pretrained(folder / "bert")
    SentenceTransformer(str(folder / "bert"), device="cpu").save(str(folder / "tiny"))
    return folder / "tiny"
