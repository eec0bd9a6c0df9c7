"""`belegbot run` as an operator meets it: one clear line, the right exit code, a graceful stop."""

import os
import shutil
import signal
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import invocation
from index.cli import main_group
from tests.bot.client.fake_discord import fake_discord
from tests.processes import commands

ON_LOOPBACK = "tests.bot.client.on_loopback"
STUMBLING = "tests.bot.client.stumbling"


@pytest.fixture
def data(indexed: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(indexed, tmp_path / "data"))


def environment(data: Path, language: str = "en", **variables: str) -> dict[str, str]:
    inherited = {k: v for k, v in os.environ.items() if k not in {"DISCORD_TOKEN", "LANGUAGE"}}
    return {**inherited, "LANG": language, "LC_ALL": language, "LC_MESSAGES": language} | {
        "BELEGBOT_DATA_DIR": str(data),
        "PYTHONPATH": str(Path(__file__).parents[2]),
        **variables,
    }


def run_on_loopback(
    url: str, *, data: Path, cwd: Path, module: str = ON_LOOPBACK
) -> subprocess.CompletedProcess[str]:
    env = environment(data, DISCORD_TOKEN="secret.to.ken")
    return commands.run(module, url, "run", env=env, cwd=cwd)


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "There is no Discord token."), ("de", "Es gibt kein Discord-Token.")],
)
def test_a_missing_token_is_one_clear_line_and_exit_code_1(
    data: Path, tmp_path: Path, language: str, text: str
) -> None:
    done = commands.run("bot", "run", env=environment(data, language), cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout == ""
    [line] = done.stderr.splitlines()
    assert line.startswith(text)
    assert "DISCORD_TOKEN" in line


def test_an_unknown_key_under_discord_is_named(data: Path, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('[discord]\ntokn = "x"\n')
    done = commands.run("bot", "run", env=environment(data), cwd=tmp_path)
    assert done.returncode == 1
    [line] = done.stderr.splitlines()
    assert "“discord.tokn”" in line
    assert "did you mean “token”?" in line


@pytest.mark.parametrize("shards", ["8/8", "all", "3-0/4"])
def test_shards_that_there_are_not_are_wrong_usage(data: Path, shards: str) -> None:
    arguments = ["--data-dir", str(data), "run", "--shards", shards]
    refused = CliRunner().invoke(main_group, arguments, obj=invocation())
    assert refused.exit_code == 2
    assert "--shards" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_refused_token_is_one_clear_line_and_exit_code_1(data: Path, tmp_path: Path) -> None:
    with fake_discord(login_status=401) as discord:
        done = run_on_loopback(discord.url, data=data, cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("Discord refused the token")
    assert "Traceback" not in done.stderr
    assert "secret.to.ken" not in done.stderr + done.stdout


def test_shards_that_discord_refuses_are_one_clear_line(data: Path, tmp_path: Path) -> None:
    with fake_discord() as discord:
        discord.refusal = 4011
        env = environment(data, DISCORD_TOKEN="secret.to.ken", BELEGBOT_DISCORD__SHARDS="0-1/2")
        done = commands.run(ON_LOOPBACK, discord.url, "run", env=env, cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith(
        "Discord doesn't let the bot in with the shards 0-1/2: for as many servers as it is in"
    )
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("limited", [True, False], ids=["by Discord", "by Cloudflare"])
@pytest.mark.parametrize("command", ["run", "doctor"])
def test_a_discord_that_lets_nobody_in_for_hours_says_until_when_at_once(
    data: Path, tmp_path: Path, command: str, *, limited: bool
) -> None:
    before = datetime.now().astimezone() + timedelta(seconds=7200)
    with fake_discord(login_status=429) as discord:
        discord.limited = limited
        env = environment(data, DISCORD_TOKEN="secret.to.ken")
        done = commands.run(ON_LOOPBACK, discord.url, command, env=env, cwd=tmp_path)
    after = datetime.now().astimezone() + timedelta(seconds=7260)
    said = next(
        line for line in (done.stderr + done.stdout).splitlines() if "let the bot in" in line
    )
    when = said.partition(" before ")[2].partition(" (429")[0]
    assert f"{before:%Y-%m-%d %H:%M}" <= when <= f"{after:%Y-%m-%d %H:%M}"
    assert done.returncode == 1
    if command == "doctor":
        assert done.stderr == ""
    assert "Traceback" not in done.stderr


def test_an_unreachable_discord_is_one_clear_line_and_exit_code_1(
    data: Path, tmp_path: Path
) -> None:
    with fake_discord() as discord:
        url = discord.url
    done = run_on_loopback(url, data=data, cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("Discord can't be reached")
    assert "Traceback" not in done.stderr


def test_what_nobody_has_thought_of_stops_the_bot_with_all_of_it_in_the_log(
    data: Path, tmp_path: Path
) -> None:
    with fake_discord() as discord:
        done = run_on_loopback(discord.url, data=data, cwd=tmp_path, module=STUMBLING)
    assert done.returncode == 1
    assert (
        "ERROR   index.cli.base: Something unexpected happened: ZeroDivisionError: a" in done.stderr
    )
    assert "Traceback (most recent call last)" in done.stderr
    assert "secret.to.ken" not in done.stderr


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_the_bot_gracefully_with_exit_code_0(
    data: Path, tmp_path: Path, number: signal.Signals
) -> None:
    with fake_discord() as discord:
        process = subprocess.Popen(
            [sys.executable, "-m", ON_LOOPBACK, discord.url, "run"],
            env=environment(data, DISCORD_TOKEN="secret.to.ken"),
            cwd=tmp_path,
            stderr=subprocess.PIPE,
            text=True,
        )
        with process:
            assert process.stderr is not None
            assert any("Ready as" in line for line in process.stderr)
            process.send_signal(number)
            rest = process.stderr.read()
            assert process.wait(60) == 0
    assert "Traceback" not in rest
    assert "secret.to.ken" not in rest


@pytest.mark.parametrize("arguments", [["--help"], ["run", "--help"]])
def test_help_imports_neither_discord_nor_what_computes(
    data: Path, tmp_path: Path, arguments: list[str]
) -> None:
    code = (
        "import sys\n"
        "from bot.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "heavy = {'discord', 'torch', 'transformers', 'numpy', 'faiss', 'index.library'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env=environment(data),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "run" in done.stdout
    assert done.stderr.strip() == "[]"


def test_who_ends_it_while_it_is_imported_sees_nothing(data: Path, tmp_path: Path) -> None:
    (tmp_path / "click.py").write_text(
        "import os, signal\nos.kill(os.getpid(), signal.SIGINT)\n", "utf-8"
    )
    done = subprocess.run(
        [sys.executable, "-m", "bot", "--help"],
        env=environment(data) | {"PYTHONPATH": os.pathsep.join((str(tmp_path), *sys.path))},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (-signal.SIGINT, "", "")
