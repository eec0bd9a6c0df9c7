"""Settings from environment variables: each key, in its own type, and mistakes by their name."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import SecretStr

from index.config import Key, Settings, settings_of
from index.environment import variable_of
from index.errors import ConfigVariableError, ConfigVariableUnknownError
from index.origins import Origin, read_configuration
from tests.index.test_config import load_settings

pytestmark = pytest.mark.usefixtures("any_model")

Given = Callable[..., None]


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Given:
    """Set variables, in a folder without a configuration."""
    monkeypatch.chdir(tmp_path)

    def given(**variables: str) -> None:
        for name, text in variables.items():
            monkeypatch.setenv(name, text)

    return given


def value_of(settings: Settings, key: Key) -> Any:  # noqa: ANN401 - of any setting
    value: Any = settings
    for name in key:
        value = getattr(value, name)
    return value.get_secret_value() if isinstance(value, SecretStr) else value


SERVERS = {"base_url", "uri"}
"""What names one, by its address."""


def another(default: object, annotation: object) -> str:
    """Write down a value that isn't the default."""
    match default:
        case bool():
            return str(not default)
        case float() if default < 1:  # a share
            return str(default / 2)
        case int() | float():
            return str(default + 1)
        case Path():
            return "/another"
    choices = [choice for choice in get_args(annotation) if isinstance(choice, str)]
    return choices[-1] if choices else "9"


def test_every_setting_can_be_set_with_a_variable(given: Given) -> None:
    texts = {
        key: another(value_of(Settings(), key), field.annotation)
        for key, field in settings_of(Settings).items()
    }
    texts |= {key: f"http://{text}" for key, text in texts.items() if key[-1] in SERVERS}
    texts[("corpus", "url")] = "postgresql://db/x"
    given(**{variable_of(key): text for key, text in texts.items()})

    configuration = read_configuration(Settings)

    assert {key: str(value_of(configuration.settings, key)) for key in texts} == texts
    assert configuration.origins == {key: Origin("environment", variable_of(key)) for key in texts}
    assert texts[("search", "passages")] == "4"
    assert variable_of(("search", "passages")) == "BELEGBOT_SEARCH__PASSAGES"


def test_option_beats_environment_beats_file_beats_default(given: Given, tmp_path: Path) -> None:
    key = ("data_dir",)
    path = tmp_path / "c.toml"
    path.write_text("[search]\npassages = 5\n", encoding="utf-8")
    assert read_configuration(Settings, path).origins[key] == Origin("default")

    path.write_text('data_dir = "/from/file"\n[search]\npassages = 5\n', encoding="utf-8")
    configuration = read_configuration(Settings, path)
    assert configuration.settings.data_dir == Path("/from/file")
    assert configuration.origins[key] == Origin("file", str(path))

    given(BELEGBOT_DATA_DIR="/from/environment")
    configuration = read_configuration(Settings, path)
    assert configuration.settings.data_dir == Path("/from/environment")
    assert configuration.origins[key] == Origin("environment", "BELEGBOT_DATA_DIR")
    assert configuration.settings.search.passages == 5

    configuration = read_configuration(Settings, path, Path("/from/option"))
    assert configuration.settings.data_dir == Path("/from/option")
    assert configuration.origins[key] == Origin("option", "--data-dir")


def test_a_variable_leaves_the_rest_of_its_table_to_the_file(given: Given, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(
        "[search]\npassages = 5\nmax_question_length = 500\n", encoding="utf-8"
    )
    given(BELEGBOT_SEARCH__PASSAGES="7")

    search = load_settings().search

    assert (search.passages, search.max_question_length) == (7, 500)


def test_a_file_is_named_by_a_variable_and_an_empty_one_names_none(
    given: Given, tmp_path: Path
) -> None:
    (tmp_path / "other.toml").write_text("[search]\npassages = 6\n", encoding="utf-8")
    given(BELEGBOT_CONFIG="other.toml")
    assert load_settings().search.passages == 6
    given(BELEGBOT_CONFIG="")
    assert load_settings().search.passages == 3


@pytest.mark.parametrize(
    ("text", "value"), [("true", True), ("1", True), ("yes", True), ("FALSE", False), ("0", False)]
)
def test_yes_and_no_are_written_as_usual(given: Given, text: str, value: bool) -> None:  # noqa: FBT001
    given(BELEGBOT_INGEST__ALLOW_PRIVATE_ADDRESSES=text)
    assert load_settings().ingest.allow_private_addresses is value


def test_a_path_may_start_in_the_home_folder(given: Given) -> None:
    given(BELEGBOT_DATA_DIR="~/belegbot", BELEGBOT_SEEDS_DIR="~/artikel")
    settings = load_settings()
    assert settings.data_dir == Path.home() / "belegbot"
    assert settings.seeds_dir == Path.home() / "artikel"


def test_an_empty_variable_empties_what_can_be_empty(given: Given, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(
        'seeds_dir = "/seeds"\n[reranker]\nmodel = "m"\n'
        '[embedder]\nrevision = "r"\ntruncate_dim = 64\nquery_prompt = "q: "\n',
        encoding="utf-8",
    )
    given(
        BELEGBOT_SEEDS_DIR="",
        BELEGBOT_RERANKER__MODEL="",
        BELEGBOT_EMBEDDER__REVISION="",
        BELEGBOT_EMBEDDER__TRUNCATE_DIM="",
        BELEGBOT_EMBEDDER__QUERY_PROMPT="",
    )

    settings = load_settings()

    assert settings.seeds_dir is None
    assert settings.reranker.model == ""
    assert settings.embedder.revision is None
    assert settings.embedder.truncate_dim is None
    assert settings.embedder.query_prompt == ""


def test_an_empty_variable_leaves_alone_what_cannot_be_empty(given: Given, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(
        'language = "de"\ndata_dir = "/data"\n[search]\npassages = 5\n', encoding="utf-8"
    )
    given(BELEGBOT_DATA_DIR="", BELEGBOT_LANGUAGE="", BELEGBOT_SEARCH__PASSAGES="")

    settings = load_settings()

    assert (settings.data_dir, settings.language) == (Path("/data"), "de")
    assert settings.search.passages == 5


@pytest.mark.parametrize(
    ("variable", "text", "reason"),
    [
        ("BELEGBOT_SEARCH__PASSAGES", "many", "valid integer"),
        ("BELEGBOT_SEARCH__PASSAGES", "0", "greater than or equal to 1"),
        ("BELEGBOT_INGEST__TIMEOUT", "nan", "less than or equal to 600"),
        ("BELEGBOT_INGEST__ALLOW_PRIVATE_ADDRESSES", "perhaps", "valid boolean"),
        ("BELEGBOT_EMBEDDER__KIND", "best", "'builtin', 'e5', 'use' or 'sentence-transformers'"),
        ("BELEGBOT_EMBEDDER__TRUNCATE_DIM", "2", "greater than or equal to 8"),
        ("BELEGBOT_LANGUAGE", "fr", "'auto', 'de' or 'en'"),
        ("BELEGBOT_DATA_DIR", "~nobody-is-called-so", "home directory"),
    ],
)
def test_an_unusable_value_is_named_by_its_variable(
    given: Given, tmp_path: Path, variable: str, text: str, reason: str
) -> None:
    (tmp_path / "config.toml").write_text('language = "de"\n[search]\npassages = 5\n', "utf-8")
    given(**{variable: text})

    with pytest.raises(ConfigVariableError, match=reason) as caught:
        load_settings()

    assert caught.value.values["variable"] == variable
    assert f"Die Umgebungsvariable {variable} hat einen unbrauchbaren" in caught.value.text("de")


@pytest.mark.parametrize(
    ("variable", "suggestion"),
    [
        ("BELEGBOT_SERCH__PASSAGES", "BELEGBOT_SEARCH__PASSAGES"),
        ("BELEGBOT_SEARCH__PASSAGEN", "BELEGBOT_SEARCH__PASSAGES"),
        ("BELEGBOT_SEARCH_PASSAGES", "BELEGBOT_SEARCH__PASSAGES"),
        ("BELEGBOT_SEARCH__PASSAGES__MOST", "BELEGBOT_SEARCH__PASSAGES"),
        ("BELEGBOT_READER", "BELEGBOT_READER__MODEL"),
        ("BELEGBOT_LANGAUGE", "BELEGBOT_LANGUAGE"),
        ("BELEGBOT_DATADIR", "BELEGBOT_DATA_DIR"),
        ("BELEGBOT_CONFG", "BELEGBOT_CONFIG"),
    ],
)
def test_a_mistyped_variable_is_named_with_the_one_that_was_meant(
    given: Given, variable: str, suggestion: str
) -> None:
    given(**{variable: "5"})

    with pytest.raises(ConfigVariableUnknownError) as caught:
        load_settings()

    assert caught.value.values == {"variable": variable, "suggestion": suggestion}


@pytest.mark.parametrize(
    "variable",
    [
        "BELEGBOT_WEATHER__SUN",
        "BELEGBOT_DISCORD_OPENAPI",
        "BELEGBOT_OPENAPI",
        "BELEGBOT_XQUAD",
        # As Kubernetes makes them for a service of this name.
        "BELEGBOT_PORT",
        "BELEGBOT_PORT_80_TCP_ADDR",
        "BELEGBOT_SERVICE_HOST",
        "BELEGBOT_SERVICE_PORT_HTTP",
    ],
)
def test_a_variable_of_somebody_else_is_left_alone(given: Given, variable: str) -> None:
    given(**{variable: "tcp://10.0.0.1:80"})

    assert load_settings() == Settings()
