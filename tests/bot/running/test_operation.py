"""What an operator relies on: the log, the commands told once, a doctor that says what to do."""

import json
import logging
import shutil
from contextlib import closing
from pathlib import Path

import discord
import pytest
import simcord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from bot import log
from bot.client.client import INTENTS, Belegbot
from bot.config import DiscordSettings
from bot.memory.memory import Memory
from bot.running import doctor
from bot.running.doctor import examine, judge_finding
from bot.server.diagnosis import Finding, as_text, library_findings
from index.articles.fence.errors import ReadingUnavailableError
from index.config import EmbedderSettings, IngestSettings
from index.embedders.available.naming import named
from index.indexing.status import Status
from index.library import Library
from tests.bot.asking.test_ask import QUESTION
from tests.bot.client.fake_discord import fake_discord
from tests.bot.conftest import MEMORY, Restart
from tests.bot.shown import guild_of, last
from tests.bot.test_cli import ON_LOOPBACK, data, environment  # noqa: F401 - a fixture
from tests.completions import (
    Completions,
    claims,
    completion,
    completions,
    in_turn,
    sending,
)
from tests.processes import commands

STATUS = Status(
    articles=1,
    sentences=27,
    revision=5,
    indexed_revision=5,
    embedder="builtin",
    dimension=512,
    backend="embedded",
)


def syncs(env: simcord.Env) -> int:
    return sum(r.method == "PUT" and r.path.endswith("/commands") for r in env.http_requests)


async def test_commands_are_told_to_discord_only_when_they_changed(
    env: simcord.Env, restart: Restart, library: Library
) -> None:
    assert syncs(env) == 1
    await restart()
    assert syncs(env) == 1
    Memory.of(library).bookmarks.set("commands", "those of another version")
    await restart()
    assert syncs(env) == 2


async def test_an_answer_is_logged_with_its_facts_and_without_its_question(
    channel: ChannelHandle, alice: MemberActor, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    await alice.slash(channel, "ask", question=QUESTION)
    [record] = [r for r in caplog.records if r.message == "Answered"]
    facts = log.facts(record)
    assert facts["guild"] == guild_of(channel).id
    assert facts["abstained"] is False
    assert facts["revision"] == 1
    assert "question" not in facts
    assert "Mission" not in caplog.text


class TestQuestionsLogged:
    @pytest.fixture
    def behaviour(self) -> DiscordSettings:
        return DiscordSettings(log_questions=True)

    async def test_the_operator_may_log_questions(
        self, channel: ChannelHandle, alice: MemberActor, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.INFO)
        await alice.slash(channel, "ask", question=QUESTION)
        [record] = [r for r in caplog.records if r.message == "Answered"]
        assert log.facts(record)["question"] == QUESTION


async def test_servers_on_different_shards_are_answered(bot: Belegbot) -> None:
    async with simcord.run(bot, shard_count=2) as env:
        for shard in (0, 1):
            guild = env.create_guild(f"Server {shard}", shard_id=shard)
            channel = guild.create_text_channel("general")
            member = guild.add_member(env.create_user(f"person{shard}"))
            await member.send(channel, f"{bot.me.mention} {QUESTION}")
            assert last(channel).embeds
        shards = {guild.shard_id for guild in bot.guilds}
    assert shards == {0, 1}


def record(**extra: object) -> logging.LogRecord:
    values = {
        "name": "bot.desk.desk",
        "levelno": logging.INFO,
        "levelname": "INFO",
        "msg": "Answered",
    }
    return logging.makeLogRecord(values | {"created": 0.0} | extra)


def test_a_log_line_ends_with_its_facts() -> None:
    line = log.TextFormatter(log.FORMAT, log.DATE).format(record(guild=7, abstained=True))
    assert line.endswith("Z INFO    bot.desk.desk: Answered guild=7 abstained=true")


def test_a_json_log_line_has_its_facts_as_members() -> None:
    formatter = log.JsonFormatter(log.FORMAT, log.DATE)
    event = json.loads(formatter.format(record(guild=7, text="ü")))
    del event["time"]
    assert event == {
        "level": "INFO",
        "logger": "bot.desk.desk",
        "event": "Answered",
        "guild": 7,
        "text": "ü",
    }
    failed = record(exc_info=(ZeroDivisionError, ZeroDivisionError("secret"), None))
    assert "ZeroDivisionError: secret" in json.loads(formatter.format(failed))["error"]


async def test_an_old_answer_is_forgotten(
    env: simcord.Env, library: Library, channel: ChannelHandle, alice: MemberActor, bot: Belegbot
) -> None:
    await alice.slash(channel, "ask", question=QUESTION)
    answer = last(channel)
    assert Memory.of(library).answers.shown_by(answer.id) is not None
    with env.time_context():
        since = env.now() + bot.settings.kept
        await bot.lanes.remember(bot.memory.answers.forget_before, since)
    assert Memory.of(library).answers.shown_by(answer.id) is None


def test_an_index_that_is_behind_and_an_empty_collection_are_findings() -> None:
    behind = Status(**{f: getattr(STATUS, f) for f in STATUS.__slots__} | {"indexed_revision": 2})
    [finding] = library_findings(behind, "de")
    assert str(finding).startswith("⚠️ Der Index ist 3 Änderungen im Rückstand.")
    empty = Status(**{f: getattr(STATUS, f) for f in STATUS.__slots__} | {"articles": 0})
    [finding, _] = library_findings(empty, "en", operator=True)
    assert str(finding).startswith("⚠️ There are no articles.")
    assert all(finding.well for finding in library_findings(STATUS, "en"))


def test_what_is_to_be_done_comes_first() -> None:
    findings = [Finding(well=True, text="a"), Finding(well=False, text="b")]
    assert as_text(findings) == "⚠️ b\n✅ a"


def test_no_privileged_intent_is_needed() -> None:
    assert discord.Intents(guilds=True, guild_messages=True, dm_messages=True) == INTENTS


def test_the_doctor_says_what_is_well_and_what_to_do(data: Path, tmp_path: Path) -> None:  # noqa: F811
    with fake_discord() as fake:
        env = environment(
            *(data, "de"), DISCORD_TOKEN="secret.to.ken", BELEGBOT_DISCORD__USER_INSTALLS="true"
        )
        done = commands.run(ON_LOOPBACK, fake.url, "doctor", env=env, cwd=tmp_path)
    lines = done.stdout.splitlines()
    assert done.returncode == 1
    assert lines[0].startswith("⚠️ Der Bot ist noch in keinem Server. Lad ihn ein: https://")
    assert lines[1].startswith("⚠️ user_installs ist gesetzt, aber Discord lässt Leute den Bot")
    assert any(line.startswith("✅ Das Token gilt: belegbot") for line in lines)
    assert "✅ Intents: wie der Bot sie braucht; kein privilegierter." in lines
    assert any(line.startswith("✅ Der Index ist aktuell. Revision: 1") for line in lines)
    assert "secret.to.ken" not in done.stdout + done.stderr


def test_the_doctor_of_a_refused_token_still_looks_at_the_index(
    data: Path,  # noqa: F811
    tmp_path: Path,
) -> None:
    with fake_discord(login_status=401) as fake:
        env = environment(data, DISCORD_TOKEN="secret.to.ken")
        done = commands.run(ON_LOOPBACK, fake.url, "doctor", env=env, cwd=tmp_path)
    assert done.returncode == 1
    assert "⚠️ Discord refused the token" in done.stdout
    assert "✅ The index is current" in done.stdout
    assert "Traceback" not in done.stderr


def test_the_doctor_says_how_the_content_of_messages_is_granted(data: Path, tmp_path: Path) -> None:  # noqa: F811
    with fake_discord() as fake:
        fake.refusal = 4014
        env = environment(
            *(data, "en"), DISCORD_TOKEN="secret.to.ken", BELEGBOT_DISCORD__MESSAGE_CONTENT="true"
        )
        done = commands.run(ON_LOOPBACK, fake.url, "doctor", env=env, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.splitlines()[0] == (
        "⚠️ Discord doesn't deliver the content of messages to this bot. Switch on “Message Content "
        "Intent” at https://discord.com/developers/applications: your application, then “Bot”; or "
        "set message_content = false under [discord] in the configuration."
    )


def test_the_doctor_without_a_token_still_looks_at_the_rest(data: Path, tmp_path: Path) -> None:  # noqa: F811
    done = commands.run("bot", "doctor", env=environment(data), cwd=tmp_path)
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert lines[0].startswith("⚠️ There is no Discord token. Put it in the environment variable")
    assert lines[1].startswith("✅ The index is current. Revision: 1")
    assert lines[2].startswith("✅ Model: builtin")
    assert done.stderr == ""


def test_the_doctor_says_where_memory_cannot_be_limited_and_where_nothing_is_read(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def findings() -> list[str]:
        return [str(finding) for finding in examine(library, library.status(), "", "en")]

    monkeypatch.setattr(doctor, "memory_can_be_limited", lambda _: False)
    assert (
        "✅ Documents are read in a process of their own, within 120 seconds. This system can't "
        "limit its memory."
    ) in findings()

    def fail(_: IngestSettings) -> bool:
        raise ReadingUnavailableError(reason="no Python")

    monkeypatch.setattr(doctor, "memory_can_be_limited", fail)
    [line] = [line for line in findings() if "no Python" in line]
    assert line.startswith("⚠️ The process that reads documents doesn't start: no Python.")


@pytest.mark.usefixtures("any_model")
def test_the_doctor_tries_the_configured_model(data: Path, tmp_path: Path) -> None:  # noqa: F811
    (tmp_path / "config.toml").write_text(
        f'[embedder]\nkind = "sentence-transformers"\nmodel = "{tmp_path / "none"}"\n'
    )
    done = commands.run("bot", "doctor", env=environment(data), cwd=tmp_path)
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert lines[0].startswith("⚠️ The index was made with the model builtin, but [embedder] in the")
    assert lines[1].startswith(f"⚠️ The model “{tmp_path / 'none'}” can't be loaded")
    assert lines[2].startswith("⚠️ There is no Discord token.")


def doctor_with_judge(data: Path, tmp_path: Path, server: Completions, language: str) -> list[str]:  # noqa: F811
    variables = {
        "BELEGBOT_JUDGE__BASE_URL": server.base_url,
        "BELEGBOT_JUDGE__MODEL": "tiny",
        "BELEGBOT_LANGUAGE": language,
    }
    done = commands.run("bot", "doctor", env=environment(data, **variables), cwd=tmp_path)
    assert done.stderr == ""
    return done.stdout.splitlines()


def test_the_doctor_asks_the_language_model(data: Path, tmp_path: Path) -> None:  # noqa: F811
    with completions() as server:
        yes, no = (completion([(word, -0.1), (other, -3.0)]) for word, other in ("yn", "ny"))
        server.answer = in_turn(sending(yes), sending(no))

        lines = doctor_with_judge(data, tmp_path, server, "en")

    [line] = [line for line in lines if "tiny" in line]
    assert line.startswith("✅ The language model “tiny” is asked where it is in doubt whether")


def doctor_with_writer(data: Path, tmp_path: Path, server: Completions) -> str:  # noqa: F811
    variables = {
        "BELEGBOT_WRITER__BASE_URL": server.base_url,
        "BELEGBOT_WRITER__MODEL": "scribe",
        "BELEGBOT_LANGUAGE": "de",
    }
    done = commands.run("bot", "doctor", env=environment(data, **variables), cwd=tmp_path)
    [line] = [line for line in done.stdout.splitlines() if "scribe" in line]
    return line


def test_the_doctor_has_the_writer_write_two_sentences(data: Path, tmp_path: Path) -> None:  # noqa: F811
    with completions() as server:
        server.answer = sending(claims(("The house is yellow.", [1])))
        well = doctor_with_writer(data, tmp_path, server)
        server.answer = sending(claims(("The house is blue.", [1])))
        lying = doctor_with_writer(data, tmp_path, server)
        server.answer = sending(completion([], "Sure!"))
        talking = doctor_with_writer(data, tmp_path, server)

    assert well.startswith("✅ Das Sprachmodell „scribe“ fasst Antworten in andere Worte; das")
    assert "steht in den Sätzen, die es nennt. Stell ein Modell ein" in lying
    assert talking.startswith("⚠️ „scribe“ sollte Aussagen als JSON geben und sagt: Sure!.")


def test_the_doctor_says_what_is_wrong_with_the_language_model(data: Path, tmp_path: Path) -> None:  # noqa: F811
    with completions() as server:
        [blind] = [
            line for line in doctor_with_judge(data, tmp_path, server, "en") if "tiny" in line
        ]
        server.answer = sending({"error": {"message": "model not found"}}, status=404)
        unknown = doctor_with_judge(data, tmp_path, server, "de")

    assert blind.startswith("⚠️ The language model “tiny” doesn't tell what is plainly answered")
    [line] = [line for line in unknown if "tiny" in line]
    assert line.startswith("⚠️ Das Sprachmodell kann nicht urteilen: http://127.0.0.1:")
    assert "antwortet mit dem Status 404" in line
    assert "model not found" in line


def test_the_doctor_says_once_that_the_indexs_model_is_missing(
    library: Library, tmp_path: Path, tiny_model: Path
) -> None:
    folder = shutil.copytree(tiny_model, tmp_path / "model")
    library.rebuild(embedder=library.model.to_rebuild_with(named(str(folder), EmbedderSettings())))
    shutil.rmtree(folder)
    settings = library.settings.model_copy(update={"embedder": EmbedderSettings()})

    with closing(Library(settings, participants=MEMORY)) as without:
        findings = [str(found) for found in examine(without, without.status(), "", "en")]

    told = [line for line in findings if line.startswith("⚠️ The index was made with the model in")]
    assert len(told) == 1
    assert f"the folder {folder}, which isn't there" in told[0]
    assert "⚠️ There is no Discord token." in " ".join(findings)


@pytest.mark.parametrize(
    ("ahead", "seconds", "line"),
    [
        (2.0, 4.9, "✅ Das Sprachmodell „tiny“ wird gefragt, wo zweifelhaft ist"),
        (2.0, 5.0, "⚠️ Das Sprachmodell „tiny“ brauchte 5,0 s für einen kurzen Text."),
        (0.0, 0.1, "⚠️ Das Sprachmodell „tiny“ unterscheidet nicht, was klar beantwortet ist"),
    ],
)
def test_a_language_model_is_to_see_what_answers_and_to_be_quick(
    ahead: float, seconds: float, line: str
) -> None:
    assert str(judge_finding("tiny", ahead, seconds, 10.0, "de")).startswith(line)
