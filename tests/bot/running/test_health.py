"""What tells machines how the bot is: `belegbot health`, and figures for Prometheus."""

import asyncio
import json
import socket
import subprocess
import sys
import urllib.request
from datetime import timedelta
from pathlib import Path

import pytest
import simcord
from click.testing import CliRunner
from prometheus_client.parser import text_string_to_metric_families
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from bot.cli import invocation
from bot.client.client import Belegbot
from bot.config import DiscordSettings, MetricsSettings
from bot.notices.loop import Collection
from bot.running.errors import (
    BotBehindError,
    BotOfflineError,
    BotSilentError,
    MetricsAddressError,
    NoBotError,
)
from bot.running.health import (
    LATE,
    Vitals,
    examine,
    now,
    write,
)
from bot.running.metrics import Metrics
from bot.running.vitals import SignsOfLife
from index.cli import main_group
from index.library import Library
from tests.bot.asking.test_ask import QUESTION


def left(folder: Path, **changes: object) -> Path:
    """Return a data directory with a sign of life."""
    (folder / "index").mkdir()
    values = {"at": now().isoformat(), "connected": True, "following": True} | changes
    write(folder, Vitals(**values))  # type: ignore[arg-type]
    return folder


@pytest.mark.usefixtures("env")
async def test_a_bot_that_runs_leaves_signs_of_life(bot: Belegbot, library: Library) -> None:
    signs = bot.get_cog("SignsOfLife")
    assert isinstance(signs, SignsOfLife)

    await signs.sign()

    assert examine(library.settings.data_dir).problem is None


@pytest.mark.usefixtures("env")
async def test_a_bot_that_cannot_follow_says_so(
    bot: Belegbot, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    signs = bot.get_cog("SignsOfLife")
    assert isinstance(signs, SignsOfLife)
    monkeypatch.setattr(Collection, "is_behind", True)

    await signs.sign()

    with pytest.raises(BotBehindError):
        examine(library.settings.data_dir)


def test_without_a_bot_there_is_no_health(tmp_path: Path) -> None:
    with pytest.raises(NoBotError):
        examine(tmp_path)
    (tmp_path / "index").mkdir()
    for damaged in ("", "[]", '{"at": 1}', '{"at": "soon", "connected": true, "following": true}'):
        (tmp_path / "index" / "health.json").write_text(damaged)
        with pytest.raises(NoBotError):
            examine(tmp_path)


def test_a_sign_of_life_is_good_for_a_minute(tmp_path: Path) -> None:
    at = now()
    left(tmp_path, at=at.isoformat())

    assert examine(tmp_path, at + LATE).connected
    assert examine(tmp_path, at - timedelta(hours=1)).connected
    with pytest.raises(BotSilentError, match="61 seconds ago"):
        examine(tmp_path, at + LATE + timedelta(seconds=1))


def test_a_bot_that_discord_does_not_hear_is_not_well(tmp_path: Path) -> None:
    with pytest.raises(BotOfflineError):
        examine(left(tmp_path, connected=False))


def test_the_command_ends_with_zero_or_one_and_says_what_is_answered_in_spite_of(
    tmp_path: Path,
) -> None:
    def run() -> tuple[int, str]:
        arguments = ["--data-dir", str(tmp_path), "health"]
        done = CliRunner().invoke(main_group, arguments, obj=invocation())
        return done.exit_code, done.output.strip()

    code, said = run()
    assert (code, said.partition(" on ")[0]) == (1, "No bot has run")
    left(tmp_path)
    assert run() == (0, "The bot does its work.")
    write(tmp_path, Vitals(now().isoformat(), connected=True, following=True, problem="Away."))
    assert run() == (0, "Away.")


def test_each_of_several_processes_has_a_health_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(*options: str) -> int:
        arguments = ["--data-dir", str(tmp_path), "health", *options]
        return CliRunner().invoke(main_group, arguments, obj=invocation()).exit_code

    (tmp_path / "index").mkdir()
    write(tmp_path, Vitals(now().isoformat(), connected=True, following=True), "0-3/8")
    assert [run("--shards", each) for each in ("0-3/8", "0,1,2,3/8", "4-7/8")] == [0, 0, 1]
    assert run() == 1
    monkeypatch.setenv("BELEGBOT_DISCORD__SHARDS", "0-3/8")
    assert run() == 0


def test_looking_loads_no_model_no_database_and_no_discord(tmp_path: Path) -> None:
    left(tmp_path)
    script = (
        "import sys, runpy\n"
        f"sys.argv = ['belegbot', '--data-dir', {str(tmp_path)!r}, 'health']\n"
        "try:\n    runpy.run_module('bot', run_name='__main__')\n"
        "except SystemExit as end:\n    assert not end.code\n"
        "print(*{name.partition('.')[0] for name in sys.modules}, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    loaded = set(done.stderr.split())
    assert not loaded & {"discord", "sqlalchemy", "numpy", "faiss", "tantivy", "torch"}


@pytest.fixture
async def metrics(bot: Belegbot) -> Metrics:
    found = Metrics(bot, MetricsSettings(enabled=True, port=0))
    await bot.add_cog(found)
    return found


async def figures(metrics: Metrics) -> dict[str, float]:
    await metrics.look()

    def read() -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{metrics.port}/metrics") as answer:
            return str(answer.read().decode())

    found = await asyncio.to_thread(read)
    return {
        ":".join((sample.name, *sample.labels.values())): sample.value
        for family in text_string_to_metric_families(found)
        for sample in family.samples
    }


class TestFigures:
    @pytest.fixture
    def behaviour(self) -> DiscordSettings:
        return DiscordSettings(questions_per_minute=2)

    async def test_questions_are_counted_by_what_came_of_them(
        self, env: simcord.Env, channel: ChannelHandle, alice: MemberActor, metrics: Metrics
    ) -> None:
        await alice.slash(channel, "ask", question=QUESTION)
        await alice.slash(channel, "ask", question="Wer gewann das Tennisturnier in Wimbledon?")
        await alice.slash(channel, "ask", question=QUESTION)
        assert env.errors

        found = await figures(metrics)

        outcomes = {
            outcome: found[f"belegbot_questions_total:{outcome}"]
            for outcome in ("answer", "perhaps", "silent", "refused", "failed")
        }
        assert outcomes == {"answer": 1, "perhaps": 0, "silent": 1, "refused": 1, "failed": 0}
        assert found["belegbot_answer_seconds_count"] == 2
        assert found["belegbot_questions_waiting"] == 0
        assert (found["belegbot_connected"], found["belegbot_servers"]) == (1, 1)
        assert (found["belegbot_revision"], found["belegbot_index_lag_changes"]) == (1, 0)
        assert found["belegbot_index_problem"] == 0
        assert "Wimbledon" not in json.dumps(list(found))


@pytest.mark.usefixtures("env")
async def test_an_address_that_somebody_has_is_told_before_anything_is_counted(
    bot: Belegbot,
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(MetricsAddressError, match=f"127.0.0.1:{port}"):
            await bot.add_cog(Metrics(bot, MetricsSettings(enabled=True, port=port)))
