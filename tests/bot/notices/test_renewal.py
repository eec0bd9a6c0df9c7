"""A bot whose index an older built-in model made answers by words, and builds it anew meanwhile."""

import asyncio
import logging
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import simcord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from bot.notices.renewal import Renewal
from bot.server.diagnosis import library_findings
from index.asking.helpers.models import Models
from index.config import Settings
from index.embedders.errors import BuiltinRenewedError
from index.indexing.errors import IndexRebuildingError, IndexUnwritableError
from index.indexing.progress import Progress, silent
from index.library import Library
from tests.bot.asking.test_ask import QUESTION
from tests.bot.conftest import MEMORY
from tests.bot.shown import bot_of, last, text_of
from tests.models import BUILTIN, older_builtin

FIRST = "**Anfang Januar**"
RENEW = Library.renew


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """Give a library as `belegbot run` opens it, with the seed in an index of before."""
    settings = Settings(data_dir=tmp_path / "data", embedder=BUILTIN)
    models = Models(older_builtin(tmp_path / "model"))
    Library.open(settings, participants=MEMORY, models=models).close()
    with closing(Library(settings, participants=MEMORY)) as library:
        [problem] = library.start(renew=False)
        assert isinstance(problem, BuiltinRenewedError)
        yield library


@pytest.fixture
def attempts(monkeypatch: pytest.MonkeyPatch) -> list[Library]:
    """Let another process be at it when the bot starts; the list tells of each attempt."""
    tried: list[Library] = []

    def renew(library: Library, _progress: Progress = silent) -> bool:
        tried.append(library)
        raise IndexRebuildingError

    monkeypatch.setattr(Library, "renew", renew)
    return tried


def findings(library: Library) -> list[str]:
    """Return what moderators are told that isn't well."""
    found = library_findings(library.status(), "en")
    return [finding.text for finding in found if not finding.well]


def logged(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [each.message for each in caplog.records if each.name == "bot.notices.renewal"]


async def test_words_answer_first_and_vectors_once_it_is_built(
    library: Library,
    attempts: list[Library],
    env: simcord.Env,
    channel: ChannelHandle,
    alice: MemberActor,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    assert attempts == [library]
    [told] = findings(library)
    assert told.startswith("Questions are answered by their words alone for a while, for the index")
    await alice.slash(channel, "ask", question=QUESTION)
    assert text_of(last(channel)).startswith(FIRST)
    assert library.status().dimension == 64

    monkeypatch.setattr(Library, "renew", RENEW)
    await env.advance_time(600)

    assert (library.status().dimension, library.problem, findings(library)) == (512, None, [])
    assert library.indexer.has_vectors
    assert library.corpus.revision() == 1
    assert logged(caplog) == ["The index is built anew"]
    await alice.slash(channel, "ask", question=QUESTION)
    assert text_of(last(channel)).startswith(FIRST)


@pytest.mark.usefixtures("library", "attempts")
async def test_a_bot_that_stops_breaks_it_off_and_the_next_one_does_it(
    env: simcord.Env, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, goes_on = threading.Event(), threading.Event()

    def renew(library: Library, progress: Progress = silent) -> bool:
        begun.set()
        goes_on.wait()
        return RENEW(library, progress)

    monkeypatch.setattr(Library, "renew", renew)
    cog = bot_of(env).get_cog("Renewal")
    assert isinstance(cog, Renewal)
    cog.renew.restart()
    await asyncio.to_thread(begun.wait)
    for end in bot_of(env).before_close:
        end()
    goes_on.set()
    await bot_of(env).lanes.rebuild(lambda: None)

    assert library.status().dimension == 64
    assert isinstance(library.problem, BuiltinRenewedError)
    assert RENEW(library)


async def test_what_fails_is_logged_and_tried_again_in_ten_minutes(
    library: Library,
    attempts: list[Library],
    env: simcord.Env,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert attempts == [library]
    assert logged(caplog) == []

    def fail(_: Library, _progress: Progress = silent) -> bool:
        raise IndexUnwritableError(path="here", reason="full")

    monkeypatch.setattr(Library, "renew", fail)
    await env.advance_time(600)

    [message] = logged(caplog)
    assert message.startswith("The index could not be built anew; it is tried again in ten minutes")
    monkeypatch.setattr(Library, "renew", RENEW)
    await env.advance_time(600)
    assert library.problem is None
