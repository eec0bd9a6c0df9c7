"""The bot's settings: where the token comes from, that it stays out of sight, and the example."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.config import BotSettings, DiscordSettings, require_token
from bot.errors import TokenMissingError
from bot.running.example import example
from index.config import Key, settings_of
from index.errors import (
    ConfigKeyUnknownError,
    ConfigValueError,
    ConfigVariableError,
    ConfigVariableUnknownError,
    SecretUnreadableError,
)
from index.origins import Origin, read_configuration
from tests.index.test_config import load_settings

pytestmark = pytest.mark.usefixtures("any_model")

KEY = ("discord", "token")
VARIABLES = (
    "BELEGBOT_DISCORD__TOKEN",
    "BELEGBOT_DISCORD__TOKEN_FILE",
    "DISCORD_TOKEN",
    "DISCORD_TOKEN_FILE",
)
"""The one that wins comes first."""


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


def written(text: str) -> Path:
    path = Path("c.toml")
    path.write_text(text, encoding="utf-8")
    return path


def token(path: Path | None = None) -> tuple[str, Origin]:
    configuration = read_configuration(BotSettings, path)
    secret = configuration.settings.discord.token.get_secret_value()
    return secret, configuration.origins[KEY]


def test_the_token_comes_from_the_configuration() -> None:
    path = written('[discord]\ntoken = "a"\n')
    assert token(path) == ("a", Origin("file", str(path.absolute())))


def test_the_variables_win_over_the_configuration_and_over_each_other_in_order(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = written('[discord]\ntoken = "from the configuration"\n')
    for variable in reversed(VARIABLES):
        text = f"of {variable}"
        if variable.endswith("_FILE"):
            Path(variable).write_text(f"{text}\n", encoding="utf-8")
        monkeypatch.setenv(variable, variable if variable.endswith("_FILE") else text)
        assert token(path) == (text, Origin("environment", variable))


def test_what_is_around_a_token_is_no_part_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", " a\n")
    assert token()[0] == "a"
    Path("secret").write_bytes(b"b\r\n")
    monkeypatch.setenv("BELEGBOT_DISCORD__TOKEN_FILE", " secret ")
    assert token()[0] == "b"


@pytest.mark.parametrize("variable", VARIABLES)
@pytest.mark.parametrize("text", ["", "  "])
def test_a_blank_variable_is_as_good_as_none(
    monkeypatch: pytest.MonkeyPatch, variable: str, text: str
) -> None:
    monkeypatch.setenv(variable, text)
    assert token() == ("", Origin("default"))
    assert token(written('[discord]\ntoken = "a"\n'))[0] == "a"


@pytest.mark.parametrize("variable", ["BELEGBOT_DISCORD__TOKEN_FILE", "DISCORD_TOKEN_FILE"])
@pytest.mark.parametrize(
    ("content", "reason"),
    [(None, "No such file or directory"), (b" \n", "it is empty"), (b"\xff", "invalid start")],
)
def test_a_file_without_a_secret_is_named_with_its_variable(
    monkeypatch: pytest.MonkeyPatch, variable: str, content: bytes | None, reason: str
) -> None:
    if content is not None:
        Path("secret").write_bytes(content)
    monkeypatch.setenv(variable, "secret")

    with pytest.raises(SecretUnreadableError, match=reason) as caught:
        token()

    assert str(caught.value).startswith(
        f"The environment variable {variable} names the file secret, which can't be read"
    )
    assert "nennt die Datei secret, die sich nicht lesen lässt" in caught.value.text("de")


def test_a_folder_is_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN_FILE", ".")
    with pytest.raises(SecretUnreadableError, match="Is a directory"):
        token()


@pytest.mark.parametrize("secret", ["", "  "])
def test_a_blank_token_is_a_missing_one(secret: str) -> None:
    with pytest.raises(TokenMissingError):
        require_token(DiscordSettings(token=SecretStr(secret)))


def test_the_token_is_never_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "secret")
    configuration = read_configuration(BotSettings)
    assert "secret" not in repr(configuration) + str(configuration.settings.model_dump())


def test_a_token_of_the_wrong_type_is_named_without_its_value() -> None:
    with pytest.raises(ConfigValueError) as caught:
        token(written("[discord]\ntoken = 12345\n"))
    assert "discord.token" in str(caught.value)
    assert "12345" not in f"{caught.value}{caught.value.__cause__}"


def test_the_bot_knows_every_table_and_the_library_leaves_its_alone() -> None:
    path = written("[discord]\nqueue = 5\n[weather]\nsun = true\n")

    assert load_settings(path) == load_settings()
    with pytest.raises(ConfigKeyUnknownError, match="“weather”"):
        read_configuration(BotSettings, path)


def test_a_variable_of_the_bot_is_read_by_the_bot_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BELEGBOT_DISCORD__QUEUE", "few")
    load_settings()
    with pytest.raises(ConfigVariableError, match="BELEGBOT_DISCORD__QUEUE"):
        read_configuration(BotSettings)


@pytest.mark.parametrize(
    "variable", ["BELEGBOT_DISCORD__TOKN", "BELEGBOT_DISCORD_TOKEN", "BELEGBOT_WEATHER__SUN"]
)
def test_the_bot_refuses_a_mistyped_variable(
    monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, "1")
    with pytest.raises(ConfigVariableUnknownError, match=variable):
        read_configuration(BotSettings)


def test_what_some_tests_need_is_no_setting_of_the_bot(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("BELEGBOT_DISCORD_OPENAPI", "BELEGBOT_OPENAPI", "BELEGBOT_XQUAD"):
        monkeypatch.setenv(variable, "file")
    assert read_configuration(BotSettings).settings == BotSettings()


# The example.


def commented() -> Iterator[tuple[Key, str]]:
    """Give each setting that is commented out, with its line as it would stand in the file."""
    table: tuple[str, ...] = ()
    for line in example().read_text("utf-8").splitlines():
        if header := re.fullmatch(r"\[(\w+)\]", line):
            table = (header[1],)
        elif setting := re.fullmatch(r"# ((\w+) = .+)", line):
            header_line = "".join(f"[{name}]\n" for name in table)
            yield (*table, setting[2]), f"{header_line}{setting[1]}\n"


def active() -> set[Key]:
    found: set[Key] = set()
    for name, value in tomllib.loads(example().read_text("utf-8")).items():
        found |= {(name, key) for key in value} if isinstance(value, dict) else {(name,)}
    return found


def test_the_example_says_what_holds_without_it() -> None:
    assert read_configuration(BotSettings, example()).settings == BotSettings()


def test_the_example_names_every_setting_once() -> None:
    named = [*active(), *(key for key, _ in commented())]

    assert sorted(named) == sorted(settings_of(BotSettings))


def test_what_the_example_has_commented_out_can_be_set() -> None:
    for key, line in commented():
        configuration = read_configuration(BotSettings, written(line))
        assert configuration.origins[key].kind == "file", line
        assert configuration.settings != BotSettings(), line
