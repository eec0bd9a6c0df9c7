"""`/source export`: a server's own sources as a file."""

import gzip
import json

import pytest
import simcord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from bot.sources import export
from index.corpus.changelog import Author
from index.corpus.exchange.transfer import export_lines
from index.library import Library
from index.models import Draft
from index.scopes import Scope
from tests.bot.sources.sourcing import BRIDGE, TITLE, told


@pytest.mark.usefixtures("bridge")
async def test_the_export_is_a_file_with_this_servers_articles_alone(
    library: Library, channel: ChannelHandle, moderator: MemberActor
) -> None:
    library.add(Draft("Anderswo.", "Anderswo", "de"), Author("discord:1"), Scope("8"))
    result = await moderator.slash(channel, "source export")
    assert result.ephemeral
    [file] = result.response.attachments  # type: ignore[union-attr]
    _, row, end = [json.loads(line) for line in (await file.read()).decode().splitlines()]
    assert (row["text"]["title"], row["text"]["text"]) == (TITLE, BRIDGE)
    assert end == {"changes": 1}


@pytest.mark.usefixtures("bridge")
async def test_an_export_that_discord_would_not_take_is_compressed_or_left_to_the_operator(
    env: simcord.Env,
    library: Library,
    channel: ChannelHandle,
    moderator: MemberActor,
    server: Scope,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    library.add(Draft("Die Brücke hält. " * 200, "Lang", "de"), Author("discord:1"), server)
    plain = "".join(export_lines(library.history, server)).encode()
    monkeypatch.setattr(export, "FILE_LIMIT", len(plain) - 1)
    result = await moderator.slash(channel, "source export")
    [file] = result.response.attachments  # type: ignore[union-attr]
    assert file.filename.endswith(".jsonl.gz")
    assert gzip.decompress(await file.read()) == plain
    monkeypatch.setattr(export, "FILE_LIMIT", 100)
    said = told(await moderator.slash(channel, "source export"))
    assert said.startswith(
        "This server's sources are too large for a file in Discord. Ask the operator"
    )
    assert "belegbot" not in said
    assert env.errors
