"""Settings from a file: what is taken, and how a mistake is told."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from index.config import Settings
from index.errors import (
    ConfigKeyUnknownError,
    ConfigUnreadableError,
    ConfigValueError,
    HomeUnknownError,
)
from index.origins import read_configuration

pytestmark = pytest.mark.usefixtures("any_model")

ROOT = Path(__file__).resolve().parents[2]


def load_settings(path: Path | None = None, data_dir: Path | None = None) -> Settings:
    return read_configuration(Settings, path, data_dir).settings


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "belegbot.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_file_the_indexs_embedder_and_the_platforms_folder_are_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    settings = load_settings()

    assert settings.embedder.kind == "auto"
    assert settings.data_dir.name == "belegbot"
    assert settings.seeds_dir == ROOT / "seeds"


def test_a_config_in_the_current_directory_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "config.toml").write_text("[search]\npassages = 5\n", encoding="utf-8")

    assert load_settings().search.passages == 5


@pytest.mark.parametrize(
    ("text", "key", "suggestion"),
    [
        ('[embeder]\nkind = "builtin"\n', "embeder", "embedder"),
        ("[embedder]\nbatch_sise = 4\n", "embedder.batch_sise", "batch_size"),
        ('langauge = "de"\n', "langauge", "language"),
        ('_env_file = "x"\n', "_env_file", "reranker"),
    ],
)
def test_an_unknown_key_is_named_with_the_one_that_was_meant(
    tmp_path: Path, text: str, key: str, suggestion: str
) -> None:
    with pytest.raises(ConfigKeyUnknownError) as caught:
        load_settings(write(tmp_path, text))

    assert caught.value.values["key"] == key
    assert caught.value.values["suggestion"] == suggestion
    assert f"unbekannten Schlüssel „{key}“" in caught.value.text("de")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('[embedder]\nbatch_size = "many"\n', "embedder.batch_size"),
        ("[search]\npassages = 0\n", "search.passages"),
        ('[search]\npassages = "5"\n', "search.passages"),
        ("search = 5\n", "search"),
        ("[language]\ncode = 5\n", "language"),
        ("data_dir = 7\n", "data_dir"),
        ('language = "fr"\n', "language"),
    ],
)
def test_an_unusable_value_is_named_by_its_key(tmp_path: Path, text: str, key: str) -> None:
    with pytest.raises(ConfigValueError) as caught:
        load_settings(write(tmp_path, text))

    assert caught.value.values["key"] == key


def test_a_missing_or_broken_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigUnreadableError, match=r"nowhere\.toml can't be read: No such file"):
        load_settings(tmp_path / "nowhere.toml")
    with pytest.raises(ConfigUnreadableError, match="Invalid value"):
        load_settings(write(tmp_path, "language ="))


def test_a_table_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    settings = load_settings(write(tmp_path, "[weather]\nsun = true\n[search]\npassages = 4\n"))

    assert settings == Settings().model_copy(update={"search": settings.search})
    assert settings.search.passages == 4


@pytest.mark.parametrize(
    ("text", "seeds_dir"),
    [('seeds_dir = ""', None), ('seeds_dir = "~/artikel"', Path("~/artikel").expanduser())],
)
def test_the_folder_of_seeds_can_be_none_and_in_the_home_folder(
    tmp_path: Path, text: str, seeds_dir: Path | None
) -> None:
    assert load_settings(write(tmp_path, text)).seeds_dir == seeds_dir


def test_an_unknown_home_folder_is_a_mistake_in_the_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigValueError, match=r"“data_dir”.*home directory"):
        load_settings(write(tmp_path, 'data_dir = "~nobody-is-called-so/data"'))


def test_an_empty_text_is_nothing_except_for_a_prompt(tmp_path: Path) -> None:
    text = '[embedder]\nrevision = ""\ndevice = ""\ntruncate_dim = ""\nquery_prompt = ""\n'

    embedder = load_settings(write(tmp_path, text)).embedder

    assert (embedder.revision, embedder.device, embedder.truncate_dim) == (None, None, None)
    assert embedder.query_prompt == ""


def test_settings_made_in_a_program_are_what_it_says_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BELEGBOT_SEARCH__PASSAGES", "5")

    assert Settings(data_dir=tmp_path).search.passages == 3
    with pytest.raises(ValidationError):
        Settings.model_validate({"search": {"passages": "5"}})
    with pytest.raises(ValidationError):
        Settings.model_validate({"sich": {}})


@pytest.mark.parametrize("line", ["articles = 0", "sentences = 0", "megabytes_per_day = 0"])
def test_a_quota_of_nothing_is_refused(tmp_path: Path, line: str) -> None:
    with pytest.raises(ConfigValueError, match=r"quota\."):
        load_settings(write(tmp_path, f"[quota]\n{line}"))


def test_a_byte_order_mark_before_the_settings_is_none_of_them(tmp_path: Path) -> None:
    path = tmp_path / "c.toml"
    path.write_bytes(b'\xef\xbb\xbflanguage = "en"\n\n[search]\npassages = 2\n')

    settings = load_settings(path)

    assert (settings.language, settings.search.passages) == ("en", 2)


def test_a_folder_in_a_configuration_is_taken_from_where_that_lies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, elsewhere = tmp_path / "conf", tmp_path / "elsewhere"
    place.mkdir()
    elsewhere.mkdir()
    path = write(place, 'data_dir = "data"\nseeds_dir = "../seeds"\n')

    for folder, named in ((elsewhere, path), (tmp_path, Path("conf") / path.name)):
        monkeypatch.chdir(folder)
        settings = load_settings(named)
        assert settings.data_dir == place / "data"
        assert settings.seeds_dir == place / "../seeds"


def test_a_folder_of_an_option_or_a_variable_is_taken_from_the_current_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path, 'data_dir = "data"\n')
    monkeypatch.setenv("BELEGBOT_SEEDS_DIR", "seeds")

    settings = load_settings(path, Path("mine"))

    assert (settings.data_dir, settings.seeds_dir) == (Path("mine"), Path("seeds"))


def test_an_empty_name_is_no_data_folder(tmp_path: Path) -> None:
    with pytest.raises(ConfigValueError, match=r"“data_dir”.*an empty name is no folder"):
        load_settings(write(tmp_path, 'data_dir = ""'))


def test_without_a_home_folder_the_data_folder_has_to_be_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("XDG_DATA_HOME")
    monkeypatch.setenv("HOME", "")

    with pytest.raises(HomeUnknownError, match=r"no home folder .*--data-dir"):
        load_settings()
    with pytest.raises(ConfigValueError, match=r"“data_dir”: there is no home folder here"):
        load_settings(write(tmp_path, 'data_dir = "~/belege"'))
    assert load_settings(data_dir=tmp_path).data_dir == tmp_path


def test_who_is_in_no_list_of_users_has_no_home_folder_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(user: int) -> None:
        raise KeyError(user)

    monkeypatch.chdir(tmp_path)
    for name in ("HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("pwd.getpwuid", unknown)

    with pytest.raises(HomeUnknownError):
        load_settings()
    with pytest.raises(ConfigValueError, match="there is no home folder here"):
        load_settings(write(tmp_path, 'data_dir = "~/belege"'))
