import tomllib
from pathlib import Path

import pytest

from index.config import QuotaSettings, load_settings
from index.errors import ConfigKeyUnknownError, ConfigUnreadableError, ConfigValueError

ROOT = Path(__file__).resolve().parents[2]


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "belegbot.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_file_the_builtin_embedder_and_the_platforms_folder_are_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    settings = load_settings()

    assert settings.embedder.kind == "builtin"
    assert settings.data_dir.name == "belegbot"
    assert settings.seeds_dir == ROOT / "seeds"


def test_a_config_in_the_current_directory_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "config.toml").write_text("[search]\npassages = 5\n", encoding="utf-8")

    assert load_settings().search.passages == 5


def test_option_beats_environment_beats_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path, 'data_dir = "/from/file"\n')
    assert load_settings(path).data_dir == Path("/from/file")
    monkeypatch.setenv("BELEGBOT_DATA_DIR", "/from/environment")
    assert load_settings(path).data_dir == Path("/from/environment")
    assert load_settings(path, Path("/from/option")).data_dir == Path("/from/option")


@pytest.mark.parametrize(
    ("text", "key", "suggestion"),
    [
        ('[embeder]\nkind = "builtin"\n', "embeder", "embedder"),
        ("[embedder]\nbatch_sise = 4\n", "embedder.batch_sise", "batch_size"),
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


def test_the_example_loads_and_sets_a_real_model() -> None:
    settings = load_settings(ROOT / "config.example.toml")

    assert settings.embedder.kind == "sentence-transformers"
    assert settings.embedder.model == "intfloat/multilingual-e5-small"
    assert settings.embedder.query_prompt == "query: "
    assert settings.embedder.document_prompt == "passage: "


def test_the_example_names_the_quota_that_holds_without_it() -> None:
    values = tomllib.loads((ROOT / "config.example.toml").read_text("utf-8"))

    assert values["quota"].keys() == QuotaSettings.model_fields.keys()
    assert QuotaSettings(**values["quota"]) == QuotaSettings()


@pytest.mark.parametrize("line", ["articles = 0", "sentences = 0", "megabytes_per_day = 0"])
def test_a_quota_of_nothing_is_refused(tmp_path: Path, line: str) -> None:
    with pytest.raises(ConfigValueError, match=r"quota\."):
        load_settings(write(tmp_path, f"[quota]\n{line}"))
