"""An answer in other words is put above the verbatim one when it comes; nobody waits for it."""

import asyncio
import shutil
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import discord
import pytest
import simcord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from bot.asking.written import above, without_written
from bot.client.client import Belegbot
from bot.memory.memory import Memory
from bot.memory.writing.tokens import Tokens
from index.config import Settings, WriterSettings
from index.corpus.changelog import Author
from index.library import Library
from index.models import Draft
from index.writing.written import Claim, Written
from tests.bot.asking.test_ask import QUESTION, SENTENCE, UNANSWERED
from tests.bot.conftest import MEMORY
from tests.bot.notices.test_notices import noticed
from tests.bot.server.test_settings import said
from tests.bot.shown import bot_of, guild_of, last, plain_of
from tests.completions import Completions, claims, completion, completions, sending
from tests.models import BUILTIN

CLAIM = "Anfang Januar wurde die NATO-Mission im Irak ausgesetzt."
NOTE = "-# ✎ In den Worten eines Sprachmodells; wörtlich ist nur, was darunter zitiert ist."
ABOVE = rf"{CLAIM} \[1\]" + f"\n{NOTE}"
ADA = Author("operator:ada")


@pytest.fixture
def server() -> Iterator[Completions]:
    with completions() as server:
        server.answer = sending(claims((CLAIM, [1]), ("Sie begann 2018.", [1])))
        yield server


@pytest.fixture
def library(indexed: Path, tmp_path: Path, server: Completions) -> Iterator[Library]:
    shutil.copytree(indexed, tmp_path / "data")
    writer = WriterSettings(base_url=server.base_url, tokens_per_day=1000, timeout=5)
    settings = Settings(data_dir=tmp_path / "data", embedder=BUILTIN, writer=writer)
    with closing(Library.open(settings, participants=MEMORY)) as library:
        yield library


async def settled(env: simcord.Env) -> None:
    """Wait for what is beside all else."""
    await bot_of(env).settled()
    await env.settle()


async def test_the_claims_come_above_the_verbatim_answer(
    env: simcord.Env, channel: ChannelHandle, alice: MemberActor
) -> None:
    await alice.slash(channel, "ask", question=QUESTION)
    await settled(env)

    message = last(channel)
    assert message.content == ABOVE
    assert SENTENCE in plain_of(message)


async def test_a_mention_is_answered_in_other_words_too(
    env: simcord.Env, bot: Belegbot, channel: ChannelHandle, alice: MemberActor
) -> None:
    await alice.send(channel, f"{bot.me.mention} {QUESTION}")
    await settled(env)

    assert last(channel).content == ABOVE


async def test_the_verbatim_answer_is_there_before_the_model_is_asked(
    env: simcord.Env, channel: ChannelHandle, alice: MemberActor, server: Completions
) -> None:
    before: list[tuple[str, bool]] = []
    answer = server.answer

    def looking(handler: BaseHTTPRequestHandler) -> None:
        message = last(channel)
        before.append((message.content, SENTENCE in plain_of(message)))
        answer(handler)

    server.answer = looking
    await alice.slash(channel, "ask", question=QUESTION)
    await settled(env)

    assert before == [("", True)]


@pytest.mark.parametrize("lies", [[("Die Mission begann 2018.", [1])], [(CLAIM, [9])], []])
async def test_what_is_not_supported_is_never_shown(
    env: simcord.Env,
    channel: ChannelHandle,
    alice: MemberActor,
    server: Completions,
    lies: list[tuple[str, list[int]]],
) -> None:
    server.answer = sending(claims(*lies))
    await alice.slash(channel, "ask", question=QUESTION)
    await settled(env)

    assert last(channel).content == ""
    assert SENTENCE in plain_of(last(channel))


async def test_where_the_sources_do_not_say_the_model_is_not_asked(
    env: simcord.Env, channel: ChannelHandle, alice: MemberActor, server: Completions
) -> None:
    await alice.slash(channel, "ask", question=UNANSWERED)
    await settled(env)

    assert server.asked == []


async def test_moderators_switch_it_off_for_their_server(
    env: simcord.Env,
    channel: ChannelHandle,
    alice: MemberActor,
    moderator: MemberActor,
    server: Completions,
) -> None:
    shown = await moderator.slash(channel, "settings server", writing="no")
    await alice.slash(channel, "ask", question=QUESTION)
    await settled(env)

    assert server.asked == []
    [text] = said(shown)
    assert "Answers are quoted only; no language model says them in other words" in text
    shown = await moderator.slash(channel, "settings server", writing="yes")
    [text] = said(shown)
    assert "A language model says answers in other words, above" in text


async def test_once_a_days_tokens_are_spent_the_model_is_not_asked(
    env: simcord.Env,
    channel: ChannelHandle,
    alice: MemberActor,
    server: Completions,
    library: Library,
) -> None:
    guild = guild_of(channel).id
    today = discord.utils.utcnow().date()
    await alice.slash(channel, "ask", question=QUESTION)
    await settled(env)
    tokens = Memory.of(library).tokens
    assert tokens.spent(guild, today) == 301
    tokens.spend(guild, today, 699)

    await alice.slash(channel, "ask", question=QUESTION)
    await settled(env)

    assert len(server.asked) == 1
    assert last(channel).content == ""


async def test_it_goes_with_the_first_change_of_what_it_was_said_of(
    env: simcord.Env, channel: ChannelHandle, alice: MemberActor, library: Library
) -> None:
    await alice.slash(channel, "ask", question=QUESTION)
    await settled(env)
    assert last(channel).content == ABOVE
    [article] = library.catalogue.articles()

    text = library.corpus.article(article.id).text.replace("Anfang Januar", "Ende Februar")
    library.replace(article.id, Draft(text, article.title, "de"), ADA)
    await noticed(env)

    assert last(channel).content == ""
    assert "⚠️" in str(last(channel).embeds[0].to_dict())


def test_tokens_are_counted_by_server_and_day(library: Library) -> None:
    tokens = Tokens(library.corpus.database)
    monday, tuesday = date(2026, 6, 1), date(2026, 6, 2)
    tokens.spend(7, monday, 100)
    tokens.spend(7, monday, 20)
    tokens.spend(None, monday, 5)

    assert (tokens.spent(7, monday), tokens.spent(8, monday), tokens.spent(None, monday)) == (
        *(120, 0),
        5,
    )
    tokens.spend(7, tuesday, 1)
    assert (tokens.spent(7, monday), tokens.spent(7, tuesday)) == (0, 1)


def test_what_is_above_can_be_taken_off_again_in_either_language() -> None:
    written = Written((Claim("A_b @everyone", (1, 2)),))
    for language in ("de", "en"):
        text = above("-# Nur für dich.", written, language, perhaps=True)
        assert text is not None
        assert r"A\_b" in text
        assert text.splitlines()[1].endswith(r" \[1\]\[2\]")
        assert without_written(text) == "-# Nur für dich."
    assert without_written("Ohne.") == "Ohne."
    assert above("x" * 1990, written, "en", perhaps=False) is None


def test_of_claims_that_are_too_long_together_the_last_ones_are_left_out() -> None:
    written = Written(tuple(Claim(f"{number} " + "x" * 700, (1,)) for number in range(3)))

    text = above("", written, "en", perhaps=False)

    assert text is not None
    assert [line[:2] for line in text.splitlines()] == ["0 ", "1 ", "-#"]


async def test_what_the_model_writes_after_its_answer_was_deleted_is_let_go(
    env: simcord.Env,
    channel: ChannelHandle,
    alice: MemberActor,
    moderator: MemberActor,
    server: Completions,
    caplog: pytest.LogCaptureFixture,
) -> None:
    came, written = threading.Event(), threading.Event()
    answer = server.answer

    def late(handler: BaseHTTPRequestHandler) -> None:
        came.set()
        written.wait(5)
        answer(handler)

    server.answer = late
    await alice.slash(channel, "ask", question=QUESTION)
    await asyncio.to_thread(came.wait, 5)
    await moderator.delete(last(channel))
    written.set()
    await settled(env)

    assert channel.history() == []
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == []


async def test_what_the_model_writes_after_a_change_of_the_source_is_not_shown(
    env: simcord.Env,
    channel: ChannelHandle,
    alice: MemberActor,
    server: Completions,
    library: Library,
) -> None:
    answer = server.answer
    [article] = library.catalogue.articles()

    def late(handler: BaseHTTPRequestHandler) -> None:
        text = library.corpus.article(article.id).text.replace("Anfang Januar", "Ende Februar")
        library.replace(article.id, Draft(text, article.title, "de"), ADA)
        answer(handler)

    server.answer = late
    await alice.slash(channel, "ask", question=QUESTION)
    await settled(env)

    assert CLAIM not in last(channel).content


FOLLOW_UP = "Und der Grund?"
COMPLETED = "Aus welchem Grund wurde die NATO-Mission im Irak ausgesetzt?"


@pytest.mark.parametrize(
    ("said", "line"),
    [
        (COMPLETED, f"-# Verstanden als: {COMPLETED}"),
        ("Aus welchem Grund wurde die NATO-Mission in Libyen ausgesetzt?", ""),
    ],
)
async def test_a_follow_up_that_nothing_answers_is_asked_as_the_model_completes_it(
    env: simcord.Env,
    bot: Belegbot,
    channel: ChannelHandle,
    alice: MemberActor,
    server: Completions,
    said: str,
    line: str,
) -> None:
    await alice.send(channel, f"{bot.me.mention} {QUESTION}")
    await settled(env)
    server.answer = sending(completion([], said))
    await alice.send(channel, f"{bot.me.mention} {FOLLOW_UP}", reply_to=last(channel))
    await settled(env)

    message = last(channel)
    assert message.content == line
    assert message.embeds[0].title == FOLLOW_UP
    assert ("Sicher beantwortet das keine Quelle." in plain_of(message)) == (not line)
    posted = bot.memory.answers.shown_by(message.id)
    assert posted is not None
    assert posted.searched == (COMPLETED if line else posted.searched)
