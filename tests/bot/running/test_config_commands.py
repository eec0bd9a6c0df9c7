"""`belegbot config init` and `show`, and the words that the library's commands get from here."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import invocation
from bot.config import BotSettings
from index.cli import main_group
from index.config import settings_of

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


def belegbot(*arguments: str) -> Result:
    return CliRunner().invoke(main_group, arguments, obj=invocation(), prog_name="belegbot")


def shown() -> dict[str, dict[str, object]]:
    done = belegbot("config", "show", "--json")
    assert done.exit_code == 0
    found: dict[str, dict[str, object]] = json.loads(done.stdout)
    return found


def test_the_example_is_written_and_changes_nothing() -> None:
    before = shown()

    done = belegbot("config", "init")

    assert done.exit_code == 0
    assert done.stdout.startswith("The example is in config.toml.")
    path = Path("config.toml")
    assert path.read_bytes() == (ROOT / "config.example.toml").read_bytes()
    after = shown()
    assert {key: of["value"] for key, of in after.items()} == {
        key: of["value"] for key, of in before.items()
    }
    assert before["search.passages"] == {"value": 3, "origin": "default", "name": None}
    assert after["search.passages"]["origin"] == "file"
    assert after["search.passages"]["name"] == str(path.absolute())


def test_a_file_that_is_there_is_overwritten_only_with_force() -> None:
    path = Path("mein.toml")
    path.write_text("mine", encoding="utf-8")

    refused = belegbot("config", "init", "mein.toml")
    assert refused.exit_code == 1
    assert "“mein.toml” exists already. Nothing was written" in refused.output
    assert path.read_text("utf-8") == "mine"

    assert belegbot("config", "init", "mein.toml", "--force").exit_code == 0
    assert path.read_bytes() == (ROOT / "config.example.toml").read_bytes()


def test_a_folder_that_is_not_there_is_named() -> None:
    done = belegbot("config", "init", "nowhere/config.toml")
    assert done.exit_code == 1
    assert "nowhere/config.toml" in done.output
    assert "No such file or directory" in done.output


@pytest.mark.usefixtures("any_model")
def test_every_setting_is_shown_with_its_origin(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("config.toml").write_text("[search]\npassages = 5\n", encoding="utf-8")
    monkeypatch.setenv("BELEGBOT_DISCORD__QUEUE", "7")

    done = belegbot("--data-dir", "/data", "config", "show")

    lines = dict(line.split(maxsplit=1) for line in done.stdout.splitlines())
    assert list(lines) == [".".join(key) for key in settings_of(BotSettings)]
    assert lines["search.passages"] == f"5  (file {Path('config.toml').absolute()})"
    assert lines["discord.queue"] == "7  (environment BELEGBOT_DISCORD__QUEUE)"
    assert lines["data_dir"] == '"/data"  (option --data-dir)'
    assert lines["embedder.kind"] == '"auto"  (default)'
    assert lines["embedder.truncate_dim"] == "–  (default)"


def test_secrets_stay_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown()["discord.token"] == {"value": "", "origin": "default", "name": None}
    monkeypatch.setenv("DISCORD_TOKEN", "secret.to.ken")

    assert shown()["discord.token"] == {
        "value": "********",
        "origin": "environment",
        "name": "DISCORD_TOKEN",
    }
    assert "secret.to.ken" not in belegbot("config", "show").output


def test_both_commands_speak_german(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    assert belegbot("config", "init").stdout.startswith("Das Beispiel steht in config.toml.")
    assert "gibt es schon. Nichts wurde geschrieben" in belegbot("config", "init").output
    assert '"text"  (Datei ' in belegbot("config", "show").stdout
    monkeypatch.setenv("BELEGBOT_LANGUAGE", "en")
    assert "\ndiscord.token " in belegbot("config", "show").stdout
    assert "  (environment BELEGBOT_LANGUAGE)" in belegbot("config", "show").stdout


def test_a_mistake_in_any_table_is_told_by_every_command() -> None:
    Path("config.toml").write_text('[discord]\ntokn = "x"\n', encoding="utf-8")
    for arguments in (["config", "show"], ["ask", "Wann?"]):
        done = belegbot(*arguments)
        assert done.exit_code == 1
        [line] = done.output.splitlines()
        assert "unknown key “discord.tokn”" in line
        assert "did you mean “token”?" in line


def test_the_commands_speak_of_discord_only_when_belegbot_runs_them() -> None:
    for arguments, own, words in (
        (["ask", "--help"], "Ask as in this server:", "Ask as in this Discord server:"),
        (["source", "add", "--help"], "one server by", "one Discord server"),
        (["ask", "--scope", "x", "?"], "the id of a server,", "“Copy Server ID”"),
    ):
        alone = CliRunner().invoke(main_group, arguments, prog_name="belegbot").output
        assert own in " ".join(alone.split())
        assert "Discord" not in alone
        assert words in " ".join(belegbot(*arguments).output.split())
